//! Forms that post to server functions: natively before the page is hydrated, by fetch afterwards. One small thing for
//! all of them, instead of one piece of code per server function.

use domain::Problem;
use leptos::prelude::*;
use leptos::server_fn::error::ServerFnUrlError;

use crate::api::ApiError;

mod browser;
mod draft;
mod save;

pub use draft::{Behind, Draft};
pub use save::SaveActions;

/// One kind of post: whether it is under way, what it was refused for, what to do when it is done.
#[derive(Debug, Clone, Copy)]
pub struct Submission {
    path: &'static str,
    pending: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    on_done: StoredValue<Option<Callback<String>>>,
}

impl Submission {
    /// A post to the server function of this path (`<F as ServerFn>::PATH`). When the page was loaded as the answer to a
    /// native form that was refused, it starts with that problem.
    pub fn to(path: &'static str) -> Self {
        let refused = use_context::<ServerActionError>()
            .filter(|error| error.path() == path)
            .map(|error| ServerFnUrlError::<ApiError>::decode_err(error.err()).0);
        Self { path, pending: RwSignal::new(false), problem: RwSignal::new(refused), on_done: StoredValue::new(None) }
    }
    /// What to do when it has succeeded, with the JSON of the answer.
    #[must_use]
    pub fn on_done(self, done: impl Fn(String) + Send + Sync + 'static) -> Self {
        self.on_done.set_value(Some(Callback::new(done)));
        self
    }
    /// Whether it is under way.
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }
    /// Whether it is under way now; unlike a signal, good for as long as the submission.
    pub fn is_pending(self) -> bool {
        self.pending.get()
    }
    /// What is wrong with one field.
    pub fn field(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref()?.fields.get(name).cloned()))
    }
    /// The same for a field whose name is made where it is shown.
    pub fn named_field(self, name: String) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref()?.fields.get(&name).cloned()))
    }
    /// What is wrong with the whole: said when no field of the form says it.
    pub fn message(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.problem.with(|problem| problem.as_ref().filter(|p| p.fields.is_empty()).map(sentence))
        })
    }
    /// What is wrong, whether or not a field is to blame: for buttons without fields.
    pub fn any_message(self) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref().map(sentence)))
    }
    /// Forgets what was wrong, as when a dialog is opened again.
    pub fn clear(self) {
        self.problem.set(None);
    }
    /// Posts these values, as a form with these fields would.
    pub fn send(self, values: &[(&str, &str)]) {
        if !self.pending.get_untracked() {
            browser::send(self, values);
        }
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn begin(self) {
        self.pending.set(true);
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn end(self, answer: Result<String, Problem>) {
        // The page may have been left meanwhile.
        let Some(()) = self.pending.try_update(|pending| *pending = false) else { return };
        match answer {
            Ok(text) => {
                self.problem.set(None);
                if let Some(done) = self.on_done.get_value() {
                    done.run(text);
                }
            }
            Err(problem) => self.problem.set(Some(problem)),
        }
    }
}

/// The message with its reference, when it has one.
fn sentence(problem: &Problem) -> String {
    match &problem.reference {
        Some(reference) => format!("{} Reference {reference}.", problem.message),
        None => problem.message.clone(),
    }
}

/// Posts these values once, beside any form, and says how it went: with the JSON of the answer, or why it was refused.
pub fn post(path: &'static str, values: &[(&str, &str)], done: impl FnOnce(Result<String, Problem>) + 'static) {
    browser::post(path, values, Box::new(done));
}

/// A form that posts through a [`Submission`]. What the person typed stays, whatever the answer is.
#[component]
pub fn PostForm(
    /// Where it goes, and how it went.
    submission: Submission,
    /// The class of the form.
    #[prop(default = "form")]
    class: &'static str,
    /// The id, where a button stands outside of the form.
    #[prop(optional, into)]
    id: Option<String>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    view! {
        // The person's browser must not refuse what the server would explain better.
        <form
            id=id
            class=class
            method="post"
            action=submission.path
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                if !submission.pending.get_untracked() {
                    browser::submit(submission, &event);
                }
            }
        >
            {children()}
        </form>
    }
}
