//! Events and finished jobs by the minute, for the chart of the system page.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::ids::{NodeId, WorkspaceId};
use domain::operations::MinuteRate;
use domain::time::MINUTE_MS;

use crate::db::{On, Value, chunks, sql};
use crate::error::Result;
use crate::work::Work;

/// Counts jobs that a node has finished now. Each node has a row of its own, so that nodes never wait for each other.
pub async fn count_jobs(node: NodeId, jobs: i64, work: &mut Work) -> Result<()> {
    if jobs == 0 {
        return Ok(());
    }
    let minute = work.now().floor_minute();
    sql("insert into activity (minute, source, events, jobs) values ($1, $2, 0, $3) \
         on conflict (minute, source) do update set jobs = activity.jobs + excluded.jobs")
    .bind(minute)
    .bind(node)
    .bind(jobs)
    .run(work)
    .await?;
    Ok(())
}

/// Counts events of a workspace; `minutes` maps the start of each minute to its number.
pub async fn count_events(workspace: WorkspaceId, minutes: &BTreeMap<Timestamp, i64>, work: &mut Work) -> Result<()> {
    let minutes: Vec<_> = minutes.iter().collect();
    for piece in chunks(&minutes) {
        let rows = piece.iter().map(|(minute, events)| {
            [Value::from(**minute), Value::from(workspace), Value::from(**events), Value::from(0i64)]
        });
        sql("insert into activity (minute, source, events, jobs) values")
            .rows(rows)
            .and("on conflict (minute, source) do update set events = activity.events + excluded.events")
            .run(&mut *work)
            .await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct MinuteRow {
    minute: i64,
    events: i64,
    jobs: i64,
}

/// The `minutes` minutes up to the one that `now` lies in, oldest first, zeros included, over all workspaces and nodes.
pub async fn list(now: Timestamp, minutes: u16, on: impl Into<On<'_>>) -> Result<Vec<MinuteRate>> {
    let first = now.floor_minute().plus_ms(-MINUTE_MS * (i64::from(minutes) - 1));
    let rows: Vec<MinuteRow> =
        sql("select minute, cast(sum(events) as bigint) as events, cast(sum(jobs) as bigint) as jobs from activity \
         where minute >= $1 group by minute")
        .bind(first)
        .all(on)
        .await?;
    let by_minute: BTreeMap<i64, MinuteRow> = rows.into_iter().map(|row| (row.minute, row)).collect();
    Ok((0..i64::from(minutes))
        .map(|n| {
            let at = first.plus_ms(n * MINUTE_MS);
            let row = by_minute.get(&at.0);
            MinuteRate { at, events: row.map_or(0, |r| r.events), jobs: row.map_or(0, |r| r.jobs) }
        })
        .collect())
}

/// Deletes counts of minutes before `before`. Gives the number of rows.
pub async fn delete_before(before: Timestamp, work: &mut Work) -> Result<u64> {
    sql("delete from activity where minute < $1").bind(before).run(work).await
}
