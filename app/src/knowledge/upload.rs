//! The form that hands a file over: the browser sends it as it is, so it waits for the page to come alive.

use domain::Problem;
use domain::permissions::Permission;
use leptos::html;
use leptos::prelude::*;

use super::add::to_item;
use crate::components::{Button, ButtonKind, ButtonVariant, Checkbox, FileDrop, FormError, dom};
use crate::frame::use_me;
use crate::i18n::t;
use crate::layout::FormActions;

/// Chooses a file and sends it.
#[component]
pub(super) fn UploadForm() -> impl IntoView {
    let texts = &t().knowledge;
    let is_alive = dom::hydrated();
    let input = NodeRef::<html::Input>::new();
    let publish = RwSignal::new(use_me().may(Permission::KnowledgePublish));
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let to_item = to_item();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if pending.get_untracked() {
            return;
        }
        let to_item = to_item.clone();
        let done = move |answer: Result<String, Problem>| {
            let Some(()) = pending.try_update(|pending| *pending = false) else { return };
            match answer {
                Ok(made) => to_item(made),
                Err(problem) => error.set(Some(sentence(&problem))),
            }
        };
        error.set(None);
        match browser::send(input, publish.get_untracked(), done) {
            true => pending.set(true),
            false => error.set(Some(t().knowledge.file_missing.to_owned())),
        }
    };
    view! {
        <form class="form" on:submit=submit>
            <FormError error=error />
            <FileDrop
                name="file"
                label=texts.file
                text=texts.file_drop
                several=texts.file_several
                accept=".txt,.md,.markdown,.html,.htm,text/plain,text/markdown,text/html"
                input
            />
            {use_me()
                .may(Permission::KnowledgePublish)
                .then(|| {
                    view! {
                        <Checkbox
                            name="publish-file"
                            checked=true
                            label=texts.publish_at_once
                            hint=texts.publish_at_once_hint
                            on_change=move |on| publish.set(on)
                        />
                    }
                })}
            <FormActions>
                <Button
                    kind=ButtonKind::Submit
                    variant=ButtonVariant::Primary
                    loading=pending
                    disabled=Signal::derive(move || !is_alive.get())
                >
                    {texts.file_button}
                </Button>
            </FormActions>
        </form>
    }
}

/// What the server said about the file, as one sentence: the form has no other field.
fn sentence(problem: &Problem) -> String {
    problem.fields.values().next().cloned().unwrap_or_else(|| problem.message.clone())
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use super::*;

    /// On the server nobody chooses a file.
    pub fn send(_input: NodeRef<html::Input>, _publish: bool, _done: impl FnOnce(Result<String, Problem>)) -> bool {
        false
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::*;
    use leptos::task::spawn_local;

    /// Sends the chosen file; whether one is chosen.
    pub fn send(
        input: NodeRef<html::Input>,
        publish: bool,
        done: impl FnOnce(Result<String, Problem>) + 'static,
    ) -> bool {
        let Some(file) = input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0)) else {
            return false;
        };
        let values = [("name", file.name()), ("publish", publish.to_string())];
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let address = crate::routes::with_query("/api/knowledge/upload-file", &values);
        spawn_local(async move { done(crate::api::request::send_file(&address, &file).await) });
        true
    }
}
