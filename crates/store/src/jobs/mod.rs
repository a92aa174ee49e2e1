//! Background jobs: asked for in the transaction of a use case, run in order within their lane, leased to a node, kept
//! until they succeeded or a person has decided about them.
//!
//! The first unfinished job of a lane is its *head*; only heads run. Whoever finishes a head makes the next one head in
//! the same transaction.

mod claim;
mod finish;
mod insert;
mod look;

pub(crate) use claim::repair;
pub use claim::{Freed, claim, due_kinds, free_from_dead_nodes, leased_to, next_run_at, release, repair_lanes};
pub use finish::{Failed, LOST, bury_unknown, delete_finished, discard, fail, finish, retry};
pub(crate) use insert::{Leasing, PendingJob, write};
pub use look::{JobRow, counts, find, list_dead, pending};

use domain::Timestamp;
use domain::ids::{JobId, JobRef, WorkspaceId};
use std::fmt::Debug;

/// A job to be.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Whose work it is; none for the installation's own.
    pub workspace: Option<WorkspaceId>,
    /// Kind, as in `send_mail`; the engine has the list.
    pub kind: &'static str,
    /// Jobs of one lane run in the order in which they were committed; none: independent of all others.
    pub lane: Option<String>,
    /// Ids and small values that the kind understands.
    pub payload: serde_json::Value,
    /// Not before this time; none: at once.
    pub run_at: Option<Timestamp>,
    /// After so many failed runs it is given up.
    pub max_attempts: u16,
}

/// A job leased to this node.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Key.
    pub id: JobId,
    /// Public id.
    pub public_id: JobRef,
    /// Whose work it is.
    pub workspace: Option<WorkspaceId>,
    /// Kind.
    pub kind: String,
    /// Lane; a job without a lane has one of its own.
    pub lane: String,
    /// What the kind understands.
    pub payload: serde_json::Value,
    /// Which run this is, from 1.
    pub attempt: i64,
    /// After so many failed runs it is given up.
    pub max_attempts: i64,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// The runner of this node, to which jobs are handed in the moment of their commit.
pub trait JobTaker: Send + Sync + Debug {
    /// Takes a place for a job of this kind; false if there is none now, or the kind is not known here.
    fn reserve(&self, kind: &str) -> bool;
    /// Gives back a place that was taken: the transaction was undone.
    fn release(&self, kind: &str);
    /// Takes over committed jobs, leased to this node, one for each place taken.
    fn take(&self, jobs: Vec<Job>);
}
