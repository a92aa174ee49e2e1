//! Leasing jobs to a node, and taking them back from nodes that are gone.

use std::collections::BTreeSet;

use domain::Timestamp;
use domain::ids::{JobId, NodeId};

use crate::db::{Db, On, sql};
use crate::error::{Error, Result};
use crate::jobs::{Job, JobRow};
use crate::work::Work;

#[derive(sqlx::FromRow)]
struct KindRow {
    kind: String,
}

#[derive(sqlx::FromRow)]
struct TimeRow {
    at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct IdRow {
    #[sqlx(try_from = "String")]
    id: JobId,
}

/// Kinds of which at least one job could start now.
pub async fn due_kinds(now: Timestamp, on: impl Into<On<'_>>) -> Result<BTreeSet<String>> {
    let mut on = on.into();
    on.settle().await?;
    let rows: Vec<KindRow> =
        sql("select distinct kind from jobs where head and state = 'ready' and run_at <= $1").bind(now).all(on).await?;
    Ok(rows.into_iter().map(|row| row.kind).collect())
}

/// When the next job of these kinds can start; none if none waits for a time.
pub async fn next_run_at(kinds: &[&str], on: impl Into<On<'_>>) -> Result<Option<Timestamp>> {
    let row: TimeRow = sql("select min(run_at) as at from jobs where head and state = 'ready'")
        .and_list("and kind in ($*)", kinds.iter().copied())
        .get(on)
        .await?;
    Ok(row.at.map(Timestamp))
}

/// Leases up to `limit` jobs of a kind whose time has come to `node`, the longest due first.
pub async fn claim(kind: &str, limit: u16, node: NodeId, work: &mut Work) -> Result<Vec<Job>> {
    let now = work.now();
    On::from(&mut *work).settle().await?;
    let ids: Vec<IdRow> = sql(
        "select id from jobs where kind = $1 and head and state = 'ready' and run_at <= $2 order by run_at limit $3",
    )
    .bind(kind)
    .bind(now)
    .bind(limit)
    .all(&mut *work)
    .await?;
    lease(ids.into_iter().map(|row| row.id).collect(), node, work).await
}

/// Leases these heads to `node`, as far as nobody else has.
pub(super) async fn lease(mut ids: Vec<JobId>, node: NodeId, work: &mut Work) -> Result<Vec<Job>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // Two nodes lock rows in one order.
    ids.sort_unstable();
    let rows: Vec<JobRow> = sql(
        "update jobs set state = 'running', attempts = attempts + 1, lease_owner = $1 where state = 'ready' and head",
    )
    .bind(node)
    .and_list("and id in ($*)", ids)
    .and(JobRow::RETURNING)
    .all(&mut *work)
    .await?;
    let mut jobs: Vec<Job> = rows.into_iter().map(JobRow::into_job).collect::<Result<_>>()?;
    jobs.sort_by_key(|job| job.id);
    Ok(jobs)
}

/// Gives back jobs that `node` holds and did not run to their end; the run does not count.
pub async fn release(ids: &[JobId], node: NodeId, work: &mut Work) -> Result<u64> {
    sql("update jobs set state = 'ready', lease_owner = null, attempts = attempts - 1 where state = 'running' and lease_owner = $1")
        .bind(node)
        .and_list("and id in ($*)", ids.iter().copied())
        .run(work)
        .await
}

/// The jobs that `node` holds, by its lease.
pub async fn leased_to(node: NodeId, on: impl Into<On<'_>>) -> Result<Vec<JobId>> {
    let mut on = on.into();
    on.settle().await?;
    let rows: Vec<IdRow> =
        sql("select id from jobs where state = 'running' and lease_owner = $1 order by id").bind(node).all(on).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// What became of the jobs of nodes that are gone.
#[derive(Debug, Clone, Default)]
pub struct Freed {
    /// How many run again.
    pub again: u64,
    /// Those that were on their last attempt and are given up.
    pub given_up: Vec<Job>,
}

/// Frees the jobs of nodes whose lease has run out or that are not known. A job that was on its last attempt is given up:
/// it may be what brings nodes down.
pub async fn free_from_dead_nodes(work: &mut Work) -> Result<Freed> {
    On::from(&mut *work).settle().await?;
    let now = work.now();
    let held: Vec<IdRow> =
        sql("select id from jobs where lease_owner is not null and state = 'running' and not exists \
         (select 1 from nodes n where n.id = jobs.lease_owner and n.lease_until >= $1) order by id limit 500")
        .bind(now)
        .all(&mut *work)
        .await?;
    if held.is_empty() {
        return Ok(Freed::default());
    }
    let ids: Vec<JobId> = held.into_iter().map(|row| row.id).collect();
    // The condition stands in the update again, since the node may have come back, or finished, in the meantime.
    let again =
        sql("update jobs set state = 'ready', lease_owner = null, last_error = 'The server that ran it went away.' \
         where state = 'running' and attempts < max_attempts and not exists \
         (select 1 from nodes n where n.id = jobs.lease_owner and n.lease_until >= $1)")
        .bind(now)
        .and_list("and id in ($*)", ids.iter().copied())
        .run(&mut *work)
        .await?;
    let given_up = super::finish::give_up_lost(&ids, now, work).await?;
    Ok(Freed { again, given_up })
}

const HEADLESS: &str = "j.finished_at is null and not j.head \
    and not exists (select 1 from jobs h where h.lane = j.lane and h.head) \
    and not exists (select 1 from jobs e where e.lane = j.lane and e.finished_at is null \
    and (e.position < j.position or (e.position = j.position and e.id < j.id)))";

/// Makes the first unfinished job of a lane its head wherever there is none. Gives the number of lanes repaired.
///
/// On PostgreSQL, where no lane is locked, one node may finish the last job of a lane while another puts one behind it.
/// [`repair`] sees to that after each commit; this is for a node that died in between.
pub async fn repair_lanes(work: &mut Work) -> Result<u64> {
    sql("update jobs set head = true where id in (select j.id from jobs j where").and(HEADLESS).and(")").run(work).await
}

/// Looks after a commit whether one of these lanes was left without a head, and repairs it. True if one was.
///
/// Whoever commits second of two nodes, one that has put a job behind others and one that has finished the last of those,
/// sees what the other did.
pub(crate) async fn repair(lanes: &BTreeSet<String>, db: &Db) -> Result<bool> {
    let headless: Vec<IdRow> = sql("select j.id from jobs j where")
        .and(HEADLESS)
        .and_list("and j.lane in ($*) order by j.lane", lanes.iter().map(String::as_str))
        .all(db)
        .await?;
    if headless.is_empty() {
        return Ok(false);
    }
    let mut tx = db.begin().await?;
    let repaired = sql("update jobs set head = true where id in (select j.id from jobs j where")
        .and(HEADLESS)
        .and_list("and j.id in ($*))", headless.into_iter().map(|row| row.id))
        .run(&mut tx)
        .await;
    match repaired {
        Ok(_) => tx.commit().await.map(|()| true),
        // The other node has repaired it at the same time.
        Err(Error::Conflict(_)) => tx.rollback().await.map(|()| false),
        Err(error) => Err(error),
    }
}
