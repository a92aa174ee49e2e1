//! Deleting what no workspace owns and nobody needs any longer.

use async_trait::async_trait;
use std::time::Duration;

use crate::app::App;
use crate::jobs::{Failure, Job, Kind};
use crate::retention;

pub(super) struct CleanInstallation;

#[async_trait]
impl Kind for CleanInstallation {
    fn name(&self) -> &'static str {
        retention::CLEAN_INSTALLATION
    }

    /// Nobody waits for it.
    fn concurrency(&self) -> usize {
        1
    }

    fn timeout(&self) -> Duration {
        Duration::from_secs(1_800)
    }

    async fn run(&self, app: &App, _job: &Job) -> Result<(), Failure> {
        Ok(retention::clean_installation(app).await?)
    }
}
