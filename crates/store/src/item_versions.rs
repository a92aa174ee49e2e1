//! The text of each version of an item that was ever published, so that what cites it can show it.

use domain::Timestamp;
use domain::ids::{ItemId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::Result;

/// A version as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ItemVersionRow {
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Of which item.
    #[sqlx(try_from = "String")]
    pub item_id: ItemId,
    /// From 1.
    pub version: i64,
    /// Title then.
    pub title: String,
    /// Text then, as Markdown.
    pub content: String,
    /// When it was first published.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
}

/// Keeps a version; the one that is kept already stays, since a version never changes.
pub async fn insert(version: &ItemVersionRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into item_versions (workspace_id, item_id, version, title, content, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (item_id, version) do nothing")
    .bind(version.workspace_id)
    .bind(version.item_id)
    .bind(version.version)
    .bind(version.title.as_str())
    .bind(version.content.as_str())
    .bind(version.created_at)
    .run(on)
    .await?;
    Ok(())
}

/// A version of an item.
pub async fn get(workspace: WorkspaceId, item: ItemId, version: i64, on: impl Into<On<'_>>) -> Result<ItemVersionRow> {
    sql("select workspace_id, item_id, version, title, content, created_at from item_versions
         where workspace_id = $1 and item_id = $2 and version = $3")
    .bind(workspace)
    .bind(item)
    .bind(version)
    .get(on)
    .await
}
