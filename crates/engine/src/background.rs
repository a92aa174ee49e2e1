//! What runs beside requests: jobs, reactions, this node's sign of life.

use std::time::Duration;

use store::nodes;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::events::reactions::{self, REACTIONS, Reaction};
use crate::jobs::{self, KINDS, Kind};

/// The background work of a node.
#[derive(Debug)]
pub struct Background {
    app: App,
    jobs: jobs::Runner,
    reactions: reactions::Runner,
    upkeep: JoinHandle<()>,
}

impl App {
    /// Starts all background work of this node. On SQLite the caller holds the lock of the data folder, so that what other
    /// nodes were leased is taken from them at once. If the database is away, the work starts when it is back.
    pub fn run_background(&self) -> Background {
        self.run_background_with(KINDS, REACTIONS)
    }

    /// The same with kinds of jobs and reactions of the caller's choice; for tests and benchmarks.
    pub fn run_background_with(
        &self,
        kinds: &'static [&'static dyn Kind],
        reactions: &'static [&'static dyn Reaction],
    ) -> Background {
        // Before this node has said that it lives, no job is leased to it.
        let alive = CancellationToken::new();
        Background {
            app: self.clone(),
            jobs: jobs::Runner::start(self, kinds, alive.clone()),
            reactions: reactions::Runner::start(self, reactions),
            upkeep: tokio::spawn(jobs::run_upkeep(self.clone(), kinds, alive)),
        }
    }
}

impl Background {
    /// Takes nothing new, waits up to `grace` for what is under way, and gives the rest back for others. Watchers are told
    /// to come again.
    pub async fn stop(self, grace: Duration) {
        let deadline = Instant::now() + grace;
        self.app.live().close();
        tokio::join!(self.jobs.stop(deadline), self.reactions.stop(deadline));
        self.upkeep.abort();
        let node = self.app.node();
        let gone = self.app.store().write(None, move |work| Box::pin(async move { nodes::delete(node, work).await }));
        if let Err(error) = gone.await {
            tracing::warn!(%error, "this node could not sign off; its lease runs out by itself");
        }
    }
}
