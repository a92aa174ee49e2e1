//! Giving a member another role.

use domain::accounts::MemberView;
use domain::events::{EventKind, NewEvent};
use domain::ids::UserRef;
use domain::permissions::{Permission, Role};
use domain::{Code, Problem};
use store::members::{self, MemberRow};
use store::{Work, workspaces};

use super::list_members;
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// Gives a member another role. There is always an owner. It holds from their next request on.
///
/// # Errors
/// `not_found` for someone who is no member, `forbidden` when the old or the new role is above one's own, `conflict` for
/// the last owner.
pub async fn change_role(ctx: &Ctx, user: UserRef, role: Role) -> Result<MemberView> {
    ctx.allow(Permission::MembersManage)?;
    let acting = ctx.clone();
    ctx.write(move |work| {
        Box::pin(async move {
            let ctx = &acting;
            let workspace = ctx.workspace();
            workspaces::lock(workspace, &mut *work).await?;
            let mut member = find_member(ctx, &user, work).await?;
            may_change(ctx, member.role)?;
            may_change(ctx, role)?;
            if member.role != role {
                keep_an_owner(ctx, &member, work).await?;
                members::update_role(workspace, member.user_id, role, &mut *work).await?;
                let event = NewEvent::new(EventKind::MemberRoleChanged, ctx.actor(), user.as_str())
                    .with(serde_json::json!({ "from": member.role, "to": role }));
                work.record(workspace, event).await?;
                member.role = role;
            }
            Ok(list_members::view(ctx, member))
        })
    })
    .await
}

pub(super) async fn find_member(ctx: &Ctx, user: &UserRef, work: &mut Work) -> Result<MemberRow> {
    let member = members::find(ctx.workspace(), user, work).await?;
    Ok(member.ok_or_else(|| Problem::not_found("this person"))?)
}

pub(super) fn may_change(ctx: &Ctx, role: Role) -> Result<()> {
    if ctx.may_assign(role) {
        return Ok(());
    }
    let message = format!("Only an owner decides about the role “{}”.", role.name());
    Err(Problem::new(Code::Forbidden, message).into())
}

/// Refuses to take the last owner away. The workspace must be locked, so that two owners cannot go at once.
pub(super) async fn keep_an_owner(ctx: &Ctx, member: &MemberRow, work: &mut Work) -> Result<()> {
    if member.role == Role::Owner && members::count_role(ctx.workspace(), Role::Owner, work).await? <= 1 {
        let message = "A workspace needs an owner. Make someone else an owner first.";
        return Err(Error::from(Problem::new(Code::Conflict, message)));
    }
    Ok(())
}
