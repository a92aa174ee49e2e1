//! Declaring a conversation done.

use domain::conversations::{ConversationView, Lifecycle, Transition};
use domain::events::EventKind;
use domain::ids::ConversationRef;
use domain::permissions::Permission;
use futures::FutureExt;
use store::episodes;

use super::{lock, post};
use crate::answer;
use crate::ctx::Ctx;
use crate::error::Result;

/// Resolves it, and tells the visitor. A resolved one stays as it is.
///
/// # Errors
/// `not_found` when there is no such conversation in this workspace.
pub async fn resolve(ctx: &Ctx, conversation: &ConversationRef) -> Result<ConversationView> {
    ctx.allow(Permission::ConversationsReply)?;
    let id = lock::find(ctx, conversation).await?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write_touching(lock::announce(id, None), move |work| {
        async move {
            let mut row = lock::hold(workspace, id, work).await?;
            if row.lifecycle == Lifecycle::Open {
                lock::step(&mut row, Transition::Resolve)?;
                row.waiting_since = None;
                episodes::update_end(workspace, id, row.episode, work.now(), actor, &mut *work).await?;
                let payload = serde_json::json!({ "episode": row.episode });
                post::record(work, &row, EventKind::ConversationResolved, actor, payload).await?;
                let told = post::NewMessage {
                    language: row.language,
                    ..post::NewMessage::told(post::phrases_for(&row).resolved)
                };
                post::post(work, &mut row, told, actor).await?;
                work.enqueue(answer::memory_job(&row)).await?;
            }
            lock::finish(&row, work).await
        }
        .boxed()
    })
    .await
}
