//! Who listens in which conversation of a workspace: found by its key, so that a message wakes those whom it is for and
//! nobody else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::ids::{ConversationId, ConversationRef};

use super::conversation::{ConversationUpdate, Signal};
use super::mailbox::Mailbox;

/// What a listener wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    /// Messages, status and signals.
    Everything,
    /// Signals.
    Signals,
}

/// The listeners of a workspace on this node.
#[derive(Debug, Default)]
pub(super) struct Feeds(Mutex<Inside>);

#[derive(Debug, Default)]
struct Inside {
    by_conversation: HashMap<ConversationId, Listened>,
    /// Events name conversations by their public ids.
    ids: HashMap<ConversationRef, ConversationId>,
}

#[derive(Debug)]
struct Listened {
    public_id: ConversationRef,
    mailboxes: Vec<(Wants, Arc<Mailbox>)>,
}

impl Listened {
    fn wants_everything(&self) -> bool {
        self.mailboxes.iter().any(|(wants, _)| *wants == Wants::Everything)
    }
}

impl Feeds {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn enter(&self, id: ConversationId, public_id: ConversationRef, wants: Wants) -> Arc<Mailbox> {
        let mailbox = Arc::new(Mailbox::default());
        let mut inside = self.inside();
        inside.ids.insert(public_id.clone(), id);
        let listened =
            inside.by_conversation.entry(id).or_insert_with(|| Listened { public_id, mailboxes: Vec::new() });
        listened.mailboxes.push((wants, mailbox.clone()));
        mailbox
    }

    pub(super) fn leave(&self, id: ConversationId, mailbox: &Arc<Mailbox>) {
        let mut inside = self.inside();
        let Some(listened) = inside.by_conversation.get_mut(&id) else { return };
        listened.mailboxes.retain(|(_, other)| !Arc::ptr_eq(other, mailbox));
        if listened.mailboxes.is_empty() {
            let public_id = listened.public_id.clone();
            inside.by_conversation.remove(&id);
            inside.ids.remove(&public_id);
        }
    }

    /// Whether somebody wants the messages of this conversation.
    pub(super) fn wants(&self, conversation: &ConversationRef) -> bool {
        let inside = self.inside();
        let id = inside.ids.get(conversation);
        id.and_then(|id| inside.by_conversation.get(id)).is_some_and(Listened::wants_everything)
    }

    /// Tells those who want everything of this conversation.
    pub(super) fn tell(&self, conversation: &ConversationRef, update: &ConversationUpdate) {
        let inside = self.inside();
        let listened = inside.ids.get(conversation).and_then(|id| inside.by_conversation.get(id));
        for (wants, mailbox) in listened.map(|listened| listened.mailboxes.as_slice()).unwrap_or_default() {
            if *wants == Wants::Everything {
                mailbox.put(update.clone());
            }
        }
    }

    /// Tells everybody in this conversation.
    pub(super) fn signal(&self, conversation: ConversationId, signal: &Signal) {
        let inside = self.inside();
        for (_, mailbox) in inside.by_conversation.get(&conversation).iter().flat_map(|one| &one.mailboxes) {
            mailbox.put(ConversationUpdate::Signal(signal.clone()));
        }
    }

    /// The log has a gap: everybody reads the store.
    pub(super) fn fall_behind(&self) {
        self.all(Mailbox::fall_behind);
    }

    /// The node goes down.
    pub(super) fn close(&self) {
        self.all(Mailbox::close);
    }

    fn all(&self, act: impl Fn(&Mailbox)) {
        for (_, mailbox) in self.inside().by_conversation.values().flat_map(|listened| &listened.mailboxes) {
            act(mailbox);
        }
    }
}
