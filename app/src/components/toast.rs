//! Toasts: what just happened, with a way back.

use std::time::Duration;

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Glyph, Icon};

/// How long a toast stays: long enough to read it and to reach "Undo".
const SHOWN_FOR: Duration = Duration::from_secs(7);
/// More would hide the page; the oldest goes.
const MOST_AT_ONCE: usize = 4;

#[derive(Debug, Clone)]
struct Toast {
    key: u64,
    text: String,
    tone: Tone,
    undo: Option<Callback<()>>,
}

/// The toasts of a page, from the context.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    next: StoredValue<u64>,
}

/// Makes toasts available to everything below.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

/// The toasts, where they are provided.
pub fn use_toasts() -> Option<Toasts> {
    use_context()
}

impl Toasts {
    /// Says that something was done.
    pub fn done(self, text: impl Into<String>) {
        self.push(text.into(), Tone::Success, None);
    }
    /// Says that something was done, with a button that takes it back.
    pub fn done_with_undo(self, text: impl Into<String>, undo: impl Into<Callback<()>>) {
        self.push(text.into(), Tone::Success, Some(undo.into()));
    }
    /// Says that something failed. It stays until it is closed, because it asks for something.
    pub fn failed(self, text: impl Into<String>) {
        self.push(text.into(), Tone::Danger, None);
    }
    fn push(self, text: String, tone: Tone, undo: Option<Callback<()>>) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.list.update(|list| {
            list.push(Toast { key, text, tone, undo });
            if list.len() > MOST_AT_ONCE {
                list.remove(0);
            }
        });
        if tone != Tone::Danger {
            set_timeout(move || self.close(key), SHOWN_FOR);
        }
    }
    fn close(self, key: u64) {
        // The page may be gone when the time is over.
        let _ = self.list.try_update(|list| list.retain(|toast| toast.key != key));
    }
}

/// Where the toasts appear. Stands once on a page, in the shell.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="log" aria-label="Notices" aria-live="polite">
            {toasts
                .map(|toasts| {
                    view! {
                        <For each=move || toasts.list.get() key=|toast| toast.key let:toast>
                            <ToastView toast toasts />
                        </For>
                    }
                })}
        </div>
    }
}

#[component]
fn ToastView(
    /// What it says.
    toast: Toast,
    /// Where it is taken from when it is closed.
    toasts: Toasts,
) -> impl IntoView {
    let key = toast.key;
    view! {
        <div class=format!("toast {}", toast.tone.class())>
            <Glyph icon=toast.tone.icon() />
            <p class="toast-text">{toast.text}</p>
            {toast
                .undo
                .map(|undo| {
                    view! {
                        <button
                            type="button"
                            class="toast-undo"
                            on:click=move |_| {
                                undo.run(());
                                toasts.close(key);
                            }
                        >
                            "Undo"
                        </button>
                    }
                })}
            <button type="button" class="toast-close" aria-label="Close" on:click=move |_| toasts.close(key)>
                <Glyph icon=Icon::Close />
            </button>
        </div>
    }
}
