//! The filters of a list: a native form whose fields go into the address, and a chip for each filter in force.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::icon::{Glyph, Icon};

/// A filter in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// What is filtered.
    pub label: String,
    /// By what.
    pub value: String,
    /// The same list without this filter.
    pub without: String,
}

/// Fields to filter by, and the filters in force with their way out.
#[component]
pub fn FilterBar(
    /// The address of the list; the form adds the fields to it.
    #[prop(into)]
    action: String,
    /// The filters in force.
    #[prop(optional)]
    chips: Vec<Chip>,
    /// The list without any filter.
    #[prop(optional, into)]
    clear: Option<String>,
    /// The fields, with hidden labels.
    children: Children,
) -> impl IntoView {
    let has_chips = !chips.is_empty();
    let chips = chips
        .into_iter()
        .map(|chip| {
            let way_out = format!("Remove filter {} {}", chip.label, chip.value);
            view! {
                <li class="chip">
                    <span class="chip-label">{chip.label}</span>
                    <span class="chip-value">{chip.value}</span>
                    <a href=chip.without class="chip-out" aria-label=way_out><Glyph icon=Icon::Close /></a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="filters">
            <form method="get" action=action class="filters-form" role="search">
                {children()}
                <Button kind=ButtonKind::Submit icon=Some(Icon::Filter)>"Filter"</Button>
            </form>
            {has_chips
                .then(|| {
                    view! {
                        <ul class="chips" aria-label="Filters in force">
                            {chips}
                            {clear.map(|href| view! { <li><a href=href class="link">"Clear all"</a></li> })}
                        </ul>
                    }
                })}
        </div>
    }
}
