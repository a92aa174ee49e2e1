//! `/api/api-keys`

use super::PageQuery;
use crate::http::idempotency::Once;
use crate::http::input::{Filter, Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::http::StatusCode;
use domain::accounts::{ApiKeyView, NewApiKeyView};
use domain::ids::ApiKeyRef;
use domain::page::Page;
use domain::permissions::Permission;
use engine::accounts;
use serde::Deserialize;
use utoipa::ToSchema;

/// The workspace's keys, without their secrets.
#[utoipa::path(get, path = "/api/api-keys", tag = "api keys", params(PageQuery),
    responses((status = 200, body = Page<ApiKeyView>)))]
pub async fn list(Who(ctx): Who, Filter(page): Filter<PageQuery>) -> Result<Json<Page<ApiKeyView>>, Answer> {
    Ok(Json(accounts::list_api_keys(&ctx, page.into()).await?))
}

/// The key to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What it is for.
    name: String,
    /// What it may do; never more than the one who makes it.
    scopes: Vec<Permission>,
}

/// Makes a key. The answer is the only place where its secret stands.
#[utoipa::path(post, path = "/api/api-keys", tag = "api keys", params(Once), request_body = NewApiKey,
    responses((status = 201, body = NewApiKeyView)))]
pub async fn create(
    Who(ctx): Who,
    once: Once,
    Input(new): Input<NewApiKey>,
) -> Result<(StatusCode, Json<NewApiKeyView>), Answer> {
    let made = accounts::create_api_key(&once.on(ctx), &new.name, new.scopes).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Revokes a key: whoever holds it is refused from now on.
#[utoipa::path(delete, path = "/api/api-keys/{id}", tag = "api keys", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn revoke(Who(ctx): Who, Id(key): Id<ApiKeyRef>) -> Result<StatusCode, Answer> {
    accounts::revoke_api_key(&ctx, key).await?;
    Ok(StatusCode::NO_CONTENT)
}
