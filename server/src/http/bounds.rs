//! What one request may cost: bytes of its body, time of its body, time in all.

use super::problem::Answer;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Code, Problem};
use http_body_util::BodyExt;
use std::time::Duration;

/// Most bytes of a request's body.
pub const BODY_BYTES: usize = 1024 * 1024;
/// Time for a whole body to arrive: 1 MB at 35 KB a second.
pub const BODY_TIME: Duration = Duration::from_secs(30);
/// Time for an answer to begin once the body is there.
pub const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Reads the whole body within its bounds before anything else is done, so that neither a handler nor a transaction ever
/// waits for a slow client; then gives the handler its time.
pub async fn keep(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let announced = parts.headers.get(http::header::CONTENT_LENGTH).and_then(|n| n.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > BODY_BYTES as u64) {
        return too_large();
    }
    let read = http_body_util::Limited::new(body, BODY_BYTES).collect();
    let body = match tokio::time::timeout(BODY_TIME, read).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(wrong)) if wrong.is::<http_body_util::LengthLimitError>() => return too_large(),
        Ok(Err(_)) => {
            return Answer(Problem::invalid("The request ended before its body was complete.")).into_response();
        }
        Err(_) => {
            let seconds = BODY_TIME.as_secs();
            let text =
                format!("The body took longer than {seconds} seconds to arrive. Send it again on a better line.");
            return Answer(Problem::invalid(text)).into_response();
        }
    };
    let request = Request::from_parts(parts, Body::from(body));
    match tokio::time::timeout(ANSWER_TIME, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let text = "This took too long, and we stopped. Try again in a few seconds.";
            Answer(Problem::new(Code::Unavailable, text).retry_after(5)).into_response()
        }
    }
}

fn too_large() -> Response {
    Answer(Problem::new(Code::TooLarge, "This is more than we take at once. Send less than 1 MB.")).into_response()
}
