//! The two sides of a conversation.

use store::conversations::ConversationRow;

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The person outside.
    Visitor,
    /// The team.
    Agent,
}

impl Side {
    /// As events name it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Agent => "agent",
        }
    }
    /// Reads what [`Self::as_str`] wrote.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Visitor, Self::Agent].into_iter().find(|side| side.as_str() == text)
    }
    /// Up to where this side has read.
    pub(super) fn seen(self, row: &mut ConversationRow) -> &mut i64 {
        match self {
            Self::Visitor => &mut row.visitor_read_seq,
            Self::Agent => &mut row.agent_read_seq,
        }
    }
}
