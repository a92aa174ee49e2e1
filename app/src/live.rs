//! The browser's side of `/live`: connects, goes on from the last event that the page has seen, backs off while the
//! server is away, and tells pages which of their lists are behind.

use domain::Code;
use domain::events::EventKind;
use domain::ids::{ConversationRef, MessageRef};
use domain::messages::MessageView;
use domain::wire::ClientFrame;
use domain::wire::visitor::Typist;
use leptos::prelude::*;

mod pace;
#[cfg(feature = "hydrate")]
mod socket;

/// Whether what the page shows follows the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LiveState {
    /// No socket is wanted (nobody is signed in) or possible.
    #[default]
    Off,
    /// The first connection is being made; the page is as fresh as its rendering.
    Connecting,
    /// Every event arrives.
    Live,
    /// The connection is lost and is being made again; what the page shows may be behind.
    Behind,
    /// The server does not want this page to follow any more: the session is over, or the person has left the workspace.
    Refused(Code),
}

/// What the socket says, for pages that follow more than how often something has happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Something happened.
    Happened {
        /// What.
        kind: EventKind,
        /// Further ids and words.
        payload: serde_json::Value,
        /// The conversation that it happened in.
        conversation: Option<ConversationRef>,
        /// The message that was written.
        message: Option<Box<MessageView>>,
    },
    /// Somebody types in the watched conversation, or has stopped.
    Typing {
        /// Where.
        conversation: ConversationRef,
        /// Who.
        who: Typist,
        /// Whether they type.
        on: bool,
    },
    /// What the bot has written so far in the watched conversation; nothing: it has given up.
    Draft {
        /// Where.
        conversation: ConversationRef,
        /// The message that it will be.
        id: MessageRef,
        /// The whole text so far.
        text: String,
    },
    /// The connection is new: who typed, and what the bot was writing, may have ended unheard.
    Connected,
    /// Something may have been missed: what is shown has to be loaded anew.
    Missed,
}

/// Who listens, by number.
type Listeners = Vec<(u32, Callback<Heard>)>;

/// What has happened since the page was loaded, counted by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counts([u32; EventKind::ALL.len()]);

impl Counts {
    fn count(&mut self, kind: EventKind) {
        if let Some(place) = EventKind::ALL.iter().position(|known| *known == kind) {
            self.0[place] = self.0[place].wrapping_add(1);
        }
    }
    fn count_all(&mut self) {
        for count in &mut self.0 {
            *count = count.wrapping_add(1);
        }
    }
    fn sum(&self, kinds: &[EventKind]) -> u32 {
        let pairs = EventKind::ALL.iter().zip(self.0);
        pairs.filter(|(kind, _)| kinds.contains(kind)).fold(0, |sum, (_, count)| sum.wrapping_add(count))
    }
}

/// The live feed of a page, from the context.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    state: RwSignal<LiveState>,
    counts: RwSignal<Counts>,
    listeners: StoredValue<Listeners>,
    watched: StoredValue<Option<ConversationRef>>,
}

/// Makes the feed available to everything below; it stays off until [`Live::follow`].
pub fn provide_live() -> Live {
    let live = Live {
        state: RwSignal::new(LiveState::Off),
        counts: RwSignal::new(Counts([0; EventKind::ALL.len()])),
        listeners: StoredValue::new(Vec::new()),
        watched: StoredValue::new(None),
    };
    provide_context(live);
    live
}

/// The live feed.
pub fn use_live() -> Live {
    use_context().unwrap_or_else(provide_live)
}

