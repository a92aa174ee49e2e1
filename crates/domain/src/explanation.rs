//! How an answer of a bot came about: what is kept with the message (ids and figures, no words of anybody), and what is shown
//! of it, with the words as they stand in the store.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::analysis::{Entity, Sentiment};
use crate::ids::{ConversationRef, IntentRef, ItemRef, MessageRef};
use crate::knowledge::{Citation, stored_words};
use crate::messages::{AuthorKind, Verdict};
use crate::tools::ToolUse;
use crate::{Language, Timestamp};

/// What is kept with a bot's message about how it came about.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trace {
    /// What the message was taken for: `question`, `small_talk`, `nothing_asked`, `wants_human`, `own_intent` (it was
    /// answered or handed off as that says), `blocked_topic` or `tool` (a tool's own words answered it).
    pub kind: String,
    /// What was found out about the visitor's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub analysis: Option<Analysis>,
    /// Places of the visitor's messages that it answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<i64>,
    /// Those of them that were looked up: without greetings and the like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<i64>,
    /// Whether the question leaned on what was asked before.
    pub follows: bool,
    /// What it leaned on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// The passages that were read, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<PassageFigures>,
    /// The passages that were found and not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<PassageFigures>,
    /// Who wrote the last of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// The service's model, where one was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// How the service was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Parameters>,
    /// Attempts at the service.
    pub tries: u32,
    /// What it did: `answer`, `clarify` or `hand_off`; none where no service wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Why the service was asked to mend its answer; none where it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repaired: Option<String>,
    /// Why the builtin model helped out.
    pub fallback: Option<String>,
    /// How many values of each kind the service was given placeholders of; none where nothing was to be hidden from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redacted: Option<BTreeMap<String, u32>>,
    /// What the check said of each sentence, in the order in which they were written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checked: Vec<Checked>,
    /// The tools that were called, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<ToolUse>,
    /// What the answer was made from, as hashes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<AnswerBasis>,
    /// How long it took.
    pub ms: Times,
}

/// What was found out about the visitor's words.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Their language; none: it could not be told.
    pub language: Option<Language>,
    /// How sure that is, 0 to 1.
    pub language_confidence: f32,
    /// The language that was known before them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_language: Option<Language>,
    /// How sure it is that they want a person, 0 to 1.
    pub wants_human: f32,
    /// The likeliest intent of the built-in ones, as in `track_order`; none where the words tell of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// How likely it is, 0 to 1.
    #[serde(default)]
    pub intent_confidence: f32,
    /// How they feel; none in answers of before this was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentiment: Option<Sentiment>,
    /// The likeliest of the business's own intents; none where none was looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_intent: Option<OwnIntent>,
}

/// The likeliest of a business's own intents.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OwnIntent {
    /// Which.
    pub id: IntentRef,
    /// How likely it is, 0 to 1.
    pub confidence: f32,
    /// Whether that reached its threshold then.
    pub is_meant: bool,
}

/// The earlier messages whose words a question took along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Their places, in order.
    pub messages: Vec<i64>,
    /// The words that were taken, as bytes of those messages put together with line breaks between them.
    pub spans: Vec<(usize, usize)>,
}

stored_words! {
    /// Why a passage that was found was not read.
    DropReason {
        /// Better ones filled the place.
        Rank "rank" "Better ones filled the place",
        /// Its item was changed or archived a moment before.
        Outdated "outdated" "Changed or archived a moment before",
        /// It gives orders to the bot, which no knowledge does.
        Orders "orders" "It gives orders to the bot",
    }
}

/// A passage, as the search saw it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PassageFigures {
    /// Its item.
    pub item: ItemRef,
    /// The item's version then.
    pub version: i64,
    /// Place in the item, from 0.
    pub passage: i64,
    /// Its language.
    pub language: Language,
    /// How well it fitted; only good for comparing with the others.
    pub score: f32,
    /// Share of the question's weighted words that it has, 0 to 1.
    pub coverage: f32,
    /// What its score was multiplied with because of visitors' votes, 0.85 to 1.15; none where those say nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<f32>,
    /// Where it starts in that version's text, in bytes; none where it was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<i64>,
    /// Where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<i64>,
    /// Whether the answer rests on it.
    #[serde(default)]
    pub cited: bool,
    /// Why it was not read; none where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<DropReason>,
}

/// How a model service was asked.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// Most tokens of the answer.
    pub max_tokens: u32,
    /// 0 to 2: how freely it chose words.
    pub temperature: f64,
    /// -2 to 2: how much it avoided words that it had used.
    pub presence_penalty: f64,
    /// -2 to 2: how much it avoided words that it had used often.
    pub frequency_penalty: f64,
}

