//! The REST API under `/api`. A handler reads what was sent, calls one use case and hands back its view.
//!
//! [`router`] is the one list: routes and their description come from the same lines, so that neither can lack what the
//! other has.

mod ai;
mod ai_memory;
mod api_keys;
mod audit;
mod bots;
mod budget;
mod conversations;
mod events;
mod intents;
mod invitations;
mod knowledge;
mod mails;
mod members;
mod widget_config;
mod workspace;

use super::Web;
use super::problem::ProblemDetails;
use axum::Json;
use axum::routing::get;
use domain::chat::ChatFrame;
use domain::conversations::InboxList;
use domain::page::PageRequest;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, OpenApi as Description, Ref, ResponseBuilder};
use utoipa::{IntoParams, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Where the description is served.
pub const DESCRIPTION: &str = "/api/openapi.json";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "ROMASHKA",
        description = "What programs may do in a workspace. Send an API key as `Authorization: Bearer rk_live_…`; a \
                       key does what its scopes name. Errors are problem details (RFC 9457). Lists come in pages: hand \
                       `next_cursor` in as `cursor`. A POST with an `Idempotency-Key` takes effect once, however often \
                       it is sent."
    ),
    security(("api_key" = []), ("session" = [])),
    components(schemas(ProblemDetails, InboxList, ChatFrame)),
)]
struct Api;

/// The routes and their description.
pub fn router() -> (axum::Router<Web>, Description) {
    let (router, mut description) = OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(ai::chat))
        .routes(routes!(ai::detect_language))
        .routes(routes!(ai::analyze_intent))
        .routes(routes!(ai::explain))
        .routes(routes!(ai::feedback))
        .routes(routes!(ai_memory::analyze_sentiment))
        .routes(routes!(ai_memory::context))
        .routes(routes!(ai_memory::analytics))
        .routes(routes!(workspace::read, workspace::update))
        .routes(routes!(members::list))
        .routes(routes!(members::change_role, members::remove))
        .routes(routes!(invitations::list, invitations::create))
        .routes(routes!(invitations::revoke))
        .routes(routes!(api_keys::list, api_keys::create))
        .routes(routes!(api_keys::revoke))
        .routes(routes!(audit::list))
        .routes(routes!(conversations::list))
        .routes(routes!(conversations::read))
        .routes(routes!(conversations::message))
        .routes(routes!(conversations::assign))
        .routes(routes!(conversations::resolve))
        .routes(routes!(conversations::reopen))
        .routes(routes!(events::list))
        .routes(routes!(mails::list))
        .routes(routes!(bots::list, bots::create))
        .routes(routes!(bots::read, bots::update))
        .routes(routes!(bots::tools, bots::set_tools))
        .routes(routes!(budget::read, budget::update))
        .routes(routes!(intents::list, intents::create))
        .routes(routes!(intents::update, intents::delete))
        .routes(routes!(widget_config::read))
        .routes(routes!(knowledge::list, knowledge::create))
        .routes(routes!(knowledge::read, knowledge::update, knowledge::archive))
        .routes(routes!(knowledge::publish))
        .routes(routes!(knowledge::import_url))
        .routes(routes!(knowledge::upload_file))
        .routes(routes!(knowledge::search))
        .split_for_parts();
    complete(&mut description);
    let shown = Arc::new(description.clone());
    let router = router.route(DESCRIPTION, get(move || async move { Json(shown.as_ref().clone()) }));
    (router, description)
}

/// Adds what holds for every route: how to prove who one is, and what a refusal looks like.
fn complete(description: &mut Description) {
    description.info.version = crate::compose::VERSION.to_owned();
    let components = description.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("rk_live_…").build();
    components.add_security_scheme("api_key", SecurityScheme::Http(bearer));
    let cookie = ApiKey::Cookie(ApiKeyValue::new(app::api::SESSION_COOKIE));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    let refusal = ResponseBuilder::new()
        .description("What is wrong, and what to do.")
        .content("application/problem+json", Content::new(Some(Ref::from_schema_name("ProblemDetails"))))
        .build();
    for path in description.paths.paths.values_mut() {
        let operations = [&mut path.get, &mut path.post, &mut path.put, &mut path.patch, &mut path.delete];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".to_owned(), refusal.clone().into());
        }
    }
}

/// Which piece of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The `next_cursor` of the page before; leave it out for the first.
    cursor: Option<String>,
    /// Rows wanted, 1 to 200; 50 if left out.
    limit: Option<u16>,
}

impl From<PageQuery> for PageRequest {
    fn from(query: PageQuery) -> Self {
        Self::new(query.cursor, query.limit)
    }
}
