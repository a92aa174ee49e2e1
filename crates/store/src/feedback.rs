//! What somebody thinks of a bot's answers: one judgement per message.

use domain::Timestamp;
use domain::feedback::{Feedback, Vote, VoteReason};
use domain::ids::{ConversationId, MessageId, WorkspaceId};
use sqlx::FromRow;

use crate::column::MaybeText;
use crate::db::{On, sql};
use crate::error::Result;

/// A judgement as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct FeedbackRow {
    /// The bot's message.
    #[sqlx(try_from = "String")]
    pub message_id: MessageId,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// In which conversation.
    #[sqlx(try_from = "String")]
    pub conversation_id: ConversationId,
    /// Thumb up or down.
    #[sqlx(try_from = "String")]
    pub vote: Vote,
    /// Why.
    #[sqlx(try_from = "MaybeText")]
    pub reason: Option<VoteReason>,
    /// Some words on it.
    pub comment: Option<String>,
    /// When.
    #[sqlx(try_from = "i64")]
    pub voted_at: Timestamp,
}

impl FeedbackRow {
    /// As people see it.
    pub fn into_feedback(self) -> Feedback {
        Feedback { vote: self.vote, reason: self.reason, comment: self.comment }
    }
}

/// Stores a judgement in the place of the one before, if there is one.
pub async fn put(row: &FeedbackRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into feedback (message_id, workspace_id, conversation_id, vote, reason, comment, voted_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (message_id) do update set vote = excluded.vote, reason = excluded.reason,
             comment = excluded.comment, voted_at = excluded.voted_at")
    .bind(row.message_id)
    .bind(row.workspace_id)
    .bind(row.conversation_id)
    .bind(row.vote)
    .bind(row.reason)
    .bind(row.comment.clone())
    .bind(row.voted_at)
    .run(on)
    .await?;
    Ok(())
}

/// Deletes the judgement on a message, if there is one.
pub async fn delete(workspace: WorkspaceId, message: MessageId, on: impl Into<On<'_>>) -> Result<()> {
    sql("delete from feedback where workspace_id = $1 and message_id = $2")
        .bind(workspace)
        .bind(message)
        .run(on)
        .await?;
    Ok(())
}

/// The judgements on these messages, in no particular order.
pub async fn list(workspace: WorkspaceId, messages: &[MessageId], on: impl Into<On<'_>>) -> Result<Vec<FeedbackRow>> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    sql("select message_id, workspace_id, conversation_id, vote, reason, comment, voted_at from feedback where")
        .and_bind("workspace_id = $?", workspace)
        .and_list("and message_id in ($*)", messages.iter().copied())
        .all(on)
        .await
}

#[derive(FromRow)]
struct Counted {
    #[sqlx(try_from = "String")]
    vote: Vote,
    n: i64,
}

/// How many judgements of each kind were given from `from` to before `to`.
pub async fn counts(
    workspace: WorkspaceId,
    from: Timestamp,
    to: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<Vec<(Vote, i64)>> {
    let counted: Vec<Counted> = sql("select vote, count(*) as n from feedback
         where workspace_id = $1 and voted_at >= $2 and voted_at < $3 group by vote")
    .bind(workspace)
    .bind(from)
    .bind(to)
    .all(on)
    .await?;
    Ok(counted.into_iter().map(|counted| (counted.vote, counted.n)).collect())
}
