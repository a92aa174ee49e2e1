//! What a workspace may use of model services, and what it has used.

use domain::Timestamp;
use domain::budget::{Budget, MONTH_DAYS, Used};
use domain::ids::{ConversationId, WorkspaceId};
use domain::time::DAY_MS;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::{Error, Result};
use crate::work::Work;

#[derive(FromRow)]
struct Limits {
    #[sqlx(try_from = "String")]
    budget: Budget,
}

/// The workspace's limits.
pub async fn budget(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Budget> {
    let limits: Limits = sql("select budget from workspaces where id = $1").bind(workspace).get(on).await?;
    Ok(limits.budget)
}

/// Writes the workspace's limits.
pub async fn update_budget(workspace: WorkspaceId, budget: &Budget, on: impl Into<On<'_>>) -> Result<()> {
    let changed =
        sql("update workspaces set budget = $2 where id = $1").bind(workspace).bind(budget.to_json()).run(on).await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[derive(FromRow)]
struct Sums {
    conversation: i64,
    day: i64,
    month: i64,
}

/// What was used up to `now`: on its day, in the 30 days that end with it, and in this conversation.
pub async fn used(
    workspace: WorkspaceId,
    conversation: Option<ConversationId>,
    now: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<Used> {
    let today = day(now);
    let sums: Sums = sql("select
             cast(coalesce((select sum(tokens) from conversation_use where workspace_id = $1 and conversation_id = $2), 0)
                  as bigint) as conversation,
             cast(coalesce((select sum(tokens) from model_use where workspace_id = $1 and day = $3), 0)
                  as bigint) as day,
             cast(coalesce((select sum(tokens) from model_use where workspace_id = $1 and day > $4 and day <= $3), 0)
                  as bigint) as month")
    .bind(workspace)
    .bind(conversation.map(|conversation| conversation.to_string()))
    .bind(today)
    .bind(today - MONTH_DAYS)
    .get(on)
    .await?;
    Ok(Used { conversation: sums.conversation, day: sums.day, month: sums.month })
}

/// Counts calls of a model service and their tokens; gives what is used with them.
pub async fn add(
    workspace: WorkspaceId,
    conversation: Option<ConversationId>,
    calls: i64,
    tokens: i64,
    work: &mut Work,
) -> Result<Used> {
    let now = work.now();
    sql("insert into model_use (workspace_id, day, calls, tokens) values ($1, $2, $3, $4)
         on conflict (workspace_id, day)
         do update set calls = model_use.calls + excluded.calls, tokens = model_use.tokens + excluded.tokens")
    .bind(workspace)
    .bind(day(now))
    .bind(calls)
    .bind(tokens)
    .run(&mut *work)
    .await?;
    if let Some(conversation) = conversation {
        // Only for one that is there: it may have been erased while its answer was written.
        sql("insert into conversation_use (workspace_id, conversation_id, tokens)
             select workspace_id, id, cast($3 as bigint) from conversations where workspace_id = $1 and id = $2
             on conflict (conversation_id) do update set tokens = conversation_use.tokens + excluded.tokens")
        .bind(workspace)
        .bind(conversation)
        .bind(tokens)
        .run(&mut *work)
        .await?;
    }
    used(workspace, conversation, now, work).await
}

/// Days since 1970-01-01 (UTC).
fn day(now: Timestamp) -> i64 {
    now.0.div_euclid(DAY_MS)
}
