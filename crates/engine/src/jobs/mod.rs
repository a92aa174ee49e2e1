//! Background work: what kinds of jobs there are, and the runner that works on them.
//!
//! A use case asks for a job in its own transaction ([`store::Work::enqueue`]). Where this node has a free place, the job is
//! leased to it in that same transaction and starts right after the commit; everything else is claimed by whichever node
//! has a place. Jobs of one lane run one after the other. Every job may run twice (a node may die between the work and the
//! note that it is done), so that a kind must do no harm when repeated.

mod finisher;
pub mod kinds;
mod orphans;
mod places;
mod runner;
mod upkeep;

use std::time::Duration;

use async_trait::async_trait;
use domain::Code;
use store::Work;
pub use store::jobs::Job;

use crate::app::App;
use crate::error::Error;

pub use kinds::KINDS;
pub(crate) use runner::Runner;
pub(crate) use upkeep::run as run_upkeep;

/// A kind of job. To add one: a file under `kinds/`, a line in [`KINDS`].
#[async_trait]
pub trait Kind: Send + Sync {
    /// As stored; never changed again.
    fn name(&self) -> &'static str;
    /// Jobs of this kind that run at the same time on one node.
    fn concurrency(&self) -> usize {
        8
    }
    /// A run that takes longer is cut and counts as failed.
    fn timeout(&self) -> Duration {
        Duration::from_secs(60)
    }
    /// Does the work. It may have been done before.
    async fn run(&self, app: &App, job: &Job) -> Result<(), Failure>;
    /// The job is given up: what is to be written about it, in the same transaction.
    async fn given_up(&self, _work: &mut Work, _job: &Job, _reason: &str) -> store::Result<()> {
        Ok(())
    }
}

/// When a failed job runs again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Never: it would fail in the same way.
    Never,
    /// Later each time.
    Later,
    /// As the other side asked.
    After(Duration),
}

/// Why a run failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// For the operator, without personal text.
    pub reason: String,
    /// When the job runs again.
    pub again: Again,
}

impl Failure {
    /// The job would fail in the same way each time.
    pub fn for_good(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), again: Again::Never }
    }
    /// Another run may help.
    pub fn passing(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), again: Again::Later }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let reason = error.to_string();
        let again = match &error {
            Error::Store(store::Error::NotFound | store::Error::Conflict(_)) => Again::Never,
            Error::Store(_) => Again::Later,
            Error::Connectors(outside) => match outside.retry_after() {
                Some(after) => Again::After(after),
                None if outside.is_retryable() => Again::Later,
                None => Again::Never,
            },
            Error::Problem(problem) => match (problem.retry_after_s, problem.code) {
                (Some(seconds), _) => Again::After(Duration::from_secs(seconds.into())),
                (None, Code::Limited | Code::Unavailable | Code::Internal) => Again::Later,
                _ => Again::Never,
            },
        };
        Self { reason, again }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Problem;

    #[test]
    fn what_passes_is_tried_again_and_what_stays_is_not() {
        let again = |error: Error| Failure::from(error).again;
        assert_eq!(again(store::Error::Unavailable("away".into()).into()), Again::Later);
        assert_eq!(again(store::Error::NotFound.into()), Again::Never);
        assert_eq!(
            again(connectors::Error::Limited(Some(Duration::from_secs(7))).into()),
            Again::After(Duration::from_secs(7))
        );
        assert_eq!(again(connectors::Error::Rejected("no".into()).into()), Again::Never);
        assert_eq!(again(Problem::not_found("it").into()), Again::Never);
        let busy = Problem::new(Code::Unavailable, "busy").retry_after(3);
        assert_eq!(again(busy.into()), Again::After(Duration::from_secs(3)));
    }
}
