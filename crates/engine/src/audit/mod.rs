//! The audit log: every administrative act, with who did it, to what, and what changed.

mod list;
mod react;

pub use list::{AuditFilter, list};
pub(crate) use react::react;
