//! What somebody thinks of a bot's answer.

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::ids::{ConversationRef, MessageRef};
use crate::knowledge::stored_words;

/// Most characters of a comment.
pub const COMMENT_CHARS: usize = 500;

stored_words! {
    /// Thumb up or down.
    Vote {
        /// It helped.
        Up "up" "Helpful",
        /// It did not.
        Down "down" "Not helpful",
    }
}

stored_words! {
    /// Why an answer did not help.
    VoteReason {
        /// What it says is not so.
        Wrong "wrong" "Wrong",
        /// Something is missing.
        Incomplete "incomplete" "Incomplete",
        /// It was so once.
        Outdated "outdated" "Out of date",
        /// It answers something else.
        NotMyQuestion "not_my_question" "Not what was asked",
        /// Something else.
        Other "other" "Something else",
    }
}

/// What somebody thinks of an answer.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Thumb up or down.
    pub vote: Vote,
    /// Why it did not help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<VoteReason>,
    /// Some words on it, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl Feedback {
    /// Reads what was sent. An empty comment is none, and only what did not help has a reason.
    ///
    /// # Errors
    /// `invalid`, naming the field.
    pub fn parse(vote: Vote, reason: Option<VoteReason>, comment: Option<String>) -> Result<Self, Problem> {
        if vote == Vote::Up && reason.is_some() {
            return Err(Problem::field("reason", "Only an answer that did not help has a reason."));
        }
        let comment = comment.map(|typed| typed.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>());
        let comment = comment.map(|typed| typed.trim().to_owned()).filter(|typed| !typed.is_empty());
        if comment.as_ref().is_some_and(|comment| comment.chars().count() > COMMENT_CHARS) {
            return Err(Problem::field("comment", format!("Write at most {COMMENT_CHARS} characters.")));
        }
        Ok(Self { vote, reason, comment })
    }
}

/// What is thought of an answer, with where it stands.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackView {
    /// The conversation.
    pub conversation: ConversationRef,
    /// The bot's message.
    pub message: MessageRef,
    /// What is thought of it; none: it was taken back.
    pub feedback: Option<Feedback>,
}

/// How many of those who voted found something helpful, and how many did not; each counts once.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// Those whom it helped.
    pub helpful: i64,
    /// Those whom it did not help.
    pub unhelpful: i64,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_trimmed_and_short_and_only_a_thumb_down_has_a_reason() {
        let read = |vote, reason, comment: &str| Feedback::parse(vote, reason, Some(comment.to_owned()));
        assert_eq!(read(Vote::Up, None, " \u{0} ").unwrap().comment, None);
        assert_eq!(read(Vote::Down, None, " too\u{7}  old ").unwrap().comment.as_deref(), Some("too  old"));
        assert!(read(Vote::Down, Some(VoteReason::Other), &"ж".repeat(COMMENT_CHARS)).is_ok());
        assert!(read(Vote::Down, None, &"ж".repeat(COMMENT_CHARS + 1)).is_err());
        assert!(read(Vote::Up, Some(VoteReason::Wrong), "").is_err());
    }
}
