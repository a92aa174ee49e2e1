//! What a use case works on: one of several use cases in a transaction of the writer.
//!
//! Events and jobs gather in memory and are written together at the end of the batch, and so do messages and changes of
//! conversations that were announced ([`Touches`]); a statement that reads their tables has them written first. A use case
//! that only does these things therefore needs no statement of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use domain::Timestamp;
use domain::events::{Event, MAX_DEPTH, NewEvent};
use domain::ids::{JobId, JobRef, WorkspaceId};

use crate::clock::Random;
use crate::db::{Db, Sql, Tx};
use crate::error::{Error, Result};
use crate::events::{self, Counter};
use crate::jobs::{self, Leasing, NewJob, PendingJob};
use crate::recent::{self, Written};
use crate::talk::{Talk, Touches};
use crate::together;

/// Rows that gather in memory. Those before `written` are in the transaction already; they are kept, since undoing a use
/// case may take them out of it again.
#[derive(Debug)]
pub(crate) struct Gathered<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) written: usize,
}

impl<T> Default for Gathered<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), written: 0 }
    }
}

/// Where the transaction stands with savepoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Savepoint {
    /// None has been set in this batch.
    None,
    /// Set before an earlier use case that succeeded; the next one replaces it.
    Old,
    /// Set, and nothing has happened since.
    Fresh,
    /// Set before the present use case.
    Present,
}

/// What undoing the present use case restores.
#[derive(Debug, Default)]
struct Start {
    events: usize,
    jobs: usize,
    events_written: usize,
    jobs_written: usize,
    /// Workspaces whose counter was locked behind the savepoint: undoing gives the lock up.
    locked: Vec<WorkspaceId>,
}

/// The transaction of a use case. Statements run on it: `sql(…).run(&mut *work)`.
pub struct Work {
    tx: Tx,
    now: Timestamp,
    random: Arc<dyn Random>,
    leasing: Leasing,
    counters: BTreeMap<WorkspaceId, Counter>,
    events: Gathered<(WorkspaceId, Event)>,
    jobs: Gathered<PendingJob>,
    talk: Talk,
    savepoint: Savepoint,
    /// Savepoints that were set in this batch.
    savepoints: usize,
    start: Start,
    /// The only use case of its batch: undoing it undoes the transaction, and no savepoint is needed.
    alone: bool,
    /// What a statement of the present use case failed with, if one did.
    failure: Option<Error>,
    /// Lanes that another node may have changed at the same time; looked at after the commit.
    lanes: BTreeSet<String>,
    /// Why the transaction is lost as a whole, if it is.
    lost: Option<Error>,
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("now", &self.now).finish_non_exhaustive()
    }
}

impl Work {
    /// Begins the transaction of a batch.
    pub(crate) async fn begin(db: &Db, now: Timestamp, random: Arc<dyn Random>, leasing: Leasing) -> Result<Self> {
        Ok(Self {
            tx: db.begin().await?,
            now,
            random,
            leasing,
            counters: BTreeMap::new(),
            events: Gathered::default(),
            jobs: Gathered::default(),
            talk: Talk::default(),
            savepoint: Savepoint::None,
            savepoints: 0,
            start: Start::default(),
            alone: false,
            failure: None,
            lanes: BTreeSet::new(),
            lost: None,
        })
    }

    /// The writer's clock, the same for the whole use case.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// 128 random bits.
    pub fn random(&self) -> u128 {
        self.random.u128()
    }

    /// Appends to the workspace's log and gives the event's sequence number. The number holds if the use case succeeds.
    pub async fn record(&mut self, workspace: WorkspaceId, event: NewEvent) -> Result<i64> {
        if event.depth > MAX_DEPTH {
            return Err(Error::Unexpected(format!("{} lies deeper than {MAX_DEPTH} causes", event.kind)));
        }
        if !event.payload.is_object() || event.subject.contains('\0') {
            return Err(Error::Unexpected(format!("{} needs a JSON object and a plain subject", event.kind)));
        }
        self.lock_counters(&[workspace]).await?;
        let Some(counter) = self.counters.get_mut(&workspace) else {
            return Err(Error::Unexpected("a locked counter is missing".into()));
        };
        counter.last_seq += 1;
        let seq = counter.last_seq;
        self.events.rows.push((workspace, Event { seq, fact: event, created_at: self.now }));
        Ok(seq)
    }

