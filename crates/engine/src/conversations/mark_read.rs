//! One side has seen what the other wrote.

use domain::events::{Actor, EventKind};
use domain::ids::{ConversationId, ConversationRef};
use domain::permissions::Permission;
use futures::FutureExt;
use store::conversations;

use super::{Side, begin, lock, post};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::visitors::Visitor;

/// The visitor has seen everything up to `seq`. It never goes back, nor beyond the newest message.
///
/// # Errors
/// The database's.
pub async fn mark_read_by_visitor(visitor: &Visitor, seq: i64) -> Result<()> {
    match begin::known(visitor).await?.conversation {
        Some(conversation) => {
            mark(visitor.app(), visitor.workspace(), conversation, Side::Visitor, visitor.actor(), seq).await
        }
        None => Ok(()),
    }
}

/// Somebody of the team who answers visitors has seen everything up to `seq`. It never goes back, nor beyond the newest
/// message.
///
/// # Errors
/// `not_found` when there is no such conversation in this workspace.
pub async fn mark_read(ctx: &Ctx, conversation: &ConversationRef, seq: i64) -> Result<()> {
    ctx.allow(Permission::ConversationsReply)?;
    let id = lock::find(ctx, conversation).await?;
    mark(ctx.app(), ctx.workspace(), id, Side::Agent, ctx.actor(), seq).await
}

async fn mark(
    app: &App,
    workspace: domain::ids::WorkspaceId,
    conversation: ConversationId,
    side: Side,
    actor: Actor,
    seq: i64,
) -> Result<()> {
    // Most of the time it is known already; that costs a read and no turn at the writer.
    let mut row = conversations::get_by_id(workspace, conversation, app.store().db()).await?;
    let newest = row.last_seq;
    if *side.seen(&mut row) >= seq.min(newest) {
        return Ok(());
    }
    app.store()
        .write_touching(Some(workspace), lock::announce(conversation, None), move |work| {
            async move {
                let mut row = lock::hold(workspace, conversation, work).await?;
                let seq = seq.min(row.last_seq);
                let seen = side.seen(&mut row);
                if *seen < seq {
                    *seen = seq;
                    conversations::update(workspace, &row, &mut *work).await?;
                    let payload = serde_json::json!({ "by": side.as_str(), "seq": seq });
                    post::record(work, &row, EventKind::ConversationViewed, actor, payload).await?;
                }
                Ok::<_, Error>(())
            }
            .boxed()
        })
        .await
}
