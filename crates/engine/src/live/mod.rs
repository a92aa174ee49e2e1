//! Live updates: whoever watches a workspace gets each event that they may see, in order and without gaps.
//!
//! Watchers of one workspace on one node share one read of the log. What a watcher has not taken is not kept for them:
//! whoever falls behind the short memory of the newest events reads from the database.

mod follow;
mod hub;

pub use follow::{Feed, Update, follow};
pub use hub::Hub;
