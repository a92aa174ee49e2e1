//! Reading an item.

use domain::Problem;
use domain::ids::ItemRef;
use domain::knowledge::{ItemDetail, ItemStatus};
use domain::permissions::Permission;
use store::{items, passage_votes, passages};

use super::{prepare, view};
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// The item with its text, and its passages as the bot reads them, or would.
///
/// # Errors
/// `not_found` when there is no such item in this workspace.
pub async fn read_item(ctx: &Ctx, item: &ItemRef) -> Result<ItemDetail> {
    ctx.allow(Permission::KnowledgeRead)?;
    read(ctx, item).await
}

/// The same for who has just written it, and may not read others.
pub(super) async fn read(ctx: &Ctx, item: &ItemRef) -> Result<ItemDetail> {
    let db = ctx.app().store().db();
    let row = items::get(ctx.workspace(), item, db).await.map_err(none_here)?;
    let cut = match row.head.status {
        ItemStatus::Published => {
            passages::list(ctx.workspace(), &[row.head.id], db).await?.into_iter().map(view::passage).collect()
        }
        ItemStatus::Draft | ItemStatus::Archived => prepare::cut(row.content.clone()).await?,
    };
    let votes = passage_votes::votes(ctx.workspace(), row.head.id, row.head.version, db).await?;
    Ok(view::detail(row, cut, votes))
}

/// Names what is missing.
pub(super) fn none_here(error: store::Error) -> Error {
    match error {
        store::Error::NotFound => Problem::not_found("this item").into(),
        other => other.into(),
    }
}
