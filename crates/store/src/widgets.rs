//! Widgets: a bot's window on somebody's website.

use domain::Timestamp;
use domain::ids::{BotId, PublishableKey, WidgetId, WidgetRef, WorkspaceId};
use sqlx::FromRow;

use crate::column::{Lines, MaybeTime};
use crate::db::{On, Sql, sql};
use crate::error::{Error, Result};

/// A widget as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct WidgetRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: WidgetId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: WidgetRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Which bot's.
    #[sqlx(try_from = "String")]
    pub bot_id: BotId,
    /// What websites show to everybody.
    #[sqlx(try_from = "String")]
    pub key: PublishableKey,
    /// Websites that may show it; none: all may.
    #[sqlx(try_from = "Lines")]
    pub domains: Vec<String>,
    /// When a website last asked for it.
    #[sqlx(try_from = "MaybeTime")]
    pub last_seen_at: Option<Timestamp>,
    /// When it was made.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
}

fn select() -> Sql {
    sql("select id, public_id, workspace_id, bot_id, key, domains, last_seen_at, created_at from widgets")
}

/// Makes a widget.
pub async fn insert(widget: &WidgetRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into widgets (id, public_id, workspace_id, bot_id, key, domains, last_seen_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(widget.id)
    .bind(widget.public_id.as_str())
    .bind(widget.workspace_id)
    .bind(widget.bot_id)
    .bind(widget.key.as_str())
    .bind(widget.domains.join("\n"))
    .bind(widget.last_seen_at)
    .bind(widget.created_at)
    .run(on)
    .await?;
    Ok(())
}

/// All widgets of the workspace, the oldest first.
pub async fn list(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Vec<WidgetRow>> {
    select().and_bind("where workspace_id = $? order by created_at, id", workspace).all(on).await
}

/// The widget of a bot; of several the oldest.
pub async fn get_of_bot(workspace: WorkspaceId, bot: BotId, on: impl Into<On<'_>>) -> Result<WidgetRow> {
    select()
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and bot_id = $? order by created_at, id limit 1", bot)
        .get(on)
        .await
}

/// The widget that a website names, of whichever workspace.
pub async fn find_by_key(key: &PublishableKey, on: impl Into<On<'_>>) -> Result<Option<WidgetRow>> {
    select().and_bind("where key = $?", key.as_str()).find(on).await
}

/// The widget with this key.
pub async fn get_by_id(workspace: WorkspaceId, widget: WidgetId, on: impl Into<On<'_>>) -> Result<WidgetRow> {
    select().and_bind("where workspace_id = $?", workspace).and_bind("and id = $?", widget).get(on).await
}

/// Says which websites may show it.
pub async fn update_domains(
    workspace: WorkspaceId,
    widget: WidgetId,
    domains: &[String],
    on: impl Into<On<'_>>,
) -> Result<()> {
    let changed = sql("update widgets set domains = $3 where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(widget)
        .bind(domains.join("\n"))
        .run(on)
        .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Notes that a website asked for it.
pub async fn update_seen(workspace: WorkspaceId, widget: WidgetId, at: Timestamp, on: impl Into<On<'_>>) -> Result<()> {
    sql("update widgets set last_seen_at = $3 where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(widget)
        .bind(at)
        .run(on)
        .await?;
    Ok(())
}
