//! `/api/invitations`

use crate::http::idempotency::Once;
use crate::http::input::{Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::http::StatusCode;
use domain::accounts::{InvitationView, NewInvitationView};
use domain::ids::InvitationRef;
use domain::permissions::Role;
use engine::accounts;
use serde::Deserialize;
use utoipa::ToSchema;

/// The invitations that wait for their answer.
#[utoipa::path(get, path = "/api/invitations", tag = "invitations",
    responses((status = 200, body = Vec<InvitationView>)))]
pub async fn list(Who(ctx): Who) -> Result<Json<Vec<InvitationView>>, Answer> {
    Ok(Json(accounts::list_invitations(&ctx).await?))
}

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// Their mail address.
    email: String,
    /// What they will be.
    role: Role,
}

/// Invites somebody. The answer is the only place where the link stands.
#[utoipa::path(post, path = "/api/invitations", tag = "invitations", params(Once), request_body = NewInvitation,
    responses((status = 201, body = NewInvitationView)))]
pub async fn create(
    Who(ctx): Who,
    once: Once,
    Input(new): Input<NewInvitation>,
) -> Result<(StatusCode, Json<NewInvitationView>), Answer> {
    let made = accounts::invite(&once.on(ctx), &new.email, new.role).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// Takes an invitation back: its link works no more.
#[utoipa::path(delete, path = "/api/invitations/{id}", tag = "invitations", params(("id" = String, Path)),
    responses((status = 204)))]
pub async fn revoke(Who(ctx): Who, Id(invitation): Id<InvitationRef>) -> Result<StatusCode, Answer> {
    accounts::revoke_invitation(&ctx, invitation).await?;
    Ok(StatusCode::NO_CONTENT)
}
