//! Opening a resolved conversation anew.

use domain::conversations::{ConversationView, HandoffReason, Lifecycle};
use domain::ids::ConversationRef;
use domain::permissions::Permission;
use futures::FutureExt;

use super::{HandOff, agent, begin, hand_off, lock};
use crate::ctx::Ctx;
use crate::error::Result;

/// Begins a new episode, with the one who reopens it; where a program does, it waits for a person. An open one stays as it
/// is.
///
/// # Errors
/// `not_found` when there is no such conversation in this workspace.
pub async fn reopen(ctx: &Ctx, conversation: &ConversationRef) -> Result<ConversationView> {
    ctx.allow(Permission::ConversationsReply)?;
    let me = agent::acting(ctx).await?;
    let id = lock::find(ctx, conversation).await?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write_touching(lock::announce(id, None), move |work| {
        async move {
            let mut row = lock::hold(workspace, id, work).await?;
            if row.lifecycle == Lifecycle::Resolved {
                begin::new_episode(&mut row, actor, work).await?;
                match me {
                    Some(me) => agent::give(work, &mut row, &me, actor).await?,
                    None => {
                        let reason = HandoffReason::Rule;
                        let how = HandOff { reason, actor, client_id: None, replies_to: None, trace: None };
                        hand_off(work, &mut row, how).await?;
                    }
                }
            }
            lock::finish(&row, work).await
        }
        .boxed()
    })
    .await
}
