//! Taking someone out of the team, or leaving it.

use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::UserRef;
use domain::permissions::Permission;
use store::{Work, members, sessions, workspaces};

use super::change_role::{find_member, keep_an_owner, may_change};
use crate::ctx::Ctx;
use crate::error::Result;

/// Takes someone out of the workspace; everyone may take out themselves. There is always an owner. It holds from their next
/// request on; their account and what they did stay.
///
/// # Errors
/// `not_found` for someone who is no member, `forbidden` when their role is above one's own, `conflict` for the last
/// owner.
pub async fn remove_member(ctx: &Ctx, user: UserRef) -> Result<()> {
    // Whether it is themselves shows only inside the transaction.
    ctx.allow(Permission::MembersRead)?;
    let acting = ctx.clone();
    ctx.write(move |work| Box::pin(async move { remove(&acting, user, work).await })).await
}

async fn remove(ctx: &Ctx, user: UserRef, work: &mut Work) -> Result<()> {
    let workspace = ctx.workspace();
    workspaces::lock(workspace, &mut *work).await?;
    let member = match find_member(ctx, &user, work).await {
        Ok(member) => member,
        // Who may not remove anybody is not told who is there either.
        Err(error) => return Err(ctx.allow(Permission::MembersManage).err().unwrap_or(error)),
    };
    if ctx.actor() != Actor::User(member.user_id) {
        ctx.allow(Permission::MembersManage)?;
        may_change(ctx, member.role)?;
    }
    keep_an_owner(ctx, &member, work).await?;
    members::delete(workspace, member.user_id, &mut *work).await?;
    sessions::update_left_workspace(workspace, member.user_id, &mut *work).await?;
    let event = NewEvent::new(EventKind::MemberRemoved, ctx.actor(), user.as_str())
        .with(serde_json::json!({ "role": member.role }));
    work.record(workspace, event).await?;
    Ok(())
}
