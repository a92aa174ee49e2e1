//! Looking at jobs.

use domain::Timestamp;
use domain::ids::{JobId, JobRef, WorkspaceId};
use domain::operations::{JobCounts, JobState, JobView};
use domain::page::{Page, PageRequest};

use crate::db::{On, sql};
use crate::error::{Error, Result};
use crate::jobs::Job;

/// A job as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct JobRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: JobId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: JobRef,
    /// Whose work it is.
    pub workspace_id: Option<String>,
    /// Kind.
    pub kind: String,
    /// Lane.
    pub lane: String,
    /// Whether it is the first unfinished one of its lane.
    pub head: bool,
    /// JSON that the kind understands.
    pub payload: String,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: JobState,
    /// Runs so far.
    pub attempts: i64,
    /// Runs at the most.
    pub max_attempts: i64,
    /// When it may run.
    #[sqlx(try_from = "i64")]
    pub run_at: Timestamp,
    /// The node that runs it.
    pub lease_owner: Option<String>,
    /// Why the last run failed.
    pub last_error: Option<String>,
    /// When it was asked for.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// When it was done or given up.
    pub finished_at: Option<i64>,
}

impl JobRow {
    pub(super) const RETURNING: &'static str = "returning id, public_id, workspace_id, kind, lane, head, payload, state, \
        attempts, max_attempts, run_at, lease_owner, last_error, created_at, finished_at";

    /// The workspace, read.
    pub fn workspace(&self) -> Result<Option<WorkspaceId>> {
        let parsed = self.workspace_id.as_deref().map(str::parse).transpose();
        parsed.map_err(|_| Error::Unexpected(format!("job {} has an impossible workspace", self.id)))
    }

    pub(super) fn into_job(self) -> Result<Job> {
        let workspace = self.workspace()?;
        let payload = serde_json::from_str(&self.payload)
            .map_err(|_| Error::Unexpected(format!("job {} has a payload that is no JSON", self.id)))?;
        Ok(Job {
            id: self.id,
            public_id: self.public_id,
            workspace,
            kind: self.kind,
            lane: self.lane,
            payload,
            attempt: self.attempts,
            max_attempts: self.max_attempts,
            created_at: self.created_at,
        })
    }

    /// As operators see it.
    pub fn view(self) -> JobView {
        JobView {
            id: self.public_id,
            kind: self.kind,
            lane: if self.lane == self.id.to_string() { String::new() } else { self.lane },
            state: self.state,
            attempts: self.attempts,
            last_error: self.last_error,
            created_at: self.created_at,
            at: self.finished_at.map_or(self.run_at, Timestamp),
        }
    }
}

const COLUMNS: &str = "select id, public_id, workspace_id, kind, lane, head, payload, state, attempts, max_attempts, \
    run_at, lease_owner, last_error, created_at, finished_at from jobs";

/// The job, if it is still there.
pub async fn find(id: JobId, on: impl Into<On<'_>>) -> Result<Option<JobRow>> {
    let mut on = on.into();
    on.settle().await?;
    sql(COLUMNS).and_bind("where id = $?", id).find(on).await
}

/// Jobs that were given up, newest first.
pub async fn list_dead(page: &PageRequest, on: impl Into<On<'_>>) -> Result<Page<JobRow>> {
    let mut query = sql(COLUMNS).and("where state = 'dead'");
    if let Some((at, id)) = page.cursor.as_deref().and_then(read_cursor) {
        query = query.and_bind("and finished_at <= $?", at).and_bind("and (finished_at < $?", at);
        query = query.and_bind("or id < $?)", id);
    }
    let limit = i64::from(page.limit) + 1;
    let rows = query.and_bind("order by finished_at desc, id desc limit $?", limit).all(on).await?;
    Ok(Page::cut(rows, page.limit, |row: &JobRow| format!("{}.{}", row.finished_at.unwrap_or_default(), row.id)))
}

fn read_cursor(cursor: &str) -> Option<(i64, JobId)> {
    let (at, id) = cursor.split_once('.')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

#[derive(sqlx::FromRow)]
struct CountsRow {
    ready: i64,
    waiting: i64,
    running: i64,
}

#[derive(sqlx::FromRow)]
struct CountRow {
    count: i64,
}

/// How many jobs stand where.
pub async fn counts(now: Timestamp, on: impl Into<On<'_>>) -> Result<JobCounts> {
    let mut on = on.into();
    on.settle().await?;
    let open: CountsRow = sql("select count(case when state = 'ready' and run_at <= $1 then 1 end) as ready, \
         count(case when state = 'ready' and run_at > $1 then 1 end) as waiting, \
         count(case when state = 'running' then 1 end) as running from jobs where finished_at is null")
    .bind(now)
    .get(&mut on)
    .await?;
    let dead: CountRow = sql("select count(*) as count from jobs where state = 'dead'").get(on).await?;
    Ok(JobCounts { ready: open.ready, waiting: open.waiting, running: open.running, dead: dead.count })
}

/// How many jobs are neither done nor given up.
pub async fn pending(on: impl Into<On<'_>>) -> Result<i64> {
    let mut on = on.into();
    on.settle().await?;
    let row: CountRow = sql("select count(*) as count from jobs where finished_at is null").get(on).await?;
    Ok(row.count)
}
