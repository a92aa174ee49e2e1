//! `/api/members`

use super::PageQuery;
use crate::http::input::{Filter, Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::http::StatusCode;
use domain::accounts::MemberView;
use domain::ids::UserRef;
use domain::page::Page;
use domain::permissions::Role;
use engine::accounts;
use serde::Deserialize;
use utoipa::ToSchema;

/// Who belongs to the workspace.
#[utoipa::path(get, path = "/api/members", tag = "members", params(PageQuery),
    responses((status = 200, body = Page<MemberView>)))]
pub async fn list(Who(ctx): Who, Filter(page): Filter<PageQuery>) -> Result<Json<Page<MemberView>>, Answer> {
    Ok(Json(accounts::list_members(&ctx, page.into()).await?))
}

/// A new role.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// The role from now on.
    role: Role,
}

/// Gives a member another role.
#[utoipa::path(patch, path = "/api/members/{id}", tag = "members", params(("id" = String, Path)),
    request_body = RoleChange, responses((status = 200, body = MemberView)))]
pub async fn change_role(
    Who(ctx): Who,
    Id(member): Id<UserRef>,
    Input(change): Input<RoleChange>,
) -> Result<Json<MemberView>, Answer> {
    Ok(Json(accounts::change_role(&ctx, member, change.role).await?))
}

/// Takes a member out of the workspace.
#[utoipa::path(delete, path = "/api/members/{id}", tag = "members", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn remove(Who(ctx): Who, Id(member): Id<UserRef>) -> Result<StatusCode, Answer> {
    accounts::remove_member(&ctx, member).await?;
    Ok(StatusCode::NO_CONTENT)
}
