//! Frames of the dashboard's live socket (`/live`), as JSON text.
//!
//! The client says [`ClientFrame::Hello`] first. The server answers with the events that the client has missed and then
//! with each new one, in order and without gaps, so that nothing on a page is stale without the page knowing.

pub mod visitor;

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::events::EventView;
use crate::ids::{ConversationRef, MessageRef, WorkspaceRef};
use crate::messages::MessageView;
use visitor::Typist;

/// What the browser says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// First frame: which workspace, and the last event that the page has seen.
    Hello {
        /// The workspace to watch; the session must be a member of it.
        workspace: WorkspaceRef,
        /// Events after this sequence number are wanted; none: only those from now on.
        after: Option<i64>,
    },
    /// This conversation is on the screen: who types and what the bot is writing there is wanted too; none: no more.
    Watch {
        /// The conversation.
        conversation: Option<ConversationRef>,
    },
    /// The signed-in person types an answer, or has stopped.
    Typing {
        /// In which conversation.
        conversation: ConversationRef,
        /// Whether they type.
        on: bool,
    },
}

impl ClientFrame {
    /// The `type` of every frame that a browser may send; a test tries each with another workspace's ids.
    pub const TYPES: &'static [&'static str] = &["hello", "watch", "typing"];
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The hello was taken; `seq` is the newest event there is.
    Ready {
        /// Newest sequence number of the workspace's log.
        seq: i64,
    },
    /// Something happened.
    Event {
        /// What.
        event: EventView,
        /// The conversation that it happened in, for those who may read it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conversation: Option<ConversationRef>,
        /// The message that was written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
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
    /// What the bot has written so far in the watched conversation; an empty text: it has given up.
    Draft {
        /// Where.
        conversation: ConversationRef,
        /// The message that it will be.
        id: MessageRef,
        /// The whole text so far.
        text: String,
    },
    /// The log no longer reaches back to what the client has seen: it must load its page anew and go on after `seq`.
    Reset {
        /// Newest sequence number of the workspace's log.
        seq: i64,
    },
    /// The server goes down or loses its database; come again in some seconds, the sequence number still holds.
    Retry {
        /// Milliseconds to wait.
        after_ms: u32,
    },
    /// The frame was refused; the socket closes.
    Refused {
        /// Why.
        problem: Problem,
    },
}
