//! What happens in a conversation that somebody of the team has on the screen.

use domain::ids::ConversationRef;
use domain::permissions::Permission;

use super::conversation::ConversationFeed;
use crate::conversations;
use crate::ctx::Ctx;
use crate::error::Result;

/// Listens to who types there and what the bot is writing. Messages come to watchers of the workspace with its events.
///
/// # Errors
/// `not_found` when there is no such conversation in this workspace.
pub async fn watch(ctx: &Ctx, conversation: &ConversationRef) -> Result<ConversationFeed> {
    ctx.allow(Permission::ConversationsRead)?;
    let id = conversations::find(ctx, conversation).await?;
    ctx.app().live().open_signals(ctx.workspace(), id).await
}
