//! Workspaces: the businesses, and the walls around what belongs to them.

use domain::Timestamp;
use domain::ids::{WorkspaceId, WorkspaceRef};
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::{Error, Result};

/// A workspace as stored.
#[derive(Debug, Clone, FromRow)]
pub struct WorkspaceRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: WorkspaceId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: WorkspaceRef,
    /// Name of the business.
    pub name: String,
    /// Its website.
    pub website: Option<String>,
    /// IANA time zone.
    pub time_zone: String,
    /// When people answer, as JSON.
    pub hours: String,
    /// Days for which events are kept.
    pub events_kept_days: i64,
    /// Days for which audit entries are kept.
    pub audit_kept_days: i64,
    /// Days for which entries of the mail log are kept.
    pub mail_kept_days: i64,
    /// When it was made.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
}

/// A workspace to be.
#[derive(Debug, Clone)]
pub struct NewWorkspace {
    /// Key.
    pub id: WorkspaceId,
    /// Public id.
    pub public_id: WorkspaceRef,
    /// Name of the business.
    pub name: String,
    /// Its website.
    pub website: Option<String>,
    /// IANA time zone.
    pub time_zone: String,
    /// When what has passed its time is deleted first.
    pub clean_at: Timestamp,
    /// Now.
    pub created_at: Timestamp,
}

/// Makes a workspace with the retention that is usual.
pub async fn insert(new: NewWorkspace, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into workspaces (id, public_id, name, website, time_zone, clean_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(new.id)
    .bind(new.public_id.as_str())
    .bind(new.name)
    .bind(new.website)
    .bind(new.time_zone)
    .bind(new.clean_at)
    .bind(new.created_at)
    .run(on)
    .await?;
    Ok(())
}

/// The workspace.
pub async fn get(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<WorkspaceRow> {
    sql("select id, public_id, name, website, time_zone, hours, events_kept_days, audit_kept_days, mail_kept_days, created_at
         from workspaces where id = $1")
    .bind(workspace)
    .get(on)
    .await
}

/// Writes the fields that a person can change.
pub async fn update(row: &WorkspaceRow, on: impl Into<On<'_>>) -> Result<()> {
    let changed = sql("update workspaces set name = $2, website = $3, time_zone = $4, events_kept_days = $5,
                       audit_kept_days = $6, mail_kept_days = $7, hours = $8 where id = $1")
    .bind(row.id)
    .bind(row.name.as_str())
    .bind(row.website.clone())
    .bind(row.time_zone.as_str())
    .bind(row.events_kept_days)
    .bind(row.audit_kept_days)
    .bind(row.mail_kept_days)
    .bind(row.hours.as_str())
    .run(on)
    .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Makes other transactions that call this for the same workspace wait for the end of this one, so that a rule over
/// several rows (there is always an owner) is checked and kept by one at a time.
pub async fn lock(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<()> {
    // An update that changes nothing locks the row on PostgreSQL and takes the write lock on SQLite.
    let found = sql("update workspaces set id = id where id = $1").bind(workspace).run(on).await?;
    if found == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[derive(FromRow)]
struct Key {
    #[sqlx(try_from = "String")]
    id: WorkspaceId,
}

/// Workspaces whose clean-up is due, the longest due first.
pub async fn list_due_for_cleaning(now: Timestamp, most: u16, on: impl Into<On<'_>>) -> Result<Vec<WorkspaceId>> {
    let rows: Vec<Key> = sql("select id from workspaces where clean_at <= $1 order by clean_at, id limit $2")
        .bind(now)
        .bind(most)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Sets the next clean-up if it is still due; `false` when another node was quicker.
pub async fn update_clean_at(
    workspace: WorkspaceId,
    now: Timestamp,
    next: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<bool> {
    let changed = sql("update workspaces set clean_at = $3 where id = $1 and clean_at <= $2")
        .bind(workspace)
        .bind(now)
        .bind(next)
        .run(on)
        .await?;
    Ok(changed == 1)
}
