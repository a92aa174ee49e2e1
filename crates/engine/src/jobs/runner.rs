//! Claims jobs for this node and runs them.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::JobId;
use futures::FutureExt;
use store::Change;
use store::jobs::{self, Job};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use tokio::task::{AbortHandle, JoinHandle};
use tokio_util::sync::CancellationToken;

use super::finisher::{Ended, Finisher};
use super::orphans::{self, Held};
use super::places::Places;
use super::{Failure, Kind};
use crate::app::App;

/// How often the database is looked at for jobs whose time has come, or that nobody was told of.
const LOOK: Duration = Duration::from_millis(500);
/// Jobs claimed in one transaction.
const AT_ONCE: usize = 64;

/// The running jobs of this node, by key.
type Running = Arc<Mutex<HashMap<JobId, AbortHandle>>>;

/// The runner of a node.
pub(crate) struct Runner {
    app: App,
    places: Arc<Places>,
    running: Running,
    stopping: CancellationToken,
    dispatcher: JoinHandle<()>,
    finisher: JoinHandle<()>,
    orphans: JoinHandle<()>,
}

struct Dispatcher {
    app: App,
    kinds: &'static [&'static dyn Kind],
    places: Arc<Places>,
    running: Running,
    held: Held,
    ended: mpsc::UnboundedSender<Ended>,
    stopping: CancellationToken,
    alive: CancellationToken,
}

impl Runner {
    /// Starts working on jobs of these kinds, once this node is known to be `alive`.
    pub(crate) fn start(app: &App, kinds: &'static [&'static dyn Kind], alive: CancellationToken) -> Self {
        let (hot, hot_jobs) = mpsc::unbounded_channel();
        let (ended, ended_runs) = mpsc::unbounded_channel();
        let places = Arc::new(Places::new(kinds, hot.clone()));
        let (running, held, stopping) = (Running::default(), Held::default(), CancellationToken::new());
        let finisher = Finisher {
            app: app.clone(),
            places: places.clone(),
            held: held.clone(),
            next: hot,
            stopping: stopping.clone(),
        };
        let dispatcher = Dispatcher {
            app: app.clone(),
            kinds,
            places: places.clone(),
            running: running.clone(),
            held: held.clone(),
            ended,
            stopping: stopping.clone(),
            alive,
        };
        let changes = app.store().changes();
        Self {
            app: app.clone(),
            places,
            running,
            stopping,
            dispatcher: tokio::spawn(dispatcher.run(hot_jobs, changes)),
            finisher: tokio::spawn(finisher.run(ended_runs)),
            orphans: tokio::spawn(orphans::release(app.clone(), held)),
        }
    }

    /// Claims nothing more, waits until `deadline` for what runs, and gives the rest back for others to run.
    pub(crate) async fn stop(self, deadline: tokio::time::Instant) {
        self.stopping.cancel();
        self.orphans.abort();
        self.app.store().set_job_taker(None);
        let finished = async {
            while self.places.taken() > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        if tokio::time::timeout_at(deadline, finished).await.is_err() {
            self.give_back().await;
        }
        self.dispatcher.abort();
        self.finisher.abort();
    }

    async fn give_back(&self) {
        let left: Vec<(JobId, AbortHandle)> =
            self.running.lock().unwrap_or_else(PoisonError::into_inner).drain().collect();
        left.iter().for_each(|(_, run)| run.abort());
        let ids: Vec<JobId> = left.into_iter().map(|(id, _)| id).collect();
        let (node, count) = (self.app.node(), ids.len());
        let released =
            self.app.store().write(None, move |work| Box::pin(async move { jobs::release(&ids, node, work).await }));
        match released.await {
            Ok(released) => tracing::warn!(released, count, "jobs that did not end in time were given back"),
            // Their lease ends with this node's.
            Err(error) => tracing::warn!(%error, count, "jobs that did not end in time keep their lease for a while"),
        }
    }
}

impl Dispatcher {
    async fn run(self, mut hot: mpsc::UnboundedReceiver<Job>, mut changes: broadcast::Receiver<Change>) {
        tokio::select! {
            () = self.alive.cancelled() => {}
            () = self.stopping.cancelled() => return,
        }
        self.app.store().set_job_taker(Some(self.places.clone()));
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                job = hot.recv() => {
                    let Some(job) = job else { return };
                    self.spawn(job);
                    continue;
                }
                () = self.places.free.notified() => {}
                change = changes.recv() => match change {
                    Ok(Change::Jobs) | Err(RecvError::Lagged(_)) => {}
                    Ok(Change::Events { .. }) => continue,
                    Err(RecvError::Closed) => return,
                },
                _ = look.tick() => {}
            }
            if !self.stopping.is_cancelled()
                && let Err(error) = self.claim().await
            {
                tracing::warn!(%error, "no jobs could be claimed");
            }
        }
    }

    /// Claims what this node has places for.
    async fn claim(&self) -> store::Result<()> {
        if !self.places.any_free() {
            return Ok(());
        }
        let due = jobs::due_kinds(self.app.clock().now(), self.app.store().db()).await?;
        for kind in self.kinds.iter().map(|kind| kind.name()) {
            self.places.note_wanted(kind, due.contains(kind));
            let places = if due.contains(kind) { self.places.take_free(kind, AT_ONCE) } else { 0 };
            if places == 0 {
                continue;
            }
            let node = self.app.node();
            let limit = u16::try_from(places).unwrap_or(u16::MAX);
            let claimed = self
                .app
                .store()
                .write(None, move |work| Box::pin(async move { jobs::claim(kind, limit, node, work).await }))
                .await;
            let claimed = claimed.inspect_err(|_| self.places.give_back(kind, places))?;
            // With fewer than asked for, none is left.
            self.places.note_wanted(kind, claimed.len() == places);
            self.places.give_back(kind, places - claimed.len().min(places));
            claimed.into_iter().for_each(|job| self.spawn(job));
        }
        Ok(())
    }

    /// Runs a job that is leased to this node and has a place.
    fn spawn(&self, job: Job) {
        let Some(kind) = self.kinds.iter().find(|kind| kind.name() == job.kind).copied() else {
            return self.hand_back(job);
        };
        self.held.add(job.id);
        let (app, ended, running, id) = (self.app.clone(), self.ended.clone(), self.running.clone(), job.id);
        // Held until the run is in the list, so that a quick one does not leave it before.
        let mut list = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let run = tokio::spawn(async move {
            let outcome = run(kind, &app, &job).await;
            running.lock().unwrap_or_else(PoisonError::into_inner).remove(&job.id);
            drop(ended.send(Ended { job, kind, outcome }));
        });
        list.insert(id, run.abort_handle());
    }

    /// The next job of a lane may be of a kind that only a newer node knows.
    fn hand_back(&self, job: Job) {
        let (store, node) = (self.app.store().clone(), self.app.node());
        tokio::spawn(async move {
            let released =
                store.write(None, move |work| Box::pin(async move { jobs::release(&[job.id], node, work).await }));
            if let Err(error) = released.await {
                tracing::warn!(%error, "a job of an unknown kind keeps its lease for a while");
            }
        });
    }
}

async fn run(kind: &'static dyn Kind, app: &App, job: &Job) -> Result<(), Failure> {
    let run = AssertUnwindSafe(kind.run(app, job)).catch_unwind();
    match tokio::time::timeout(kind.timeout(), run).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(Failure::passing("The job ran into a mistake of ours; the log has it.")),
        Err(_) => Err(Failure::passing(format!("The job took over {} s.", kind.timeout().as_secs()))),
    }
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").field("taken", &self.places.taken()).finish_non_exhaustive()
    }
}
