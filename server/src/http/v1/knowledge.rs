//! `/api/knowledge`

use crate::http::bounds::UPLOAD;
use crate::http::idempotency::Once;
use crate::http::input::{Filter, Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use domain::ids::ItemRef;
use domain::knowledge::{FILE_BYTES, FoundView, ItemChange, ItemDetail, ItemStatus, ItemView, NewItem};
use domain::page::{Page, PageRequest};
use domain::{Language, Problem};
use engine::knowledge::{self, ItemQuery};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which items.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ItemsQuery {
    /// Only items that are so far: `draft`, `published` or `archived`.
    status: Option<ItemStatus>,
    /// Only items whose title holds this.
    search: Option<String>,
    /// The `next_cursor` of the page before; leave it out for the first.
    cursor: Option<String>,
    /// Rows wanted, 1 to 200; 50 if left out.
    limit: Option<u16>,
}

/// The items without their text, the newest change first.
#[utoipa::path(get, path = "/api/knowledge/items", tag = "knowledge", params(ItemsQuery),
    responses((status = 200, body = Page<ItemView>)))]
pub async fn list(Who(ctx): Who, Filter(query): Filter<ItemsQuery>) -> Result<Json<Page<ItemView>>, Answer> {
    let wanted = ItemQuery { status: query.status, search: query.search };
    Ok(Json(knowledge::list_items(&ctx, wanted, PageRequest::new(query.cursor, query.limit)).await?))
}

/// Writes an item, as a draft or, with `publish`, to answer at once. The same text twice is a conflict that names the item.
#[utoipa::path(post, path = "/api/knowledge/items", tag = "knowledge", params(Once), request_body = NewItem,
    responses((status = 201, body = ItemDetail)))]
pub async fn create(
    Who(ctx): Who,
    once: Once,
    Input(new): Input<NewItem>,
) -> Result<(StatusCode, Json<ItemDetail>), Answer> {
    Ok((StatusCode::CREATED, Json(knowledge::create_item(&once.on(ctx), new).await?)))
}

/// An item with its text and its passages.
#[utoipa::path(get, path = "/api/knowledge/items/{id}", tag = "knowledge", params(("id" = String, Path)),
    responses((status = 200, body = ItemDetail)))]
pub async fn read(Who(ctx): Who, Id(item): Id<ItemRef>) -> Result<Json<ItemDetail>, Answer> {
    Ok(Json(knowledge::read_item(&ctx, &item).await?))
}

/// Changes an item; what is left out stays. A published item answers with the change at once. With `version`, a change that
/// somebody else has made since is not overwritten.
#[utoipa::path(put, path = "/api/knowledge/items/{id}", tag = "knowledge", params(("id" = String, Path)),
    request_body = ItemChange, responses((status = 200, body = ItemDetail)))]
pub async fn update(
    Who(ctx): Who,
    Id(item): Id<ItemRef>,
    Input(change): Input<ItemChange>,
) -> Result<Json<ItemDetail>, Answer> {
    Ok(Json(knowledge::update_item(&ctx, &item, change).await?))
}

/// Archives an item: it answers no more, is kept for what cites it, and can be published again.
#[utoipa::path(delete, path = "/api/knowledge/items/{id}", tag = "knowledge", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn archive(Who(ctx): Who, Id(item): Id<ItemRef>) -> Result<StatusCode, Answer> {
    knowledge::archive_item(&ctx, &item).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets an item answer, a draft or one from the archive.
#[utoipa::path(post, path = "/api/knowledge/items/{id}/publish", tag = "knowledge",
    params(("id" = String, Path), Once), responses((status = 200, body = ItemDetail)))]
pub async fn publish(Who(ctx): Who, once: Once, Id(item): Id<ItemRef>) -> Result<Json<ItemDetail>, Answer> {
    Ok(Json(knowledge::publish_item(&once.on(ctx), &item).await?))
}

/// The page to import.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportUrl {
    /// Its address; `https://` may be left out.
    url: String,
    /// Whether it answers at once. Needs the permission to publish.
    #[serde(default)]
    publish: bool,
}

/// Imports the main text of a page. A page that was imported before becomes the next version of its item.
#[utoipa::path(post, path = "/api/knowledge/import-url", tag = "knowledge", params(Once), request_body = ImportUrl,
    responses((status = 200, body = ItemDetail)))]
pub async fn import_url(
    Who(ctx): Who,
    once: Once,
    Input(import): Input<ImportUrl>,
) -> Result<Json<ItemDetail>, Answer> {
    Ok(Json(knowledge::import_url(&once.on(ctx), &import.url, import.publish).await?))
}

/// What the file is called, and what to do with it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// The file's name, as in `prices.md`.
    name: String,
    /// Whether it answers at once. Needs the permission to publish.
    publish: Option<bool>,
}

/// Imports a file of text, Markdown or HTML, up to 10 MB; its bytes are the request's body, as they are. What it is is told by
/// its content. A file of the same name becomes the next version of its item.
#[utoipa::path(post, path = UPLOAD, tag = "knowledge", params(Once, UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = ItemDetail)))]
pub async fn upload_file(
    Who(ctx): Who,
    once: Once,
    Filter(query): Filter<UploadQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ItemDetail>, Answer> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.trim_start().to_ascii_lowercase().starts_with("multipart/") {
        return Err(Problem::invalid("Send the bytes of the file itself as the body, and its name as ?name=….").into());
    }
    // It has been read and bounded before.
    let Ok(bytes) = axum::body::to_bytes(body, FILE_BYTES).await else {
        return Err(Problem::invalid("The file could not be read. Send it again.").into());
    };
    Ok(Json(knowledge::import_file(&once.on(ctx), &query.name, bytes, query.publish.unwrap_or(false)).await?))
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// A question, or some words.
    q: String,
    /// Its language, as in `es`; found out if left out.
    language: Option<Language>,
    /// Passages wanted, 1 to 50; 10 if left out.
    limit: Option<u16>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// The passages, best first.
    items: Vec<FoundView>,
}

/// The published passages that fit a question best, as a bot would be given them.
#[utoipa::path(get, path = "/api/knowledge/search", tag = "knowledge", params(SearchQuery),
    responses((status = 200, body = Found)))]
pub async fn search(Who(ctx): Who, Filter(query): Filter<SearchQuery>) -> Result<Json<Found>, Answer> {
    let limit = usize::from(query.limit.unwrap_or(10));
    let items = knowledge::search_items(&ctx, &query.q, query.language, limit).await?;
    Ok(Json(Found { items }))
}
