//! How we speak to the outside: the only outgoing HTTP and SMTP.
//!
//! - [`documents`]: what a fetched page or an uploaded file says, as Markdown.
//! - [`http`]: the one guarded client for requests that users cause. It reaches public addresses only, and what the
//!   operator has opened; it ends slow and endless answers.
//! - [`mail`]: outgoing mail over SMTP.
//! - [`models`]: language models of others.
//! - [`Error`]: what can go wrong with the outside, in the five kinds that decide what happens next.
//!
//! Nothing here knows the database, a workspace or a conversation; calls come from jobs.

pub mod documents;
pub mod error;
pub mod http;
pub mod mail;
pub mod models;
#[cfg(feature = "testing")]
pub mod testing;
mod tls;

pub use error::Error;
