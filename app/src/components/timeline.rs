//! What happened, one thing after the other.

use domain::Timestamp;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::time::TimeAgo;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// Who or what did it.
    pub actor: String,
    /// What, as a sentence without its subject.
    pub sentence: String,
    /// An icon for its kind.
    pub icon: Icon,
    /// Names and values that belong to it.
    pub details: Vec<(String, String)>,
}

/// A list of what happened, in the order given.
#[component]
pub fn Timeline(
    /// What it tells, for screen readers.
    #[prop(into)]
    label: String,
    /// The entries.
    entries: Vec<TimelineEntry>,
) -> impl IntoView {
    let items = entries
        .into_iter()
        .map(|entry| {
            let details = (!entry.details.is_empty()).then(|| {
                let pairs = entry
                    .details
                    .into_iter()
                    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                    .collect::<Vec<_>>();
                view! { <dl class="timeline-details">{pairs}</dl> }
            });
            view! {
                <li class="timeline-entry">
                    <span class="timeline-icon"><Glyph icon=entry.icon /></span>
                    <div class="timeline-text">
                        <p><strong>{entry.actor}</strong> " " {entry.sentence}</p>
                        {details}
                    </div>
                    <TimeAgo at=entry.at />
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! { <ol class="timeline" aria-label=label>{items}</ol> }
}
