//! What an invited person sees before joining.

use domain::accounts::InvitationPreview;
use domain::{Code, Problem, Timestamp};
use store::invitations::{self, InvitationRow};
use store::users;

use super::actors;
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// Where an invitation's link leads.
///
/// # Errors
/// `not_found` for a link that was never one, `gone` for one that works no longer.
pub async fn preview_invitation(app: &App, token: &str) -> Result<InvitationPreview> {
    let row = find_open(app, token).await?;
    let has_account = users::find_by_email(&row.email_folded, app.store().db()).await?.is_some();
    Ok(InvitationPreview {
        workspace: row.workspace_name,
        invited_by: actors::name_of(&row.invited_by_kind, row.inviter),
        email: row.email,
        role: row.role,
        has_account,
    })
}

/// The invitation of this link while it works.
pub(super) async fn find_open(app: &App, token: &str) -> Result<InvitationRow> {
    let unknown = || Error::from(Problem::not_found("this invitation"));
    let token_hash = Token::hash_of(token).ok_or_else(unknown)?;
    let row = invitations::find_by_token(token_hash, app.store().db()).await?.ok_or_else(unknown)?;
    match why_closed(&row, app.clock().now()) {
        Some(why) => Err(why),
        None => Ok(row),
    }
}

/// Why the link works no longer, if it does not.
pub(super) fn why_closed(row: &InvitationRow, now: Timestamp) -> Option<Error> {
    let message = if row.accepted_at.is_some() {
        "This invitation has been accepted already. Sign in instead."
    } else if row.revoked_at.is_some() {
        "This invitation was taken back or replaced by a newer one. Look for a later mail, or ask for a new link."
    } else if row.expires_at <= now {
        "This invitation is too old. Ask for a new one."
    } else {
        return None;
    };
    Some(Problem::new(Code::Gone, message).into())
}
