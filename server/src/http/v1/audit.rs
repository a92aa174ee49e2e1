//! `/api/audit`

use crate::http::input::Filter;
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use domain::accounts::AuditEntryView;
use domain::events::EventKind;
use domain::page::{Page, PageRequest};
use engine::audit::{self, AuditFilter};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which entries.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only this kind of event, as in `member.invited`.
    #[param(value_type = Option<String>)]
    kind: Option<EventKind>,
    /// The `next_cursor` of the page before; leave it out for the first.
    cursor: Option<String>,
    /// Rows wanted, 1 to 200; 50 if left out.
    limit: Option<u16>,
}

/// Who did what, newest first.
#[utoipa::path(get, path = "/api/audit", tag = "audit", params(AuditQuery),
    responses((status = 200, body = Page<AuditEntryView>)))]
pub async fn list(Who(ctx): Who, Filter(query): Filter<AuditQuery>) -> Result<Json<Page<AuditEntryView>>, Answer> {
    let filter = AuditFilter { kind: query.kind, page: PageRequest::new(query.cursor, query.limit) };
    Ok(Json(audit::list(&ctx, filter).await?))
}
