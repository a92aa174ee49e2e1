//! Handing a mail of the log to the mail server.

use async_trait::async_trait;
use domain::ids::MailId;
use serde::Deserialize;

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

    async fn run(&self, app: &App, job: &Job) -> Result<(), Failure> {
        let payload: Payload = serde_json::from_value(job.payload.clone())
            .map_err(|_| Failure::for_good("The job does not say which mail."))?;
        let is_last = job.attempt >= job.max_attempts;
        Ok(outgoing::send(app, payload.mail, is_last).await?)
    }
}