/// What the check said of one sentence.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// `verbatim` (it stands in the passage word for word), `passed`, `courtesy` (left out), or why it was stopped: `number`,
    /// `currency`, `link`, `address`, `phone`, `date`, `name`, `claim`, `language`, `hidden`, `markup`, `never_say`, `leak`,
    /// `uncited`, `unsupported` and the like; `unsure` where the model said that it is too little sure of its reply.
    pub verdict: String,
    /// Where it starts in the message, in bytes; none where it was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Where it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// The passages that it rests on or named, by their place among those that were read, from 0.
    pub passages: Vec<usize>,
    /// Share of its content words that those have, 0 to 1; none where that could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<f32>,
}

/// What an answer was made from. The same hash means: the same question to the same bot with the same knowledge, asked of the
/// same model in the same way by the same program.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerBasis {
    /// SHA-256 of everything below, of the model and of its parameters; 32 hexadecimal digits of it.
    pub hash: String,
    /// The same of the bot's settings.
    pub configuration: String,
    /// The same of all that a model was given to read.
    pub prompt: String,
    /// How often the workspace's published knowledge had changed.
    pub knowledge: i64,
    /// Version of the program.
    pub program: String,
}

/// Durations in milliseconds.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Times {
    /// Analysis and search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gather: Option<f64>,
    /// Writing, with its check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<f64>,
    /// From the job's beginning to the decision.
    pub total: f64,
}

/// A bot's message explained.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The message.
    pub message: MessageRef,
    /// Its conversation.
    pub conversation: ConversationRef,
    /// Its place there.
    pub seq: i64,
    /// When it was stored.
    pub created_at: Timestamp,
    /// What the visitor's words were taken for: `question`, `small_talk`, `nothing_asked`, `wants_human`, `own_intent` (it was
    /// answered or handed off as that says), `blocked_topic` or `tool` (a tool's own words answered it).
    pub kind: String,
    /// What the bot saw.
    pub saw: Saw,
    /// The passages that it read, best first.
    pub scored: Vec<ExplainedPassage>,
    /// The passages that it found and did not read.
    pub dropped: Vec<ExplainedPassage>,
    /// The tools that were called, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<ToolUse>,
    /// Who was asked to write; none where nothing had to be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<AskedOf>,
    /// What the check said of each sentence.
    pub checked: Vec<CheckedSentence>,
    /// What came of it.
    pub decided: Decided,
    /// What the answer was made from, as hashes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<AnswerBasis>,
    /// How long it took, in milliseconds.
    pub ms: Times,
}

/// What the bot saw.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Saw {
    /// What was said before, the oldest first.
    pub earlier: Vec<SaidBefore>,
    /// The visitor's messages that it answers.
    pub messages: Vec<SaidBefore>,
    /// What they ask.
    pub question: String,
    /// What was looked up.
    pub query: String,
    /// Whether the question leaned on what was asked before.
    pub leans_back: bool,
    /// What was found out about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<Analysis>,
    /// What the business calls its own intent that was the likeliest; none where there was none, or it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_intent: Option<String>,
    /// What the visitor names: order numbers, addresses, amounts and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<Entity>,
}

/// A message that the bot saw.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidBefore {
    /// Its place.
    pub seq: i64,
    /// Who wrote it.
    pub author: AuthorKind,
    /// Its words.
    pub text: String,
}

/// A passage with its words.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainedPassage {
    /// As the search saw it.
    #[serde(flatten)]
    pub figures: PassageFigures,
    /// The item's title then; none where the item is gone.
    pub title: Option<String>,
    /// Its words in that version, as Markdown; none where the item is gone or the passage was not read.
    pub text: Option<String>,
}

/// Who was asked to write.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedOf {
    /// Who wrote the last of it: `builtin`, `openai`, or `cached`: what a service had answered to the same question.
    pub engine: String,
    /// The service's model, where one was asked.
    pub model: Option<String>,
    /// How the service was asked.
    pub parameters: Option<Parameters>,
    /// Attempts at the service.
    pub tries: u32,
    /// What it did: `answer`, `clarify` or `hand_off`; none where no service wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Why the service was asked to mend its answer; none where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired: Option<String>,
    /// Why the builtin model helped out.
    pub fallback: Option<String>,
    /// How many values of each kind (`email`, `phone`, `account`, `card`, `order`, `address`, `name`, `link`, `number`) the
    /// service was given placeholders of; none where nothing was to be hidden from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<BTreeMap<String, u32>>,
}

/// A sentence with what the check said of it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedSentence {
    /// What the check said.
    #[serde(flatten)]
    pub figures: Checked,
    /// Its words; none where it was stopped: such words are not kept.
    pub text: Option<String>,
}

/// What came of it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// What was said.
    pub text: String,
    /// Its language.
    pub language: Option<Language>,
    /// What it came to.
    pub verdict: Option<Verdict>,
    /// How sure the bot was, 0 to 1.
    pub confidence: Option<f64>,
    /// Whether it offered a human.
    pub offers_human: bool,
    /// What it rests on.
    pub citations: Vec<ExplainedCitation>,
}

/// A citation with its words.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainedCitation {
    /// What it names.
    #[serde(flatten)]
    pub citation: Citation,
    /// The span's words in that version, as Markdown; none where the item is gone.
    pub text: Option<String>,
}
