//! The part of a post that the browser does; on the server it is never asked.

use leptos::ev::SubmitEvent;

use domain::Problem;

use super::Submission;

/// What is done with the answer of a post.
pub(super) type Done = Box<dyn FnOnce(Result<String, Problem>)>;

#[cfg(not(feature = "hydrate"))]
pub(super) fn send(_submission: Submission, _values: &[(&str, &str)]) {}

#[cfg(not(feature = "hydrate"))]
pub(super) fn post(_path: &'static str, _values: &[(&str, &str)], _done: Done) {}

#[cfg(not(feature = "hydrate"))]
pub(super) fn submit(_submission: Submission, _event: &SubmitEvent) {}

#[cfg(feature = "hydrate")]
pub(super) use hydrated::{post, send, submit};

#[cfg(feature = "hydrate")]
mod hydrated {
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use wasm_bindgen::JsCast;
    use web_sys::{FormData, HtmlElement, HtmlFormElement, UrlSearchParams};

    use super::{Done, Submission, SubmitEvent};
    use crate::api::request::request;

    pub fn send(submission: Submission, values: &[(&str, &str)]) {
        if let Some(body) = encoded(values) {
            run(submission, body, None);
        }
    }

    pub fn post(path: &'static str, values: &[(&str, &str)], done: Done) {
        let Some(body) = encoded(values) else { return };
        spawn_local(async move { done(request(path, Some(&body)).await) });
    }

    fn encoded(values: &[(&str, &str)]) -> Option<String> {
        let body = UrlSearchParams::new().ok()?;
        for (name, value) in values {
            body.append(name, value);
        }
        Some(String::from(body.to_string()))
    }

    pub fn submit(submission: Submission, event: &SubmitEvent) {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        let Ok(data) = FormData::new_with_form(&form) else { return };
        let Ok(body) = UrlSearchParams::new_with_str_sequence_sequence(&data) else { return };
        // The button that was pressed may carry a value of its own.
        if let Some(button) = event.submitter()
            && let (Some(name), Some(value)) = (button.get_attribute("name"), button.get_attribute("value"))
        {
            body.append(&name, &value);
        }
        run(submission, String::from(body.to_string()), Some(form));
    }

    fn run(submission: Submission, body: String, form: Option<HtmlFormElement>) {
        submission.begin();
        spawn_local(async move {
            let answer = request(submission.path, Some(&body)).await;
            let refused = answer.is_err();
            submission.end(answer);
            if let Some(form) = form.filter(|_| refused) {
                request_animation_frame(move || focus_first_error(&form));
            }
        });
    }

    /// The cursor goes to the field that needs another look.
    fn focus_first_error(form: &HtmlFormElement) {
        if let Ok(Some(field)) = form.query_selector("[aria-invalid=true]")
            && let Some(field) = field.dyn_ref::<HtmlElement>()
        {
            let _ = field.focus();
        }
    }
}
