//! Answering a visitor's newest message.

use std::time::Duration;

use async_trait::async_trait;
use domain::ids::ConversationId;
use serde::Deserialize;
use store::Work;

use crate::answer;
use crate::app::App;
use crate::jobs::{Failure, Job, Kind};

#[derive(Deserialize)]
struct Payload {
    conversation: ConversationId,
    seq: i64,
}

pub(super) struct AnswerMessage;

#[async_trait]
impl Kind for AnswerMessage {
    fn name(&self) -> &'static str {
        answer::JOB
    }

    /// Most of the time each waits: for more words of the visitor, for a model.
    fn concurrency(&self) -> usize {
        256
    }

    /// Longer than a model may take together with the second attempt.
    fn timeout(&self) -> Duration {
        Duration::from_secs(45)
    }

    async fn run(&self, app: &App, job: &Job) -> Result<(), Failure> {
        let (workspace, payload) = read(job)?;
        Ok(answer::run(app, workspace, payload.conversation, payload.seq, job.attempt).await?)
    }

    async fn given_up(&self, work: &mut Work, job: &Job, _reason: &str) -> store::Result<()> {
        match read(job) {
            Ok((workspace, payload)) => answer::give_up(work, workspace, payload.conversation, payload.seq).await,
            Err(_) => Ok(()),
        }
    }
}

fn read(job: &Job) -> Result<(domain::ids::WorkspaceId, Payload), Failure> {
    let workspace = job.workspace.ok_or_else(|| Failure::for_good("The job does not say which workspace."))?;
    let payload = serde_json::from_value(job.payload.clone())
        .map_err(|_| Failure::for_good("The job does not say which message."))?;
    Ok((workspace, payload))
}
