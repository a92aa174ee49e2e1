//! Somebody of the team answers a visitor.

use domain::conversations::Lifecycle;
use domain::ids::{ConversationRef, UserRef};
use domain::messages::{AuthorKind, MessageView, parse_client_id, parse_message};
use domain::permissions::Permission;
use domain::{Code, Problem};
use futures::FutureExt;
use store::{conversations, messages};

use super::agent::{self, Agent};
use super::{lock, post, view};
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// Sends the visitor what the one who acts wrote, once per `client_id`. They have the conversation from then on, whoever
/// had it before.
///
/// # Errors
/// `invalid` for a text that is empty or too long, `conflict` when the conversation is resolved.
pub async fn reply(ctx: &Ctx, conversation: &ConversationRef, client_id: &str, text: &str) -> Result<MessageView> {
    ctx.allow(Permission::ConversationsReply)?;
    let me = agent::acting(ctx).await?.ok_or_else(|| nameless("Name the member in whose name the program writes."))?;
    send(ctx, conversation, me, client_id, text).await
}

/// The same in the name of a member: how programs write. People write in their own name only.
///
/// # Errors
/// As [`reply`], and `invalid` when the agent is no member or may not answer visitors.
pub async fn reply_as(
    ctx: &Ctx,
    conversation: &ConversationRef,
    agent: &UserRef,
    client_id: &str,
    text: &str,
) -> Result<MessageView> {
    ctx.allow(Permission::ConversationsReply)?;
    let chosen = agent::chosen(ctx, agent).await?;
    if agent::acting(ctx).await?.is_some_and(|me| me != chosen) {
        return Err(nameless("People write in their own name. Leave this out."));
    }
    send(ctx, conversation, chosen, client_id, text).await
}

async fn send(
    ctx: &Ctx,
    conversation: &ConversationRef,
    agent: Agent,
    client_id: &str,
    text: &str,
) -> Result<MessageView> {
    let client_id = parse_client_id(client_id).map_err(|wrong| Problem::field("client_id", wrong))?;
    let text = parse_message(text).map_err(|wrong| Problem::field("text", wrong))?;
    let id = lock::find(ctx, conversation).await?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write_touching(lock::announce(id, Some(&client_id)), move |work| {
        async move {
            let mut row = lock::hold(workspace, id, work).await?;
            if let Some(before) = messages::find_by_client_id(workspace, id, &client_id, &mut *work).await? {
                let same = before.author == AuthorKind::Agent && before.author_id.as_ref() == Some(&agent.public_id);
                return if same { Ok(view::message(before)) } else { Err(post::taken()) };
            }
            if row.lifecycle == Lifecycle::Resolved {
                let text = "This conversation is resolved. Reopen it to write to the visitor.";
                return Err(Problem::new(Code::Conflict, text).into());
            }
            agent::give(work, &mut row, &agent, actor).await?;
            let new = post::NewMessage {
                client_id: Some(client_id),
                author_id: Some(agent.public_id),
                author_name: Some(agent.name),
                ..post::NewMessage::words(AuthorKind::Agent, text)
            };
            let message = post::post(work, &mut row, new, actor).await?;
            row.answered_seq = row.visitor_seq;
            conversations::update(workspace, &row, work).await?;
            Ok(view::message(message))
        }
        .boxed()
    })
    .await
}

fn nameless(text: &str) -> Error {
    Problem::field("agent", text).into()
}
