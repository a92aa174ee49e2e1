//! Keeping a conversation's summary.

use std::time::Duration;

use async_trait::async_trait;
use domain::ids::ConversationId;
use serde::Deserialize;

use crate::answer;
use crate::app::App;
use crate::jobs::{Failure, Job, Kind};

#[derive(Deserialize)]
struct Payload {
    conversation: ConversationId,
}

pub(super) struct RememberConversation;

#[async_trait]
impl Kind for RememberConversation {
    fn name(&self) -> &'static str {
        answer::REMEMBER
    }

    /// Longer than a model may take.
    fn timeout(&self) -> Duration {
        Duration::from_secs(60)
    }

    async fn run(&self, app: &App, job: &Job) -> Result<(), Failure> {
        let workspace = job.workspace.ok_or_else(|| Failure::for_good("The job does not say which workspace."))?;
        let payload: Payload = serde_json::from_value(job.payload.clone())
            .map_err(|_| Failure::for_good("The job does not say which conversation."))?;
        Ok(answer::remember(app, workspace, payload.conversation).await?)
    }
}
