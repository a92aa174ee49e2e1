//! Rolling summaries of conversations.

use domain::Timestamp;
use domain::ids::{ContactId, ConversationId, WorkspaceId};
use domain::memory::Writer;
use sqlx::FromRow;

use crate::db::{On, Sql, sql};
use crate::error::Result;

/// A summary as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct MemoryRow {
    /// Of which conversation.
    #[sqlx(try_from = "String")]
    pub conversation_id: ConversationId,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// With whom.
    #[sqlx(try_from = "String")]
    pub contact_id: ContactId,
    /// The summary.
    pub summary: String,
    /// Who wrote it.
    #[sqlx(try_from = "String")]
    pub written_by: Writer,
    /// Place of the newest message that is in it.
    pub up_to_seq: i64,
    /// When it was written.
    #[sqlx(try_from = "i64")]
    pub updated_at: Timestamp,
}

fn select() -> Sql {
    sql("select conversation_id, workspace_id, contact_id, summary, written_by, up_to_seq, updated_at
         from conversation_memories")
}

/// Stores a summary, unless there is one that reaches further. The caller holds the conversation's lock.
pub async fn put(row: &MemoryRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into conversation_memories (conversation_id, workspace_id, contact_id, summary, written_by, up_to_seq,
             updated_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (conversation_id) do update set summary = excluded.summary, written_by = excluded.written_by,
             up_to_seq = excluded.up_to_seq, updated_at = excluded.updated_at
         where conversation_memories.up_to_seq < excluded.up_to_seq")
    .bind(row.conversation_id)
    .bind(row.workspace_id)
    .bind(row.contact_id)
    .bind(row.summary.as_str())
    .bind(row.written_by)
    .bind(row.up_to_seq)
    .bind(row.updated_at)
    .run(on)
    .await?;
    Ok(())
}

/// The summary of a conversation, if there is one.
pub async fn find(
    workspace: WorkspaceId,
    conversation: ConversationId,
    on: impl Into<On<'_>>,
) -> Result<Option<MemoryRow>> {
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and conversation_id = $?", conversation)
        .find(on)
        .await
}

/// The summaries of a contact's conversations, the newest first; up to `limit`.
pub async fn list(
    workspace: WorkspaceId,
    contact: ContactId,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<MemoryRow>> {
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and contact_id = $?", contact)
        .and_bind("order by updated_at desc, conversation_id limit $?", limit)
        .all(on)
        .await
}
