//! Reading the limits and what is used of them.

use domain::budget::{Budget, BudgetView, Rung};
use domain::ids::{ConversationId, WorkspaceId};
use domain::permissions::Permission;
use store::model_use;

use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;

/// The workspace's limits, and what is used of them.
pub async fn read(ctx: &Ctx) -> Result<BudgetView> {
    ctx.allow(Permission::BotsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let budget = model_use::budget(workspace, db).await?;
    let used = model_use::used(workspace, None, ctx.app().clock().now(), db).await?;
    Ok(BudgetView { budget, used })
}

/// Who may be asked now. A limit is looked at before an answer, so that the last one may go beyond it.
pub(crate) async fn rung(app: &App, workspace: WorkspaceId, conversation: Option<ConversationId>) -> Result<Rung> {
    let db = app.store().db();
    let budget = model_use::budget(workspace, db).await?;
    if budget == Budget::default() {
        return Ok(Rung::Large);
    }
    Ok(budget.rung(&model_use::used(workspace, conversation, app.clock().now(), db).await?))
}
