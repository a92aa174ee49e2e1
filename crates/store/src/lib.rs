//! What we remember: the only SQL.
//!
//! [`Store`] opens the database. Reading: a store function with `store.db()`. Writing: [`Store::write`] with a use case
//! that gets a [`Work`]; it is committed together with whatever else has gathered, and answered after the commit.

pub mod activity;
pub mod api_keys;
pub mod attempts;
pub mod audit;
pub mod bots;
mod checkpoint;
pub mod clock;
mod column;
mod connect;
pub mod contacts;
pub mod conversations;
pub mod counters;
pub mod db;
pub mod episodes;
pub mod erasure;
pub mod error;
pub mod events;
pub mod idempotency;
pub mod installation;
pub mod intents;
pub mod invitations;
pub mod item_versions;
pub mod items;
pub mod jobs;
pub mod mails;
pub mod members;
pub mod messages;
pub mod migrate;
pub mod model_use;
pub mod nodes;
mod notify;
mod open;
pub mod passages;
pub mod password_resets;
pub mod reactions;
mod recent;
pub mod retention;
pub mod scratch;
pub mod sessions;
mod talk;
mod together;
mod tx;
pub mod users;
mod value;
pub mod vectors;
pub mod visitors;
pub mod widgets;
mod work;
pub mod workspaces;
mod writer;

pub use clock::{Clock, Random, SystemClock};
pub use connect::DatabaseUrl;
pub use db::{Db, On, Tx, sql};
pub use error::{Error, Result};
pub use jobs::{JobTaker, NewJob};
pub use notify::Change;
pub use open::{Store, StoreOptions};
pub use recent::Written;
pub use talk::Touches;
pub use work::Work;
