//! How far each reaction has digested each workspace's log, and the events that it could not digest.

use domain::Timestamp;
use domain::ids::{DeadLetterRef, WorkspaceId};

use crate::db::{On, sql};
use crate::error::{Error, Result};
use crate::work::Work;

/// Where a reaction stands in a workspace's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Cursor {
    /// The last event that is digested.
    pub seq: i64,
    /// Failed attempts at the next one.
    pub failures: i64,
    /// Not before this time again; 0 when nothing failed.
    #[sqlx(try_from = "i64")]
    pub retry_at: Timestamp,
}

/// The cursor; none before the reaction's first event in this workspace.
pub async fn find_cursor(reaction: &str, workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Option<Cursor>> {
    sql("select seq, failures, retry_at from reaction_cursors where reaction = $1 and workspace_id = $2")
        .bind(reaction)
        .bind(workspace)
        .find(on)
        .await
}

/// Starts a cursor at `seq`, unless there is one.
pub async fn start_cursor(reaction: &str, workspace: WorkspaceId, seq: i64, work: &mut Work) -> Result<()> {
    sql("insert into reaction_cursors (reaction, workspace_id, seq, failures, retry_at) values ($1, $2, $3, 0, 0) \
         on conflict (reaction, workspace_id) do nothing")
    .bind(reaction)
    .bind(workspace)
    .bind(seq)
    .run(work)
    .await?;
    Ok(())
}

/// Moves the cursor from `from` to `to`; `false` if it is not at `from` any more, since another node has moved it: then
/// the caller must undo what it did.
pub async fn move_cursor(reaction: &str, workspace: WorkspaceId, from: i64, to: i64, work: &mut Work) -> Result<bool> {
    let moved = sql("update reaction_cursors set seq = $4, failures = 0, retry_at = 0 \
         where reaction = $1 and workspace_id = $2 and seq = $3")
    .bind(reaction)
    .bind(workspace)
    .bind(from)
    .bind(to)
    .run(work)
    .await?;
    Ok(moved == 1)
}

/// Notes that the event after `seq` could not be digested, and when to try again.
pub async fn note_failure(
    reaction: &str,
    workspace: WorkspaceId,
    seq: i64,
    retry_at: Timestamp,
    work: &mut Work,
) -> Result<()> {
    sql("update reaction_cursors set failures = failures + 1, retry_at = $4 \
         where reaction = $1 and workspace_id = $2 and seq = $3")
    .bind(reaction)
    .bind(workspace)
    .bind(seq)
    .bind(retry_at)
    .run(work)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct WorkspaceRow {
    #[sqlx(try_from = "String")]
    workspace_id: WorkspaceId,
}

/// Up to `limit` workspaces whose log is longer than the reaction has read, and whose time to try again has come.
pub async fn behind(reaction: &str, now: Timestamp, limit: u16, on: impl Into<On<'_>>) -> Result<Vec<WorkspaceId>> {
    let rows: Vec<WorkspaceRow> = sql("select c.workspace_id from event_counters c left join reaction_cursors r \
         on r.workspace_id = c.workspace_id and r.reaction = $1 \
         where c.last_seq > 0 and (r.seq is null or (r.seq < c.last_seq and r.retry_at <= $2)) limit $3")
    .bind(reaction)
    .bind(now)
    .bind(limit)
    .all(on)
    .await?;
    Ok(rows.into_iter().map(|row| row.workspace_id).collect())
}

#[derive(sqlx::FromRow)]
struct SlowestRow {
    count: i64,
    seq: Option<i64>,
}

/// The event up to which all of `reactions` have digested the workspace's log.
pub async fn slowest(reactions: &[&str], workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<i64> {
    let row: SlowestRow =
        sql("select count(*) as count, min(seq) as seq from reaction_cursors where workspace_id = $1")
            .bind(workspace)
            .and_list("and reaction in ($*)", reactions.iter().copied())
            .get(on)
            .await?;
    // One that has not begun has digested nothing.
    Ok(if usize::try_from(row.count) == Ok(reactions.len()) { row.seq.unwrap_or(i64::MAX) } else { 0 })
}

/// An event that a reaction could not digest.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DeadLetterRow {
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: DeadLetterRef,
    /// Which reaction.
    pub reaction: String,
    /// Whose event.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Which event.
    pub seq: i64,
    /// Why.
    pub error: String,
    /// Since when.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
}

const COLUMNS: &str = "select public_id, reaction, workspace_id, seq, error, created_at from dead_letters";

/// Puts the event aside. Put aside twice, it stays there once with the newest error.
pub async fn insert_dead_letter(
    reaction: &str,
    workspace: WorkspaceId,
    seq: i64,
    error: &str,
    work: &mut Work,
) -> Result<()> {
    let error: String = error.chars().filter(|c| *c != '\0').take(2_000).collect();
    let now = work.now();
    let public_id = DeadLetterRef::new(work.random());
    sql("insert into dead_letters (public_id, reaction, workspace_id, seq, error, created_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (workspace_id, reaction, seq) do update set error = excluded.error")
    .bind(String::from(public_id))
    .bind(reaction)
    .bind(workspace)
    .bind(seq)
    .bind(error)
    .bind(now)
    .run(work)
    .await?;
    Ok(())
}

/// The newest events put aside, of all workspaces.
pub async fn list_dead_letters(limit: u16, on: impl Into<On<'_>>) -> Result<Vec<DeadLetterRow>> {
    sql(COLUMNS).and_bind("order by created_at desc, public_id limit $?", limit).all(on).await
}

/// The event put aside, or [`Error::NotFound`].
pub async fn get_dead_letter(id: &DeadLetterRef, on: impl Into<On<'_>>) -> Result<DeadLetterRow> {
    sql(COLUMNS).and_bind("where public_id = $?", id.as_str()).get(on).await
}

/// The event is digested after all, or a person has given it up. [`Error::NotFound`] if it is not put aside any more.
pub async fn delete_dead_letter(id: &DeadLetterRef, work: &mut Work) -> Result<()> {
    let deleted = sql("delete from dead_letters where public_id = $1").bind(id.as_str()).run(work).await?;
    if deleted == 0 { Err(Error::NotFound) } else { Ok(()) }
}
