//! Messages: who wrote what, in which place of a conversation.

use serde::{Deserialize, Serialize};

use crate::analysis::MessageAnalysis;
use crate::feedback::Feedback;
use crate::ids::{MessageRef, UserRef};
use crate::knowledge::{Citation, stored_words};
use crate::{Language, Timestamp};

/// Most characters of a message.
pub const TEXT_CHARS: usize = 4_000;
/// Most characters of a client id.
pub const CLIENT_ID_CHARS: usize = 64;

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Author {
    /// The person outside.
    Visitor,
    /// The bot.
    Bot {
        /// Its name then.
        name: String,
    },
    /// A person of the team.
    Agent {
        /// Who; visitors are not told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<UserRef>,
        /// The name that visitors see.
        name: String,
    },
    /// The program, as in “Ann has joined”.
    System,
}

stored_words! {
    /// The kinds of [`Author`], as they are stored.
    AuthorKind {
        /// The person outside.
        Visitor "visitor" "Visitor",
        /// The bot.
        Bot "bot" "Bot",
        /// A person of the team.
        Agent "agent" "Agent",
        /// The program.
        System "system" "System",
    }
}

stored_words! {
    /// What a message is.
    MessageKind {
        /// Words.
        Text "text" "Text",
        /// Something that happened, told in the thread.
        Event "event" "Event",
    }
}

stored_words! {
    /// What an answer came to.
    Verdict {
        /// The knowledge covers it.
        Answered "answered" "Answered",
        /// The knowledge covers it perhaps: the bot asks back, or offers what it has.
        Clarified "clarified" "Asked back",
        /// The knowledge does not cover it, and the bot said so.
        Unknown "unknown" "Did not know",
        /// Talk that needs no knowledge: a greeting, thanks.
        Small "small" "Small talk",
        /// A human takes over.
        HandedOff "handed_off" "Handed off",
    }
}

/// A message as both sides see it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageView {
    /// Public id.
    pub id: MessageRef,
    /// Place in the conversation, from 1, without gaps.
    pub seq: i64,
    /// What the sender called it, so that a repetition is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Who wrote it.
    pub author: Author,
    /// What it is.
    pub kind: MessageKind,
    /// Its words, as Markdown where a bot or an agent wrote it.
    pub text: String,
    /// Its language, where it was found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
    /// What the answer came to, where a bot wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// How sure the bot was, 0 to 1; visitors are not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Whether it offers a human.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub offers_human: bool,
    /// What was thought of it, where a bot wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
    /// What was found out about a visitor's words; visitors are not told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<Box<MessageAnalysis>>,
    /// When it was stored.
    pub created_at: Timestamp,
}

impl MessageView {
    /// The same as the visitor may see it.
    #[must_use]
    pub fn for_visitor(mut self) -> Self {
        self.confidence = None;
        self.analysis = None;
        if let Author::Agent { id, .. } = &mut self.author {
            *id = None;
        }
        self
    }
}

/// Reads the words of a message: not empty, not endless, and without characters that no keyboard writes.
pub fn parse_message(typed: &str) -> Result<String, String> {
    let text = typed.trim();
    // Counting the characters of a megabyte is work that nobody asked for.
    if text.len() > TEXT_CHARS * 4 {
        return Err(format!("A message has at most {TEXT_CHARS} characters. Send it in parts."));
    }
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    // Behind control characters there may have been blanks.
    let text = text.trim();
    if text.is_empty() {
        return Err("Write something first.".to_owned());
    }
    let length = text.chars().count();
    if length > TEXT_CHARS {
        return Err(format!("A message has at most {TEXT_CHARS} characters; this one has {length}. Send it in parts."));
    }
    Ok(text.to_owned())
}

/// Reads the id that a sender gave to its message.
pub fn parse_client_id(text: &str) -> Result<String, String> {
    let good = (1..=CLIENT_ID_CHARS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    if good { Ok(text.to_owned()) } else { Err(format!("Use 1 to {CLIENT_ID_CHARS} plain characters as client_id.")) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_trimmed_and_neither_empty_nor_endless() {
        assert_eq!(parse_message("  hi\u{0}\n there ").unwrap(), "hi\n there");
        assert!(parse_message(" \n ").is_err());
        assert!(parse_message("\u{1} \u{7f}").is_err());
        assert!(parse_message(&"x".repeat(TEXT_CHARS)).is_ok());
        assert!(parse_message(&"x".repeat(TEXT_CHARS + 1)).unwrap_err().contains("4001"));
        assert!(parse_message(&"ж".repeat(1_000_000)).is_err());
    }

    #[test]
    fn visitors_learn_neither_confidence_nor_who_the_agent_is() {
        let message = MessageView {
            id: MessageRef::new(1),
            seq: 1,
            client_id: None,
            author: Author::Agent { id: Some(UserRef::new(2)), name: "Ann".into() },
            kind: MessageKind::Text,
            text: "Hello".into(),
            language: None,
            citations: Vec::new(),
            verdict: None,
            confidence: Some(0.5),
            offers_human: false,
            feedback: None,
            analysis: None,
            created_at: Timestamp(1),
        };
        let seen = serde_json::to_string(&message.for_visitor()).unwrap();
        assert!(!seen.contains("user_") && !seen.contains("confidence"), "{seen}");
    }
}
