//! What one request may cost: bytes of its body, time of its body, time in all.

use super::Web;
use super::problem::Answer;
use super::session::Caller;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use domain::knowledge::FILE_BYTES;
use domain::{Code, Problem};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Most bytes of a request's body.
pub const BODY_BYTES: usize = 1024 * 1024;
/// Time for an answer to begin once the body is there.
pub const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Where files are sent to, which are larger than anything else.
pub const UPLOAD: &str = "/api/knowledge/upload-file";
/// Files that are read at once, so that their bytes take bounded memory.
const FILES: usize = 8;
static PLACES: Semaphore = Semaphore::const_new(FILES);

/// How long bodies are waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Time for a whole body to arrive.
    pub body: Duration,
    /// Time for a whole file to arrive.
    pub file: Duration,
}

impl Default for Patience {
    /// 1 MB at 35 KB a second, and 10 MB at 90 KB a second.
    fn default() -> Self {
        Self { body: Duration::from_secs(30), file: Duration::from_secs(120) }
    }
}

/// Reads the whole body within its bounds before anything else is done, so that neither a handler nor a transaction ever
/// waits for a slow client; then gives the handler its time.
pub async fn keep(State(web): State<Web>, request: Request, next: Next) -> Response {
    let patience = web.patience();
    if is_upload(&request) {
        // Read by `keep_file`, once it is known who sends it.
        return answer(request, next, patience.file + ANSWER_TIME).await;
    }
    let (parts, body) = request.into_parts();
    let announced = parts.headers.get(http::header::CONTENT_LENGTH).and_then(|n| n.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > BODY_BYTES as u64) {
        return too_large();
    }
    let read = http_body_util::Limited::new(body, BODY_BYTES).collect();
    let body = match timeout(patience.body, read).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(wrong)) if wrong.is::<http_body_util::LengthLimitError>() => return too_large(),
        Ok(Err(_)) => {
            return Answer(Problem::invalid("The request ended before its body was complete.")).into_response();
        }
        Err(_) => {
            let time = patience.body;
            let text = format!("The body took longer than {time:?} to arrive. Send it again on a better line.");
            return Answer(Problem::invalid(text)).into_response();
        }
    };
    answer(Request::from_parts(parts, Body::from(body)), next, ANSWER_TIME).await
}

async fn answer(request: Request, next: Next, time: Duration) -> Response {
    match timeout(time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let text = "This took too long, and we stopped. Try again in a few seconds.";
            Answer(Problem::new(Code::Unavailable, text).retry_after(5)).into_response()
        }
    }
}

fn is_upload(request: &Request) -> bool {
    request.uri().path() == UPLOAD
}

/// Reads a file within its bounds, from somebody who is known: nobody else makes us hold ten megabytes.
pub async fn keep_file(State(web): State<Web>, request: Request, next: Next) -> Response {
    if !is_upload(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    if !matches!(parts.extensions.get(), Some(Caller::Person { .. } | Caller::Program(_))) {
        return next.run(Request::from_parts(parts, Body::empty())).await;
    }
    let Ok(_place) = PLACES.try_acquire() else {
        let text = "Several files are being imported at the moment. Try again in a few seconds.";
        return Answer(Problem::new(Code::Limited, text).retry_after(5)).into_response();
    };
    let time = web.patience().file;
    match timeout(time, read_file(body)).await {
        Ok(Ok(file)) => next.run(Request::from_parts(parts, Body::from(file))).await,
        Ok(Err(problem)) => Answer(problem).into_response(),
        Err(_) => {
            let text = format!("The file took longer than {time:?} to arrive. Send it on a better line.");
            Answer(Problem::invalid(text)).into_response()
        }
    }
}

/// A file that is too large is read on for a while and thrown away, so that the one who sends it hears the answer instead
/// of a broken connection.
async fn read_file(mut body: Body) -> Result<Bytes, Problem> {
    const THROWN_AWAY: usize = 4 * FILE_BYTES;
    let mut kept = BytesMut::new();
    let mut length = 0;
    while let Some(piece) = body.frame().await {
        let piece = piece.map_err(|_| Problem::invalid("The request ended before the file was complete."))?;
        let Ok(piece) = piece.into_data() else { continue };
        length += piece.len();
        if length <= FILE_BYTES {
            kept.extend_from_slice(&piece);
        } else if length > THROWN_AWAY {
            break;
        }
    }
    if length <= FILE_BYTES {
        return Ok(kept.freeze());
    }
    let megabytes = FILE_BYTES / 1024 / 1024;
    let text = format!("The file has more than {megabytes} MB. Split it, or copy the part that matters into an item.");
    Err(Problem::new(Code::TooLarge, text.clone()).with_field("file", text))
}

fn too_large() -> Response {
    Answer(Problem::new(Code::TooLarge, "This is more than we take at once. Send less than 1 MB.")).into_response()
}
