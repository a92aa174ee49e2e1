//! What visitors told of themselves and their orders: names, addresses, numbers.

use domain::Timestamp;
use domain::analysis::EntityKind;
use domain::ids::{ContactId, ConversationId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, Value, chunks, sql};
use crate::error::Result;

/// A fact as stored.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct FactRow {
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Who told it.
    #[sqlx(try_from = "String")]
    pub contact_id: ContactId,
    /// Where.
    #[sqlx(try_from = "String")]
    pub conversation_id: ConversationId,
    /// What it is.
    #[sqlx(try_from = "String")]
    pub kind: EntityKind,
    /// The fact.
    pub value: String,
    /// How likely it is that this is right, 0 to 1.
    pub confidence: f64,
    /// When it was last told.
    #[sqlx(try_from = "i64")]
    pub seen_at: Timestamp,
}

/// Facts that are kept of one conversation, the newest.
const MOST: u32 = 40;

/// Notes what was told in one conversation; what was told there before is told anew. The oldest go when there are too many.
/// The caller holds the conversation's lock.
pub async fn note(facts: &[FactRow], on: impl Into<On<'_>>) -> Result<()> {
    let mut on = on.into();
    let Some(first) = facts.first() else { return Ok(()) };
    for piece in chunks(facts) {
        sql("insert into contact_facts (workspace_id, contact_id, conversation_id, kind, value, confidence, seen_at) values")
            .rows(piece.iter().map(|fact| {
                [
                    Value::from(fact.workspace_id),
                    fact.contact_id.into(),
                    fact.conversation_id.into(),
                    fact.kind.into(),
                    fact.value.as_str().into(),
                    fact.confidence.into(),
                    fact.seen_at.into(),
                ]
            }))
            .and(
                "on conflict (conversation_id, kind, value) do update set confidence = excluded.confidence, \
                 seen_at = excluded.seen_at",
            )
            .run(&mut on)
            .await?;
    }
    sql("delete from contact_facts where conversation_id = $1 and (kind, value) not in
         (select kind, value from contact_facts where conversation_id = $1 order by seen_at desc, kind, value limit $2)")
    .bind(first.conversation_id)
    .bind(MOST)
    .run(on)
    .await?;
    Ok(())
}

/// What a contact told in all of their conversations, the newest first, each once; up to `limit`.
pub async fn list(
    workspace: WorkspaceId,
    contact: ContactId,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<FactRow>> {
    let mut facts: Vec<FactRow> =
        sql("select workspace_id, contact_id, conversation_id, kind, value, confidence, seen_at
         from contact_facts")
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and contact_id = $? order by seen_at desc, kind, value", contact)
        .and_bind("limit $?", limit)
        .all(on)
        .await?;
    let mut known = std::collections::HashSet::new();
    facts.retain(|fact| known.insert((fact.kind, fact.value.clone())));
    Ok(facts)
}
