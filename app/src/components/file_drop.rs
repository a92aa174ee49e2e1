//! An area to drop a file onto, with the button that chooses one.

use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;

/// A labelled area that takes one file. What was dropped is chosen in its field, as if by the button.
#[component]
pub fn FileDrop(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// What can be done here, in a sentence.
    #[prop(into)]
    text: String,
    /// What is said when several files are dropped at once.
    #[prop(into)]
    several: String,
    /// Types and endings that the button offers, as in HTML.
    #[prop(into)]
    accept: String,
    /// The field, which holds the file.
    #[prop(default = NodeRef::new())]
    input: NodeRef<html::Input>,
) -> impl IntoView {
    let id = format!("field-{name}");
    let text_id = format!("{id}-text");
    let is_over = RwSignal::new(false);
    let are_several = RwSignal::new(false);
    let over = move |event: DragEvent| {
        // Otherwise the browser leaves the page for the file.
        event.prevent_default();
        is_over.set(true);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        are_several.set(!browser::choose(&event, input));
    };
    view! {
        <div class="field" class:is-invalid=are_several>
            <div class="field-head">
                <label for=id.clone() class="field-label">{label}</label>
            </div>
            <div
                class="file-drop"
                class:is-over=is_over
                on:dragover=over
                on:dragleave=move |_| is_over.set(false)
                on:drop=drop
            >
                <p id=text_id.clone() class="file-drop-text">{text}</p>
                <input
                    node_ref=input
                    id=id
                    class="file-drop-input"
                    type="file"
                    name=name
                    accept=accept
                    aria-describedby=text_id
                    on:change=move |_| are_several.set(false)
                />
            </div>
            <div class="field-error" role="alert">
                {move || are_several.get().then(|| view! { <p>{several.clone()}</p> })}
            </div>
        </div>
    }
}

#[cfg(not(feature = "hydrate"))]
mod browser {
    use super::*;

    /// On the server nothing is dropped.
    pub fn choose(_event: &DragEvent, _input: NodeRef<html::Input>) -> bool {
        true
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use super::*;

    /// Chooses the file that was dropped; false when there are several.
    pub fn choose(event: &DragEvent, input: NodeRef<html::Input>) -> bool {
        let Some(files) = event.data_transfer().and_then(|dropped| dropped.files()) else { return true };
        if let (1, Some(input)) = (files.length(), input.get_untracked()) {
            input.set_files(Some(&files));
        }
        files.length() < 2
    }
}
