//! A word about a state.

use leptos::prelude::*;

use super::icon::Icon;

/// What a state means for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Worth knowing.
    Info,
    /// Went well.
    Success,
    /// Wants a look.
    Warning,
    /// Went wrong.
    Danger,
    /// New, or chosen.
    Accent,
}

impl Tone {
    /// The class that carries the tone.
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Info => "tone-info",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
            Self::Accent => "tone-accent",
        }
    }
    /// The icon that says the same without colour.
    pub fn icon(self) -> Icon {
        match self {
            Self::Neutral | Self::Info | Self::Accent => Icon::InfoCircle,
            Self::Success => Icon::CheckCircle,
            Self::Warning => Icon::Alert,
            Self::Danger => Icon::ErrorCircle,
        }
    }
}

/// A badge. Its text says everything; the colour only helps to find it.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// A dot before the text, for states that live.
    #[prop(optional)]
    dot: bool,
    /// Its text.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=format!("badge {}", tone.class())>
            {dot.then(|| view! { <span class="badge-dot" aria-hidden="true"></span> })} {children()}
        </span>
    }
}
