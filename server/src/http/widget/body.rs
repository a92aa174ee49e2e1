//! What a request of a widget may cost. Its bodies are small, so its bound is much lower than elsewhere; a body that is too
//! large is read to its end and thrown away, so that the browser hears the answer instead of a broken connection.

use super::super::Web;
use super::super::bounds::ANSWER_TIME;
use super::super::problem::Answer;
use super::frame::{FRAME_BYTES, too_large};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use domain::{Code, Problem};
use http_body_util::BodyExt;
use tokio::time::timeout;

/// Bytes of a body that are read and thrown away at the most.
const THROWN_AWAY: usize = 4 * 1024 * 1024;

/// Reads the whole body within its bounds, then gives the handler its time.
pub async fn keep(State(web): State<Web>, request: Request, next: Next) -> Response {
    let time = web.patience().body;
    let (parts, body) = request.into_parts();
    let body = match timeout(time, read(body)).await {
        Ok(Ok(body)) => body,
        Ok(Err(problem)) => return Answer(problem).into_response(),
        Err(_) => {
            let text = format!("The body took longer than {time:?} to arrive. Send it again.");
            return Answer(Problem::invalid(text)).into_response();
        }
    };
    match timeout(ANSWER_TIME, next.run(Request::from_parts(parts, Body::from(body)))).await {
        Ok(response) => response,
        Err(_) => {
            let text = "This took too long, and we stopped. Send it again with the same client_id.";
            Answer(Problem::new(Code::Unavailable, text).retry_after(5)).into_response()
        }
    }
}

async fn read(mut body: Body) -> Result<Bytes, Problem> {
    let mut kept = BytesMut::new();
    let mut length = 0;
    while let Some(piece) = body.frame().await {
        let piece = piece.map_err(|_| Problem::invalid("The request ended before its body was complete."))?;
        let Ok(piece) = piece.into_data() else { continue };
        length += piece.len();
        if length <= FRAME_BYTES {
            kept.extend_from_slice(&piece);
        } else if length > THROWN_AWAY {
            break;
        }
    }
    if length > FRAME_BYTES { Err(too_large()) } else { Ok(kept.freeze()) }
}
