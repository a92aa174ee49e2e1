//! Writing the jobs that a batch has gathered. A job whose lane is idle is leased to this node in the same moment, if the
//! node's runner has a place, and starts right after the commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::Timestamp;
use domain::ids::{JobId, JobRef, NodeId};
use domain::operations::JobState;

use crate::db::{Tx, Value, chunks, sql};
use crate::error::{Error, Result};
use crate::jobs::{Job, JobTaker, NewJob};
use crate::work::Gathered;

/// To whom jobs are leased at once.
#[derive(Debug, Clone)]
pub(crate) struct Leasing {
    pub(crate) node: NodeId,
    pub(crate) taker: Option<Arc<dyn JobTaker>>,
}

/// A place in the runner; given back when dropped.
#[derive(Debug)]
struct Place {
    taker: Arc<dyn JobTaker>,
    kind: &'static str,
    kept: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.kept {
            self.taker.release(self.kind);
        }
    }
}

/// A job that gathers in a batch.
#[derive(Debug)]
pub(crate) struct PendingJob {
    job: NewJob,
    id: JobId,
    public_id: JobRef,
    lane: String,
    created_at: Timestamp,
    /// Where it stands in its lane; decided when it is written.
    position: i64,
    head: bool,
    place: Option<Place>,
}

impl PendingJob {
    pub(crate) fn new(id: JobId, public_id: JobRef, mut job: NewJob, now: Timestamp) -> Self {
        let lane = job.lane.take().unwrap_or_else(|| id.to_string());
        Self { job, id, public_id, lane, created_at: now, position: 1, head: false, place: None }
    }

    fn run_at(&self) -> Timestamp {
        self.job.run_at.unwrap_or(self.created_at)
    }

    fn has_own_lane(&self) -> bool {
        self.lane == self.id.to_string()
    }

    /// The lane, if the job went behind others there: the one before it may be finishing on another node right now.
    pub(crate) fn joined_lane(&self) -> Option<&str> {
        (!self.head).then_some(self.lane.as_str())
    }

    fn row(&self, node: NodeId) -> [Value; 15] {
        let leased = self.place.is_some();
        let state = if leased { JobState::Running } else { JobState::Ready };
        [
            self.id.into(),
            String::from(self.public_id.clone()).into(),
            self.job.workspace.into(),
            self.job.kind.into(),
            self.lane.as_str().into(),
            self.position.into(),
            self.head.into(),
            self.job.payload.to_string().into(),
            state.as_str().into(),
            i64::from(leased).into(),
            self.job.max_attempts.max(1).into(),
            self.run_at().into(),
            leased.then_some(node).into(),
            self.created_at.into(),
            Value::Text(None),
        ]
    }
}

impl Leasing {
    fn reserve(&self, kind: &'static str) -> Option<Place> {
        let taker = self.taker.clone()?;
        taker.reserve(kind).then(|| Place { taker, kind, kept: false })
    }

    /// Gives the committed jobs that were leased at once to the runner.
    pub(crate) fn hand_over(&self, jobs: Vec<PendingJob>) {
        let Some(taker) = &self.taker else { return };
        let taken: Vec<Job> = jobs
            .into_iter()
            .filter_map(|pending| {
                let mut place = pending.place?;
                place.kept = true;
                Some(Job {
                    id: pending.id,
                    public_id: pending.public_id,
                    workspace: pending.job.workspace,
                    kind: pending.job.kind.to_owned(),
                    lane: pending.lane,
                    payload: pending.job.payload,
                    attempt: 1,
                    max_attempts: i64::from(pending.job.max_attempts.max(1)),
                    created_at: pending.created_at,
                })
            })
            .collect();
        if !taken.is_empty() {
            taker.take(taken);
        }
    }
}

#[derive(sqlx::FromRow)]
struct BusyLane {
    lane: String,
    last_position: i64,
}

#[derive(sqlx::FromRow)]
struct Written {
    #[sqlx(try_from = "String")]
    id: JobId,
}

