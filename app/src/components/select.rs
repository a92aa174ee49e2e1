//! One choice out of a list that is known.

use leptos::prelude::*;

use super::field::{FieldNotes, described_by};
use super::icon::{Glyph, Icon};

/// One line of a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// What the form sends.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl SelectOption {
    /// A line that sends `value` and reads `label`.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A labelled native select.
#[component]
pub fn Select(
    /// The name that the form sends it under.
    #[prop(into)]
    name: String,
    /// What to choose.
    #[prop(into)]
    label: String,
    /// The lines.
    options: Vec<SelectOption>,
    /// The value chosen at first.
    #[prop(optional, into)]
    selected: String,
    /// One line of help below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, and what to do.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The label is read out and not shown, for selects in tables and filter bars.
    #[prop(optional)]
    label_hidden: bool,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The id; by default made from the name.
    #[prop(optional, into)]
    id: Option<String>,
    /// Called with the value chosen.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| format!("select-{name}"));
    let has_hint = hint.is_some();
    let described = {
        let id = id.clone();
        move || described_by(&id, has_hint, error.with(Option::is_some))
    };
    let lines = options
        .into_iter()
        .map(|option| {
            let is_selected = option.value == selected;
            view! { <option value=option.value selected=is_selected>{option.label}</option> }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="field" class:is-invalid=move || error.with(Option::is_some)>
            <div class=if label_hidden { "visually-hidden" } else { "field-head" }>
                <label for=id.clone() class="field-label">{label}</label>
            </div>
            <div class="field-control select">
                <select
                    id=id.clone()
                    class="input"
                    name=name
                    disabled=disabled
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    on:change=move |event| {
                        if let Some(on_change) = on_change {
                            on_change.run(event_target_value(&event));
                        }
                    }
                >
                    {lines}
                </select>
                <Glyph icon=Icon::ChevronDown />
            </div>
            <FieldNotes id=id hint=hint error=error />
        </div>
    }
}
