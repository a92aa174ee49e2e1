//! What things are: ids, types, parsing, errors, permissions, events and the wire protocol.
//!
//! Nothing here reads a clock, a random number, a file or the network, so it compiles for the server and for wasm alike.

pub mod accounts;
pub mod analysis;
pub mod analytics;
pub mod bots;
pub mod budget;
pub mod chat;
pub mod conversations;
pub mod error;
pub mod events;
pub mod explanation;
pub mod feedback;
pub mod hours;
pub mod ids;
pub mod intents;
pub mod knowledge;
pub mod language;
pub mod markdown;
pub mod memory;
pub mod messages;
pub mod operations;
pub mod page;
pub mod permissions;
pub mod rules;
pub mod time;
pub mod tools;
pub mod typed;
pub mod wire;

pub use error::{Code, Problem};
pub use language::Language;
pub use time::Timestamp;
