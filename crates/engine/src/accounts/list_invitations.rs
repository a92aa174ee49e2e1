//! The invitations that wait for an answer.

use domain::accounts::InvitationView;
use domain::permissions::Permission;
use store::invitations::{self, InvitationRow};

use super::actors;
use crate::ctx::Ctx;
use crate::error::Result;

/// Those that are open, the newest first. One whose time has passed is among them (its `expires_at` says so) until it is
/// taken back, replaced or cleaned up: the team sees that nobody came.
pub async fn list_invitations(ctx: &Ctx) -> Result<Vec<InvitationView>> {
    ctx.allow(Permission::MembersManage)?;
    let rows = invitations::list_open(ctx.workspace(), ctx.app().store().db()).await?;
    Ok(rows.into_iter().map(view).collect())
}

pub(super) fn view(row: InvitationRow) -> InvitationView {
    InvitationView {
        id: row.public_id,
        email: row.email,
        role: row.role,
        invited_by: actors::name_of(&row.invited_by_kind, row.inviter),
        created_at: row.created_at,
        expires_at: row.expires_at,
    }
}
