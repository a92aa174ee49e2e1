//! What a batch holds of the conversations that its use cases announced: their rows are locked and read in one statement
//! when the batch begins, and what is said and changed in them gathers in memory and is written in statements of many rows
//! when it ends. A use case that only says something in an announced conversation needs no statement of its own.
//!
//! Whatever else reads or writes these tables has what gathered written before, see [`crate::db::On::settle_talk`].

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ConversationId, WorkspaceId};

use crate::conversations::{self, ConversationRow};
use crate::db::{Sql, Tx};
use crate::error::{Error, Result};
use crate::messages::{self, MessageRow};
use crate::work::Gathered;

/// What a use case is going to touch, announced so that it is read together with what others of its batch touch. It is a
/// promise of nothing: a use case may touch less, or something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touches {
    /// The conversation that it locks.
    pub conversation: ConversationId,
    /// The client id that it looks for.
    pub client_id: Option<String>,
    /// The visitor's message whose reply it looks for.
    pub replies_to: Option<i64>,
}

/// What a message may exist under once in a conversation, besides its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Once {
    ClientId(String),
    ReplyTo(i64),
}

impl Once {
    fn of(message: &MessageRow) -> impl Iterator<Item = Self> {
        let client_id = message.client_id.clone().map(Self::ClientId);
        client_id.into_iter().chain(message.replies_to.map(Self::ReplyTo))
    }
}

/// A conversation whose row is locked.
#[derive(Debug, Clone)]
struct Held {
    row: ConversationRow,
    /// Whether the row is to be written.
    changed: bool,
    /// Place of the newest message.
    last_seq: i64,
}

/// What undoing the present use case restores.
#[derive(Debug, Default)]
struct Start {
    messages: usize,
    messages_written: usize,
    /// Conversations as they were before the use case changed them.
    before: BTreeMap<ConversationId, Held>,
    /// Conversations that were written behind the savepoint.
    flushed: Vec<ConversationId>,
    /// What was held when the use case gave it up.
    forgotten: Option<BTreeMap<ConversationId, Held>>,
}

/// What a batch holds.
#[derive(Debug, Default)]
pub(crate) struct Talk {
    held: BTreeMap<ConversationId, Held>,
    /// What certainly no stored message of a held conversation has; messages of this batch are looked at besides.
    absent: BTreeSet<(ConversationId, Once)>,
    messages: Gathered<MessageRow>,
    start: Start,
}

impl Talk {
    /// Locks and reads what was announced. Called before any use case, so that undoing none gives a lock up.
    pub(crate) async fn hold(&mut self, touches: &[Touches], tx: &mut Tx) -> Result<()> {
        // Sorted, so that two nodes never wait for each other.
        let wanted: BTreeSet<ConversationId> = touches.iter().map(|touch| touch.conversation).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        for row in conversations::lock_many(&wanted, &mut *tx).await? {
            let last_seq = row.last_seq;
            self.held.insert(row.id, Held { row, changed: false, last_seq });
        }
        let touches = touches.iter().filter(|touch| self.held.contains_key(&touch.conversation));
        for touch in touches {
            let client_id = touch.client_id.clone().map(Once::ClientId);
            let once = client_id.into_iter().chain(touch.replies_to.map(Once::ReplyTo));
            self.absent.extend(once.map(|once| (touch.conversation, once)));
        }
        for found in messages::list_taken(&self.absent, tx).await? {
            self.absent.remove(&found);
        }
        Ok(())
    }

    /// The row of a conversation, if this batch holds it.
    pub(crate) fn row(&self, workspace: WorkspaceId, conversation: ConversationId) -> Option<Result<ConversationRow>> {
        let held = self.held.get(&conversation)?;
        Some(if held.row.workspace_id == workspace { Ok(held.row.clone()) } else { Err(Error::NotFound) })
    }

    /// Takes a changed row, if this batch holds it.
    pub(crate) fn change(&mut self, workspace: WorkspaceId, row: &ConversationRow) -> Option<Result<()>> {
        let held = self.held.get_mut(&row.id)?;
        if held.row.workspace_id != workspace {
            return Some(Err(Error::NotFound));
        }
        if row.preview.contains('\0') {
            return Some(Err(zero()));
        }
        self.start.before.entry(row.id).or_insert_with(|| held.clone());
        held.row = row.clone();
        held.changed = true;
        Some(Ok(()))
    }

    /// The message of a held conversation that exists under this, or that there is none; nothing if only the database knows.
    pub(crate) fn find(&self, workspace: WorkspaceId, of: ConversationId, once: &Once) -> Option<Option<MessageRow>> {
        if self.held.get(&of)?.row.workspace_id != workspace {
            return Some(None);
        }
        let said = self.messages.rows.iter().find(|m| m.conversation_id == of && Once::of(m).any(|o| o == *once));
        if let Some(message) = said {
            return Some(Some(message.clone()));
        }
        self.absent.contains(&(of, once.clone())).then_some(None)
    }

