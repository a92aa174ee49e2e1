//! The link in running text.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A link. The router takes those within the product; the others open in a tab of their own and say so.
#[component]
pub fn Link(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// It leads out of the product.
    #[prop(optional)]
    outside: bool,
    /// In the colour of the text around it, for names in tables.
    #[prop(optional)]
    plain: bool,
    /// Its text.
    children: Children,
) -> impl IntoView {
    view! {
        <a
            href=href
            class=if plain { "link link-plain" } else { "link" }
            target=outside.then_some("_blank")
            rel=outside.then_some("noopener noreferrer")
        >
            {children()}
            {outside
                .then(|| {
                    view! {
                        <Glyph icon=Icon::External />
                        <span class="visually-hidden">"(opens in a new tab)"</span>
                    }
                })}
        </a>
    }
}
