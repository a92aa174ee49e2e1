//! The lists of the inbox.

use domain::Timestamp;
use domain::conversations::{ConversationView, InboxList};
use domain::events::Actor;
use domain::ids::{ConversationRef, UserId};
use domain::page::{Page, PageRequest};
use domain::permissions::Permission;
use store::conversations::{self, InboxFilter};

use super::view;
use crate::ctx::Ctx;
use crate::cursor;
use crate::error::Result;

/// A page of a list, the conversations with the newest messages first.
///
/// # Errors
/// `invalid` for a cursor that is none of ours.
pub async fn list(ctx: &Ctx, list: InboxList, page: PageRequest) -> Result<Page<ConversationView>> {
    ctx.allow(Permission::ConversationsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let before = match cursor::read::<ConversationRef>(page.cursor.as_deref())? {
        Some((at, conversation)) => match conversations::get(workspace, &conversation, db).await {
            Ok(row) => Some((at, row.id)),
            Err(store::Error::NotFound) => return Err(cursor::refused()),
            Err(other) => return Err(other.into()),
        },
        None => None,
    };
    let filter = InboxFilter { list, user: looker(ctx), before };
    let rows = conversations::list(workspace, &filter, u32::from(page.limit) + 1, db).await?;
    let cursor_of =
        |row: &conversations::ConversationListRow| cursor::write(row.row.last_message_at, row.row.public_id.as_str());
    Ok(Page::cut(rows, page.limit, cursor_of).map(view::conversation))
}

/// Whose conversations are “mine”. Programs have none: no user has this key.
pub(super) fn looker(ctx: &Ctx) -> UserId {
    match ctx.actor() {
        Actor::User(id) => id,
        _ => UserId::new(Timestamp(0), 0),
    }
}
