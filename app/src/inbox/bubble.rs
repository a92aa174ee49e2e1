//! One message.

use domain::feedback::{Feedback, Vote};
use domain::knowledge::Citation;
use domain::messages::{Author, MessageKind, MessageView, Verdict};
use leptos::prelude::*;

use super::desk::Desk;
use super::markdown;
use super::talk::{Unsent, Way};
use super::thread::Clock;
use crate::components::{Badge, Button, ButtonVariant, Glyph, Icon, Link, Tone, clock, exact};
use crate::i18n::{fill, t};

/// A message that is stored.
#[component]
pub fn Bubble(
    /// The message.
    message: MessageView,
    /// Whether the one before is somebody else's.
    is_first: bool,
    /// The clock by which its time is told.
    reader: Clock,
    /// Its conversation.
    desk: Desk,
) -> impl IntoView {
    let at = message.created_at;
    let time =
        view! { <time class="bubble-time" title=exact(at)>{move || clock(at.plus_ms(reader.zone_ms(at.0)))}</time> };
    if message.kind == MessageKind::Event || message.author == Author::System {
        return view! { <li class="thread-event"><span dir="auto">{message.text}</span>{time}</li> }.into_any();
    }
    let (side, name) = match &message.author {
        Author::Visitor => {
            ("bubble bubble-visitor", desk.talk.with_untracked(|talk| talk.conversation.contact_name.clone()))
        }
        Author::Bot { name } => ("bubble bubble-bot", name.clone()),
        Author::Agent { name, .. } => ("bubble bubble-agent", name.clone()),
        Author::System => ("bubble", String::new()),
    };
    let language = message.language.map(|language| language.code());
    // A visitor writes words and no Markdown.
    let words = match message.author {
        Author::Visitor => view! { <p class="bubble-plain">{message.text}</p> }.into_any(),
        _ => markdown::shown(&message.text).into_any(),
    };
    let seq = message.seq;
    let feedback = Memo::new(move |_| desk.talk.with(|talk| talk.feedback(seq)));
    let class = if is_first { side.to_owned() } else { format!("{side} is-next") };
    view! {
        <li class=class>
            <p class=if is_first { "bubble-head" } else { "bubble-head visually-hidden" }>
                <span dir="auto">{name}</span>
            </p>
            <div class="bubble-body words" dir="auto" lang=language>{words}</div>
            <div class="bubble-foot">
                {time} {verdict(message.verdict, message.confidence)}
                {message.offers_human.then(|| view! { <span>{t().inbox.offered_human}</span> })}
            </div>
            {(!message.citations.is_empty()).then(|| sources(message.citations))}
            {move || feedback.get().map(judgement)}
        </li>
    }
    .into_any()
}

/// What the answer came to and how sure the bot was, for the team alone.
fn verdict(verdict: Option<Verdict>, confidence: Option<f64>) -> Option<AnyView> {
    let texts = &t().inbox;
    let verdict = verdict?;
    let tone = match verdict {
        Verdict::Answered => Tone::Success,
        Verdict::Clarified => Tone::Info,
        Verdict::Unknown | Verdict::HandedOff => Tone::Warning,
        Verdict::Small => Tone::Neutral,
    };
    // How sure one is of a greeting says nothing.
    let sure = confidence.filter(|_| matches!(verdict, Verdict::Answered | Verdict::Clarified)).map(|confidence| {
        let percent = (confidence.clamp(0.0, 1.0) * 100.0).round();
        view! { <span title=texts.sure_about>{fill(texts.sure, &[("percent", &percent.to_string())])}</span> }
    });
    Some(view! { <Badge tone>{verdict.label()}</Badge> {sure} }.into_any())
}

/// What the visitor thinks of the answer.
fn judgement(feedback: Feedback) -> AnyView {
    let tone = if feedback.vote == Vote::Up { Tone::Success } else { Tone::Warning };
    view! {
        <p class="bubble-judged">
            <Badge tone>{feedback.vote.label()}</Badge>
            {feedback.reason.map(|reason| view! { <span>{reason.label()}</span> })}
            {feedback.comment.map(|comment| view! { <q dir="auto">{comment}</q> })}
        </p>
    }
    .into_any()
}

/// What the answer rests on.
fn sources(citations: Vec<Citation>) -> AnyView {
    let mut known: Vec<(String, Option<String>)> = Vec::new();
    for citation in citations {
        let name = match citation.heading.as_str() {
            "" => citation.title,
            heading => format!("{} › {heading}", citation.title),
        };
        let url = citation.url.filter(|url| domain::markdown::is_safe(url));
        if !known.contains(&(name.clone(), url.clone())) {
            known.push((name, url));
        }
    }
    let lines = known
        .into_iter()
        .map(|(name, url)| match url {
            Some(url) => view! { <li><Link href=url outside=true>{name}</Link></li> }.into_any(),
            None => view! { <li>{name}</li> }.into_any(),
        })
        .collect::<Vec<_>>();
    view! { <div class="bubble-sources"><p>{t().inbox.sources}</p><ul>{lines}</ul></div> }.into_any()
}

/// A message of ours that is not confirmed yet.
#[component]
pub fn UnsentBubble(
    /// The message.
    unsent: Unsent,
    /// Its conversation.
    desk: Desk,
) -> impl IntoView {
    let texts = &t().inbox;
    let (for_retry, for_discard) = (unsent.client_id.clone(), unsent.client_id.clone());
    let foot = match unsent.way {
        Way::Sending | Way::Stored => view! { <span>{texts.sending}</span> }.into_any(),
        Way::Failed(why) => view! {
            <span class="bubble-failed"><Glyph icon=Icon::ErrorCircle />{texts.failed} " " {why}</span>
            <Button small=true on_click=move |()| desk.retry(&for_retry)>{texts.retry}</Button>
            <Button small=true variant=ButtonVariant::Quiet on_click=move |()| desk.discard(&for_discard)>
                {texts.discard}
            </Button>
        }
        .into_any(),
    };
    view! {
        <li class="bubble bubble-agent is-unsent">
            <p class="bubble-head visually-hidden">{texts.you}</p>
            <div class="bubble-body words" dir="auto">{markdown::shown(&unsent.text)}</div>
            <div class="bubble-foot" role="status">{foot}</div>
        </li>
    }
}