impl Live {
    /// Whether the page is up to date.
    pub fn state(self) -> Signal<LiveState> {
        self.state.into()
    }
    /// A number that changes when something of these kinds has happened, however much of it happens at once. As part of a
    /// resource's source it loads a list anew, and no other list with it.
    pub fn changes(self, kinds: &'static [EventKind]) -> Memo<u32> {
        pace::paced(Memo::new(move |_| self.counts.with(|counts| counts.sum(kinds))))
    }
    /// Connects, in the browser, and follows the events of this workspace after `seq`.
    pub fn follow(self, workspace: domain::ids::WorkspaceRef, seq: Option<i64>) {
        #[cfg(feature = "hydrate")]
        socket::follow(self, workspace, seq);
        #[cfg(not(feature = "hydrate"))]
        drop((workspace, seq));
    }
    /// Calls this with everything that the socket says, until the owner of the calling scope is gone.
    pub fn hear(self, listener: impl Fn(&Heard) + Send + Sync + 'static) {
        let listener = Callback::new(move |heard: Heard| listener(&heard));
        let number = self.listeners.try_update_value(|listeners| {
            let number = listeners.last().map_or(0, |(last, _)| last.wrapping_add(1));
            listeners.push((number, listener));
            number
        });
        on_cleanup(move || {
            let _ = self.listeners.try_update_value(|all| all.retain(|(one, _)| Some(*one) != number));
        });
    }
    /// This conversation is on the screen: who types and what the bot is writing there is wanted too.
    pub fn watch(self, conversation: Option<ConversationRef>) {
        self.watched.set_value(conversation.clone());
        self.say(&ClientFrame::Watch { conversation });
    }
    /// This conversation is not on the screen any more.
    pub fn watch_no_more(self, conversation: &ConversationRef) {
        if self.watched.try_get_value().flatten().as_ref() == Some(conversation) {
            self.watch(None);
        }
    }
    /// Says something to the server, if it listens now.
    pub fn say(self, frame: &ClientFrame) {
        #[cfg(feature = "hydrate")]
        socket::say(frame);
        #[cfg(not(feature = "hydrate"))]
        let _ = frame;
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn watched(self) -> Option<ConversationRef> {
        self.watched.try_get_value().flatten()
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn tell(self, heard: Heard) {
        // A listener may listen to more, or no more, when it is called.
        for (_, listener) in self.listeners.try_get_value().unwrap_or_default() {
            let _ = listener.try_run(heard.clone());
        }
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn happened(self, kind: EventKind) {
        let _ = self.counts.try_update(|counts| counts.count(kind));
    }
    /// Something may have been missed: every list loads anew.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn missed(self) {
        let _ = self.counts.try_update(Counts::count_all);
        self.tell(Heard::Missed);
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn is_refused(self) -> bool {
        matches!(self.state.try_get_untracked(), Some(LiveState::Refused(_)))
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn is(self, state: LiveState) {
        if self.state.try_get_untracked().is_some_and(|now| now != state) {
            self.state.set(state);
        }
    }
}

/// Milliseconds until the next attempt: doubling from half a second to fifteen, spread so that a thousand browsers do not
/// come back at once. `chance` is 0 to 1.
#[cfg_attr(not(any(test, feature = "hydrate")), allow(dead_code))]
fn pause_ms(attempt: u32, chance: f64) -> i32 {
    let longest = (500_i32 << attempt.min(5)).min(15_000);
    let shortest = longest / 2;
    shortest + (f64::from(longest - shortest) * chance) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_at_fifteen_seconds() {
        assert_eq!(pause_ms(0, 1.0), 500);
        assert_eq!(pause_ms(0, 0.0), 250);
        assert_eq!(pause_ms(3, 1.0), 4_000);
        assert_eq!(pause_ms(30, 1.0), 15_000);
    }

    #[test]
    fn an_event_wakes_only_the_lists_that_it_concerns() {
        let mut counts = Counts([0; EventKind::ALL.len()]);
        counts.count(EventKind::MemberInvited);
        assert_eq!(counts.sum(&[EventKind::MemberInvited, EventKind::MemberJoined]), 1);
        assert_eq!(counts.sum(&[EventKind::ApiKeyCreated]), 0);
        counts.count_all();
        assert_eq!(counts.sum(&[EventKind::ApiKeyCreated]), 1);
    }
}
