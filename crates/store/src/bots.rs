//! Bots: what answers visitors.

use domain::Timestamp;
use domain::ids::{BotId, BotRef, WorkspaceId};
use domain::rules::BotRules;
use sqlx::FromRow;

use crate::db::{On, Sql, sql};
use crate::error::{Error, Result};

/// A bot as stored.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct BotRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: BotId,
    /// Public id: the project that snippets name.
    #[sqlx(try_from = "String")]
    pub public_id: BotRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Name, as visitors see it too.
    pub name: String,
    /// Who the bot is and how it talks; may be empty.
    pub persona: String,
    /// What the widget shows first; empty: the widget's own sentence.
    pub welcome_message: String,
    /// `#rrggbb`; none: the widget's own colour.
    pub color: Option<String>,
    /// What it minds when it answers.
    #[sqlx(try_from = "String")]
    pub rules: BotRules,
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
    sql("select id, public_id, workspace_id, name, persona, welcome_message, color, rules, version, created_at, updated_at
         from bots")
}

/// Makes a bot.
pub async fn insert(bot: &BotRow, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into bots (id, public_id, workspace_id, name, persona, welcome_message, color, rules, version, created_at,
                           updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(bot.id)
    .bind(bot.public_id.as_str())
    .bind(bot.workspace_id)
    .bind(bot.name.as_str())
    .bind(bot.persona.as_str())
    .bind(bot.welcome_message.as_str())
    .bind(bot.color.clone())
    .bind(bot.rules.to_json())
    .bind(bot.version)
    .bind(bot.created_at)
    .bind(bot.updated_at)
    .run(on)
    .await?;
    Ok(())
}

/// All bots of the workspace, the oldest first.
pub async fn list(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Vec<BotRow>> {
    select().and_bind("where workspace_id = $? order by created_at, id", workspace).all(on).await
}

/// The bot with this public id.
pub async fn get(workspace: WorkspaceId, bot: &BotRef, on: impl Into<On<'_>>) -> Result<BotRow> {
    select().and_bind("where workspace_id = $?", workspace).and_bind("and public_id = $?", bot.as_str()).get(on).await
}

/// The bot with this key.
pub async fn get_by_id(workspace: WorkspaceId, bot: BotId, on: impl Into<On<'_>>) -> Result<BotRow> {
    select().and_bind("where workspace_id = $?", workspace).and_bind("and id = $?", bot).get(on).await
}

/// The bot that a website names, of whichever workspace.
pub async fn find_public(bot: &BotRef, on: impl Into<On<'_>>) -> Result<Option<BotRow>> {
    select().and_bind("where public_id = $?", bot.as_str()).find(on).await
}

/// Writes name, persona, welcome message, colour, rules, version and the time of the change.
pub async fn update(workspace: WorkspaceId, bot: &BotRow, on: impl Into<On<'_>>) -> Result<()> {
    let changed = sql("update bots set name = $3, persona = $4, welcome_message = $5, color = $6, updated_at = $7,
                       rules = $8, version = $9
                       where workspace_id = $1 and id = $2")
    .bind(workspace)
    .bind(bot.id)
    .bind(bot.name.as_str())
    .bind(bot.persona.as_str())
    .bind(bot.welcome_message.as_str())
    .bind(bot.color.clone())
    .bind(bot.updated_at)
    .bind(bot.rules.to_json())
    .bind(bot.version)
    .run(on)
    .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}
