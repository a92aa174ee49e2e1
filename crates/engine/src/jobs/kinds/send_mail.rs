//! Handing a mail of the log to the mail server.

use async_trait::async_trait;
use domain::ids::MailId;
use serde::Deserialize;

use std::time::Duration;
use store::Work;

use crate::app::App;
use crate::jobs::{Failure, Job, Kind};
use crate::outgoing;

#[derive(Deserialize)]
struct Payload {
    mail: MailId,
}

pub(super) struct SendMail;

#[async_trait]
impl Kind for SendMail {
    fn name(&self) -> &'static str {
        outgoing::SEND_MAIL
    }

    /// Mail servers do not like many connections from one place.
    fn concurrency(&self) -> usize {
        4
    }

    /// Longer than a mail server may take for all its steps together.
    fn timeout(&self) -> Duration {
        Duration::from_secs(240)
    }

    /// A run that was cut or broke down could not write so itself.
    async fn given_up(&self, work: &mut Work, job: &Job, reason: &str) -> store::Result<()> {
        match serde_json::from_value::<Payload>(job.payload.clone()) {
            Ok(payload) => outgoing::give_up(work, payload.mail, reason).await,
            Err(_) => Ok(()),
        }
    }

    async fn run(&self, app: &App, job: &Job) -> Result<(), Failure> {
        let payload: Payload = serde_json::from_value(job.payload.clone())
            .map_err(|_| Failure::for_good("The job does not say which mail."))?;
        let is_last = job.attempt >= job.max_attempts;
        Ok(outgoing::send(app, payload.mail, is_last).await?)
    }
}
