//! Live updates: whoever watches a workspace gets each event that they may see, in order and without gaps; whoever is in a
//! conversation gets its messages, and what is not stored: who types, and what the bot is writing.
//!
//! Watchers of one workspace on one node share one read of the log and of the messages in it. What a watcher has not taken
//! is not kept for them: whoever falls behind the short memory of the newest events reads from the database.

mod conversation;
mod feeds;
mod follow;
mod hub;
mod mailbox;
mod newcomers;
mod told;
mod topic;
mod watch;
mod word;

pub use conversation::{ConversationFeed, ConversationUpdate, Signal};
pub use follow::{Feed, Update, follow};
pub use hub::Hub;
pub use told::Told;
pub use watch::watch;
