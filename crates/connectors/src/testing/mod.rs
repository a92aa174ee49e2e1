//! The outside for tests (feature `testing`): real servers on loopback that behave as a script says. They end when they are
//! dropped, and panic where a test could not go on anyway.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod models;
mod smtp;

pub use models::{Act, ModelServer, ReceivedChat};
pub use smtp::{Hang, ReceivedMail, Script, SmtpServer};
