//! Deleting what has passed its time.
//!
//! Once a day and workspace: events, audit entries and mails that are older than the workspace keeps them, invitations that
//! ended long ago, and visitors whose token has ended. Once a day for the installation: ended sessions, password links, its
//! own mails, counts of attempts, answers kept for repeated requests.

mod clean;
mod schedule;

pub(crate) use clean::{CLEAN_INSTALLATION, CLEAN_WORKSPACE};
pub use clean::{clean_installation, clean_workspace};
pub use schedule::schedule;