    /// Asks for background work, which starts after the commit.
    pub async fn enqueue(&mut self, job: NewJob) -> Result<JobId> {
        if job.lane.as_ref().is_some_and(|lane| lane.contains('\0')) {
            return Err(Error::Unexpected(format!("the lane of {} holds a zero character", job.kind)));
        }
        let id = JobId::new(self.now, self.random());
        let public_id = JobRef::new(self.random());
        self.jobs.rows.push(PendingJob::new(id, public_id, job, self.now));
        Ok(id)
    }

    /// Locks and reads the counters of these workspaces, as far as this batch does not hold them yet. They must be sorted,
    /// so that two nodes never wait for each other.
    pub(crate) async fn lock_counters(&mut self, workspaces: &[WorkspaceId]) -> Result<()> {
        let missing: Vec<_> = workspaces.iter().copied().filter(|w| !self.counters.contains_key(w)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let counters = events::lock_counters(&missing, &mut self.tx).await.inspect_err(|error| {
            self.lost = Some(error.clone());
            self.failure = Some(error.clone());
        })?;
        self.counters.extend(counters);
        match self.savepoint {
            Savepoint::Present => self.start.locked.extend(missing),
            // The lock lies behind that savepoint now, and must outlive going back: the next statement sets another.
            Savepoint::Fresh => self.savepoint = Savepoint::Old,
            Savepoint::None | Savepoint::Old => {}
        }
        Ok(())
    }

    /// Whether this is on PostgreSQL.
    pub(crate) fn is_postgres(&self) -> bool {
        self.tx.is_postgres()
    }

    /// Called before each statement of a use case: sets the savepoint to which a failure goes back.
    pub(crate) async fn enter(&mut self) -> Result<&mut Tx> {
        if let Some(failure) = &self.failure {
            // SQLite may have undone the transaction, and would let this statement last on its own.
            return Err(Error::Unexpected(format!("a use case went on after: {failure}")));
        }
        let plain = match self.savepoint {
            _ if self.alone => None,
            Savepoint::None => Some("savepoint use_case"),
            Savepoint::Old => Some("release savepoint use_case; savepoint use_case"),
            Savepoint::Fresh | Savepoint::Present => None,
        };
        if let Some(plain) = plain {
            self.tx.run_plain(plain).await.inspect_err(|error| self.failure = Some(error.clone()))?;
            self.savepoints += 1;
        }
        if self.savepoint != Savepoint::Present {
            self.savepoint = Savepoint::Present;
            self.start.events_written = self.events.written;
            self.start.jobs_written = self.jobs.written;
            self.talk.note_savepoint();
        }
        Ok(&mut self.tx)
    }

    /// A lane has no job any more as far as this transaction can see.
    pub(crate) fn left_empty(&mut self, lane: String) {
        self.lanes.insert(lane);
    }

    /// Called when a statement of a use case has failed.
    pub(crate) fn note_failure(&mut self, error: &Error) {
        self.failure = Some(error.clone());
    }

    /// Writes the events and jobs that have gathered, in the name of the present use case.
    pub(crate) async fn settle(&mut self) -> Result<()> {
        if self.events.written < self.events.rows.len() || self.jobs.written < self.jobs.rows.len() {
            self.enter().await?;
            self.write_gathered().await.inspect_err(|error| self.failure = Some(error.clone()))?;
        }
        Ok(())
    }

    /// Locks and reads the conversations that the batch's use cases announced.
    pub(crate) async fn hold(&mut self, touches: &[Touches]) -> Result<()> {
        self.talk.hold(touches, &mut self.tx).await
    }

    /// The conversations that the batch holds.
    pub(crate) fn talk(&mut self) -> &mut Talk {
        &mut self.talk
    }

    /// How many savepoints this batch has set.
    pub(crate) fn savepoints(&self) -> usize {
        self.savepoints
    }

    /// Writes what has gathered of conversations and messages, in the name of the present use case.
    pub(crate) async fn settle_talk(&mut self) -> Result<()> {
        if self.talk.is_pending() {
            self.enter().await?;
            let written = match self.talk.take_changes() {
                Ok(changes) => together::run_in_rounds(changes, &mut self.tx).await,
                Err(error) => Err(error),
            };
            written.inspect_err(|error| self.failure = Some(error.clone()))?;
        }
        Ok(())
    }

    /// The present use case is going to change conversations and messages in ways of its own: from here on the batch holds
    /// none of them in memory.
    pub(crate) async fn forget_talk(&mut self) -> Result<()> {
        self.settle_talk().await?;
        self.talk.forget();
        Ok(())
    }

    /// The statements that write the events that have gathered.
    fn take_events(&mut self) -> Vec<Sql> {
        let unwritten = events::write(&self.events.rows[self.events.written..]).collect();
        self.events.written = self.events.rows.len();
        unwritten
    }

    async fn write_gathered(&mut self) -> Result<()> {
        let events = self.take_events();
        together::run_in_rounds([events], &mut self.tx).await?;
        jobs::write(&mut self.jobs, &self.leasing, &mut self.tx).await
    }

    /// A new use case begins; `alone` if it is the only one of the batch.
    pub(crate) fn begin_use_case(&mut self, alone: bool) {
        self.alone = alone;
        self.failure = None;
        if self.savepoint == Savepoint::Present {
            self.savepoint = Savepoint::Old;
        }
        self.talk.begin_use_case();
        self.start = Start { events: self.events.rows.len(), jobs: self.jobs.rows.len(), ..Start::default() };
    }

    /// What a statement of the present use case failed with, if one did.
    pub(crate) fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    /// Undoes the present use case. An error means that the transaction is lost as a whole.
    pub(crate) async fn undo_use_case(&mut self) -> Result<()> {
        for (workspace, _) in self.events.rows.drain(self.start.events..) {
            if let Some(counter) = self.counters.get_mut(&workspace) {
                counter.last_seq -= 1;
            }
        }
        self.jobs.rows.truncate(self.start.jobs);
        self.talk.undo_use_case(self.savepoint == Savepoint::Present && !self.alone);
        if let Some(error) = self.lost.take() {
            return Err(error);
        }
        if self.savepoint == Savepoint::Present && !self.alone {
            self.tx.run_plain("rollback to savepoint use_case").await?;
            self.savepoint = Savepoint::Fresh;
            self.events.written = self.start.events_written;
            self.jobs.written = self.start.jobs_written;
            for workspace in std::mem::take(&mut self.start.locked) {
                self.counters.remove(&workspace);
            }
        }
        Ok(())
    }

    /// Writes what has gathered and commits. Gives what others should know.
    pub(crate) async fn commit(mut self) -> Result<Committed> {
        // What fails here fails the batch.
        jobs::write(&mut self.jobs, &self.leasing, &mut self.tx).await?;
        let [said, conversations] = self.talk.take_changes()?;
        let changes = [said, conversations, self.take_events(), events::write_counters(&self.counters)];
        together::run_in_rounds(changes, &mut self.tx).await?;
        self.tx.commit().await?;
        let events = self.counters.into_iter().filter(|(_, c)| c.changed()).map(|(w, c)| (w, c.last_seq)).collect();
        let jobs = !self.jobs.rows.is_empty();
        let joined = self.jobs.rows.iter().filter_map(PendingJob::joined_lane);
        self.lanes.extend(joined.map(str::to_owned));
        self.leasing.hand_over(self.jobs.rows);
        let written = recent::sort(self.events.rows, self.talk.into_said());
        Ok(Committed { events, written, jobs, lanes: self.lanes })
    }

    /// Gives the batch up.
    pub(crate) async fn rollback(self) -> Result<()> {
        self.tx.rollback().await
    }
}

/// What a committed batch changed.
#[derive(Debug, Default)]
pub(crate) struct Committed {
    /// Workspaces with new events, and the newest of each.
    pub(crate) events: Vec<(WorkspaceId, i64)>,
    /// The events themselves, and messages.
    pub(crate) written: Vec<Written>,
    /// Whether jobs were added.
    pub(crate) jobs: bool,
    /// Lanes that another node may have changed at the same time.
    pub(crate) lanes: BTreeSet<String>,
}
