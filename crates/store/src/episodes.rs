//! Episodes of conversations: from the first message, or the reopening, to the resolving.

use domain::Timestamp;
use domain::conversations::HandoffReason;
use domain::events::Actor;
use domain::ids::{ConversationId, WorkspaceId};
use sqlx::FromRow;

use crate::column::{MaybeText, MaybeTime};
use crate::db::{On, sql};
use crate::error::{Error, Result};

/// An episode as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct EpisodeRow {
    /// Of which conversation.
    #[sqlx(try_from = "String")]
    pub conversation_id: ConversationId,
    /// From 1.
    pub number: i64,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// When it began.
    #[sqlx(try_from = "i64")]
    pub started_at: Timestamp,
    /// Place of its first message.
    pub first_seq: i64,
    /// Why the bot gave it away.
    #[sqlx(try_from = "MaybeText")]
    pub handoff_reason: Option<HandoffReason>,
    /// When the bot gave it away.
    #[sqlx(try_from = "MaybeTime")]
    pub handed_off_at: Option<Timestamp>,
    /// When it was resolved.
    #[sqlx(try_from = "MaybeTime")]
    pub ended_at: Option<Timestamp>,
    /// Kind of the one who resolved it ([`Actor::kind`]).
    pub ended_by_kind: Option<String>,
    /// Key of the one who resolved it ([`Actor::id`]).
    pub ended_by_id: Option<String>,
}

impl EpisodeRow {
    /// An episode that begins.
    pub fn begun(
        workspace: WorkspaceId,
        conversation: ConversationId,
        number: i64,
        first_seq: i64,
        started_at: Timestamp,
    ) -> Self {
        Self {
            conversation_id: conversation,
            number,
            workspace_id: workspace,
            started_at,
            first_seq,
            handoff_reason: None,
            handed_off_at: None,
            ended_at: None,
            ended_by_kind: None,
            ended_by_id: None,
        }
    }
}

/// Begins an episode.
pub async fn insert(episode: &EpisodeRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into episodes (conversation_id, number, workspace_id, started_at, first_seq, handoff_reason,
             handed_off_at, ended_at, ended_by_kind, ended_by_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(episode.conversation_id)
    .bind(episode.number)
    .bind(episode.workspace_id)
    .bind(episode.started_at)
    .bind(episode.first_seq)
    .bind(episode.handoff_reason)
    .bind(episode.handed_off_at)
    .bind(episode.ended_at)
    .bind(episode.ended_by_kind.clone())
    .bind(episode.ended_by_id.clone())
    .run(on)
    .await?;
    Ok(())
}

/// The episodes of a conversation, the oldest first.
pub async fn list(
    workspace: WorkspaceId,
    conversation: ConversationId,
    on: impl Into<On<'_>>,
) -> Result<Vec<EpisodeRow>> {
    sql("select conversation_id, number, workspace_id, started_at, first_seq, handoff_reason, handed_off_at, ended_at,
             ended_by_kind, ended_by_id
         from episodes where workspace_id = $1 and conversation_id = $2 order by number")
    .bind(workspace)
    .bind(conversation)
    .all(on)
    .await
}

/// Notes that an episode was resolved.
pub async fn update_end(
    workspace: WorkspaceId,
    conversation: ConversationId,
    number: i64,
    at: Timestamp,
    by: Actor,
    on: impl Into<On<'_>>,
) -> Result<()> {
    let changed = sql("update episodes set ended_at = $4, ended_by_kind = $5, ended_by_id = $6
                       where workspace_id = $1 and conversation_id = $2 and number = $3")
    .bind(workspace)
    .bind(conversation)
    .bind(number)
    .bind(at)
    .bind(by.kind())
    .bind(by.id())
    .run(on)
    .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Notes why and when the bot gave an episode away.
pub async fn update_handoff(
    workspace: WorkspaceId,
    conversation: ConversationId,
    number: i64,
    reason: HandoffReason,
    at: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    let changed = sql("update episodes set handoff_reason = $4, handed_off_at = $5
                       where workspace_id = $1 and conversation_id = $2 and number = $3")
    .bind(workspace)
    .bind(conversation)
    .bind(number)
    .bind(reason)
    .bind(at)
    .run(on)
    .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}
