//! `POST /v1/session`: a page wants to talk.

use super::super::Web;
use super::super::problem::Answer;
use super::super::session::client_address;
use super::{cors, entry, frame};
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use domain::Problem;
use domain::wire::visitor::{SessionGranted, SessionRequest};

/// Lets a visitor in, or goes on with who they were.
pub async fn open(State(web): State<Web>, request: Request) -> Response {
    match granted(&web, request).await {
        Ok(granted) => Json(granted).into_response(),
        Err(problem) => Answer(problem).into_response(),
    }
}

async fn granted(web: &Web, request: Request) -> Result<SessionGranted, Problem> {
    let (parts, body) = request.into_parts();
    let origin = cors::origin(&parts.headers);
    let body = axum::body::to_bytes(body, frame::FRAME_BYTES).await.map_err(|_| frame::too_large())?;
    // Whatever its content type: `text/plain` spares a browser the question whether it may ask, and nothing can be forged
    // where no cookie counts.
    let request: SessionRequest = serde_json::from_slice(&body)
        .map_err(|wrong| Problem::invalid(format!("The body cannot be taken: {wrong}. Send project and key.")))?;
    // Who comes back is counted by themselves, so that an office behind one address is not held up by its newcomers.
    match &request.token {
        Some(token) => {
            entry::known(web, token, origin, client_address(&parts.extensions)).await.map_or_else(
                |problem| if problem.code == domain::Code::Limited { Err(problem) } else { Ok(()) },
                |visitor| web.limits().visitor(visitor.row().id, visitor.workspace()),
            )?;
        }
        None => web.limits().unknown(client_address(&parts.extensions))?,
    }
    engine::visitors::open_session(web.engine(), request, origin).await.map_err(engine::Error::into_problem)
}
