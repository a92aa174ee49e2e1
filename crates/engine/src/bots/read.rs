//! Reading a bot.

use domain::bots::BotView;
use domain::ids::BotRef;
use domain::permissions::Permission;
use store::{bots, widgets};

use super::{none_here, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// A bot with its widget.
///
/// # Errors
/// `not_found` when there is no such bot in this workspace.
pub async fn read(ctx: &Ctx, bot: &BotRef) -> Result<BotView> {
    ctx.allow(Permission::BotsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let bot = bots::get(workspace, bot, db).await.map_err(none_here)?;
    let widget = widgets::get_of_bot(workspace, bot.id, db).await?;
    Ok(view(bot, widget))
}
