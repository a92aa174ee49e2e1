//! `/api/intents`

use crate::http::idempotency::Once;
use crate::http::input::{Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::http::StatusCode;
use domain::ids::IntentRef;
use domain::intents::{IntentChange, IntentView};
use engine::intents;

/// The workspace's own intents, by name. There are at most 100.
#[utoipa::path(get, path = "/api/intents", tag = "intents", responses((status = 200, body = Vec<IntentView>)))]
pub async fn list(Who(ctx): Who) -> Result<Json<Vec<IntentView>>, Answer> {
    Ok(Json(intents::list(&ctx).await?))
}

/// Makes an intent from a name and 3 to 200 examples. It is looked for in every message from now on.
#[utoipa::path(post, path = "/api/intents", tag = "intents", params(Once), request_body = IntentChange,
    responses((status = 201, body = IntentView)))]
pub async fn create(
    Who(ctx): Who,
    once: Once,
    Input(new): Input<IntentChange>,
) -> Result<(StatusCode, Json<IntentView>), Answer> {
    Ok((StatusCode::CREATED, Json(intents::create(&once.on(ctx), new).await?)))
}

/// Changes an intent; what is left out stays.
#[utoipa::path(patch, path = "/api/intents/{id}", tag = "intents", params(("id" = String, Path)),
    request_body = IntentChange, responses((status = 200, body = IntentView)))]
pub async fn update(
    Who(ctx): Who,
    Id(intent): Id<IntentRef>,
    Input(change): Input<IntentChange>,
) -> Result<Json<IntentView>, Answer> {
    Ok(Json(intents::update(&ctx, &intent, change).await?))
}

/// Deletes an intent.
#[utoipa::path(delete, path = "/api/intents/{id}", tag = "intents", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn delete(Who(ctx): Who, Id(intent): Id<IntentRef>) -> Result<StatusCode, Answer> {
    intents::delete(&ctx, &intent).await?;
    Ok(StatusCode::NO_CONTENT)
}
