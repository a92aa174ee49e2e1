//! What waits for one listener in a conversation.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::conversation::ConversationUpdate;

/// Updates that wait for a listener who is slow; with more of them it is told to read the store.
const WAITING: usize = 128;
/// Places that are kept for a listener to whom nothing has to be said.
const KEPT: usize = 8;

/// Costs some hundred bytes while nothing waits.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    inside: Mutex<Inside>,
    bell: Notify,
}

#[derive(Debug, Default)]
struct Inside {
    waiting: VecDeque<ConversationUpdate>,
    is_behind: bool,
    is_closed: bool,
}

impl Mailbox {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn put(&self, update: ConversationUpdate) {
        {
            let mut inside = self.inside();
            if inside.waiting.len() >= WAITING {
                // Whoever reads the store gets the messages; pieces and typing are only a preview.
                inside.waiting = VecDeque::new();
                inside.is_behind = true;
            } else {
                inside.waiting.push_back(update);
            }
        }
        self.bell.notify_one();
    }

    /// Something may be missing that only the store knows.
    pub(super) fn fall_behind(&self) {
        self.inside().is_behind = true;
        self.bell.notify_one();
    }

    /// The node goes down.
    pub(super) fn close(&self) {
        self.inside().is_closed = true;
        self.bell.notify_one();
    }

    fn take(&self) -> Option<ConversationUpdate> {
        let mut inside = self.inside();
        if inside.is_closed {
            return Some(ConversationUpdate::Away);
        }
        if std::mem::take(&mut inside.is_behind) {
            return Some(ConversationUpdate::Behind);
        }
        let update = inside.waiting.pop_front();
        if inside.waiting.is_empty() && inside.waiting.capacity() > KEPT {
            inside.waiting = VecDeque::new();
        }
        update
    }

    /// The next update; waits for it. One listener at a time. Nothing is lost if the wait is given up.
    pub(super) async fn next(&self) -> ConversationUpdate {
        loop {
            if let Some(update) = self.take() {
                return update;
            }
            self.bell.notified().await;
        }
    }
}
