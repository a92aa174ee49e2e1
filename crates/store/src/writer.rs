//! The one task of a node that writes. It takes the use cases that have gathered, runs them in one transaction, each
//! behind a savepoint of its own, commits once, and answers after the commit.

use std::collections::{BTreeSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use domain::ids::{NodeId, WorkspaceId};
use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::{mpsc, oneshot};

use crate::clock::{Clock, Random};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::jobs::{self, JobTaker, Leasing};
use crate::notify::{Change, Notifier};
use crate::talk::Touches;
use crate::work::{Committed, Work};

/// Use cases that may wait; callers beyond wait for a place.
const QUEUE: usize = 4_096;
/// Use cases of one transaction.
const BATCH: usize = 256;
/// Those of them that may be subtransactions: beyond 64 of these PostgreSQL slows all readers. A use case that needs no
/// statement of its own is none.
const SAVEPOINTS_SQLITE: usize = 256;
const SAVEPOINTS_POSTGRES: usize = 64;
/// A batch takes no further use case after this.
const BATCH_TIME: Duration = Duration::from_millis(20);
/// A use case that takes longer is cut: nothing outside may be awaited in a transaction.
const USE_CASE_TIME: Duration = Duration::from_secs(5);
/// Beginning, undoing a use case, and committing take no longer than this on a database that is there.
const DATABASE_TIME: Duration = Duration::from_secs(30);
/// A connection that broke while it was idle shows at `begin`; so often a new one is tried at once.
const BEGIN_ATTEMPTS: usize = 3;

/// A use case in the queue.
pub(crate) trait Errand: Send {
    /// Runs it; gives whether its changes are to be kept.
    fn run<'w>(&'w mut self, work: &'w mut Work) -> BoxFuture<'w, bool>;
    /// Tells the caller: what the use case said, or why that does not count.
    fn answer(self: Box<Self>, committed: Result<()>);
}

/// A use case with its types.
pub(crate) struct Typed<T, E, F> {
    pub(crate) use_case: Option<F>,
    pub(crate) outcome: Option<Result<T, E>>,
    pub(crate) caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Errand for Typed<T, E, F>
where
    T: Send + 'static,
    E: From<Error> + Send + 'static,
    F: for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, Result<T, E>> + Send,
{
    fn run<'w>(&'w mut self, work: &'w mut Work) -> BoxFuture<'w, bool> {
        async move {
            let Some(use_case) = self.use_case.take() else { return false };
            let outcome = use_case(work).await;
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        }
        .boxed()
    }

    fn answer(self: Box<Self>, committed: Result<()>) {
        let answer = match (self.outcome, committed) {
            (Some(Err(own)), _) => Err(own),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(Error::Unexpected("a use case ended without an outcome".into()).into()),
        };
        // A caller who has gone does not matter: what was accepted was done.
        drop(self.caller.send(answer));
    }
}

/// What goes through the queue.
pub(crate) enum Entry {
    /// A use case.
    Errand(Queued),
    /// Finish what came before, refuse what comes behind.
    Close,
}

/// What the writer works with.
pub(crate) struct Writer {
    pub(crate) db: Db,
    pub(crate) node: NodeId,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) taker: Arc<RwLock<Option<Arc<dyn JobTaker>>>>,
    pub(crate) notifier: Notifier,
}

/// The queue's ends.
pub(crate) fn queue() -> (mpsc::Sender<Entry>, mpsc::Receiver<Entry>) {
    mpsc::channel(QUEUE)
}

/// A use case that waits.
pub(crate) struct Queued {
    pub(crate) workspace: Option<WorkspaceId>,
    pub(crate) touches: Option<Touches>,
    pub(crate) errand: Box<dyn Errand>,
}

impl Writer {
    /// Works until the queue is closed. Nothing that goes wrong ends it.
    pub(crate) async fn run(self, mut queue: mpsc::Receiver<Entry>) {
        let mut waiting: VecDeque<Queued> = VecDeque::new();
        let mut received: Vec<Entry> = Vec::new();
        loop {
            // What was left over goes first and alone, so that no workspace is put off by a busy one that sorts before it.
            if waiting.is_empty() {
                if queue.recv_many(&mut received, BATCH).await == 0 {
                    return;
                }
                for entry in received.drain(..) {
                    match entry {
                        Entry::Errand(queued) => waiting.push_back(queued),
                        Entry::Close => queue.close(),
                    }
                }
            }
            let mut batch = std::mem::take(&mut waiting);
            // A mistake in the writer itself must not end it: the callers of this batch are told by their channel.
            match AssertUnwindSafe(self.batch(&mut batch)).catch_unwind().await {
                Ok(()) => waiting = batch,
                Err(_) => tracing::error!("the writer panicked; the batch was given up"),
            }
        }
    }

    /// Runs as many of the use cases as fit into one transaction and takes them out of `batch`.
    async fn batch(&self, batch: &mut VecDeque<Queued>) {
        // Stable: the order within a workspace stays. Sorted: two nodes lock counters in one order.
        batch.make_contiguous().sort_by_key(|queued| queued.workspace);
        let mut workspaces: Vec<WorkspaceId> = batch.iter().filter_map(|queued| queued.workspace).collect();
        workspaces.dedup();
        let touches: Vec<Touches> = batch.iter().filter_map(|queued| queued.touches.clone()).collect();
        let most_savepoints = if self.db.is_postgres() { SAVEPOINTS_POSTGRES } else { SAVEPOINTS_SQLITE };
        let begun = tokio::time::timeout(DATABASE_TIME, self.begin(&workspaces, &touches)).await;
        // Another node may hold a counter and have gone without a word: the callers of this batch are told.
        let mut work = match begun.unwrap_or_else(|_| Err(took_too_long("beginning"))) {
            Ok(work) => work,
            Err(error) => {
                tracing::warn!(%error, "no transaction could begin");
                return batch.drain(..).for_each(|queued| queued.errand.answer(Err(error.clone())));
            }
        };
        let started = Instant::now();
        let alone = batch.len() == 1;
        let mut done: Vec<(Box<dyn Errand>, Result<()>)> = Vec::with_capacity(batch.len());
        let mut lost: Option<Error> = None;
        while lost.is_none()
            && (done.is_empty() || started.elapsed() < BATCH_TIME)
            && work.savepoints() < most_savepoints
        {
            let Some(Queued { mut errand, .. }) = batch.pop_front() else { break };
            work.begin_use_case(alone);
            let verdict = run_one(errand.as_mut(), &mut work).await;
            if !matches!(verdict, Verdict::Keep) {
                lost = match tokio::time::timeout(DATABASE_TIME, work.undo_use_case()).await {
                    Ok(undone) => undone.err(),
                    Err(_) => Some(took_too_long("undoing a use case")),
                };
            }
            done.push((errand, verdict.into_result()));
        }
        let nothing_kept = alone && done.iter().all(|(_, kept)| kept.is_err());
        let committed = match lost {
            Some(error) => {
                give_up(work).await;
                Err(error)
            }
            None if nothing_kept => {
                give_up(work).await;
                Ok(Committed::default())
            }
            None => match tokio::time::timeout(DATABASE_TIME, work.commit()).await {
                Ok(committed) => committed,
                Err(_) => Err(Error::Unavailable("the commit took too long; it may have happened".into())),
            },
        };
        let outcome = committed.as_ref().map(|_| ()).map_err(as_unavailable);
        if let Err(error) = &outcome {
            tracing::warn!(%error, use_cases = done.len(), "a batch was not committed");
        }
        // Before the answers: whoever hears of their own commit finds it among the recent ones.
        if let Ok(mut committed) = committed {
            let lanes = std::mem::take(&mut committed.lanes);
            self.notifier.committed(committed);
            self.look_after(lanes);
        }
        for (errand, kept) in done {
            errand.answer(kept.and(outcome.clone()));
        }
    }

    /// On PostgreSQL no lane is locked, so that lanes which another node may have changed are looked at once more.
    fn look_after(&self, lanes: BTreeSet<String>) {
        if lanes.is_empty() || !self.db.is_postgres() {
            return;
        }
        let (db, notifier) = (self.db.clone(), self.notifier.clone());
        tokio::spawn(async move {
            match jobs::repair(&lanes, &db).await {
                Ok(true) => notifier.say(Change::Jobs),
                Ok(false) => {}
                // The runner's sweep repairs it later.
                Err(error) => tracing::warn!(%error, "lanes could not be looked after"),
            }
        });
    }

    async fn begin(&self, workspaces: &[WorkspaceId], touches: &[Touches]) -> Result<Work> {
        let taker = self.taker.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let mut attempt = 1;
        loop {
            let leasing = Leasing { node: self.node, taker: taker.clone() };
            let begun = async {
                let mut work = Work::begin(&self.db, self.clock.now(), self.random.clone(), leasing).await?;
                work.lock_counters(workspaces).await?;
                work.hold(touches).await?;
                Ok(work)
            };
            match begun.await {
                Err(Error::Unavailable(_)) if attempt < BEGIN_ATTEMPTS => attempt += 1,
                other => return other,
            }
        }
    }
}

/// Undoes a batch. Where this fails, the connection is closed, which undoes it as well.
async fn give_up(work: Work) {
    drop(tokio::time::timeout(DATABASE_TIME, work.rollback()).await);
}

fn took_too_long(what: &str) -> Error {
    Error::Unavailable(format!("{what} took over {} s", DATABASE_TIME.as_secs()))
}

/// How a use case ended.
enum Verdict {
    /// Its changes are to be kept.
    Keep,
    /// It said itself that it failed.
    Refused,
    /// It went wrong in a way that it does not know of.
    Wrong(Error),
}

impl Verdict {
    fn into_result(self) -> Result<()> {
        match self {
            Self::Keep => Ok(()),
            // Its caller hears the use case's own error; this one only marks it as not kept.
            Self::Refused => Err(Error::Unexpected("the use case was undone".into())),
            Self::Wrong(error) => Err(error),
        }
    }
}

async fn run_one(errand: &mut dyn Errand, work: &mut Work) -> Verdict {
    let run = AssertUnwindSafe(async { errand.run(&mut *work).await }).catch_unwind();
    match tokio::time::timeout(USE_CASE_TIME, run).await {
        Ok(Ok(false)) => Verdict::Refused,
        Ok(Ok(true)) => match work.failure() {
            None => Verdict::Keep,
            Some(failure) => Verdict::Wrong(Error::Unexpected(format!("a use case went on after: {failure}"))),
        },
        Ok(Err(panic)) => {
            let said = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
            let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            Verdict::Wrong(Error::Unexpected(format!("a use case panicked: {said}")))
        }
        Err(_) => Verdict::Wrong(Error::Unexpected(format!("a use case took over {} s", USE_CASE_TIME.as_secs()))),
    }
}

/// A batch that was not committed: its use cases were good, so that trying again may help.
fn as_unavailable(error: &Error) -> Error {
    match error {
        Error::Unavailable(_) => error.clone(),
        other => Error::Unavailable(format!("the batch was not committed: {other}")),
    }
}
