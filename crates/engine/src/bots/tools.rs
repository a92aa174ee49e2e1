//! The tools of a bot, as the owner sees them.

use domain::ids::BotRef;
use domain::permissions::Permission;
use domain::tools::{ToolField, ToolFieldKind, ToolValues, ToolView};
use store::bot_tools::{self, BotToolRow};
use store::bots;

use super::none_here;
use crate::answer::tools::{Card, Settings, TOOLS};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::sealed::Seal;

/// Every tool that there is, with how this bot has it. Secrets are told as set or not, and never shown.
///
/// # Errors
/// `not_found` when there is no such bot in this workspace.
pub async fn tools(ctx: &Ctx, bot: &BotRef) -> Result<Vec<ToolView>> {
    ctx.allow(Permission::BotsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let bot = bots::get(workspace, bot, db).await.map_err(none_here)?;
    let rows = bot_tools::list(workspace, bot.id, db).await?;
    Ok(views(&rows))
}

/// All tools; those that were never set up are off.
pub(super) fn views(rows: &[BotToolRow]) -> Vec<ToolView> {
    let row = |card: &Card| rows.iter().find(|row| row.tool == card.id);
    TOOLS.iter().map(|tool| view(tool.card(), row(tool.card()))).collect()
}

fn view(card: &Card, row: Option<&BotToolRow>) -> ToolView {
    let text = |values: Option<&ToolValues>, field: &str| values.and_then(|values| values.0.get(field).cloned());
    let fields = card.fields.iter().map(|field| {
        let value = text(row.map(|row| &row.fields), field.id);
        let is_set = value.is_some() || text(row.map(|row| &row.secrets), field.id).is_some();
        ToolField {
            id: field.id.to_owned(),
            kind: field.kind,
            label: field.label.to_owned(),
            hint: field.hint.to_owned(),
            value: value.filter(|_| field.kind != ToolFieldKind::Secret).unwrap_or_default(),
            is_set,
        }
    });
    ToolView {
        id: card.id.to_owned(),
        name: card.name.to_owned(),
        sentence: card.sentence.to_owned(),
        is_on: row.is_some_and(|row| row.is_on),
        fields: fields.collect(),
        version: row.map_or(0, |row| row.version),
    }
}

/// What a tool is set up with, its secrets open.
pub(crate) fn open_settings(app: &App, row: &BotToolRow) -> Result<Settings> {
    let mut settings = Settings { fields: row.fields.0.clone(), ..Settings::default() };
    for (field, sealed) in &row.secrets.0 {
        settings.secrets.insert(field.clone(), seal(app, row, field).open(sealed)?);
    }
    Ok(settings)
}

/// Seals a secret of this tool; it opens in no other field, tool or bot.
pub(super) fn seal(app: &App, row: &BotToolRow, field: &str) -> Seal {
    let place = format!("{}\n{}\n{}\n{field}", row.workspace_id, row.bot_id, row.tool);
    Seal::new(&app.settings().secret_key, "tool secret", place, "")
}
