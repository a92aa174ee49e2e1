//! Giving a conversation to somebody of the team.

use domain::conversations::ConversationView;
use domain::ids::{ConversationRef, UserRef};
use domain::permissions::Permission;
use domain::{Code, Problem};
use futures::FutureExt;

use super::agent::{self, Agent};
use super::lock;
use crate::ctx::Ctx;
use crate::error::Result;

/// Takes it, from the bot or from the queue. Nothing changes for who has it already.
///
/// # Errors
/// `conflict` when another member has it or it is resolved; `invalid` for programs, which [`assign`] it to somebody.
pub async fn take(ctx: &Ctx, conversation: &ConversationRef) -> Result<ConversationView> {
    ctx.allow(Permission::ConversationsReply)?;
    let me = agent::acting(ctx).await?.ok_or_else(nobody)?;
    give(ctx, conversation, me, false).await
}

/// Gives it to this member, whoever has it now.
///
/// # Errors
/// `invalid` when they are no member or may not answer visitors; `conflict` when it is resolved.
pub async fn assign(ctx: &Ctx, conversation: &ConversationRef, to: &UserRef) -> Result<ConversationView> {
    ctx.allow(Permission::ConversationsReply)?;
    let agent = agent::chosen(ctx, to).await?;
    give(ctx, conversation, agent, true).await
}

async fn give(ctx: &Ctx, conversation: &ConversationRef, to: Agent, from_anybody: bool) -> Result<ConversationView> {
    let id = lock::find(ctx, conversation).await?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write_touching(lock::announce(id, None), move |work| {
        async move {
            let mut row = lock::hold(workspace, id, work).await?;
            if !from_anybody {
                agent::refuse_if_taken(work, &row, &to).await?;
            }
            agent::give(work, &mut row, &to, actor).await?;
            lock::finish(&row, work).await
        }
        .boxed()
    })
    .await
}

fn nobody() -> crate::Error {
    let text = "A program cannot take a conversation itself. Name a member as agent.";
    Problem::new(Code::Invalid, text).with_field("agent", text).into()
}
