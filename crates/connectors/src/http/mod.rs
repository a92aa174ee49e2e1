//! The one client for requests that users cause: imports of pages, model services.
//!
//! Users name the addresses, so the server must not become their way into the network that it stands in. What holds:
//!
//! - Only `http` and `https`, no name or password in the address, no proxy from the environment.
//! - Only public addresses ([`guard`]), in whatever form they are written. A name is looked up once per connection, what
//!   is not public is taken out of the answer, and the connection goes to what is left: there is no second look-up whose
//!   answer could differ. Redirects are followed here, one by one, and each is judged like the first address.
//! - An operator opens private targets by exact host and port ([`AllowHosts`]).
//! - Everything has an end ([`Limits`]): connecting, waiting, the whole exchange, headers, the body before and after
//!   decompression, and bodies that only trickle.
//!
//! Two inner clients keep the rules apart: one whose look-ups are filtered, one for the opened targets. Each has its own
//! pool, so a connection to an opened target is never reused for anything else.

mod allow;
mod checked;
mod client;
mod fetched;
pub mod guard;
mod limits;
mod request;
mod resolve;

pub use allow::AllowHosts;
pub use checked::Checked;
pub use client::{GuardedClient, Options};
pub use fetched::Fetched;
pub use limits::Limits;
pub use request::Request;
pub use resolve::{Resolve, SystemResolver};

// What callers need to make requests and read answers, so that they need not name the library behind it.
pub use ::http::{HeaderMap, Method, StatusCode};
pub use bytes::Bytes;
