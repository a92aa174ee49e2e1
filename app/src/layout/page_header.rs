//! The head of a page, and the sections below it.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};

/// Title, one line of purpose, and the primary action on the right.
#[component]
pub fn PageHeader(
    /// What the page is.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(into)]
    purpose: String,
    /// The page above: its address and its name.
    #[prop(optional)]
    back: Option<(String, String)>,
    /// The primary action, and others before it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <div class="page-head-text">
                {back
                    .map(|(href, name)| {
                        view! {
                            <a href=href class="page-back"><Glyph icon=Icon::ChevronLeft />{name}</a>
                        }
                    })}
                <h1 class="page-title">{title}</h1>
                <p class="page-purpose">{purpose}</p>
            </div>
            {children.map(|children| view! { <div class="page-actions">{children()}</div> })}
        </header>
    }
}

/// A part of a page under a heading of its own: what it is on the start side, its content beside it (below it on a
/// narrow screen, and always where the content is `wide`).
#[component]
pub fn Section(
    /// What it is.
    #[prop(into)]
    title: String,
    /// One or two sentences about it.
    #[prop(optional, into)]
    text: Option<String>,
    /// The content takes the whole width: tables, charts.
    #[prop(optional)]
    wide: bool,
    /// A button that belongs to the heading.
    #[prop(optional, into)]
    action: Option<ViewFn>,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <section class=if wide { "section section-wide" } else { "section" }>
            <div class="section-head">
                <div class="section-about">
                    <h2 class="section-title">{title}</h2>
                    {text.map(|text| view! { <p class="section-text">{text}</p> })}
                </div>
                {action.map(|action| view! { <div class="section-action">{action.run()}</div> })}
            </div>
            <div class="section-body">{children()}</div>
        </section>
    }
}

/// The row of buttons at the end of a form.
#[component]
pub fn FormActions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="form-actions">{children()}</div> }
}

/// Figures side by side.
#[component]
pub fn KpiRow(
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <div class="kpi-row">{children()}</div> }
}
