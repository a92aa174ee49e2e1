//! A short explanation that appears on hover and focus.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A small "i" that explains the word before it: how a figure is counted, what a setting means. It is a button, so
/// that keyboard and touch reach it; Escape hides the text again.
#[component]
pub fn Definition(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// What is explained.
    #[prop(into)]
    of: String,
    /// The explanation.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let is_dismissed = RwSignal::new(false);
    view! {
        <span class="tooltip-host" class:is-dismissed=is_dismissed on:mouseenter=move |_| is_dismissed.set(false)>
            <button
                type="button"
                class="tooltip-mark"
                aria-label=format!("About {of}")
                aria-describedby=id.clone()
                on:focus=move |_| is_dismissed.set(false)
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        is_dismissed.set(true);
                    }
                }
            >
                <Glyph icon=Icon::InfoCircle />
            </button>
            <span role="tooltip" id=id class="tooltip">{text}</span>
        </span>
    }
}

/// Shows `text` while what stands inside is hovered or holds the focus. The inside should name `id` in
/// `aria-describedby` when the text says more than its own label.
#[component]
pub fn Tooltip(
    /// An id of its own on the page.
    #[prop(into)]
    id: String,
    /// The text.
    #[prop(into)]
    text: String,
    /// What is explained.
    children: Children,
) -> impl IntoView {
    view! {
        <span class="tooltip-host">
            {children()} <span role="tooltip" id=id class="tooltip">{text}</span>
        </span>
    }
}
