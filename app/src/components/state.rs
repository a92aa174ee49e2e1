//! What a page shows instead of content: nothing yet, or an error.

use leptos::prelude::*;

use super::button::Button;
use super::icon::{Glyph, Icon, Mark};

/// Nothing here yet: what this page will show, and the one next step.
#[component]
pub fn EmptyState(
    /// What is missing, in a few words.
    #[prop(into)]
    title: String,
    /// What will be shown here, and how it comes about.
    #[prop(into)]
    text: String,
    /// An icon instead of the chamomile.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// The one next step: a button or a link.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let picture = match icon {
        Some(icon) => view! { <Glyph icon /> }.into_any(),
        None => view! { <Mark /> }.into_any(),
    };
    view! {
        <div class="state">
            <div class="state-picture">{picture}</div>
            <div class="state-text">
                <p class="state-title">{title}</p>
                <p class="state-body">{text}</p>
            </div>
            {children.map(|children| view! { <div class="state-action">{children()}</div> })}
        </div>
    }
}

/// Something failed: what, what to do, and the reference under which the operator finds it.
#[component]
pub fn ErrorState(
    /// What failed.
    #[prop(into)]
    title: String,
    /// What the person can do.
    #[prop(into)]
    text: String,
    /// The reference of the error in the log.
    #[prop(optional_no_strip, into)]
    reference: Option<String>,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
    /// Where trying again leads, for pages without wasm; used when there is no `on_retry`.
    #[prop(optional, into)]
    retry_href: Option<String>,
) -> impl IntoView {
    let retry = match (on_retry, retry_href) {
        (Some(on_retry), _) => {
            Some(view! { <Button icon=Some(Icon::Refresh) on_click=on_retry>"Try again"</Button> }.into_any())
        }
        (None, Some(href)) => Some(
            // A full load, because what failed may be what the router would use again.
            view! {
                <a href=href rel="external" class="button button-secondary">
                    <Glyph icon=Icon::Refresh />
                    <span class="button-text">"Try again"</span>
                </a>
            }
            .into_any(),
        ),
        (None, None) => None,
    };
    view! {
        <div class="state state-error" role="alert">
            <div class="state-picture"><Glyph icon=Icon::ErrorCircle /></div>
            <div class="state-text">
                <p class="state-title">{title}</p>
                <p class="state-body">{text}</p>
                {reference.map(|reference| view! { <p class="state-reference">"Reference " <code>{reference}</code></p> })}
            </div>
            {retry.map(|retry| view! { <div class="state-action">{retry}</div> })}
        </div>
    }
}
