//! Changing an intent.

use domain::events::{EventKind, NewEvent};
use domain::ids::IntentRef;
use domain::intents::{IntentChange, IntentView};
use domain::permissions::Permission;
use domain::{Code, Problem};
use serde_json::json;
use store::intents::{self, COUNTER};
use store::{counters, workspaces};

use super::{input, none_here, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// Changes what is present in `change`; the next message is looked at with it.
///
/// # Errors
/// `invalid` with the wrong fields; `conflict` when it was changed since the version that `change` names, or for a name that
/// another one has; `not_found` when there is no such intent in this workspace.
pub async fn update(ctx: &Ctx, intent: &IntentRef, change: IntentChange) -> Result<IntentView> {
    ctx.allow(Permission::BotsManage)?;
    let (workspace, actor, wanted) = (ctx.workspace(), ctx.actor(), intent.clone());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            let mut row = intents::get(workspace, &wanted, &mut *work).await.map_err(none_here)?;
            if change.version.is_some_and(|version| version != row.version) {
                let message = format!(
                    "Somebody changed “{}” in the meantime. Nothing of yours was saved. Load it again, and make your change \
                     there.",
                    row.name
                );
                return Err(Problem::new(Code::Conflict, message).into());
            }
            let changed = input::apply(&mut row, change)?;
            if changed.is_empty() {
                return Ok(view(row));
            }
            input::check_name(&row, &intents::list(workspace, &mut *work).await?)?;
            row.version += 1;
            row.updated_at = work.now();
            intents::update(workspace, &row, &mut *work).await?;
            counters::next(workspace, COUNTER, &mut *work).await?;
            let event = NewEvent::new(EventKind::IntentUpdated, actor, row.public_id.as_str());
            work.record(workspace, event.with(json!({ "fields": changed }))).await?;
            Ok(view(row))
        })
    })
    .await
}
