//! Deleting an intent.

use domain::events::{EventKind, NewEvent};
use domain::ids::IntentRef;
use domain::permissions::Permission;
use store::intents::{self, COUNTER};
use store::{counters, workspaces};

use super::none_here;
use crate::ctx::Ctx;
use crate::error::Result;

/// Deletes an intent, which is looked for no more. What was noted with messages before stays.
///
/// # Errors
/// `not_found` when there is no such intent in this workspace.
pub async fn delete(ctx: &Ctx, intent: &IntentRef) -> Result<()> {
    ctx.allow(Permission::BotsManage)?;
    let (workspace, actor, wanted) = (ctx.workspace(), ctx.actor(), intent.clone());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            let row = intents::get(workspace, &wanted, &mut *work).await.map_err(none_here)?;
            intents::delete(workspace, row.id, &mut *work).await?;
            counters::next(workspace, COUNTER, &mut *work).await?;
            work.record(workspace, NewEvent::new(EventKind::IntentDeleted, actor, row.public_id.as_str())).await?;
            Ok(())
        })
    })
    .await
}
