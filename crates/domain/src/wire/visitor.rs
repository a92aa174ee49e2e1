//! Frames between a widget and the server, as JSON text: over a WebSocket (`/v1/socket`), or, where sockets are blocked,
//! server-sent events (`POST /v1/stream`) with one `POST /v1/frames` for each frame of the visitor.
//!
//! The widget says [`VisitorFrame::Hello`] first, with its token and the last message that it has seen. It then gets what
//! it has missed and everything new, each stored message once and in order. What streams before it is stored
//! ([`BotFrame::Piece`]) is only a preview: the stored message replaces it, and a lost preview loses nothing.

use serde::{Deserialize, Serialize};

use crate::bots::WidgetConfig;
use crate::conversations::Lifecycle;
use crate::feedback::{Feedback, Vote, VoteReason};
use crate::ids::{ConversationRef, MessageRef};
use crate::messages::MessageView;
use crate::{Code, Timestamp};

/// What a website's page asks for when a visitor wants to talk: `POST /v1/session`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionRequest {
    /// The `proj_…` of the snippet.
    pub project: String,
    /// The `pk_live_…` of the snippet.
    pub key: String,
    /// The token of an earlier session in this browser, to go on with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Language that the widget shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The answer to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionGranted {
    /// The visitor's token: a secret, kept by the widget, never part of an address.
    pub token: String,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
    /// The conversation that the visitor has, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationRef>,
    /// How the widget looks and greets.
    pub config: WidgetConfig,
}

/// What the widget says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum VisitorFrame {
    /// First frame of a socket or stream.
    Hello {
        /// The visitor's token.
        token: String,
        /// Messages after this place are wanted; 0: all.
        after: i64,
    },
    /// The visitor wrote something. Answered by [`BotFrame::Accepted`] once it is stored.
    Message {
        /// The widget's own id; the same id is the same message, however often it is sent.
        client_id: String,
        /// The words.
        text: String,
    },
    /// The visitor wants a human.
    Human {
        /// The widget's own id of this wish.
        client_id: String,
    },
    /// The visitor types, or has stopped.
    Typing {
        /// Whether they type.
        on: bool,
    },
    /// The visitor has seen everything up to here.
    Read {
        /// Place of the newest message on the screen.
        seq: i64,
    },
    /// What the visitor thinks of an answer, in the place of what they said before. Answered by [`BotFrame::Feedback`].
    Feedback {
        /// The bot's message.
        id: MessageRef,
        /// Thumb up or down; none takes it back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        vote: Option<Vote>,
        /// Why it did not help.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<VoteReason>,
        /// Some words on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
}

impl VisitorFrame {
    /// The `type` of every frame that a widget may send; a test tries each with another workspace's ids.
    pub const TYPES: &'static [&'static str] = &["hello", "message", "human", "typing", "read", "feedback"];
}

/// Who types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Typist {
    /// The visitor.
    Visitor,
    /// The bot is at work.
    Bot,
    /// A person of the team.
    Agent {
        /// The name that visitors see.
        name: String,
    },
}

/// Who answers the visitor now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answerer {
    /// The bot.
    Bot {
        /// Its name.
        name: String,
    },
    /// Somebody will come.
    Queue,
    /// A person.
    Agent {
        /// Their name.
        name: String,
    },
}

/// What the server says. A widget passes over types that it does not know, so that an old widget can talk to a newer server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BotFrame {
    /// The hello was taken. What was missed follows.
    Ready {
        /// The visitor's conversation; none before the first message.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conversation: Option<ConversationRef>,
        /// Place of the newest message; 0 without a conversation.
        seq: i64,
        /// Who answers.
        answerer: Answerer,
        /// Up to where a person of the team has read.
        read: i64,
    },
    /// A message is stored: the visitor's own, too, so that a second tab sees it.
    Message {
        /// The message.
        message: MessageView,
    },
    /// The visitor's message is stored, and will not be lost.
    Accepted {
        /// The widget's id of it.
        client_id: String,
        /// Its public id.
        id: MessageRef,
        /// Its place.
        seq: i64,
        /// Its conversation.
        conversation: ConversationRef,
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
    /// The answer will not come (a person took over, or the question has changed): drop its text.
    Retract {
        /// The message that it would have been.
        id: MessageRef,
    },
    /// Somebody types, or has stopped.
    Typing {
        /// Who.
        who: Typist,
        /// Whether they type.
        on: bool,
    },
    /// The team has seen everything up to here.
    Read {
        /// Place of the newest message seen.
        seq: i64,
    },
    /// What the visitor thinks of an answer is stored, or was taken back: theirs, too, so that a second tab sees it.
    Feedback {
        /// The bot's message.
        id: MessageRef,
        /// Thumb up or down; none: it was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        vote: Option<Vote>,
        /// Why it did not help.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<VoteReason>,
        /// Some words on it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
    },
    /// Who answers, or where the conversation stands, has changed.
    Status {
        /// Where it stands.
        lifecycle: Lifecycle,
        /// Who answers.
        answerer: Answerer,
    },
    /// A frame could not be taken. The connection stays unless it is closed after it.
    Error {
        /// The widget's id of what failed, where it had one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<String>,
        /// What kind of failure: `unauthenticated` asks for a new session.
        code: Code,
        /// In words for the visitor's developer.
        message: String,
        /// Milliseconds after which the same frame may be sent again; none: never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after_ms: Option<u32>,
    },
    /// The server goes down; come again.
    Retry {
        /// Milliseconds to wait.
        after_ms: u32,
    },
}

