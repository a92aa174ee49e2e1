//! Deleting what a workspace need not keep any longer.

use async_trait::async_trait;
use std::time::Duration;

use crate::app::App;
use crate::jobs::{Failure, Job, Kind};
use crate::retention;

pub(super) struct CleanWorkspace;

#[async_trait]
impl Kind for CleanWorkspace {
    fn name(&self) -> &'static str {
        retention::CLEAN_WORKSPACE
    }

    /// Nobody waits for it.
    fn concurrency(&self) -> usize {
        1
    }

    /// The first one after a shorter time was set deletes in many pieces.
    fn timeout(&self) -> Duration {
        Duration::from_secs(1_800)
    }

    async fn run(&self, app: &App, job: &Job) -> Result<(), Failure> {
        let workspace = job.workspace.ok_or_else(|| Failure::for_good("The job does not say which workspace."))?;
        Ok(retention::clean_workspace(app, workspace).await?)
    }
}
