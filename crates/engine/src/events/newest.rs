//! Where the event log stands.

use domain::permissions::Permission;
use store::events;

use crate::ctx::Ctx;
use crate::error::Result;

/// The number of the workspace's newest event; 0 when there is none yet. A page that is rendered now and follows the feed
/// from here on misses nothing.
///
/// # Errors
/// When the one who acts does not belong here, or the database is away.
pub async fn newest(ctx: &Ctx) -> Result<i64> {
    ctx.allow(Permission::WorkspaceRead)?;
    Ok(events::bounds(ctx.workspace(), ctx.app().store().db()).await?.last_seq)
}
