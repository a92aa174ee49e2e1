//! The team.

use domain::Timestamp;
use domain::accounts::MemberView;
use domain::events::Actor;
use domain::page::{Page, PageRequest};
use domain::permissions::Permission;
use store::members::{self, MemberRow};

use crate::ctx::Ctx;
use crate::cursor;
use crate::error::Result;

/// Who belongs to the workspace, in the order in which they joined.
pub async fn list_members(ctx: &Ctx, page: PageRequest) -> Result<Page<MemberView>> {
    ctx.allow(Permission::MembersRead)?;
    let after = cursor::read(page.cursor.as_deref())?;
    let limit = u32::from(page.limit) + 1;
    let rows = members::list(ctx.workspace(), after, limit, ctx.app().store().db()).await?;
    let place = |row: &MemberRow| cursor::write(row.joined_at, row.public_id.as_str());
    Ok(Page::cut(rows, page.limit, place).map(|row| view(ctx, row)))
}

pub(super) fn view(ctx: &Ctx, row: MemberRow) -> MemberView {
    MemberView {
        is_you: ctx.actor() == Actor::User(row.user_id),
        id: row.public_id,
        name: row.name,
        email: row.email,
        role: row.role,
        joined_at: row.joined_at,
        last_seen_at: row.last_seen_at.map(Timestamp),
    }
}
