//! `/api/widget`: what pages of websites ask before anybody acts.

use crate::http::Web;
use crate::http::problem::Answer;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::bots::WidgetConfig;
use engine::bots;

/// How long browsers keep it, which is how long a change of the bot takes to be seen.
const KEPT: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Name and looks of a bot, for everybody whose page may show its widget. `project_id` is the `proj_…` of the snippet. Needs
/// no key; the page's origin counts, and pages of allowed origins may read the answer.
#[utoipa::path(get, path = "/api/widget/{project_id}/config", tag = "widget", params(("project_id" = String, Path)),
    security(()), responses((status = 200, body = WidgetConfig)))]
pub async fn read(State(web): State<Web>, Path(project): Path<String>, headers: HeaderMap) -> Response {
    let said = headers.get(header::ORIGIN);
    // A page of ours asks without naming its origin.
    let is_own = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let origin = said.and_then(|origin| origin.to_str().ok()).or_else(|| is_own.then(|| web.origin()));
    let (mut response, kept) = match bots::widget_config(web.engine(), &project, origin).await {
        Ok(config) => (Json(config).into_response(), KEPT),
        Err(wrong) => (Answer::from(wrong).into_response(), HeaderValue::from_static("no-store")),
    };
    let answered = response.headers_mut();
    if let Some(origin) = said {
        // A refusal may be read too: the developer of a page should see why. It says nothing that is not public.
        answered.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    answered.insert(header::CACHE_CONTROL, kept);
    // Caches on the way must not give one page's permission to another.
    answered.append(header::VARY, HeaderValue::from_static("origin, sec-fetch-site"));
    response
}
