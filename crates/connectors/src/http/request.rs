//! A request while it is put together.

use super::{Bytes, Fetched, GuardedClient, HeaderMap, Limits, Method};
use crate::Error;
use ::http::header::{self, HeaderName, HeaderValue};
use std::time::Duration;

/// Headers that belong to the connection or follow from the address and the body; setting them by hand would let a
/// caller ask one host while addressing another, or smuggle a second request.
const OURS: &[HeaderName] = &[
    header::HOST,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::TE,
    header::TRAILER,
    header::EXPECT,
];

/// A request while it is put together; mistakes come out of [`send`](Self::send).
#[must_use = "a request goes out with `send`"]
#[derive(Debug)]
pub struct Request<'a> {
    client: &'a GuardedClient,
    pub(super) method: Method,
    pub(super) url: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    pub(super) limits: Limits,
    wrong: Option<Error>,
}

impl<'a> Request<'a> {
    pub(super) fn new(client: &'a GuardedClient, method: Method, url: &str, limits: Limits) -> Self {
        Self { client, method, url: url.to_owned(), headers: HeaderMap::new(), body: None, limits, wrong: None }
    }

    /// Adds a header. It goes to the address given and is not sent on to another host by a redirect.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(mut value)) if !OURS.contains(&name) => {
                // Not shown by Debug, since callers put keys here under many names.
                value.set_sensitive(true);
                self.headers.append(name, value);
            }
            _ => self.note(Error::Rejected(format!("The header “{}” cannot be sent.", name.escape_debug()))),
        }
        self
    }

    /// Adds `Authorization: Bearer …`.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Sends this as JSON.
    pub fn json<T: serde::Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => self.body("application/json", bytes),
            Err(wrong) => {
                self.note(Error::Unexpected(format!("The request could not be written as JSON: {wrong}.")));
                self
            }
        }
    }

    /// Sends these bytes.
    pub fn body(mut self, content_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.body = Some(bytes.into());
        self.headers.remove(header::CONTENT_TYPE);
        self.header("content-type", content_type)
    }

    /// Another limit for the answer's body, in bytes after decompression.
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.limits.max_body_bytes = bytes;
        self
    }

    /// Another limit for everything together.
    pub fn total(mut self, total: Duration) -> Self {
        self.limits.total = total;
        self
    }

    /// Another limit for the longest silence, for those who think before they answer.
    pub fn idle(mut self, idle: Duration) -> Self {
        self.limits.idle = idle;
        self
    }

    /// Sends it and reads the answer to its end. Redirects are followed for GET and HEAD.
    ///
    /// # Errors
    /// - [`Error::Rejected`]: the address is not allowed, a limit of size or redirects was passed, or a request with a
    ///   body was redirected.
    /// - [`Error::Unavailable`]: no such name, no connection, a certificate that is not trusted, or too slow.
    /// - [`Error::Unexpected`]: the answer is not understood.
    pub async fn send(mut self) -> Result<Fetched, Error> {
        match self.wrong.take() {
            Some(wrong) => Err(wrong),
            None => self.client.send(self).await,
        }
    }

    /// The first mistake is the one to tell.
    fn note(&mut self, wrong: Error) {
        self.wrong.get_or_insert(wrong);
    }
}