impl BotFrame {
    /// What is thought of this message.
    pub fn feedback(id: MessageRef, feedback: Option<Feedback>) -> Self {
        let vote = feedback.as_ref().map(|feedback| feedback.vote);
        let (reason, comment) = feedback.map(|feedback| (feedback.reason, feedback.comment)).unwrap_or_default();
        Self::Feedback { id, vote, reason, comment }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use crate::messages::Author;
    use serde::de::DeserializeOwned;
    use std::fmt;

    const DOCUMENTED: &str = include_str!("../../../../docs/api.md");

    /// The frames in the JSON blocks below this heading, one in each line.
    fn documented(heading: &str) -> Vec<&'static str> {
        let section = DOCUMENTED.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
        let blocks = section.split("```json\n").skip(1).map(|rest| rest.split("```").next().unwrap());
        blocks.flat_map(str::lines).collect()
    }

    /// The names that `tag` may have in a `T`, as serde lists them to somebody who says another one.
    fn names<T: DeserializeOwned + fmt::Debug>(tag: &str) -> Vec<String> {
        let wrong = serde_json::from_str::<T>(&format!(r#"{{"{tag}":"?"}}"#)).unwrap_err().to_string();
        let listed = wrong.split_once("expected").unwrap().1;
        listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    /// Each frame below this heading is read, and written as it stands there; every type has one.
    fn compare<T: DeserializeOwned + Serialize + fmt::Debug>(heading: &str) {
        let frames = documented(heading);
        for frame in &frames {
            let read: T = serde_json::from_str(frame).unwrap_or_else(|wrong| panic!("{wrong}: {frame}"));
            assert_eq!(serde_json::to_string(&read).unwrap(), **frame);
        }
        let names = names::<T>("type");
        assert!(names.len() > 3, "{names:?}");
        for name in names {
            let starts = format!(r#"{{"type":"{name}""#);
            assert!(frames.iter().any(|frame| frame.starts_with(&starts)), "docs/api.md shows no {name}");
        }
    }

    #[test]
    fn frames_have_the_documented_form() {
        compare::<VisitorFrame>("What the widget says");
        compare::<BotFrame>("What the server says");
        // Who may answer, write and type, too; of their own typing visitors are not told.
        let all = documented("What the server says").join("\n");
        let kinds = |field: &str, names: Vec<String>| {
            assert!(names.len() > 2, "{names:?}");
            for name in names.iter().filter(|name| (field, name.as_str()) != ("who", "visitor")) {
                assert!(
                    all.contains(&format!(r#""{field}":{{"kind":"{name}""#)),
                    "docs/api.md shows no {field} {name}"
                );
            }
        };
        kinds("answerer", names::<Answerer>("kind"));
        kinds("author", names::<Author>("kind"));
        kinds("who", names::<Typist>("kind"));
    }

    #[test]
    fn every_type_is_listed_and_no_other_is_taken() {
        let bodies = [
            ("hello", r#""token":"t","after":0"#),
            ("message", r#""client_id":"a","text":"x""#),
            ("human", r#""client_id":"a""#),
            ("typing", r#""on":true"#),
            ("read", r#""seq":1"#),
            ("feedback", r#""id":"msg_0a1b2c3d4e5f6g7h8j9k""#),
        ];
        assert_eq!(bodies.map(|(name, _)| name), VisitorFrame::TYPES);
        for (name, body) in bodies {
            serde_json::from_str::<VisitorFrame>(&format!(r#"{{"type":"{name}",{body}}}"#)).unwrap();
        }
        assert!(serde_json::from_str::<VisitorFrame>(r#"{"type":"drop_table"}"#).is_err());
    }
}
