//! Tabs that are links: which one is open stands in the address, so that it can be shared and Back works.

use leptos::prelude::*;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub label: String,
    /// How much it holds, if that is worth saying.
    pub count: Option<u64>,
}

impl Tab {
    /// A tab without a count.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), count: None }
    }
    /// The same with a count.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// A row of tabs.
#[component]
pub fn Tabs(
    /// What they divide, for screen readers.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
    /// The address of the open one.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let items = tabs
        .into_iter()
        .map(|tab| {
            let href = tab.href.clone();
            view! {
                <li>
                    <a
                        href=tab.href
                        class="tab"
                        aria-current=move || current.with(|open| *open == href).then_some("page")
                    >
                        {tab.label}
                        {tab.count.map(|count| view! { <span class="tab-count">{count}</span> })}
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <nav class="tabs" aria-label=label>
            <ul class="tabs-list">{items}</ul>
        </nav>
    }
}
