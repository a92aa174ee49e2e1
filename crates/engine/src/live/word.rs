//! What nodes tell each other that is stored nowhere.

use domain::ids::{ConversationId, VisitorId, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::conversation::Signal;

/// A word from node to node.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub(super) enum Word {
    /// For those who listen in a conversation.
    Signal {
        /// The conversation's.
        workspace: WorkspaceId,
        /// Which one.
        conversation: ConversationId,
        /// What they are told.
        signal: Signal,
    },
    /// A visitor's first conversation has begun.
    Begun {
        /// Whose.
        visitor: VisitorId,
    },
}

impl Word {
    /// One line; empty if it cannot be written, which its reader passes over.
    pub(super) fn to_line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a line says; nothing if a newer version of the program wrote it.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::ids::MessageRef;

    #[test]
    fn a_word_is_one_line_that_says_the_same() {
        let signal = Signal::Piece { id: MessageRef::new(1), attempt: 1, index: 0, text: "two\nlines".to_owned() };
        let (workspace, conversation) = (WorkspaceId::new(Timestamp(1), 2), ConversationId::new(Timestamp(1), 3));
        let word = Word::Signal { workspace, conversation, signal };
        let line = word.to_line();
        assert!(!line.contains('\n'));
        assert_eq!(Word::of_line(&line), Some(word));
        assert_eq!(Word::of_line("{\"word\":\"of tomorrow\"}"), None);
    }
}
