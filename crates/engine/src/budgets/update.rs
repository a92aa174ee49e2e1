//! Changing the limits.

use domain::budget::{Budget, BudgetView, parse_limit};
use domain::error::FieldErrors;
use domain::events::{EventKind, NewEvent};
use domain::permissions::Permission;
use store::{model_use, workspaces};

use crate::ctx::Ctx;
use crate::error::Result;

/// Sets the workspace's limits, which hold from the next answer on.
///
/// # Errors
/// `invalid` with the wrong fields.
pub async fn update(ctx: &Ctx, budget: Budget) -> Result<BudgetView> {
    ctx.allow(Permission::BotsManage)?;
    let mut wrong = FieldErrors::default();
    for (name, limit) in [("conversation", budget.conversation), ("day", budget.day), ("month", budget.month)] {
        wrong.take(name, parse_limit(limit));
    }
    if let Some(problem) = wrong.into_problem() {
        return Err(problem.into());
    }
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write(move |work| {
        Box::pin(async move {
            workspaces::lock(workspace, &mut *work).await?;
            if model_use::budget(workspace, &mut *work).await? != budget {
                model_use::update_budget(workspace, &budget, &mut *work).await?;
                let row = workspaces::get(workspace, &mut *work).await?;
                work.record(workspace, NewEvent::new(EventKind::BudgetUpdated, actor, row.public_id.as_str())).await?;
            }
            let now = work.now();
            let used = model_use::used(workspace, None, now, &mut *work).await?;
            Ok(BudgetView { budget, used })
        })
    })
    .await
}
