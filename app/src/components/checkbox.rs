//! Yes or no: the checkbox, sent with its form, and the switch, which acts at once.

use leptos::prelude::*;

/// A checkbox with its label.
#[component]
pub fn Checkbox(
    /// The name that the form sends it under.
    #[prop(into)]
    name: String,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// What the form sends when it is checked.
    #[prop(default = "true".to_owned(), into)]
    value: String,
    /// One line of help below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Whether it is checked at first.
    #[prop(optional)]
    checked: bool,
    /// It cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the new state.
    #[prop(optional, into)]
    on_change: Option<Callback<bool>>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                class="check-box"
                name=name
                value=value
                checked=checked
                disabled=disabled
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_checked(&event));
                    }
                }
            />
            <span class="check-text">
                <span class="check-label">{label}</span>
                {hint.map(|text| view! { <span class="check-hint">{text}</span> })}
            </span>
        </label>
    }
}

/// A switch with its label: it acts when it is moved, without a button to save.
#[component]
pub fn Switch(
    /// What it switches.
    #[prop(into)]
    label: String,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with the state that is wanted.
    #[prop(into)]
    on_change: Callback<bool>,
    /// One line of help below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The name, where it stands in a form.
    #[prop(optional, into)]
    name: Option<String>,
    /// It cannot be moved now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="check switch">
            <input
                type="checkbox"
                role="switch"
                class="switch-track"
                name=name
                checked=on.get_untracked()
                prop:checked=on
                disabled=disabled
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span class="check-text">
                <span class="check-label">{label}</span>
                {hint.map(|text| view! { <span class="check-hint">{text}</span> })}
            </span>
        </label>
    }
}
