//! Several lines of input with their label, hint, error and counter.

use leptos::prelude::*;

use super::field::{FieldHead, FieldNotes, described_by};

/// A labelled field of several lines.
#[component]
pub fn TextArea(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What to enter.
    #[prop(into)]
    label: String,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: String,
    /// One line of help below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// An example of what to enter.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Lines that are shown.
    #[prop(default = 4)]
    rows: u32,
    /// Shows a counter of characters up to this number.
    #[prop(optional_no_strip)]
    max_length: Option<usize>,
    /// It may be left empty; the label says so.
    #[prop(optional)]
    optional: bool,
    /// It can be read and not changed.
    #[prop(optional)]
    readonly: bool,
    /// Fixed width letters, for Markdown and code.
    #[prop(optional)]
    code: bool,
) -> impl IntoView {
    let id = format!("field-{name}");
    let length = RwSignal::new(value.chars().count());
    let has_hint = hint.is_some();
    let described = {
        let id = id.clone();
        move || described_by(&id, has_hint, error.with(Option::is_some))
    };
    view! {
        <div class="field" class:is-invalid=move || error.with(Option::is_some)>
            <FieldHead id=id.clone() label optional length max_length />
            <div class="field-control">
                <textarea
                    id=id.clone()
                    class=if code { "input text-area text-area-code" } else { "input text-area" }
                    name=name
                    rows=rows
                    dir="auto"
                    placeholder=placeholder
                    readonly=readonly
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    on:input=move |event| length.set(event_target_value(&event).chars().count())
                >
                    {value}
                </textarea>
            </div>
            <FieldNotes id=id hint=hint error=error />
        </div>
    }
}
