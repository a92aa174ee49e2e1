//! The one edge where a problem becomes an answer: RFC 9457 details for programs, a page for people.
//!
//! A handler gives an [`Answer`]; the [`finish`] layer, which knows the request, writes it out and logs once what is
//! our own mistake.

use super::request::RequestId;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Code, Problem};
use serde::Serialize;
use std::any::Any;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A problem on its way to the one who asked.
#[derive(Debug, Clone)]
pub struct Answer(pub Problem);

impl From<Problem> for Answer {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<engine::Error> for Answer {
    fn from(error: engine::Error) -> Self {
        Self(error.into_problem())
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Problem details as RFC 9457 has them.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// Kind of the problem, as in `urn:romashka:problem:not_found`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong and what to do, for a person.
    pub detail: String,
    /// Kind of the problem, for a program.
    #[schema(example = "not_found")]
    pub code: String,
    /// Field name → what is wrong with it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// The request's id, under which it stands in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Seconds after which a new attempt makes sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
}

impl ProblemDetails {
    fn new(problem: Problem, status: StatusCode) -> Self {
        Self {
            kind: format!("urn:romashka:problem:{}", problem.code.as_str()),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            detail: problem.message,
            code: problem.code.as_str().to_owned(),
            fields: problem.fields,
            reference: problem.reference,
            retry_after_s: problem.retry_after_s,
        }
    }
}

/// Whether a path is asked by programs and gets problem details; everything else gets a page.
pub fn is_for_programs(path: &str) -> bool {
    ["/api", "/_fn", "/live", "/healthz", "/readyz", "/metrics", "/v1", "/assets"]
        .iter()
        .any(|room| path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Writes out the problem that a handler gave, and turns the bare refusals of the layers below into problems too.
pub async fn finish(State(web): State<super::Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let id = request.extensions().get::<RequestId>().cloned();
    let mut response = next.run(request).await;
    let status = response.status();
    let for_programs = is_for_programs(&path);
    let problem = match response.extensions_mut().remove::<Answer>() {
        Some(Answer(problem)) => problem,
        None if is_bare_refusal(&response) => in_words(status),
        None => return response,
    };
    let problem = referenced(problem, id.as_ref());
    let retry_after = problem.retry_after_s;
    let mut written = if for_programs {
        let mut written = (status, Json(ProblemDetails::new(problem, status))).into_response();
        written.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        written
    } else {
        super::pages::error(&web, &problem, status)
    };
    // What a layer below has said beside the status (`Allow`, cookies) stays said.
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            written.headers_mut().append(name, value.clone());
        }
    }
    if let Some(seconds) = retry_after {
        written.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    if status == StatusCode::UNAUTHORIZED {
        written.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    written
}

/// An error status that a framework gave by itself: with no body, or with a line of plain text.
fn is_bare_refusal(response: &Response) -> bool {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return false;
    }
    // A server function has written its own problem.
    if response.headers().contains_key(server_fn::error::SERVER_FN_ERROR_HEADER) {
        return false;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    kind.is_none_or(|kind| kind.starts_with(b"text/plain"))
}

fn in_words(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::new(Code::NotFound, "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => Problem::invalid("This address does not take that method."),
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(Code::TooLarge, "This is more than we take at once. Send less than 1 MB.")
        }
        StatusCode::UNAUTHORIZED => Problem::new(Code::Unauthenticated, "Sign in first."),
        StatusCode::FORBIDDEN => Problem::new(Code::Forbidden, "You may not do that."),
        StatusCode::SERVICE_UNAVAILABLE => {
            Problem::new(Code::Unavailable, "We cannot answer for the moment. Try again in a few seconds.")
                .retry_after(5)
        }
        status if status.is_server_error() => ours(),
        _ => Problem::invalid("We could not read this request."),
    }
}

fn ours() -> Problem {
    Problem::new(Code::Internal, "Something went wrong on our side. Try again; if it stays, tell us the reference.")
}

/// Gives what somebody may ask us about the reference under which it is logged.
fn referenced(mut problem: Problem, id: Option<&RequestId>) -> Problem {
    if matches!(problem.code, Code::Internal | Code::Unavailable) {
        problem.reference = problem.reference.or_else(|| id.map(|id| id.0.to_string()));
        let reference = problem.reference.as_deref().unwrap_or_default();
        tracing::error!(code = problem.code.as_str(), reference, message = problem.message, "a request failed");
    }
    problem
}

/// What a panic in a handler becomes: a problem for the one who asked, with the text of the panic in the log alone.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> http::Response<Body> {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("(no text)");
    tracing::error!(panic = text, "a handler panicked");
    Answer(ours()).into_response()
}