/// Writes the jobs that have gathered.
pub(crate) async fn write(jobs: &mut Gathered<PendingJob>, leasing: &Leasing, tx: &mut Tx) -> Result<()> {
    let mut open: Vec<usize> = (jobs.written..jobs.rows.len()).collect();
    // A second round is needed only when another node has made an idle lane busy in the meantime.
    for _ in 0..3 {
        if open.is_empty() {
            jobs.written = jobs.rows.len();
            return Ok(());
        }
        place(&mut jobs.rows, &open, leasing, tx).await?;
        open = insert(&jobs.rows, &open, leasing.node, tx).await?;
    }
    Err(Error::Unavailable("other nodes keep filling the same lanes".into()))
}

/// Decides where each job stands in its lane, and whether it starts at once.
async fn place(rows: &mut [PendingJob], open: &[usize], leasing: &Leasing, tx: &mut Tx) -> Result<()> {
    let lanes: BTreeSet<&str> =
        open.iter().map(|n| &rows[*n]).filter(|row| !row.has_own_lane()).map(|row| row.lane.as_str()).collect();
    let mut last_positions: BTreeMap<String, i64> = BTreeMap::new();
    if !lanes.is_empty() {
        let busy: Vec<BusyLane> =
            sql("select h.lane, (select j.position from jobs j where j.lane = h.lane and j.finished_at is null \
             order by j.position desc, j.id desc limit 1) as last_position from jobs h where h.head")
            .and_list("and h.lane in ($*)", lanes.iter().copied())
            .all(&mut *tx)
            .await?;
        last_positions.extend(busy.into_iter().map(|lane| (lane.lane, lane.last_position)));
        if tx.is_postgres() {
            last_positions.extend(headless_lanes(&lanes, &last_positions, tx).await?);
        }
    }
    for n in open {
        let row = &mut rows[*n];
        let last = if row.has_own_lane() { None } else { last_positions.get(&row.lane).copied() };
        row.head = last.is_none();
        row.position = last.map_or(1, |position| position + 1);
        let starts = row.head && row.run_at() <= row.created_at;
        match (starts, &row.place) {
            (true, None) => row.place = leasing.reserve(row.job.kind),
            (false, Some(_)) => row.place = None,
            _ => {}
        }
        if !row.has_own_lane() {
            let (lane, position) = (row.lane.clone(), row.position);
            last_positions.insert(lane, position);
        }
    }
    Ok(())
}

/// Where another node has just finished the head of a lane and could not see what this one had put behind it, the lane
/// has jobs but no head until it is looked after; nothing may overtake them.
async fn headless_lanes(
    lanes: &BTreeSet<&str>,
    busy: &BTreeMap<String, i64>,
    tx: &mut Tx,
) -> Result<BTreeMap<String, i64>> {
    let idle: Vec<&str> = lanes.iter().copied().filter(|lane| !busy.contains_key(*lane)).collect();
    if idle.is_empty() {
        return Ok(BTreeMap::new());
    }
    let headless: Vec<BusyLane> =
        sql("select lane, max(position) as last_position from jobs where finished_at is null")
            .and_list("and lane in ($*) group by lane", idle)
            .all(tx)
            .await?;
    Ok(headless.into_iter().map(|lane| (lane.lane, lane.last_position)).collect())
}

/// Inserts; gives those that could not be, since another node's job has become the head of their lane.
async fn insert(rows: &[PendingJob], open: &[usize], node: NodeId, tx: &mut Tx) -> Result<Vec<usize>> {
    // Heads in the order of their lanes, so that two nodes never wait for each other.
    let mut order = open.to_vec();
    order.sort_by(|a, b| (!rows[*a].head, &rows[*a].lane).cmp(&(!rows[*b].head, &rows[*b].lane)));
    let mut left = Vec::new();
    for piece in chunks(&order) {
        let inserted = sql(
            "insert into jobs (id, public_id, workspace_id, kind, lane, position, head, payload, state, attempts, \
             max_attempts, run_at, lease_owner, created_at, last_error) values",
        )
        .rows(piece.iter().map(|n| rows[*n].row(node)))
        .and("on conflict do nothing")
        .run(&mut *tx)
        .await?;
        if inserted != piece.len() as u64 {
            let written: Vec<Written> = sql("select id from jobs where")
                .and_list("id in ($*)", piece.iter().map(|n| rows[*n].id))
                .all(&mut *tx)
                .await?;
            let written: BTreeSet<JobId> = written.into_iter().map(|row| row.id).collect();
            left.extend(piece.iter().copied().filter(|n| !written.contains(&rows[*n].id)));
        }
    }
    left.sort_unstable();
    Ok(left)
}
