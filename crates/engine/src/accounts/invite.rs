//! Inviting someone into the workspace.

use domain::accounts::{Email, NewInvitationView};
use domain::events::{EventKind, NewEvent};
use domain::ids::{InvitationId, InvitationRef};
use domain::permissions::{Permission, Role};
use domain::{Code, Problem, time};
use store::invitations::{self, NewInvitation};
use store::{members, workspaces};

use super::list_invitations;
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::outgoing::{Letter, Template, queue};
use crate::secrets::Token;

/// How long an invitation's link works.
pub const INVITATION_LASTS_MS: i64 = 7 * time::DAY_MS;

/// Invites an address. An open invitation of the same address is replaced, so its link works no longer. The link is in the
/// answer; where mail goes out, it is also on its way to the invited person.
///
/// # Errors
/// `invalid` for a bad address, `forbidden` for a role above one's own, `conflict` when they are a member.
pub async fn invite(ctx: &Ctx, email: &str, role: Role) -> Result<NewInvitationView> {
    ctx.allow(Permission::MembersManage)?;
    let email = Email::parse(email).map_err(|wrong| Problem::field("email", wrong))?;
    if !ctx.may_assign(role) {
        return Err(above(role));
    }
    let acting = ctx.clone();
    let app = ctx.app();
    let token = Token::new(app.random().as_ref());
    let link = link(app, &token);
    let mailed = app.mailer().is_some();
    ctx.write(move |work| {
        Box::pin(async move {
            let ctx = &acting;
            let (workspace, now) = (ctx.workspace(), work.now());
            workspaces::lock(workspace, &mut *work).await?;
            if members::find_by_email(workspace, &email.folded(), &mut *work).await?.is_some() {
                return Err(already_member(&email));
            }
            let mut payload = serde_json::json!({ "role": role });
            if let Some(old) = invitations::find_open_by_email(workspace, &email.folded(), &mut *work).await? {
                // Replacing takes the old one back, so it needs the same right.
                if !ctx.may_assign(old.role) {
                    return Err(above(old.role));
                }
                invitations::update_revoked(workspace, old.id, now, &mut *work).await?;
                payload["replaces"] = old.public_id.as_str().into();
            }
            let public_id = InvitationRef::new(work.random());
            let new = NewInvitation {
                id: InvitationId::new(now, work.random()),
                public_id: public_id.clone(),
                email: email.as_str().to_owned(),
                email_folded: email.folded(),
                role,
                token_hash: token.hash(),
                invited_by: ctx.actor(),
                created_at: now,
                expires_at: now.plus_ms(INVITATION_LASTS_MS),
            };
            invitations::insert(workspace, new, &mut *work).await?;
            let event = NewEvent::new(EventKind::MemberInvited, ctx.actor(), public_id.as_str()).with(payload);
            work.record(workspace, event).await?;
            let row = invitations::find(workspace, &public_id, &mut *work).await?.ok_or(store::Error::NotFound)?;
            if mailed {
                let letter = Letter {
                    template: Template::Invitation,
                    workspace: Some(workspace),
                    about: public_id.to_string(),
                    to: email,
                    subject: format!("You are invited to {}", row.workspace_name),
                    token,
                };
                queue(ctx.app(), work, letter).await?;
            }
            Ok(NewInvitationView { invitation: list_invitations::view(row), link, mailed })
        })
    })
    .await
}

/// The link's text.
pub(crate) fn link(app: &App, token: &Token) -> String {
    format!("{}/invite/{}", app.settings().public_url, token.expose())
}

fn above(role: Role) -> Error {
    let message = format!("Only an owner decides about the role “{}”.", role.name());
    Problem::new(Code::Forbidden, message).into()
}

fn already_member(email: &Email) -> Error {
    let message = format!("{email} belongs to this workspace already.");
    Problem::new(Code::Conflict, message.clone()).with_field("email", message).into()
}
