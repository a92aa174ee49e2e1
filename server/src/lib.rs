//! The server: axum routes, REST API, sockets, pages, and the command line of `romashka`.
//!
//! - [`config`]: what an operator may set, checked before anything starts.
//! - [`compose`]: puts store, connectors and engine together; the only place that knows all three.
//! - [`http`]: everything that listens. [`command`]: everything that is typed.
// The types of the pages nest deeper than the compiler follows by itself.
#![recursion_limit = "512"]

pub mod command;
pub mod compose;
pub mod config;
pub mod http;
pub mod telemetry;
