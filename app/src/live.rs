//! The browser's side of `/live`: connects, goes on from the last event that the page has seen, backs off while the
//! server is away, and tells pages which of their lists are behind.

use domain::Code;
use domain::events::EventKind;
use leptos::prelude::*;

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
}

/// Makes the feed available to everything below; it stays off until [`Live::follow`].
pub fn provide_live() -> Live {
    let live = Live { state: RwSignal::new(LiveState::Off), counts: RwSignal::new(Counts([0; EventKind::ALL.len()])) };
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
    /// A number that changes when something of these kinds has happened. As part of a resource's source it loads a list
    /// anew, and no other list with it.
    pub fn changes(self, kinds: &'static [EventKind]) -> Memo<u32> {
        Memo::new(move |_| self.counts.with(|counts| counts.sum(kinds)))
    }
    /// Connects, in the browser, and follows the events of this workspace after `seq`.
    pub fn follow(self, workspace: domain::ids::WorkspaceRef, seq: Option<i64>) {
        #[cfg(feature = "hydrate")]
        socket::follow(self, workspace, seq);
        #[cfg(not(feature = "hydrate"))]
        drop((workspace, seq));
    }
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn happened(self, kind: EventKind) {
        let _ = self.counts.try_update(|counts| counts.count(kind));
    }
    /// Something may have been missed: every list loads anew.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn missed(self) {
        let _ = self.counts.try_update(Counts::count_all);
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
