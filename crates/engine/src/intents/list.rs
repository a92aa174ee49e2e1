//! Listing intents.

use domain::intents::IntentView;
use domain::permissions::Permission;
use store::intents;

use super::view;
use crate::ctx::Ctx;
use crate::error::Result;

/// The workspace's own intents, by name.
pub async fn list(ctx: &Ctx) -> Result<Vec<IntentView>> {
    ctx.allow(Permission::BotsRead)?;
    let rows = intents::list(ctx.workspace(), ctx.app().store().db()).await?;
    Ok(rows.into_iter().map(view).collect())
}
