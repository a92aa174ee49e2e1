//! Taking an invitation back.

use domain::events::{EventKind, NewEvent};
use domain::ids::InvitationRef;
use domain::permissions::Permission;
use domain::{Code, Problem};
use store::{invitations, workspaces};

use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// Takes an open invitation back: its link works no longer.
///
/// # Errors
/// `not_found` when it is not open (any more) in this workspace, `forbidden` for a role above one's own.
pub async fn revoke_invitation(ctx: &Ctx, invitation: InvitationRef) -> Result<()> {
    ctx.allow(Permission::MembersManage)?;
    let acting = ctx.clone();
    ctx.write(move |work| {
        Box::pin(async move {
            let ctx = &acting;
            let workspace = ctx.workspace();
            workspaces::lock(workspace, &mut *work).await?;
            let row = invitations::find(workspace, &invitation, &mut *work).await?.ok_or_else(gone)?;
            if !ctx.may_assign(row.role) {
                let message = format!("Only an owner decides about the role “{}”.", row.role.name());
                return Err(Problem::new(Code::Forbidden, message).into());
            }
            if !invitations::update_revoked(workspace, row.id, work.now(), &mut *work).await? {
                return Err(gone());
            }
            let event = NewEvent::new(EventKind::InvitationRevoked, ctx.actor(), invitation.as_str());
            work.record(workspace, event).await?;
            Ok(())
        })
    })
    .await
}

fn gone() -> Error {
    Problem::not_found("this invitation").into()
}
