//! One figure with its meaning.

use leptos::prelude::*;

use super::tooltip::Definition;

/// How a figure moved since the period before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The change as people read it, with its sign ("+12%").
    pub text: String,
    /// Whether that is good; none when it is neither.
    pub is_good: Option<bool>,
}

/// A figure: label, value, change, definition. Without a value it says so; while loading it keeps its place.
#[component]
pub fn KpiCard(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// What is counted.
    #[prop(into)]
    label: String,
    /// How it is counted.
    #[prop(into)]
    definition: String,
    /// The figure; none while it is loading.
    #[prop(into)]
    value: Signal<Option<String>>,
    /// How it moved.
    #[prop(optional, into)]
    change: Signal<Option<Change>>,
    /// A line below, such as the period.
    #[prop(optional, into)]
    note: Option<String>,
) -> impl IntoView {
    view! {
        <div class="kpi">
            <p class="kpi-label">
                <span id=format!("{id}-label")>{label.clone()}</span>
                <Definition id=format!("{id}-about") of=label text=definition />
            </p>
            <p class="kpi-value" aria-labelledby=format!("{id}-label")>
                {move || match value.get() {
                    Some(value) => value.into_any(),
                    None => {
                        view! {
                            <span class="kpi-loading"></span>
                            <span class="visually-hidden">"Loading"</span>
                        }
                            .into_any()
                    }
                }}
            </p>
            {move || {
                change
                    .get()
                    .map(|change| {
                        let class = match change.is_good {
                            Some(true) => "kpi-change is-good",
                            Some(false) => "kpi-change is-bad",
                            None => "kpi-change",
                        };
                        view! { <p class=class>{change.text}</p> }
                    })
            }}
            {note.filter(|note| !note.is_empty()).map(|note| view! { <p class="kpi-note">{note}</p> })}
        </div>
    }
}
