//! Putting a message into its place.

use domain::analysis::MessageAnalysis;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{MessageId, MessageRef, UserRef};
use domain::knowledge::Citation;
use domain::messages::{AuthorKind, MessageKind, Verdict};
use domain::{Code, Language, Problem};
use store::Work;
use store::conversations::ConversationRow;
use store::messages::{self, MessageRow};

use crate::answer::phrases::{self, Phrases};
use crate::error::{Error, Result};

/// Most characters of the preview in lists.
const PREVIEW_CHARS: usize = 120;

/// A message to be.
#[derive(Debug)]
pub(super) struct NewMessage {
    pub(super) id: Option<MessageRef>,
    pub(super) client_id: Option<String>,
    pub(super) author: AuthorKind,
    pub(super) author_id: Option<UserRef>,
    pub(super) author_name: Option<String>,
    pub(super) kind: MessageKind,
    pub(super) text: String,
    pub(super) language: Option<Language>,
    pub(super) citations: Vec<Citation>,
    pub(super) verdict: Option<Verdict>,
    pub(super) confidence: Option<f64>,
    pub(super) offers_human: bool,
    pub(super) replies_to: Option<i64>,
    pub(super) trace: Option<serde_json::Value>,
    pub(super) analysis: Option<MessageAnalysis>,
}

impl NewMessage {
    /// Words of somebody.
    pub(super) fn words(author: AuthorKind, text: String) -> Self {
        Self {
            id: None,
            client_id: None,
            author,
            author_id: None,
            author_name: None,
            kind: MessageKind::Text,
            text,
            language: None,
            citations: Vec::new(),
            verdict: None,
            confidence: None,
            offers_human: false,
            replies_to: None,
            trace: None,
            analysis: None,
        }
    }

    /// Something that the program tells both sides.
    pub(super) fn told(text: impl Into<String>) -> Self {
        Self { kind: MessageKind::Event, ..Self::words(AuthorKind::System, text.into()) }
    }
}

/// Stores a message behind the others, with its event. The caller holds the row's lock and writes the row afterwards.
pub(super) async fn post(
    work: &mut Work,
    row: &mut ConversationRow,
    new: NewMessage,
    actor: Actor,
) -> Result<MessageRow> {
    let now = work.now();
    let message = MessageRow {
        id: MessageId::new(now, work.random()),
        public_id: new.id.unwrap_or_else(|| MessageRef::new(work.random())),
        workspace_id: row.workspace_id,
        conversation_id: row.id,
        seq: row.last_seq + 1,
        episode: row.episode,
        client_id: new.client_id,
        author: new.author,
        author_id: new.author_id,
        author_name: new.author_name,
        kind: new.kind,
        text: new.text,
        language: new.language,
        citations: new.citations,
        verdict: new.verdict,
        confidence: new.confidence,
        offers_human: new.offers_human,
        replies_to: new.replies_to,
        trace: new.trace,
        analysis: new.analysis,
        created_at: now,
    };
    messages::insert(&message, &mut *work).await?;
    row.last_seq = message.seq;
    row.last_message_at = now;
    if message.kind == MessageKind::Text {
        row.preview = shortened(&message.text);
    }
    let kind = match message.author {
        AuthorKind::Visitor => EventKind::MessageReceived,
        AuthorKind::Bot | AuthorKind::Agent | AuthorKind::System => EventKind::MessagePosted,
    };
    let payload = serde_json::json!({ "message": message.public_id, "seq": message.seq });
    record(work, row, kind, actor, payload).await?;
    Ok(message)
}

/// Records what happened to a conversation.
pub(super) async fn record(
    work: &mut Work,
    row: &ConversationRow,
    kind: EventKind,
    actor: Actor,
    payload: serde_json::Value,
) -> Result<()> {
    let event = NewEvent::new(kind, actor, row.public_id.as_str()).with(payload);
    work.record(row.workspace_id, event).await?;
    Ok(())
}

/// What the program says, in the conversation's language.
pub(super) fn phrases_for(row: &ConversationRow) -> &'static Phrases {
    phrases::of(row.language.unwrap_or(Language::En))
}

/// Refuses a client id that somebody else has used in this conversation.
pub(super) fn taken() -> Error {
    let text = "This client_id is another message's in this conversation. Choose a new one for each message.";
    Problem::new(Code::Conflict, text).with_field("client_id", text).into()
}

/// The first line's worth of a text.
fn shortened(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut line = String::new();
    let mut room = PREVIEW_CHARS;
    for word in words.by_ref() {
        let length = word.chars().count() + usize::from(!line.is_empty());
        if length > room {
            // A word without end, as in languages that put no spaces.
            if line.is_empty() {
                line.extend(word.chars().take(PREVIEW_CHARS - 1));
            }
            line.push('…');
            return line;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        room -= length;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_line_of_whole_words() {
        assert_eq!(shortened("Where\n is my\torder?"), "Where is my order?");
        let long = "word ".repeat(100);
        let short = shortened(&long);
        assert!(short.chars().count() <= PREVIEW_CHARS && short.ends_with("word…"), "{short}");
        let endless = shortened(&"注文".repeat(200));
        assert_eq!(endless.chars().count(), PREVIEW_CHARS);
        assert_eq!(shortened(""), "");
    }
}
