//! Listing bots.

use domain::bots::BotView;
use domain::permissions::Permission;
use std::collections::BTreeMap;
use store::{bots, widgets};

use super::view;
use crate::ctx::Ctx;
use crate::error::Result;

/// The workspace's bots with their widgets, the oldest first.
pub async fn list(ctx: &Ctx) -> Result<Vec<BotView>> {
    ctx.allow(Permission::BotsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let rows = bots::list(workspace, db).await?;
    let mut windows = BTreeMap::new();
    for widget in widgets::list(workspace, db).await? {
        // Of several the oldest, as everywhere.
        windows.entry(widget.bot_id).or_insert(widget);
    }
    let seen = rows.into_iter().filter_map(|bot| windows.remove(&bot.id).map(|widget| view(bot, widget)));
    Ok(seen.collect())
}
