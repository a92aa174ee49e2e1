//! Ending runs of jobs: done, to be tried again, given up; and what a person decides about those given up.

use domain::Timestamp;
use domain::ids::{JobId, JobRef, NodeId};
use domain::operations::JobState;

use super::claim::lease;
use crate::db::{On, Value, sql};
use crate::error::{Error, Result};
use crate::jobs::{Job, JobRow};
use crate::work::Work;

#[derive(sqlx::FromRow)]
struct Next {
    lane: String,
    next_id: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Ended {
    #[sqlx(try_from = "String")]
    id: JobId,
}

/// The jobs ran well on `node`. Their lanes go on: the next jobs, where their time has come and `take_next` is set, are
/// leased to `node` in the same transaction and given back. Jobs that were taken away from `node` are left as they are.
pub async fn finish(ids: &[JobId], take_next: bool, node: NodeId, work: &mut Work) -> Result<Vec<Job>> {
    // Jobs that the batch has gathered join their lanes while these stand as they were.
    On::from(&mut *work).settle().await?;
    let now = work.now();
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    let ended: Vec<Ended> =
        sql("update jobs set state = 'done', head = false, lease_owner = null, last_error = null, finished_at = $1 \
         where state = 'running' and lease_owner = $2")
        .bind(now)
        .bind(node)
        .and_list("and id in ($*) returning id", ids)
        .all(&mut *work)
        .await?;
    crate::activity::count_jobs(node, ended.len() as i64, work).await?;
    let taker = take_next.then_some(node);
    advance(ended.into_iter().map(|row| row.id).collect(), taker, work).await
}

/// Makes the next job of each of these jobs' lanes its head; leases those whose time has come to `taker`, if there is one.
async fn advance(ended: Vec<JobId>, taker: Option<NodeId>, work: &mut Work) -> Result<Vec<Job>> {
    if ended.is_empty() {
        return Ok(Vec::new());
    }
    // A lane of a job's own has no next one.
    let found: Vec<Next> =
        sql("select f.lane, (select n.id from jobs n where n.lane = f.lane and n.finished_at is null \
         order by n.position, n.id limit 1) as next_id from jobs f where f.lane <> f.id")
        .and_list("and f.id in ($*)", ended)
        .all(&mut *work)
        .await?;
    let mut next: Vec<JobId> = Vec::new();
    for row in found {
        match row.next_id {
            Some(id) => next.push(read_id(&id)?),
            None => work.left_empty(row.lane),
        }
    }
    if next.is_empty() {
        return Ok(Vec::new());
    }
    next.sort_unstable();
    sql("update jobs set head = true where not head")
        .and_list("and id in ($*)", next.iter().copied())
        .run(&mut *work)
        .await?;
    let Some(node) = taker else { return Ok(Vec::new()) };
    let now = work.now();
    let due: Vec<Ended> = sql("select id from jobs where head and state = 'ready' and run_at <= $1")
        .bind(now)
        .and_list("and id in ($*)", next)
        .all(&mut *work)
        .await?;
    lease(due.into_iter().map(|row| row.id).collect(), node, work).await
}

fn read_id(text: &str) -> Result<JobId> {
    text.parse().map_err(|_| Error::Unexpected(format!("a job has the impossible key {text}")))
}

/// What became of a job that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// It will run again.
    Retries,
    /// It was given up; a person decides.
    Dead,
    /// It was taken away from this node before; nothing was changed.
    Lost,
}

/// A run of the job failed on `node`: it runs again at `retry_at`, or is given up if that is none or it was its last
/// attempt. A lane waits for a job that is tried again and goes on after one that is given up.
pub async fn fail(
    job: &Job,
    reason: &str,
    retry_at: Option<Timestamp>,
    node: NodeId,
    work: &mut Work,
) -> Result<Failed> {
    On::from(&mut *work).settle().await?;
    let retry_at = retry_at.filter(|_| job.attempt < job.max_attempts);
    let now = work.now();
    let change = match retry_at {
        Some(at) => sql("update jobs set state = 'ready', lease_owner = null, run_at = $1, last_error = $2 where state = 'running'").bind(at),
        None => sql("update jobs set state = 'dead', head = false, lease_owner = null, finished_at = $1, last_error = $2 where state = 'running'").bind(now),
    };
    let touched = change
        .bind(clean(reason))
        .and_bind("and id = $?", job.id)
        .and_bind("and lease_owner = $?", node)
        .and_bind("and attempts = $?", job.attempt)
        .run(&mut *work)
        .await?;
    match (touched, retry_at) {
        (0, _) => Ok(Failed::Lost),
        (_, Some(_)) => Ok(Failed::Retries),
        (_, None) => {
            advance(vec![job.id], None, work).await?;
            Ok(Failed::Dead)
        }
    }
}

