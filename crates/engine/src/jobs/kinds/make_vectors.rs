//! Making the vectors of passages.

use std::time::Duration;

use async_trait::async_trait;

use crate::app::App;
use crate::jobs::{Failure, Job, Kind};
use crate::knowledge;

pub(super) struct MakeVectors;

#[async_trait]
impl Kind for MakeVectors {
    fn name(&self) -> &'static str {
        knowledge::MAKE_VECTORS
    }

    /// A model in this process takes a core for itself; the others are for those who ask.
    fn concurrency(&self) -> usize {
        1
    }

    /// Twenty long items on a slow processor.
    fn timeout(&self) -> Duration {
        Duration::from_secs(3_600)
    }

    async fn run(&self, app: &App, job: &Job) -> Result<(), Failure> {
        let workspace = job.workspace.ok_or_else(|| Failure::for_good("The job does not say which workspace."))?;
        let span = serde_json::from_value(job.payload.clone())
            .map_err(|_| Failure::for_good("The job does not say which items."))?;
        Ok(knowledge::make_vectors(app, workspace, span).await?)
    }
}
