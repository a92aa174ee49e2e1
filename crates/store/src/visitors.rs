//! Visitors: browsers in which contacts talk, each known by its token.

use domain::Timestamp;
use domain::ids::{ContactId, VisitorId, WidgetId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::{Error, Result};

/// A visitor as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct VisitorRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: VisitorId,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// In which widget.
    #[sqlx(try_from = "String")]
    pub widget_id: WidgetId,
    /// Who.
    #[sqlx(try_from = "String")]
    pub contact_id: ContactId,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// When they first came.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// When they were last there.
    #[sqlx(try_from = "i64")]
    pub last_seen_at: Timestamp,
    /// When the token ends unless it is used.
    #[sqlx(try_from = "i64")]
    pub expires_at: Timestamp,
}

/// Makes a visitor.
pub async fn insert(visitor: &VisitorRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into visitors (id, workspace_id, widget_id, contact_id, token_hash, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(visitor.id)
    .bind(visitor.workspace_id)
    .bind(visitor.widget_id)
    .bind(visitor.contact_id)
    .bind(visitor.token_hash.clone())
    .bind(visitor.created_at)
    .bind(visitor.last_seen_at)
    .bind(visitor.expires_at)
    .run(on)
    .await?;
    Ok(())
}

/// The visitor with this token, of whichever workspace; expired ones are found too, until they are deleted.
pub async fn find_by_token(token_hash: &[u8], on: impl Into<On<'_>>) -> Result<Option<VisitorRow>> {
    sql("select id, workspace_id, widget_id, contact_id, token_hash, created_at, last_seen_at, expires_at
         from visitors where token_hash = $1")
    .bind(token_hash.to_vec())
    .find(on)
    .await
}

/// Notes that they were there, and until when the token holds from now on.
pub async fn update_seen(
    workspace: WorkspaceId,
    visitor: VisitorId,
    seen: Timestamp,
    expires: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    let changed = sql("update visitors set last_seen_at = $3, expires_at = $4 where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(visitor)
        .bind(seen)
        .bind(expires)
        .run(on)
        .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[derive(FromRow)]
struct Expired {
    #[sqlx(try_from = "String")]
    id: VisitorId,
    #[sqlx(try_from = "String")]
    contact_id: ContactId,
}

/// Deletes up to `most` visitors whose token ended before `before`, and those of their contacts of whom nothing else is
/// known (no name, no address, no conversation). Gives the number of visitors, so that a caller goes on while a piece was
/// full.
pub async fn delete_expired(
    workspace: WorkspaceId,
    before: Timestamp,
    most: u16,
    on: impl Into<On<'_>>,
) -> Result<u64> {
    let mut on = on.into();
    let expired: Vec<Expired> = sql("select id, contact_id from visitors
         where workspace_id = $1 and expires_at < $2 order by expires_at, id limit $3")
    .bind(workspace)
    .bind(before)
    .bind(most)
    .all(&mut on)
    .await?;
    if expired.is_empty() {
        return Ok(0);
    }
    let deleted = sql("delete from visitors where")
        .and_bind("workspace_id = $?", workspace)
        .and_bind("and expires_at < $?", before)
        .and_list("and id in ($*)", expired.iter().map(|visitor| visitor.id))
        .run(&mut on)
        .await?;
    sql("delete from contacts where")
        .and_bind("workspace_id = $?", workspace)
        .and_list("and id in ($*)", expired.iter().map(|visitor| visitor.contact_id))
        .and(
            "and name is null and email is null \
             and not exists (select 1 from visitors v where v.contact_id = contacts.id) \
             and not exists (select 1 from conversations c where c.contact_id = contacts.id)",
        )
        .run(on)
        .await?;
    Ok(deleted)
}
