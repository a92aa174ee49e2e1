//! `/api/mails`

use super::PageQuery;
use crate::http::input::Filter;
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use domain::operations::MailView;
use domain::page::Page;
use engine::outgoing;

/// The mails that the workspace has sent, newest first.
#[utoipa::path(get, path = "/api/mails", tag = "mails", params(PageQuery),
    responses((status = 200, body = Page<MailView>)))]
pub async fn list(Who(ctx): Who, Filter(page): Filter<PageQuery>) -> Result<Json<Page<MailView>>, Answer> {
    Ok(Json(outgoing::list_mails(&ctx, page.into()).await?))
}
