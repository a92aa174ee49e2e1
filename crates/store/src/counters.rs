//! Numbers that are counted per workspace: `conversation` (what people read), `knowledge` (changes of what answers).

use domain::ids::WorkspaceId;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::Result;
use crate::work::Work;

#[derive(FromRow)]
struct Count {
    value: i64,
}

/// The next number, from 1. Another node that wants one waits until this use case's batch is committed, so that the
/// numbers are in the order of the commits and have no gaps.
pub async fn next(workspace: WorkspaceId, name: &'static str, work: &mut Work) -> Result<i64> {
    let count: Count = sql("insert into workspace_counters (workspace_id, name, value) values ($1, $2, 1)
         on conflict (workspace_id, name) do update set value = workspace_counters.value + 1 returning value")
    .bind(workspace)
    .bind(name)
    .get(work)
    .await?;
    Ok(count.value)
}

/// The last number given; 0 when none was.
pub async fn read(workspace: WorkspaceId, name: &'static str, on: impl Into<On<'_>>) -> Result<i64> {
    let count: Option<Count> = sql("select value from workspace_counters where workspace_id = $1 and name = $2")
        .bind(workspace)
        .bind(name)
        .find(on)
        .await?;
    Ok(count.map_or(0, |count| count.value))
}
