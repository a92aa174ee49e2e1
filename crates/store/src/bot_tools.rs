//! The tools of bots, as they are set up.

use domain::Timestamp;
use domain::ids::{BotId, WorkspaceId};
use domain::tools::ToolValues;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::{Error, Result};

/// A tool of a bot as stored.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct BotToolRow {
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Which bot's.
    #[sqlx(try_from = "String")]
    pub bot_id: BotId,
    /// Which, as in `order_status`.
    pub tool: String,
    /// Whether the bot may use it.
    pub is_on: bool,
    /// What it is set up with.
    #[sqlx(try_from = "String")]
    pub fields: ToolValues,
    /// The same for what nobody is shown again, sealed.
    #[sqlx(try_from = "String")]
    pub secrets: ToolValues,
    /// Counts changes, from 1.
    pub version: i64,
    /// When it last changed.
    #[sqlx(try_from = "i64")]
    pub updated_at: Timestamp,
}

/// The bot's tools that were ever set up, by name.
pub async fn list(workspace: WorkspaceId, bot: BotId, on: impl Into<On<'_>>) -> Result<Vec<BotToolRow>> {
    sql("select workspace_id, bot_id, tool, is_on, fields, secrets, version, updated_at from bot_tools")
        .and_bind("where workspace_id = $?", workspace)
        .and_bind("and bot_id = $? order by tool", bot)
        .all(on)
        .await
}

/// Sets a tool of a bot up, for the first time or anew. The bot has to be the workspace's.
pub async fn put(workspace: WorkspaceId, row: &BotToolRow, on: impl Into<On<'_>>) -> Result<()> {
    let put = sql("insert into bot_tools (workspace_id, bot_id, tool, is_on, fields, secrets, version, updated_at)
         select workspace_id, id, $3, cast($4 as boolean), $5, $6, cast($7 as bigint), cast($8 as bigint) from bots where workspace_id = $1 and id = $2
         on conflict (bot_id, tool) do update set is_on = excluded.is_on, fields = excluded.fields,
             secrets = excluded.secrets, version = excluded.version, updated_at = excluded.updated_at")
    .bind(workspace)
    .bind(row.bot_id)
    .bind(row.tool.as_str())
    .bind(row.is_on)
    .bind(row.fields.to_json())
    .bind(row.secrets.to_json())
    .bind(row.version)
    .bind(row.updated_at)
    .run(on)
    .await?;
    if put == 0 { Err(Error::NotFound) } else { Ok(()) }
}
