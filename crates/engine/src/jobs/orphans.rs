//! Jobs that are leased to this node although it does not hold them: the commit that leased them was told of as failed, or
//! what became of them could not be written. Nobody else takes them while the node lives, and their lanes stand.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::JobId;
use store::jobs;

use crate::app::App;

/// How often it is looked for them. What lies between commit and run, or between run and note, is over by the next look.
const LOOK: Duration = Duration::from_secs(5);

/// The jobs that this node holds: from where they begin to run until it is written how they ended.
#[derive(Debug, Clone, Default)]
pub(super) struct Held(Arc<Mutex<HashSet<JobId>>>);

impl Held {
    pub(super) fn add(&self, id: JobId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    pub(super) fn remove(&self, id: JobId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Those that are not held.
    fn missing(&self, leased: Vec<JobId>) -> HashSet<JobId> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        leased.into_iter().filter(|id| !held.contains(id)).collect()
    }
}

/// Gives them back, for ever: those that were not held at two looks in a row.
pub(super) async fn release(app: App, held: Held) {
    let mut before: HashSet<JobId> = HashSet::new();
    loop {
        tokio::time::sleep(LOOK).await;
        let leased = match jobs::leased_to(app.node(), app.store().db()).await {
            Ok(leased) => leased,
            Err(error) => {
                tracing::warn!(%error, "it could not be looked for jobs that nobody runs");
                continue;
            }
        };
        let missing = held.missing(leased);
        let orphans: Vec<JobId> = missing.iter().copied().filter(|id| before.contains(id)).collect();
        before = missing;
        if orphans.is_empty() {
            continue;
        }
        let (node, count) = (app.node(), orphans.len());
        let released =
            app.store().write(None, move |work| Box::pin(async move { jobs::release(&orphans, node, work).await }));
        match released.await {
            Ok(released) => {
                tracing::warn!(released, count, "jobs that were leased to this node and not run are free again")
            }
            Err(error) => tracing::warn!(%error, count, "jobs that nobody runs could not be freed yet"),
        }
    }
}
