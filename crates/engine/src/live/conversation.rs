//! Listening in a conversation.

use std::sync::Arc;

use domain::conversations::Lifecycle;
use domain::ids::{ConversationId, MessageRef, WorkspaceId};
use domain::messages::MessageView;
use domain::wire::visitor::{Answerer, Typist};
use serde::{Deserialize, Serialize};
use store::conversations;

use super::feeds::Wants;
use super::hub::Hub;
use super::mailbox::Mailbox;
use super::topic::Topic;
use super::word::Word;
use crate::conversations::Side;
use crate::error::Result;

/// What a listener is told.
#[derive(Debug, Clone, PartialEq)]
pub enum ConversationUpdate {
    /// A message was stored. They come in order; one that was seen already may come again, and after [`Self::Behind`] some
    /// may be missing.
    Message(Arc<MessageView>),
    /// Somebody has said what they think of this message, or taken it back.
    Rated(Arc<MessageView>),
    /// Who answers, or where the conversation stands, may have changed.
    Status {
        /// Where it stands.
        lifecycle: Lifecycle,
        /// Who answers.
        answerer: Answerer,
    },
    /// One side has seen everything up to here.
    Read {
        /// Which side.
        by: Side,
        /// Place of the newest message seen.
        seq: i64,
    },
    /// Something that is not stored.
    Signal(Signal),
    /// Too much has happened at once: messages may be missing here, and are in the store.
    Behind,
    /// The node goes down: come again soon.
    Away,
}

/// What is told to those who listen now, and to nobody later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signal {
    /// Somebody types, or has stopped.
    Typing {
        /// Who.
        who: Typist,
        /// Whether they type.
        on: bool,
    },
    /// The next words of an answer that is being written.
    Piece {
        /// The message that it will be.
        id: MessageRef,
        /// Counts attempts at this answer, from 1: a higher one starts the text anew.
        attempt: u32,
        /// Place of the piece in its attempt, from 0.
        index: u32,
        /// The words.
        text: String,
    },
    /// The text so far was wrong: this stands in its place.
    Replace {
        /// The message that it will be.
        id: MessageRef,
        /// The attempt.
        attempt: u32,
        /// The whole text so far.
        text: String,
    },
    /// The answer will not come: its text is dropped.
    Retract {
        /// The message that it would have been.
        id: MessageRef,
    },
}

/// What somebody listens to in a conversation. Costs some hundred bytes while nothing happens.
///
/// Whoever wants every message opens it first and reads the store then: nothing lies between the two.
#[derive(Debug)]
pub struct ConversationFeed {
    topic: Arc<Topic>,
    conversation: ConversationId,
    mailbox: Arc<Mailbox>,
}

impl ConversationFeed {
    /// The next update; waits for it. Nothing is lost if the wait is given up.
    pub async fn next(&mut self) -> ConversationUpdate {
        self.mailbox.next().await
    }
}

impl Drop for ConversationFeed {
    fn drop(&mut self) {
        self.topic.feeds().leave(self.conversation, &self.mailbox);
    }
}

impl Hub {
    /// Listens to everything in a conversation from now on.
    ///
    /// # Errors
    /// `not_found` when there is no such conversation; the database's.
    pub async fn open_conversation(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
    ) -> Result<ConversationFeed> {
        self.open(workspace, conversation, Wants::Everything).await
    }

    /// Listens to the signals alone: for those who watch the workspace, and get its messages with the events.
    pub(super) async fn open_signals(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
    ) -> Result<ConversationFeed> {
        self.open(workspace, conversation, Wants::Signals).await
    }

    async fn open(
        &self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        wants: Wants,
    ) -> Result<ConversationFeed> {
        let topic = self.topic(workspace).await?;
        let row = conversations::get_by_id(workspace, conversation, self.store().db()).await?;
        let mailbox = topic.feeds().enter(conversation, row.public_id, wants);
        if topic.is_closed() {
            mailbox.close();
        }
        Ok(ConversationFeed { topic, conversation, mailbox })
    }

    /// Tells those who listen in this conversation, on this node at once, on others as well as it goes.
    pub fn signal(&self, workspace: WorkspaceId, conversation: ConversationId, signal: Signal) {
        if let Some(topic) = self.known_topic(workspace) {
            topic.feeds().signal(conversation, &signal);
        }
        self.store().tell_nodes(|| Word::Signal { workspace, conversation, signal }.to_line());
    }
}
