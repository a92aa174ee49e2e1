//! What we do: every use case of the product. Knows no HTTP server and no user interface.
//!
//! - [`App`]: the handle to everything that a use case needs (store, clock, randomness, mailer, guarded client).
//! - [`Ctx`]: that handle together with the workspace and the one who acts; the first line of a use case asks it whether
//!   they may.
//! - [`Once`]: the key under which a repeated request takes effect once.
//! - [`accounts`]: people, sessions, workspaces, the team, API keys.
//! - [`answer`]: what a bot says to a visitor.
//! - [`visitors`], [`conversations`]: who talks from outside, and what visitors and the team do in a conversation.
//! - [`knowledge`]: what bots answer from.
//! - [`bots`], [`budgets`]: what answers visitors, and how much of model services it may use.
//! - [`intents`]: what visitors may want, as a business says by examples.
//! - `hours`: whether somebody of the team is there.
//! - [`audit`], [`outgoing`]: what was done, which mails went out.
//! - [`retention`], [`erasure`]: what is deleted after its time, and how a person leaves no trace.

#[macro_use]
mod in_language;

pub mod accounts;
pub mod answer;
pub mod app;
pub mod audit;
mod background;
pub mod bots;
pub mod budgets;
pub mod conversations;
pub mod ctx;
mod cursor;
pub mod demo;
pub mod erasure;
pub mod error;
pub mod evaluation;
pub mod events;
mod hours;
pub mod intents;
pub mod jobs;
pub mod knowledge;
pub mod live;
mod once;
pub mod outgoing;
pub mod retention;
mod sealed;
pub mod secrets;
pub mod system;
pub mod visitors;

pub use app::{App, AppParts, Settings};
pub use background::Background;
pub use ctx::Ctx;
pub use error::{Error, Result};
pub use once::Once;
pub use secrets::{OsRandom, SecretKey};
pub use store::clock::{Clock, Random, SystemClock};
