//! A business's own intents.

use domain::Timestamp;
use domain::conversations::HandoffReason;
use domain::ids::{IntentId, IntentRef, WorkspaceId};
use domain::intents::EffectKind;
use sqlx::FromRow;

use crate::column::{Lines, MaybeText};
use crate::db::{On, Sql, sql};
use crate::error::{Error, Result};

/// The workspace's counter that every change of an intent moves.
pub const COUNTER: &str = "intents";

/// An intent as stored.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct IntentRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: IntentId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: IntentRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// What it is called.
    pub name: String,
    /// The name for comparison: a workspace has each once.
    pub name_folded: String,
    /// What visitors may write, each on one line.
    #[sqlx(try_from = "Lines")]
    pub examples: Vec<String>,
    /// From this confidence on it is taken for meant, 0 to 1.
    pub threshold: f64,
    /// Whether it is looked for.
    pub is_on: bool,
    /// What follows.
    #[sqlx(try_from = "String")]
    pub effect: EffectKind,
    /// Why it is handed off; none where it is not.
    #[sqlx(try_from = "MaybeText")]
    pub handoff_reason: Option<HandoffReason>,
    /// What the bot says; empty where it does not.
    pub answer: String,
    /// Counts changes, from 1.
    pub version: i64,
    /// When it was made.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[sqlx(try_from = "i64")]
    pub updated_at: Timestamp,
}

fn select() -> Sql {
    sql("select id, public_id, workspace_id, name, name_folded, examples, threshold, is_on, effect, handoff_reason, answer,
                version, created_at, updated_at
         from intents")
}

/// Makes an intent.
pub async fn insert(row: &IntentRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into intents (id, public_id, workspace_id, name, name_folded, examples, threshold, is_on, effect,
                              handoff_reason, answer, version, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(row.id)
    .bind(row.public_id.as_str())
    .bind(row.workspace_id)
    .bind(row.name.as_str())
    .bind(row.name_folded.as_str())
    .bind(row.examples.join("\n"))
    .bind(row.threshold)
    .bind(row.is_on)
    .bind(row.effect)
    .bind(row.handoff_reason)
    .bind(row.answer.as_str())
    .bind(row.version)
    .bind(row.created_at)
    .bind(row.updated_at)
    .run(on)
    .await?;
    Ok(())
}

/// All intents of the workspace, by name.
pub async fn list(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Vec<IntentRow>> {
    select().and_bind("where workspace_id = $? order by name_folded, id", workspace).all(on).await
}

/// The intent with this public id.
pub async fn get(workspace: WorkspaceId, intent: &IntentRef, on: impl Into<On<'_>>) -> Result<IntentRow> {
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and public_id = $?", intent.as_str())
        .get(on)
        .await
}

/// Writes what a person can change, version and time of the change.
pub async fn update(workspace: WorkspaceId, row: &IntentRow, on: impl Into<On<'_>>) -> Result<()> {
    let changed =
        sql("update intents set name = $3, name_folded = $4, examples = $5, threshold = $6, is_on = $7, effect = $8,
                       handoff_reason = $9, answer = $10, version = $11, updated_at = $12
                       where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(row.id)
        .bind(row.name.as_str())
        .bind(row.name_folded.as_str())
        .bind(row.examples.join("\n"))
        .bind(row.threshold)
        .bind(row.is_on)
        .bind(row.effect)
        .bind(row.handoff_reason)
        .bind(row.answer.as_str())
        .bind(row.version)
        .bind(row.updated_at)
        .run(on)
        .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Takes an intent away.
pub async fn delete(workspace: WorkspaceId, intent: IntentId, on: impl Into<On<'_>>) -> Result<()> {
    let deleted =
        sql("delete from intents where workspace_id = $1 and id = $2").bind(workspace).bind(intent).run(on).await?;
    if deleted == 0 { Err(Error::NotFound) } else { Ok(()) }
}