/// Reasons come from outside: PostgreSQL takes no zero characters, and nobody reads more than this.
fn clean(reason: &str) -> String {
    reason.chars().filter(|c| *c != '\0').take(2_000).collect()
}

/// Why a job is given up whose node went away on its last attempt.
pub const LOST: &str = "Each server that ran it went away.";

/// Gives up those of `ids` whose node went away on their last attempt.
pub(super) async fn give_up_lost(ids: &[JobId], now: Timestamp, work: &mut Work) -> Result<Vec<Job>> {
    let ended: Vec<JobRow> =
        sql("update jobs set state = 'dead', head = false, lease_owner = null, finished_at = $1, \
         last_error = $2 where state = 'running' and attempts >= max_attempts \
         and not exists (select 1 from nodes n where n.id = jobs.lease_owner and n.lease_until >= $1)")
        .bind(now)
        .bind(LOST)
        .and_list("and id in ($*)", ids.iter().copied())
        .and(JobRow::RETURNING)
        .all(&mut *work)
        .await?;
    let jobs: Vec<Job> = ended.into_iter().map(JobRow::into_job).collect::<Result<_>>()?;
    advance(jobs.iter().map(|job| job.id).collect(), None, work).await?;
    Ok(jobs)
}

/// Gives up jobs that have been due since before `due_before` and whose kind no program that runs here knows. Gives their
/// number. The delay lets a newer node take them in a rolling upgrade.
pub async fn bury_unknown(known: &[&str], due_before: Timestamp, work: &mut Work) -> Result<u64> {
    On::from(&mut *work).settle().await?;
    let now = work.now();
    let ended: Vec<Ended> = sql("update jobs set state = 'dead', head = false, finished_at = $1, \
         last_error = 'No server that runs here knows jobs of this kind.' \
         where head and state = 'ready' and run_at <= $2")
    .bind(now)
    .bind(due_before)
    .and_list("and kind not in ($*) returning id", known.iter().copied())
    .all(&mut *work)
    .await?;
    let count = ended.len() as u64;
    advance(ended.into_iter().map(|row| row.id).collect(), None, work).await?;
    Ok(count)
}

/// A person wants a job that was given up to be tried again: it goes to the end of its lane with all its attempts.
/// [`Error::NotFound`] if it is not among those given up.
pub async fn retry(public_id: &JobRef, work: &mut Work) -> Result<()> {
    On::from(&mut *work).settle().await?;
    let row: JobRow = sql("update jobs set position = position where state = 'dead' and public_id = $1")
        .bind(String::from(public_id.clone()))
        .and(JobRow::RETURNING)
        .get(&mut *work)
        .await?;
    let busy: Option<LastPosition> = {
        let on = On::from(&mut *work);
        sql("select (select j.position from jobs j where j.lane = h.lane and j.finished_at is null \
             order by j.position desc, j.id desc limit 1) as position from jobs h where h.head and h.lane = $1")
        .bind(row.lane.as_str())
        .for_update(&on)
        .find(on)
        .await?
    };
    let now = work.now();
    sql("update jobs set state = $1, head = $2, position = $3, attempts = 0, run_at = $4, finished_at = null where id = $5")
        .bind(JobState::Ready.as_str())
        .bind(busy.is_none())
        .bind(busy.map_or(1, |last| last.position + 1))
        .bind(now)
        .bind(row.id)
        .run(work)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct LastPosition {
    position: i64,
}

/// A person does not want a job that was given up any more: it is deleted. [`Error::NotFound`] if it is not among them.
pub async fn discard(public_id: &JobRef, work: &mut Work) -> Result<()> {
    let touched = sql("delete from jobs where state = 'dead' and public_id = $1")
        .bind(String::from(public_id.clone()))
        .run(work)
        .await?;
    if touched == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Deletes up to `limit` jobs that were done before `before`. Gives their number; call again while it is the limit.
pub async fn delete_finished(before: Timestamp, limit: u16, work: &mut Work) -> Result<u64> {
    sql("delete from jobs where id in (select id from jobs where state = 'done' and finished_at < $1 order by finished_at limit $2)")
        .bind(before)
        .bind(Value::from(limit))
        .run(work)
        .await
}
