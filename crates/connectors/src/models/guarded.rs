//! The way out for a library that speaks a model's protocol: through the guarded client, once.

use std::task::{Context, Poll};

use async_openai::middleware::HttpRequestFactory;
use futures::future::BoxFuture;
use reqwest::header::AUTHORIZATION;
use tower::{BoxError, Service};

use crate::Error;
use crate::http::Checked;

/// The service refused the request as one that it does not understand, which another one may not be.
#[derive(Debug)]
pub(super) struct NotUnderstood(pub(super) Error);

impl std::fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for NotUnderstood {}

/// Sends each request once, and hands out nothing but successes: an error here is one of ours.
#[derive(Debug, Clone)]
pub(super) struct Guarded {
    checked: Checked,
    has_key: bool,
}

impl Guarded {
    pub(super) fn new(checked: Checked, has_key: bool) -> Self {
        Self { checked, has_key }
    }
}

impl Service<HttpRequestFactory> for Guarded {
    type Response = reqwest::Response;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<reqwest::Response, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequestFactory) -> Self::Future {
        let Self { checked, has_key } = self.clone();
        Box::pin(async move {
            let mut request = request.build().await?;
            match request.headers_mut().get_mut(AUTHORIZATION) {
                Some(key) if has_key => key.set_sensitive(true),
                _ => drop(request.headers_mut().remove(AUTHORIZATION)),
            }
            match checked.send(request).await {
                Ok(answer) => Ok(answer),
                Err((wrong, Some(400 | 422))) => Err(NotUnderstood(wrong).into()),
                Err((wrong, _)) => Err(wrong.into()),
            }
        })
    }
}
