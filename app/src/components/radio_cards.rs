//! One choice out of a few, each with a sentence that says what it means.

use leptos::prelude::*;

/// One card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RadioCard {
    /// What the form sends.
    pub value: String,
    /// Its name.
    pub title: String,
    /// What choosing it means; may be empty.
    pub text: String,
}

impl RadioCard {
    /// A card.
    pub fn new(value: impl Into<String>, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), title: title.into(), text: text.into() }
    }
}

/// A group of native radio buttons drawn as cards.
#[component]
pub fn RadioCards(
    /// The name that the form sends the choice under.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    legend: String,
    /// The cards.
    options: Vec<RadioCard>,
    /// The value chosen at first.
    #[prop(optional, into)]
    selected: String,
    /// They cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the value chosen.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
) -> impl IntoView {
    let cards = options
        .into_iter()
        .map(|card| {
            let is_selected = card.value == selected;
            view! {
                <label class="radio-card">
                    <input
                        type="radio"
                        class="radio-dot"
                        name=name.clone()
                        value=card.value
                        checked=is_selected
                        on:change=move |event| {
                            if let Some(on_change) = on_change {
                                on_change.run(event_target_value(&event));
                            }
                        }
                    />
                    <span class="check-text">
                        <span class="check-label">{card.title}</span>
                        {(!card.text.is_empty()).then(|| view! { <span class="check-hint">{card.text}</span> })}
                    </span>
                </label>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <fieldset class="radio-cards" disabled=disabled>
            <legend class="field-label">{legend}</legend>
            <div class="radio-cards-list">{cards}</div>
        </fieldset>
    }
}
