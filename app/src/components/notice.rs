//! A message that belongs to the page or form it stands in.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::Glyph;

/// A notice in the flow of a page: the error of a whole form, a warning before an act, news about a setting. Errors
/// that appear later are read out when the notice stands in an `aria-live` region, as [`FormError`] does.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// One line that says it; more goes into the children.
    #[prop(optional, into)]
    title: Option<String>,
    /// What to do about it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("notice {}", tone.class())>
            <Glyph icon=tone.icon() />
            <div class="notice-text">
                {title.map(|title| view! { <p class="notice-title">{title}</p> })} {children()}
            </div>
        </div>
    }
}

/// Why a form was refused as a whole. Always there, so that its filling is read out.
#[component]
pub fn FormError(
    /// The reason; none while all is well.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="form-error" role="alert">
            {move || error.get().map(|text| view! { <Notice tone=Tone::Danger><p>{text}</p></Notice> })}
        </div>
    }
}
