//! Reading a conversation.

use domain::conversations::ConversationDetail;
use domain::ids::ConversationRef;
use domain::permissions::Permission;
use store::{conversations, episodes, messages};

use super::{context, lock, show, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// Messages of one read.
const PAGE: u32 = 50;

/// The conversation with its newest messages, or those before the place `before`.
///
/// # Errors
/// `not_found` when there is no such conversation in this workspace.
pub async fn read(ctx: &Ctx, conversation: &ConversationRef, before: Option<i64>) -> Result<ConversationDetail> {
    ctx.allow(Permission::ConversationsRead)?;
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let listed = conversations::find_listed(workspace, conversation, db).await?.ok_or_else(lock::unknown)?;
    let id = listed.row.id;
    let episodes = episodes::list(workspace, id, db).await?;
    let mut messages = messages::list_before(workspace, id, before, PAGE + 1, db).await?;
    let has_older = messages.len() > PAGE as usize;
    if has_older {
        messages.remove(0);
    }
    let (facts, summary) = (context::facts(&listed.row, db).await?, context::summary(&listed.row, db).await?);
    Ok(ConversationDetail {
        conversation: view::conversation(listed),
        episodes: episodes.into_iter().map(view::episode).collect(),
        facts,
        summary,
        messages: show::show(workspace, messages, db).await?,
        has_older,
    })
}
