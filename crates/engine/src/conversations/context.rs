//! What is known when a conversation goes on.

use domain::analysis::EntityKind;
use domain::explanation::SaidBefore;
use domain::ids::ConversationRef;
use domain::memory::{ConversationContext, Fact, Summary, Topic};
use domain::messages::{AuthorKind, MessageKind};
use domain::permissions::Permission;
use store::contact_facts::FactRow;
use store::conversations::ConversationRow;
use store::{Db, contact_facts, contacts, conversation_memories, conversations, message_counts, messages};

use super::lock;
use crate::ctx::Ctx;
use crate::error::Result;

/// Newest messages that are told.
const NEWEST: u32 = 6;
const TOPICS: u32 = 10;
const FACTS: u32 = 40;

/// Summary, facts, topics and the newest words of a conversation.
///
/// # Errors
/// `not_found` when there is no such conversation in this workspace.
pub async fn context(ctx: &Ctx, conversation: &ConversationRef) -> Result<ConversationContext> {
    ctx.allow(Permission::ConversationsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let id = lock::find(ctx, conversation).await?;
    let row = conversations::get_by_id(workspace, id, db).await?;
    let contact = contacts::get_by_id(workspace, row.contact_id, db).await?;
    let newest = messages::list_before(workspace, id, None, NEWEST, db).await?;
    let of_visitor = newest.iter().rev().find(|message| message.author == AuthorKind::Visitor);
    let sentiment = of_visitor.and_then(|message| message.analysis.as_ref()).map(|analysis| analysis.sentiment);
    let facts = facts(&row, db).await?;
    let topics = message_counts::topics(workspace, id, TOPICS, db).await?;
    Ok(ConversationContext {
        conversation: row.public_id.clone(),
        contact: contact.public_id,
        episode: row.episode,
        language: row.language.or(contact.language),
        name: facts.iter().find(|fact| fact.kind == EntityKind::Name).map(|fact| fact.value.clone()),
        sentiment,
        topics: topics
            .into_iter()
            .filter_map(|counted| Some(Topic { intent: counted.name?, messages: counted.n }))
            .collect(),
        summary: summary(&row, db).await?,
        facts,
        newest: newest
            .into_iter()
            .filter(|message| message.kind == MessageKind::Text)
            .map(|message| SaidBefore { seq: message.seq, author: message.author, text: message.text })
            .collect(),
    })
}

/// What the visitor told, here and in earlier conversations, the newest first.
pub(super) async fn facts(row: &ConversationRow, db: &Db) -> store::Result<Vec<Fact>> {
    let facts = contact_facts::list(row.workspace_id, row.contact_id, FACTS, db).await?;
    let shown = facts.into_iter().map(|fact: FactRow| Fact {
        kind: fact.kind,
        value: fact.value,
        confidence: fact.confidence,
        is_from_here: fact.conversation_id == row.id,
        seen_at: fact.seen_at,
    });
    Ok(shown.collect())
}

/// The summary of this conversation, if there is one yet.
pub(super) async fn summary(row: &ConversationRow, db: &Db) -> store::Result<Option<Summary>> {
    let known = conversation_memories::find(row.workspace_id, row.id, db).await?;
    Ok(known.map(|known| Summary { text: known.summary, written_by: known.written_by, up_to: known.up_to_seq }))
}
