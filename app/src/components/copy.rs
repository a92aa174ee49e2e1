//! Text to take along: a link, a key, a snippet.

use std::time::Duration;

use leptos::prelude::*;

use super::dom;
use super::icon::{Glyph, Icon};

/// The button that copies. It appears when it can work, and says for a moment whether it did.
#[component]
fn CopyButton(
    /// What is copied.
    text: StoredValue<String>,
    /// What it is, for screen readers.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let hydrated = dom::hydrated();
    let came_to = RwSignal::new(None::<bool>);
    let what = StoredValue::new(what);
    move || {
        hydrated.get().then(|| {
            view! {
                <button
                    type="button"
                    class="copy-button"
                    aria-label=move || what.with_value(|what| format!("Copy {what}"))
                    on:click=move |event| {
                        let done = move |is_copied| {
                            let _ = came_to.try_set(Some(is_copied));
                            set_timeout(
                                move || {
                                    let _ = came_to.try_set(None);
                                },
                                Duration::from_secs(2),
                            );
                        };
                        text.with_value(|text| dom::copy(text, &event, done));
                    }
                >
                    {move || {
                        let icon = match came_to.get() {
                            Some(true) => Icon::Check,
                            Some(false) => Icon::Alert,
                            None => Icon::Copy,
                        };
                        view! { <Glyph icon /> }
                    }}
                    <span role="status">
                        {move || match came_to.get() {
                            Some(true) => "Copied",
                            Some(false) => "Not copied",
                            None => "Copy",
                        }}
                    </span>
                </button>
            }
        })
    }
}

/// One line to copy, such as an invitation link. It can be selected without wasm too.
#[component]
pub fn CopyField(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    text: String,
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// One line of help below.
    #[prop(optional, into)]
    hint: Option<String>,
) -> impl IntoView {
    let stored = StoredValue::new(text.clone());
    let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
    view! {
        <div class="field">
            <div class="field-head">
                <label for=id.clone() class="field-label">{label.clone()}</label>
            </div>
            <div class="copy-line">
                <input id=id class="input copy-input" readonly=true value=text aria-describedby=hint_id.clone() />
                <CopyButton text=stored what=label />
            </div>
            {hint.map(|text| view! { <p id=hint_id class="field-hint">{text}</p> })}
        </div>
    }
}

/// Several lines to copy, such as a snippet for a web page.
#[component]
pub fn CodeBlock(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The text.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    let stored = StoredValue::new(code.clone());
    view! {
        <figure class="code">
            <figcaption class="code-head">
                <span>{label.clone()}</span>
                <CopyButton text=stored what=label.clone() />
            </figcaption>
            <pre class="code-text" tabindex="0" role="region" aria-label=label><code>{code}</code></pre>
        </figure>
    }
}
