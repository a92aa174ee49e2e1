//! How we speak to the outside: the only outgoing HTTP and SMTP.
//!
//! - [`http`]: the one guarded client for requests that users cause. It reaches public addresses only, and what the
//!   operator has opened; it ends slow and endless answers.
//! - [`mail`]: outgoing mail over SMTP.
//! - [`Error`]: what can go wrong with the outside, in the five kinds that decide what happens next.
//!
//! Nothing here knows the database, a workspace or a conversation; calls come from jobs.

pub mod error;
pub mod http;
pub mod mail;
#[cfg(feature = "testing")]
pub mod testing;
mod tls;

pub use error::Error;
