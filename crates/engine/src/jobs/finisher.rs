//! Writing down how runs ended: those that ended well many at a time, and with them the next jobs of their lanes.

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::ids::JobId;
use store::jobs::{self, Failed, Job};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::orphans::Held;
use super::places::Places;
use super::{Again, Failure, Kind};
use crate::app::App;

/// Runs written down in one transaction.
const AT_ONCE: usize = 256;
/// The first wait before another run; each further one is three times as long.
const FIRST_WAIT_MS: i64 = 5_000;
/// The longest wait, before chance is added.
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// A run that has ended.
pub(super) struct Ended {
    pub(super) job: Job,
    pub(super) kind: &'static dyn Kind,
    pub(super) outcome: Result<(), Failure>,
}

pub(super) struct Finisher {
    pub(super) app: App,
    pub(super) places: Arc<Places>,
    pub(super) held: Held,
    /// Next jobs of lanes, leased to this node.
    pub(super) next: mpsc::UnboundedSender<Job>,
    /// The node goes down: it takes nothing more.
    pub(super) stopping: CancellationToken,
}

impl Finisher {
    /// Works until all runs have ended and their channel is closed.
    pub(super) async fn run(self, mut ended: mpsc::UnboundedReceiver<Ended>) {
        let mut batch = Vec::new();
        while ended.recv_many(&mut batch, AT_ONCE).await > 0 {
            let (good, bad): (Vec<Ended>, Vec<Ended>) = batch.drain(..).partition(|run| run.outcome.is_ok());
            self.succeeded(good).await;
            futures::future::join_all(bad.into_iter().map(|run| self.failed(run))).await;
        }
    }

    async fn succeeded(&self, runs: Vec<Ended>) {
        if runs.is_empty() {
            return;
        }
        let ids: Arc<[JobId]> = runs.iter().map(|run| run.job.id).collect();
        let node = self.app.node();
        let next = until_written(|| {
            let (ids, take_next) = (ids.clone(), !self.stopping.is_cancelled());
            self.app
                .store()
                .write(None, move |work| Box::pin(async move { jobs::finish(&ids, take_next, node, work).await }))
        });
        for job in next.await.unwrap_or_default() {
            self.places.force(&job.kind);
            drop(self.next.send(job));
        }
        for run in &runs {
            self.held.remove(run.job.id);
            metrics::counter!("romashka_jobs_total", "kind" => run.kind.name(), "outcome" => "done").increment(1);
            self.places.give_back(run.kind.name(), 1);
        }
    }

    async fn failed(&self, run: Ended) {
        let Ended { job, kind, outcome: Err(failure) } = run else { return };
        let retry_at = self.retry_at(&job, failure.again);
        let (node, workspace) = (self.app.node(), job.workspace);
        let job = Arc::new(job);
        let reason: Arc<str> = failure.reason.into();
        let write = |tells: bool| {
            let (job, reason) = (job.clone(), reason.clone());
            self.app.store().write(workspace, move |work| {
                Box::pin(async move {
                    let failed = jobs::fail(&job, &reason, retry_at, node, work).await?;
                    if tells && failed == Failed::Dead {
                        kind.given_up(work, &job, &reason).await?;
                    }
                    Ok(failed)
                })
            })
        };
        let mut written = until_written(|| write(true)).await;
        if written.is_none() {
            // What is to be written about the job is wrong itself: its lane goes on all the same.
            written = until_written(|| write(false)).await;
        }
        let outcome = match written {
            Some(Failed::Dead) => "dead",
            Some(Failed::Retries) => "failed",
            Some(Failed::Lost) | None => "lost",
        };
        if outcome == "dead" {
            // The lane goes on: its next job waits in the database.
            self.places.note_wanted(kind.name(), true);
        }
        tracing::warn!(job = %job.public_id, kind = %job.kind, attempt = job.attempt, outcome, reason = &*reason, "a job failed");
        metrics::counter!("romashka_jobs_total", "kind" => kind.name(), "outcome" => outcome).increment(1);
        self.held.remove(job.id);
        self.places.give_back(kind.name(), 1);
    }

    /// When the job runs again; none if never.
    fn retry_at(&self, job: &Job, again: Again) -> Option<Timestamp> {
        let wait_ms = match again {
            Again::Never => return None,
            Again::After(wait) => i64::try_from(wait.as_millis()).unwrap_or(LONGEST_WAIT_MS),
            Again::Later => wait_ms(job.attempt),
        };
        // Up to a quarter more, so that jobs that failed together do not come back together.
        let quarter = u128::try_from(wait_ms / 4).unwrap_or(0);
        let more = i64::try_from(self.app.random().u128() % (quarter + 1)).unwrap_or(0);
        Some(self.app.clock().now().plus_ms(wait_ms + more))
    }
}

fn wait_ms(attempt: i64) -> i64 {
    let before = u32::try_from(attempt.clamp(1, 12) - 1).unwrap_or(0);
    FIRST_WAIT_MS.saturating_mul(3i64.saturating_pow(before)).min(LONGEST_WAIT_MS)
}

/// Writes until the database takes it, however long it is away: a job whose end is forgotten stays leased to this node, and
/// its lane stands, for as long as the node lives. None where it cannot be written at all.
async fn until_written<T, F>(mut write: impl FnMut() -> F) -> Option<T>
where
    F: Future<Output = store::Result<T>>,
{
    let mut wait = Duration::from_millis(100);
    loop {
        match write().await {
            Ok(written) => return Some(written),
            Err(store::Error::Unavailable(reason)) => {
                tracing::warn!(reason, "the end of jobs could not be written yet");
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(Duration::from_secs(5));
            }
            Err(error) => {
                tracing::error!(%error, "the end of jobs could not be written");
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_seconds_to_an_hour() {
        assert_eq!([1, 2, 3, 4].map(wait_ms), [5_000, 15_000, 45_000, 135_000]);
        assert_eq!(wait_ms(100), LONGEST_WAIT_MS);
        assert!((1..10).map(wait_ms).sum::<i64>() > 2 * 3_600_000, "ten attempts span hours");
    }
}
