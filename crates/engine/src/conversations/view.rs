//! Rows as people see them.

use domain::conversations::{Assignee, ConversationView, EpisodeView, Holder};
use domain::messages::{Author, AuthorKind, MessageView};
use domain::wire::visitor::Answerer;
use store::conversations::ConversationListRow;
use store::episodes::EpisodeRow;
use store::messages::MessageRow;

use crate::accounts::name_of;

/// A message, as the team sees it.
pub(crate) fn message(row: MessageRow) -> MessageView {
    let author = match row.author {
        AuthorKind::Visitor => Author::Visitor,
        AuthorKind::Bot => Author::Bot { name: row.author_name.unwrap_or_default() },
        AuthorKind::Agent => Author::Agent { id: row.author_id, name: name_of("user", row.author_name) },
        AuthorKind::System => Author::System,
    };
    MessageView {
        id: row.public_id,
        seq: row.seq,
        client_id: row.client_id,
        author,
        kind: row.kind,
        text: row.text,
        language: row.language,
        citations: row.citations,
        verdict: row.verdict,
        confidence: row.confidence,
        offers_human: row.offers_human,
        feedback: None,
        analysis: row.analysis.map(Box::new),
        created_at: row.created_at,
    }
}

/// A conversation.
pub(super) fn conversation(listed: ConversationListRow) -> ConversationView {
    let row = listed.row;
    let assignee = match (row.assignee, listed.agent_public_id) {
        (Holder::Bot, _) => Assignee::Bot,
        (Holder::Agent, Some(id)) => Assignee::Agent { id, name: name_of("user", listed.agent_name) },
        // Whoever had it is gone: it waits for somebody else.
        (Holder::Queue | Holder::Agent, _) => Assignee::Queue,
    };
    ConversationView {
        id: row.public_id,
        number: row.number,
        lifecycle: row.lifecycle,
        assignee,
        bot: listed.bot_public_id,
        contact: listed.contact_public_id,
        contact_name: listed.contact_name.unwrap_or_else(|| format!("Visitor {}", row.number)),
        language: row.language,
        episode: row.episode,
        handoff_reason: row.handoff_reason,
        waiting_since: row.waiting_since,
        last_seq: row.last_seq,
        preview: row.preview,
        visitor_seq: row.visitor_seq,
        agent_read_seq: row.agent_read_seq,
        visitor_read_seq: row.visitor_read_seq,
        created_at: row.created_at,
        last_message_at: row.last_message_at,
    }
}

/// Who answers, as the visitor is told.
pub(crate) fn answerer(listed: &ConversationListRow) -> Answerer {
    match (listed.row.assignee, &listed.agent_public_id) {
        (Holder::Bot, _) => Answerer::Bot { name: listed.bot_name.clone() },
        (Holder::Agent, Some(_)) => Answerer::Agent { name: name_of("user", listed.agent_name.clone()) },
        (Holder::Queue | Holder::Agent, _) => Answerer::Queue,
    }
}

/// An episode.
pub(super) fn episode(row: EpisodeRow) -> EpisodeView {
    EpisodeView {
        number: row.number,
        started_at: row.started_at,
        first_seq: row.first_seq,
        ended_at: row.ended_at,
        handoff_reason: row.handoff_reason,
    }
}
