//! A form over something that others may change while somebody types.

use leptos::prelude::*;

use super::Submission;
use crate::components::{Button, Notice, Tone, dom, use_toasts};
use crate::i18n::t;

/// What such a form is filled with: what was loaded, until something is typed; then what it was filled with before, however
/// often it is loaded anew.
#[derive(Debug)]
pub struct Draft<T: 'static> {
    /// The id of the form.
    pub form: &'static str,
    /// Where it is saved.
    pub submission: Submission,
    filled: StoredValue<Option<T>>,
    is_behind: RwSignal<bool>,
    /// What is typed is saved, or given up.
    is_over: StoredValue<bool>,
    reload: Callback<()>,
}

impl<T> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Draft<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Draft<T> {
    /// For the form of this id, which is saved at `path`; `saved` is said then, and `reload` loads anew what it is
    /// filled with.
    pub fn new(
        form: &'static str,
        path: &'static str,
        saved: &'static str,
        reload: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let toasts = use_toasts();
        let draft = Self {
            form,
            submission: Submission::to(path),
            filled: StoredValue::new(None),
            is_behind: RwSignal::new(false),
            is_over: StoredValue::new(false),
            reload: Callback::new(move |()| reload()),
        };
        let _ = draft.submission.on_done(move |_| {
            draft.load_again();
            if let Some(toasts) = toasts {
                toasts.done(saved);
            }
        });
        draft
    }

    /// What the form shows when this was loaded.
    pub fn fill(self, loaded: T) -> T {
        let (before, is_over) = (self.filled.get_value(), self.is_over.get_value());
        if let Some(before) = before {
            if !is_over && dom::is_form_changed(self.form) {
                self.is_behind.set(before != loaded);
                return before;
            }
            if is_over || before != loaded {
                // Fields in which somebody has typed keep that, whatever they are given later.
                dom::reset_form(self.form);
            }
        }
        self.is_over.set_value(false);
        self.is_behind.set(false);
        self.filled.set_value(Some(loaded.clone()));
        loaded
    }

    fn load_again(self) {
        self.is_over.set_value(true);
        self.is_behind.set(false);
        self.reload.run(());
    }
}

/// Says that somebody else has saved meanwhile. What comes of saving now is for the page to say.
#[component]
pub fn Behind<T: Clone + PartialEq + Send + Sync + 'static>(
    /// What is typed.
    draft: Draft<T>,
    /// What saving now would do.
    text: &'static str,
) -> impl IntoView {
    view! {
        // The event of one's own change may come before the answer to it.
        <Show when=move || draft.is_behind.get() && !draft.submission.is_pending()>
            <Notice tone=Tone::Warning title=t().frame.changed_title>
                <p>{text}</p>
                <Button small=true on_click=move |()| draft.load_again()>{t().frame.load_again}</Button>
            </Notice>
        </Show>
    }
}
