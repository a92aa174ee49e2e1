//! The thread: what was said, newest at the end.

use domain::Timestamp;
use domain::conversations::{Assignee, EpisodeView, Lifecycle, Transition};
use domain::time::DAY_MS;
use domain::wire::visitor::Typist;
use leptos::prelude::*;

use super::bubble::{Bubble, UnsentBubble};
use super::composer::Composer;
use super::desk::{Desk, THREAD};
use super::holder::holder_badge;
use super::markdown;
use super::talk::{Line, Writing};
use crate::components::{Button, ButtonLink, ButtonVariant, Glyph, Icon, Now, TimeAgo, day, dom};
use crate::i18n::{fill, t};

/// Head, messages and composer of a conversation.
#[component]
pub fn Thread(
    /// The conversation.
    desk: Desk,
    /// Where the list is.
    to_list: Signal<String>,
    /// Where the contact is shown, on screens with no room for it beside.
    to_contact: Signal<String>,
) -> impl IntoView {
    let texts = &t().inbox;
    let hydrated = dom::hydrated();
    let clock = Clock(hydrated);
    let lines = move || desk.talk.with(|talk| talk.lines(|at| clock.zone_ms(at)));
    let older = move || {
        let has_older = desk.talk.with(|talk| talk.has_older);
        (has_older && hydrated.get()).then(|| {
            view! {
                <div class="thread-older">
                    <Button small=true loading=desk.loading_older on_click=move |()| desk.load_older()>{texts.older}</Button>
                </div>
            }
        })
    };
    let writing = Memo::new(move |_| desk.talk.with(|talk| talk.writing.clone()));
    let typing = Memo::new(move |_| desk.talk.with(|talk| talk.typing.clone()));
    view! {
        <section class="thread" aria-label=texts.thread_label>
            <Head desk to_list to_contact />
            <div id=THREAD class="thread-scroll" tabindex="0" role="log" aria-label=texts.thread_label>
                <div class="thread-content">
                    {older}
                    <ol class="thread-list">
                        <For each=lines key=Line::key let:line>
                            {shown(line, desk, clock)}
                        </For>
                        <For
                            each=move || desk.talk.with(|talk| talk.unsent.clone())
                            key=|unsent| format!("{} {:?}", unsent.client_id, unsent.way)
                            let:unsent
                        >
                            <UnsentBubble unsent desk />
                        </For>
                        {move || writing.get().map(|writing| being_written(writing, desk))}
                    </ol>
                    <p class="thread-typing" id="thread-end">{move || typing.get().map(|who| typist(&who, desk))}</p>
                </div>
            </div>
            <Composer desk />
        </section>
    }
}

#[component]
fn Head(
    /// The conversation.
    desk: Desk,
    /// Where the list is.
    to_list: Signal<String>,
    /// Where the contact is shown.
    to_contact: Signal<String>,
) -> impl IntoView {
    let texts = &t().inbox;
    let about = Memo::new(move |_| desk.talk.with(|talk| talk.conversation.clone()));
    let act = move |transition, variant, label| {
        let loading = Signal::derive(move || desk.acting.get() == Some(transition));
        move || {
            desk.can(transition).then(|| {
                view! {
                    <Button small=true variant loading on_click=move |()| desk.act(transition)>{label}</Button>
                }
            })
        }
    };
    view! {
        <header class="thread-head">
            <a href=to_list class="thread-back" aria-label=texts.to_list><Glyph icon=Icon::ChevronLeft /></a>
            <div class="thread-about">
                <h2 class="thread-title" dir="auto">{move || about.with(|about| about.contact_name.clone())}</h2>
                <p class="thread-state">
                    {move || about.with(holder_badge)}
                    {move || {
                        about
                            .with(|about| about.handoff_reason.filter(|_| about.lifecycle == Lifecycle::Open))
                            .map(|reason| view! { <span class="thread-reason">{reason.label()}</span> })
                    }}
                    {move || {
                        about
                            .with(|about| about.waiting_since.filter(|_| about.assignee == Assignee::Queue))
                            .map(|at| view! { <TimeAgo at /> })
                    }}
                </p>
            </div>
            <div class="thread-acts">
                <span class="thread-to-contact">
                    {move || view! { <ButtonLink href=to_contact.get() variant=ButtonVariant::Quiet small=true>{texts.show_contact}</ButtonLink> }}
                </span>
                {act(Transition::Take, ButtonVariant::Primary, texts.take)}
                {act(Transition::Resolve, ButtonVariant::Secondary, texts.resolve)}
                {act(Transition::Reopen, ButtonVariant::Secondary, texts.reopen)}
            </div>
        </header>
    }
}

/// The reader's clock. The server does not know it and writes UTC, until the page has come alive.
#[derive(Debug, Clone, Copy)]
pub struct Clock(ReadSignal<bool>);

impl Clock {
    /// What it is ahead of UTC at a time, in milliseconds.
    pub fn zone_ms(self, at: i64) -> i64 {
        if self.0.get() { dom::zone_ms(at) } else { 0 }
    }
}

fn shown(line: Line, desk: Desk, clock: Clock) -> AnyView {
    let texts = &t().inbox;
    match line {
        Line::Day(number) => {
            view! { <li class="thread-day"><span>{move || day_name(number, clock)}</span></li> }.into_any()
        }
        Line::Episode(episode) => episode_line(&episode),
        Line::Message(message, is_first) => view! { <Bubble message=*message is_first reader=clock desk /> }.into_any(),
        Line::Seen => {
            view! { <li class="thread-seen"><Glyph icon=Icon::Check /><span>{texts.seen}</span></li> }.into_any()
        }
    }
}

/// The day as people say it, seen from now.
fn day_name(number: i64, clock: Clock) -> String {
    let texts = &t().inbox;
    let now = use_context::<Now>().map_or(0, |Now(now)| now.get());
    match (now + clock.zone_ms(now)).div_euclid(DAY_MS) - number {
        0 => texts.today.to_owned(),
        1 => texts.yesterday.to_owned(),
        _ => day(Timestamp(number * DAY_MS)),
    }
}

fn episode_line(episode: &EpisodeView) -> AnyView {
    let texts = &t().inbox;
    let number = fill(texts.episode, &[("number", &episode.number.to_string())]);
    view! { <li class="thread-day thread-episode"><span>{number}</span></li> }.into_any()
}

/// What the bot is writing now.
fn being_written(writing: Writing, desk: Desk) -> AnyView {
    let texts = &t().inbox;
    let name = desk.talk.with_untracked(|talk| talk.bot_name()).unwrap_or_else(|| texts.the_bot.to_owned());
    view! {
        // Read out when it is whole, and not with each piece.
        <li class="bubble bubble-bot is-being-written" aria-live="off">
            <p class="bubble-head">{fill(texts.bot_writes, &[("name", &name)])}</p>
            <div class="bubble-body words" dir="auto">{markdown::shown(&writing.text)}</div>
        </li>
    }
    .into_any()
}

fn typist(who: &Typist, desk: Desk) -> String {
    let texts = &t().inbox;
    match who {
        Typist::Visitor => {
            let name = desk.talk.with_untracked(|talk| talk.conversation.contact_name.clone());
            fill(texts.visitor_types, &[("name", &name)])
        }
        Typist::Bot => texts.bot_types.to_owned(),
        Typist::Agent { name } => fill(texts.agent_types, &[("name", name)]),
    }
}
