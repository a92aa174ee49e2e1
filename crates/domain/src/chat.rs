//! Talking with a bot through the API, without a conversation that is kept.

use serde::{Deserialize, Serialize};

use crate::Language;
use crate::conversations::HandoffReason;
use crate::ids::IntentRef;
use crate::intents::Effect;
use crate::knowledge::{Citation, stored_words};
use crate::messages::Verdict;

/// Most messages of one call.
pub const MESSAGES: usize = 50;

stored_words! {
    /// Whose words a message of the call has.
    ChatRole {
        /// The person who asks.
        Visitor "visitor" "Visitor",
        /// The bot, or the team.
        Assistant "assistant" "Assistant",
    }
}

/// A message of the call.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChatMessage {
    /// Who says it.
    pub role: ChatRole,
    /// The words, 1 to 4,000 characters.
    pub text: String,
}

/// What the bot says.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChatAnswer {
    /// The words, as Markdown.
    pub text: String,
    /// Their language.
    pub language: Language,
    /// What they rest on.
    pub citations: Vec<Citation>,
    /// What it came to; `handed_off` where people would take over.
    pub verdict: Verdict,
    /// How sure the bot is, 0 to 1; none where it hands over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Whether it offers a human.
    pub offers_human: bool,
    /// Why people would take over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff_reason: Option<HandoffReason>,
}

/// One event of an answer that is streamed.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatFrame {
    /// The next words.
    Piece {
        /// They go behind those before.
        text: String,
    },
    /// The whole; the last event.
    Answer(ChatAnswer),
    /// There will be no answer; the last event.
    Error {
        /// Kind of the problem, for a program.
        code: String,
        /// What is wrong and what to do, for a person.
        message: String,
    },
}

/// In which language a text is written.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DetectedLanguage {
    /// One of the twelve; none where it is another one, or could not be told.
    pub language: Option<Language>,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// What somebody wants, of the built-in intents of customer service and of the workspace's own.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnalyzedIntent {
    /// The likeliest one, as in `track_order`; none where the words tell of none.
    pub intent: Option<String>,
    /// Its category, as in `ORDER`.
    pub category: Option<String>,
    /// How likely it is, 0 to 1, for words of a customer.
    pub confidence: f32,
    /// Whether that is enough to rely on.
    pub is_sure: bool,
    /// How sure it is that they want a person, 0 to 1.
    pub wants_human: f32,
    /// The likeliest of the workspace's own intents; none where none is looked for.
    pub own: Option<OwnGuess>,
}

/// The likeliest of a workspace's own intents.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnGuess {
    /// Which.
    pub id: IntentRef,
    /// What it is called.
    pub name: String,
    /// How likely it is, 0 to 1.
    pub confidence: f32,
    /// Whether that reaches its threshold, so that its effect would follow.
    pub is_meant: bool,
    /// What follows then.
    pub effect: Effect,
}
