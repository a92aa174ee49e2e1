//! The outside, played by real servers on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod documents;
mod embeddings;
mod encryption;
mod guard;
mod limits;
mod mail;
mod models;
mod redirects;
mod requests;
mod site;
