//! Counting items.

use domain::knowledge::ItemStatus;
use domain::permissions::Permission;
use store::items;

use crate::ctx::Ctx;
use crate::error::Result;

/// How many items are how far, in the order of [`ItemStatus::ALL`].
pub async fn counts(ctx: &Ctx) -> Result<Vec<(ItemStatus, i64)>> {
    ctx.allow(Permission::KnowledgeRead)?;
    Ok(items::counts(ctx.workspace(), ctx.app().store().db()).await?)
}
