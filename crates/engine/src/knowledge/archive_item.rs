//! Archiving an item.

use domain::ids::ItemRef;
use domain::knowledge::ItemStatus;
use domain::permissions::Permission;
use store::items;

use super::{live_version, read_item};
use crate::ctx::Ctx;
use crate::error::Result;

/// Lets an item answer no more, from the next question on. It is kept for what cites it and can be published again;
/// archiving it a second time changes nothing.
///
/// # Errors
/// `not_found` when there is no such item in this workspace.
pub async fn archive_item(ctx: &Ctx, item: &ItemRef) -> Result<()> {
    ctx.allow(Permission::KnowledgePublish)?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    let wanted = item.clone();
    ctx.write(move |work| {
        Box::pin(async move {
            let mut row = items::lock(workspace, &wanted, &mut *work).await.map_err(read_item::none_here)?;
            if row.head.status != ItemStatus::Archived {
                live_version::archive(&mut row, actor, work).await?;
                items::update(workspace, &row, &mut *work).await?;
            }
            Ok(())
        })
    })
    .await
}
