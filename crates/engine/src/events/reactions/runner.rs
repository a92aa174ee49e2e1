//! Brings reactions up to date: at once where this node has recorded events, and by looking for what others left.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use domain::ids::WorkspaceId;
use futures::StreamExt;
use store::{Change, reactions};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Reaction;
use super::digest::{Digester, Progress};
use crate::app::App;
use crate::error::Result;

/// How often the database is looked at for logs that are longer than what was read.
const LOOK: Duration = Duration::from_secs(3);
/// Between two rounds, while no workspace has more to digest: each round is a transaction for each workspace, and a
/// thousand messages a second would be as many.
const PACE: Duration = Duration::from_millis(100);
/// Workspaces that one reaction works on at the same time.
const AT_ONCE: usize = 8;
/// Workspaces found by one look.
const FOUND: u16 = 500;

/// The reactions of a node, a task each.
#[derive(Debug)]
pub(crate) struct Runner {
    stopping: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

impl Runner {
    /// Starts them.
    pub(crate) fn start(app: &App, reactions: &'static [&'static dyn Reaction]) -> Self {
        let stopping = CancellationToken::new();
        let start = |reaction: &&'static dyn Reaction| {
            let task =
                Task { app: app.clone(), digester: Arc::new(Digester::new(*reaction)), stopping: stopping.clone() };
            tokio::spawn(task.run(app.store().changes()))
        };
        let tasks = reactions.iter().map(start).collect();
        Self { stopping, tasks }
    }

    /// Ends after the batches that are under way; what is left is for another node, or for the next start.
    pub(crate) async fn stop(self, deadline: Instant) {
        self.stopping.cancel();
        for mut task in self.tasks {
            if tokio::time::timeout_at(deadline, &mut task).await.is_err() {
                task.abort();
            }
        }
    }
}

struct Task {
    app: App,
    digester: Arc<Digester>,
    stopping: CancellationToken,
}

impl Task {
    async fn run(self, mut changes: broadcast::Receiver<Change>) {
        let (again, mut due_again) = mpsc::unbounded_channel::<WorkspaceId>();
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut grown: HashSet<WorkspaceId> = HashSet::new();
        loop {
            let mut looks = false;
            tokio::select! {
                () = self.stopping.cancelled() => return,
                // What another node has recorded that node digests; the look finds what it could not.
                change = changes.recv() => match change {
                    Ok(Change::Events { workspace, here: true, .. }) => { grown.insert(workspace); }
                    Ok(_) => continue,
                    Err(RecvError::Lagged(_)) => looks = true,
                    Err(RecvError::Closed) => return,
                },
                Some(workspace) = due_again.recv() => { grown.insert(workspace); }
                _ = look.tick() => looks = true,
            }
            while let Ok(change) = changes.try_recv() {
                if let Change::Events { workspace, here: true, .. } = change {
                    grown.insert(workspace);
                }
            }
            if looks {
                match self.behind().await {
                    Ok(behind) => grown.extend(behind),
                    Err(error) => tracing::warn!(%error, "reactions could not look for work"),
                }
            }
            futures::stream::iter(grown.drain())
                .for_each_concurrent(AT_ONCE, |workspace| self.work_on(workspace, &again))
                .await;
            if due_again.is_empty() {
                tokio::select! {
                    () = self.stopping.cancelled() => return,
                    () = tokio::time::sleep(PACE) => {}
                }
            }
        }
    }

    async fn behind(&self) -> store::Result<Vec<WorkspaceId>> {
        let (name, now) = (self.digester.reaction.name(), self.app.clock().now());
        reactions::behind(name, now, FOUND, self.app.store().db()).await
    }

    /// One batch; if there is more, the workspace comes again after the others had their turn.
    async fn work_on(&self, workspace: WorkspaceId, again: &mpsc::UnboundedSender<WorkspaceId>) {
        if self.stopping.is_cancelled() {
            return;
        }
        match self.digester.digest(&self.app, workspace).await {
            Ok(Progress::UpToDate) => {}
            Ok(Progress::Moved) => {
                let _ = again.send(workspace);
            }
            Ok(Progress::Waits(wait_ms)) => {
                let again = again.clone();
                let wait = Duration::from_millis(u64::try_from(wait_ms).unwrap_or(0));
                tokio::spawn(async move {
                    tokio::time::sleep(wait).await;
                    let _ = again.send(workspace);
                });
            }
            // The next look finds it again.
            Err(error) => {
                let reaction = self.digester.reaction.name();
                tracing::warn!(%error, reaction, "a reaction could not go on");
            }
        }
    }
}

/// Brings these reactions up to date in all workspaces, and ends when each has read everything or waits after a failure.
/// For tests, and for the command line where no server runs.
pub async fn catch_up(app: &App, reactions: &'static [&'static dyn Reaction]) -> Result<()> {
    for reaction in reactions {
        let digester = Digester::new(*reaction);
        loop {
            let name = reaction.name();
            let behind = reactions::behind(name, app.clock().now(), FOUND, app.store().db()).await?;
            if behind.is_empty() {
                break;
            }
            for workspace in behind {
                while digester.digest(app, workspace).await? == Progress::Moved {}
            }
        }
    }
    Ok(())
}
