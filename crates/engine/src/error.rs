//! What can go wrong in a use case, and how it reaches a person.

use domain::{Code, Problem};

use crate::secrets::OsRandom;
use store::clock::Random;

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The outside.
    #[error(transparent)]
    Connectors(#[from] connectors::Error),
    /// Already in words for the person who asked.
    #[error(transparent)]
    Problem(#[from] Problem),
}

impl Error {
    /// What a person is told. A mistake of ours is logged here with a reference that the person is shown, so each edge
    /// (server functions, HTTP, sockets) calls this once per failure.
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Problem(problem) => problem,
            Self::Store(store::Error::NotFound) => Problem::not_found("what you asked for"),
            Self::Store(store::Error::Conflict(what)) => {
                Problem::new(Code::Conflict, format!("There is already one with the same {what}."))
            }
            Self::Store(store::Error::Unavailable(reason)) => {
                tracing::warn!(reason, "database unavailable");
                Problem::new(Code::Unavailable, "The database is away for the moment. Try again in a few seconds.")
                    .retry_after(2)
            }
            Self::Connectors(error) if error.is_retryable() => {
                Problem::new(Code::Unavailable, error.to_string()).retry_after(30)
            }
            Self::Connectors(error) => Problem::invalid(error.to_string()),
            Self::Store(store::Error::Unexpected(reason)) => internal(&reason),
        }
    }
}

/// Logs a mistake of ours; the reference joins what the person sees and the line in the log.
pub(crate) fn internal(reason: &str) -> Problem {
    let reference = format!("{:012x}", OsRandom.u128() & 0xffff_ffff_ffff);
    tracing::error!(reference, reason, "a mistake of ours");
    let message =
        format!("Something went wrong on our side. If it happens again, tell us this reference: {reference}.");
    Problem { reference: Some(reference), ..Problem::new(Code::Internal, message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_of_ours_is_shown_with_a_reference_and_without_its_reason() {
        let problem = Error::from(store::Error::Unexpected("no column secret_thing".into())).into_problem();
        assert_eq!(problem.code, Code::Internal);
        let reference = problem.reference.clone().unwrap_or_default();
        assert_eq!(reference.len(), 12);
        assert!(problem.message.contains(&reference) && !problem.message.contains("secret_thing"));
    }

    #[test]
    fn a_database_that_is_away_asks_to_come_back() {
        let problem = Error::from(store::Error::Unavailable("disk full".into())).into_problem();
        assert_eq!((problem.code, problem.retry_after_s), (Code::Unavailable, Some(2)));
    }
}
