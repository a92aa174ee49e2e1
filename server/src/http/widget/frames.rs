//! `POST /v1/frames`: one frame of a visitor who listens through `/v1/stream`.

use super::super::Web;
use super::super::problem::Answer;
use super::super::session::{bearer, client_address};
use super::{act, cors, entry, frame};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::wire::visitor::{BotFrame, VisitorFrame};
use domain::{Code, Problem};

/// Answers with the frame that the socket would answer with, or 204 where it would answer nothing.
pub async fn take(State(web): State<Web>, request: Request) -> Response {
    match taken(&web, request).await {
        Ok(Some(answer)) => Json(answer).into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(problem) => Answer(problem).into_response(),
    }
}

async fn taken(web: &Web, request: Request) -> Result<Option<BotFrame>, Problem> {
    let (parts, body) = request.into_parts();
    let address = client_address(&parts.extensions);
    let Some(token) = parts.headers.get(header::AUTHORIZATION).and_then(bearer) else {
        web.limits().unknown(address)?;
        let text = "Send the token of POST /v1/session as Authorization: Bearer vt_….";
        return Err(Problem::new(Code::Unauthenticated, text));
    };
    let visitor = entry::known(web, token, cors::origin(&parts.headers), address).await?;
    let body = axum::body::to_bytes(body, frame::FRAME_BYTES).await.map_err(|_| frame::too_large())?;
    let frame = act::read(web, &visitor, &body).map_err(|refusal| refusal.problem)?;
    if matches!(frame, VisitorFrame::Hello { .. }) {
        return Err(Problem::invalid("A hello opens a stream: send it to POST /v1/stream."));
    }
    act::act(web, &visitor, frame).await.map_err(|refusal| refusal.problem)
}
