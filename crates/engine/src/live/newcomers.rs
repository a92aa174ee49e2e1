//! Visitors who listen although they have no conversation yet: their first message, sent through another connection, wakes
//! them. That other nodes are told may fail; then they find out when they look.

use domain::ids::VisitorId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// Entries after which those that nobody waits for are thrown out.
const MANY: usize = 1_024;

/// Who waits for a first conversation on this node.
#[derive(Debug, Default)]
pub(super) struct Newcomers(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    by_visitor: HashMap<VisitorId, watch::Sender<()>>,
    /// Size at which to tidy next.
    tidy_at: usize,
}

impl Newcomers {
    /// Something that changes when the visitor's conversation has begun.
    pub(super) fn wait(&self, visitor: VisitorId) -> watch::Receiver<()> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.by_visitor.len() >= waiting.tidy_at.max(MANY) {
            waiting.by_visitor.retain(|_, sender| sender.receiver_count() > 0);
            waiting.tidy_at = waiting.by_visitor.len() * 2;
        }
        waiting.by_visitor.entry(visitor).or_insert_with(|| watch::Sender::new(())).subscribe()
    }

    /// The visitor has written: whoever waits looks.
    pub(super) fn wake(&self, visitor: VisitorId) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = waiting.by_visitor.remove(&visitor) {
            sender.send_replace(());
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn visitor(n: u128) -> VisitorId {
        VisitorId::new(Timestamp(1), n)
    }

    #[test]
    fn all_who_wait_for_a_visitor_are_woken_and_no_others() {
        let newcomers = Newcomers::default();
        let (one, two, other) = (newcomers.wait(visitor(1)), newcomers.wait(visitor(1)), newcomers.wait(visitor(2)));
        newcomers.wake(visitor(1));
        // That their sender has gone counts as well.
        assert!(one.has_changed().unwrap_or(true) && two.has_changed().unwrap_or(true));
        assert!(!other.has_changed().unwrap_or(true));
    }

    #[test]
    fn whoever_has_gone_leaves_nothing_behind() {
        let newcomers = Newcomers::default();
        for n in 0..100_000 {
            drop(newcomers.wait(visitor(n)));
        }
        assert!(newcomers.0.lock().unwrap().by_visitor.len() <= MANY);
    }
}
