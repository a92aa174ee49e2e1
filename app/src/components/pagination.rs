//! Moving through a list by cursor.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// Links to the first and the next piece of a list. Nothing is drawn when everything is on one page.
#[component]
pub fn CursorPagination(
    /// What is listed, for screen readers.
    #[prop(into)]
    label: String,
    /// Where the list begins; none on the first piece.
    #[prop(optional_no_strip, into)]
    first: Option<String>,
    /// Where it goes on; none on the last piece.
    #[prop(optional_no_strip, into)]
    next: Option<String>,
) -> impl IntoView {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pages" aria-label=label>
                {step(first, "Back to start", Icon::ChevronLeft, false)}
                {step(next, "Next", Icon::ChevronRight, true)}
            </nav>
        }
    })
}

fn step(href: Option<String>, text: &'static str, icon: Icon, icon_last: bool) -> impl IntoView {
    href.map(|href| {
        view! {
            <a href=href class="button button-secondary button-small">
                {(!icon_last).then(|| view! { <Glyph icon /> })}
                <span class="button-text">{text}</span>
                {icon_last.then(|| view! { <Glyph icon /> })}
            </a>
        }
    })
}
