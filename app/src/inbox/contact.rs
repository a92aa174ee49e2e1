//! Who the visitor is, and what happened in the conversation so far.

use domain::conversations::EpisodeView;
use leptos::prelude::*;

use super::desk::Desk;
use super::holder::holder_badge;
use crate::components::{Avatar, Badge, Glyph, Icon, TimeAgo, Tone};
use crate::i18n::{fill, t};

/// The pane.
#[component]
pub fn ContactPane(
    /// The conversation.
    desk: Desk,
    /// Where the thread is, on screens with no room for it beside.
    to_thread: Signal<String>,
) -> impl IntoView {
    let texts = &t().inbox;
    let about = Memo::new(move |_| desk.talk.with(|talk| talk.conversation.clone()));
    let episodes = Memo::new(move |_| desk.talk.with(|talk| talk.episodes.clone()));
    let content = move || {
        let about = about.get();
        let language = about.language.map_or(texts.language_unknown, |language| language.name());
        let number = fill(texts.number, &[("number", &about.number.to_string())]);
        view! {
            <div class="contact-person">
                <Avatar name=about.contact_name.clone() large=true />
                <div>
                    <h2 class="contact-name" dir="auto">{about.contact_name.clone()}</h2>
                    <p class="contact-number">{number}</p>
                </div>
            </div>
            <dl class="contact-facts">
                <div><dt>{texts.has_it}</dt><dd>{holder_badge(&about)}</dd></div>
                <div><dt>{texts.language}</dt><dd>{language}</dd></div>
                {about
                    .handoff_reason
                    .map(|reason| view! { <div><dt>{texts.reason}</dt><dd>{reason.label()}</dd></div> })}
                <div><dt>{texts.began}</dt><dd><TimeAgo at=about.created_at /></dd></div>
                <div><dt>{texts.newest}</dt><dd><TimeAgo at=about.last_message_at /></dd></div>
            </dl>
        }
    };
    // Few lines, drawn anew with whatever happens in the talk: a memo for each kind would weigh more than they do.
    let told = move || {
        let (facts, summary, displeased) =
            desk.talk.with(|talk| (talk.facts.clone(), talk.summary.clone(), talk.is_displeased()));
        let lines = facts
            .iter()
            .map(|(kind, value)| view! { <div><dt>{kind.label()}</dt><dd dir="auto">{value.clone()}</dd></div> })
            .collect::<Vec<_>>();
        view! {
            {displeased
                .then(|| view! { <p class="contact-mood"><Badge tone=Tone::Warning>{texts.displeased}</Badge></p> })}
            {(!lines.is_empty())
                .then(|| view! { <h3 class="contact-heading">{texts.told}</h3> <dl class="contact-facts">{lines}</dl> })}
            {summary
                .map(|summary| {
                    view! {
                        <h3 class="contact-heading">{texts.summary}</h3>
                        <p class="contact-summary" dir="auto">{summary}</p>
                    }
                })}
        }
    };
    let lines = move || episodes.get().iter().rev().map(episode).collect::<Vec<_>>();
    view! {
        <aside class="contact" aria-label=texts.contact_label>
            <a href=to_thread class="page-back contact-back"><Glyph icon=Icon::ChevronLeft />{texts.to_thread}</a>
            {content}
            {told}
            <h3 class="contact-heading">{texts.episodes}</h3>
            <ol class="contact-episodes">{lines}</ol>
        </aside>
    }
}

fn episode(episode: &EpisodeView) -> AnyView {
    let texts = &t().inbox;
    let number = fill(texts.episode, &[("number", &episode.number.to_string())]);
    let reason = episode.handoff_reason.map(|reason| fill(texts.episode_reason, &[("reason", reason.label())]));
    let end = match episode.ended_at {
        Some(at) => view! { <p>{texts.ended} " " <TimeAgo at /></p> }.into_any(),
        None => view! { <p>{texts.going_on}</p> }.into_any(),
    };
    view! {
        <li>
            <p class="contact-episode">{number} <TimeAgo at=episode.started_at /></p>
            {reason.map(|reason| view! { <p>{reason}</p> })}
            {end}
        </li>
    }
    .into_any()
}
