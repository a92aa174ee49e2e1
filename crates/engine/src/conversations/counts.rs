//! How full the lists of the inbox are.

use domain::conversations::InboxList;
use domain::permissions::Permission;
use store::conversations;

use super::list::looker;
use crate::ctx::Ctx;
use crate::error::Result;

/// The number of conversations in each list, in the order of the tabs.
///
/// # Errors
/// `forbidden`, or the database's.
pub async fn counts(ctx: &Ctx) -> Result<Vec<(InboxList, i64)>> {
    ctx.allow(Permission::ConversationsRead)?;
    Ok(conversations::counts(ctx.workspace(), looker(ctx), ctx.app().store().db()).await?)
}
