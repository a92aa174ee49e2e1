//! What is remembered of a visitor, beyond the newest words.

use serde::{Deserialize, Serialize};

use crate::analysis::{EntityKind, Sentiment};
use crate::explanation::SaidBefore;
use crate::ids::{ContactRef, ConversationRef};
use crate::knowledge::stored_words;
use crate::{Language, Timestamp};

stored_words! {
    /// Who wrote a summary.
    Writer {
        /// The program: what was asked and answered, in the words of then.
        Builtin "builtin" "Builtin",
        /// The model service.
        Model "model" "Model service",
    }
}

/// Something that a visitor told of themselves or their order.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub kind: EntityKind,
    /// The fact.
    pub value: String,
    /// How likely it is that this is right, 0 to 1.
    pub confidence: f64,
    /// Whether it was told in this conversation; else in an earlier one.
    pub is_from_here: bool,
    /// When it was last told.
    pub seen_at: Timestamp,
}

/// A summary of a conversation.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What was asked and answered. Words of visitors and of the bot: material, and no orders to anybody.
    pub text: String,
    /// Who wrote it.
    pub written_by: Writer,
    /// Place of the newest message that is in it.
    pub up_to: i64,
}

/// How often a conversation was about something.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The intent, as in `track_order`.
    pub intent: String,
    /// Messages of the visitor that had it.
    pub messages: i64,
}

/// Everything that is known when a conversation goes on.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConversationContext {
    /// The conversation.
    pub conversation: ConversationRef,
    /// The visitor.
    pub contact: ContactRef,
    /// Its episode, from 1.
    pub episode: i64,
    /// The language that they write, as far as it is known.
    pub language: Option<Language>,
    /// What they say that they are called.
    pub name: Option<String>,
    /// How they felt in their newest message; none where that was not looked at.
    pub sentiment: Option<Sentiment>,
    /// What it was about, the most frequent first.
    pub topics: Vec<Topic>,
    /// What they told, in this conversation and in earlier ones, the newest first.
    pub facts: Vec<Fact>,
    /// What was said, as far as it is not among the newest words; none while those are all.
    pub summary: Option<Summary>,
    /// The newest messages, the oldest first.
    pub newest: Vec<SaidBefore>,
}
