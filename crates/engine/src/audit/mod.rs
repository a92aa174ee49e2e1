//! The audit log: every administrative act, with who did it, to what, and what changed.

mod list;

pub use list::{AuditFilter, list};
