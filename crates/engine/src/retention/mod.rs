//! Deleting what has passed its time.
//!
//! Once a day and workspace: events, audit entries, mails, invitations, as long as the workspace keeps them, and visitors
//! whose token has ended. Once a day for the installation: ended sessions, password links, counts of attempts, answers kept for repeated requests.

mod clean;
mod schedule;

pub(crate) use clean::{CLEAN_INSTALLATION, CLEAN_WORKSPACE};
pub use clean::{clean_installation, clean_workspace};
pub use schedule::schedule;
