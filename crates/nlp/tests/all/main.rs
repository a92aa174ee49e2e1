//! What the parts do together.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod classify;
mod entities;
mod handoff;
mod intent;
mod language;
mod sentiment;
mod sets;
mod shop;