    /// The database has no message of this conversation under this.
    pub(crate) fn learn_absent(&mut self, conversation: ConversationId, once: Once) {
        if self.held.contains_key(&conversation) {
            self.absent.insert((conversation, once));
        }
    }

    /// Takes a message, if its conversation is held and nothing can stand in its way; `false`: it has to be written at once.
    pub(crate) fn say(&mut self, message: &MessageRow) -> Result<bool> {
        let id = message.conversation_id;
        let Some(held) = self.held.get_mut(&id) else { return Ok(false) };
        if held.row.workspace_id != message.workspace_id {
            return Ok(false);
        }
        // One bad message must not bring down what the whole batch has gathered.
        let texts = [Some(&message.text), message.client_id.as_ref(), message.author_name.as_ref()];
        if texts.into_iter().flatten().any(|text| text.contains('\0')) {
            return Err(zero());
        }
        if message.seq <= held.last_seq {
            return Err(Error::Conflict("message"));
        }
        for once in Once::of(message) {
            let said = |m: &MessageRow| m.conversation_id == id && Once::of(m).any(|other| other == once);
            if self.messages.rows.iter().any(said) {
                return Err(Error::Conflict("message"));
            }
            if !self.absent.contains(&(id, once)) {
                return Ok(false);
            }
        }
        self.start.before.entry(id).or_insert_with(|| held.clone());
        held.last_seq = message.seq;
        self.messages.rows.push(message.clone());
        Ok(true)
    }

    /// A message was written at once.
    pub(crate) fn said_at_once(&mut self, message: &MessageRow) {
        for once in Once::of(message) {
            self.absent.remove(&(message.conversation_id, once));
        }
        if let Some(held) = self.held.get_mut(&message.conversation_id) {
            self.start.before.entry(message.conversation_id).or_insert_with(|| held.clone());
            held.last_seq = held.last_seq.max(message.seq);
        }
    }

    /// Whether something waits to be written.
    pub(crate) fn is_pending(&self) -> bool {
        self.messages.written < self.messages.rows.len() || self.held.values().any(|held| held.changed)
    }

    /// The statements that write what has gathered, in lists of those that know nothing of each other. From here on it counts
    /// as written: whoever cannot run them undoes the use case or the batch.
    pub(crate) fn take_changes(&mut self) -> Result<[Vec<Sql>; 2]> {
        let said = messages::write(&self.messages.rows[self.messages.written..]).collect::<Result<Vec<_>>>()?;
        self.messages.written = self.messages.rows.len();
        let changed: Vec<&ConversationRow> =
            self.held.values().filter(|held| held.changed).map(|held| &held.row).collect();
        let kept = conversations::write(&changed).collect();
        let flushed: Vec<ConversationId> = changed.iter().map(|row| row.id).collect();
        for id in &flushed {
            if let Some(held) = self.held.get_mut(id) {
                held.changed = false;
            }
        }
        self.start.flushed.extend(flushed);
        Ok([said, kept])
    }

    /// The messages that were said in held conversations.
    pub(crate) fn into_said(self) -> Vec<MessageRow> {
        self.messages.rows
    }

    /// Holds nothing any more: the use case changes these tables by itself. What gathered must have been written.
    pub(crate) fn forget(&mut self) {
        let held = std::mem::take(&mut self.held);
        self.absent.clear();
        self.start.forgotten.get_or_insert(held);
    }

    /// A new use case begins.
    pub(crate) fn begin_use_case(&mut self) {
        self.start = Start { messages: self.messages.rows.len(), ..Start::default() };
    }

    /// A savepoint was set for the present use case.
    pub(crate) fn note_savepoint(&mut self) {
        self.start.messages_written = self.messages.written;
    }

    /// Undoes the present use case; `went_back` if the transaction went back to its savepoint.
    pub(crate) fn undo_use_case(&mut self, went_back: bool) {
        self.messages.rows.truncate(self.start.messages);
        let start = std::mem::take(&mut self.start);
        if let Some(held) = start.forgotten {
            self.held = held;
        }
        let mut unsure = start.flushed;
        for (id, before) in start.before {
            if let Some(held) = self.held.get_mut(&id) {
                *held = before;
                unsure.push(id);
            }
        }
        if went_back {
            self.messages.written = start.messages_written;
            // What was written behind the savepoint is gone, and what stands before it may be older: written once more.
            for id in unsure {
                if let Some(held) = self.held.get_mut(&id) {
                    held.changed = true;
                }
            }
        }
    }
}

fn zero() -> Error {
    Error::Unexpected("a message holds a zero character".into())
}
