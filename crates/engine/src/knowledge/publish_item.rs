//! Publishing an item.

use domain::ids::ItemRef;
use domain::knowledge::{ItemDetail, ItemStatus};
use domain::permissions::Permission;
use store::items;

use super::{live_version, prepare, read_item, update_item};
use crate::ctx::Ctx;
use crate::error::Result;

/// Lets an item answer, a draft or one from the archive. One that is published already stays as it is.
///
/// # Errors
/// `not_found`; `conflict` when somebody changes it at the same moment.
pub async fn publish_item(ctx: &Ctx, item: &ItemRef) -> Result<ItemDetail> {
    ctx.allow(Permission::KnowledgePublish)?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    let seen = items::get(workspace, item, ctx.app().store().db()).await.map_err(read_item::none_here)?;
    let version = seen.head.version;
    let cut = prepare::cut(seen.content).await?;
    let (wanted, app) = (item.clone(), ctx.app().clone());
    ctx.write(move |work| {
        Box::pin(async move {
            let mut row = items::lock(workspace, &wanted, &mut *work).await.map_err(read_item::none_here)?;
            if row.head.version != version {
                return Err(update_item::changed_meanwhile(&row));
            }
            if row.head.status != ItemStatus::Published {
                live_version::publish(&app, &mut row, &cut, actor, work).await?;
                items::update(workspace, &row, &mut *work).await?;
            }
            Ok(())
        })
    })
    .await?;
    read_item::read(ctx, item).await
}
