//! The guarded client for a library that puts its requests together itself.

use super::client::{failed, host, origin, redirect_of};
use super::limits::size;
use super::{Bytes, Fetched, GuardedClient};
use crate::Error;
use crate::error::seconds;
use futures::{Stream, StreamExt};
use std::io;
use std::time::Duration;
use tokio::time::timeout;
use url::{Origin, Url};

/// A guarded client for one host: what a library sends through it keeps the rules of [`super`], goes nowhere else, and
/// gets an answer whose body ends.
#[derive(Debug, Clone)]
pub struct Checked {
    client: GuardedClient,
    base: Url,
    origin: Origin,
    wait: Duration,
    max_body_bytes: u64,
}

impl GuardedClient {
    /// A client for requests below this address: their headers come within `wait`, their bodies end at
    /// `max_body_bytes`.
    ///
    /// # Errors
    /// [`Error::Rejected`] when users may not have such an address asked.
    pub fn checked(&self, base: &str, wait: Duration, max_body_bytes: u64) -> Result<Checked, Error> {
        let base = super::client::parse(base)?;
        self.judge(&base)?;
        Ok(Checked { client: self.clone(), origin: base.origin(), base, wait, max_body_bytes })
    }
}

impl Checked {
    /// The host, for sentences.
    pub fn host(&self) -> String {
        host(&self.base)
    }

    /// What a library puts requests together with. They go out by [`Self::send`] alone.
    pub(crate) fn composer(&self) -> Result<reqwest::Client, Error> {
        self.client.judge(&self.base).cloned()
    }

    /// Sends this and waits for the headers of an answer that says success. Redirects are refused: what is sent may hold
    /// a key.
    ///
    /// # Errors
    /// As [`super::Request::send`], and what a status means as in [`Fetched::success`], with that status.
    pub(crate) async fn send(&self, request: reqwest::Request) -> Result<reqwest::Response, (Error, Option<u16>)> {
        let answer = self.execute(request).await.map_err(|wrong| (wrong, None))?;
        let (status, headers, url) = (answer.status(), answer.headers().clone(), answer.url().clone());
        let seen = Fetched { final_url: url, status, content_type: None, headers, body: Bytes::new() };
        seen.success().map_err(|wrong| (wrong, Some(status.as_u16())))?;
        Ok(self.bounded(answer))
    }

    /// What came, whatever its status.
    async fn execute(&self, request: reqwest::Request) -> Result<reqwest::Response, Error> {
        let url = request.url().clone();
        if url.origin() != self.origin {
            return Err(Error::Rejected(format!("A request for {} was meant for {}.", host(&url), self.host())));
        }
        let client = self.client.judge(&url)?;
        let answer = match timeout(self.wait, client.execute(request)).await {
            Ok(sent) => sent.map_err(|wrong| failed(&wrong, &url))?,
            Err(_) => {
                return Err(Error::Unavailable(format!(
                    "{} did not answer within {}.",
                    host(&url),
                    seconds(self.wait)
                )));
            }
        };
        if let Some(next) = redirect_of(&answer, &url)? {
            return Err(Error::Rejected(format!(
                "{} redirects to {}, and a request with a key is not sent on. Enter the final address.",
                host(&url),
                origin(&next)
            )));
        }
        Ok(answer)
    }

    /// The same answer with a body that fails instead of going on for ever.
    fn bounded(&self, answer: reqwest::Response) -> reqwest::Response {
        let (parts, body) = ::http::Response::<reqwest::Body>::from(answer).into_parts();
        let bytes = reqwest::Response::from(::http::Response::new(body)).bytes_stream();
        let body = reqwest::Body::wrap_stream(end_at(bytes, self.max_body_bytes));
        ::http::Response::from_parts(parts, body).into()
    }
}

fn end_at<E>(
    bytes: impl Stream<Item = Result<Bytes, E>>,
    most: u64,
) -> impl Stream<Item = Result<Bytes, Box<dyn std::error::Error + Send + Sync>>>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let mut left = most;
    bytes.map(move |piece| {
        let piece = piece?;
        left = left
            .checked_sub(piece.len() as u64)
            .ok_or_else(|| io::Error::other(format!("the answer is larger than the {} that are read", size(most))))?;
        Ok(piece)
    })
}
