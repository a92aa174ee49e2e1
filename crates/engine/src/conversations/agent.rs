//! The person of the team who acts in a conversation.

use domain::conversations::{Holder, Lifecycle, Transition};
use domain::events::{Actor, EventKind};
use domain::ids::{UserId, UserRef};
use domain::permissions::Permission;
use domain::{Code, Problem};
use store::conversations::ConversationRow;
use store::{Work, members, users};

use super::{lock, post};
use crate::ctx::Ctx;
use crate::error::Result;

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Agent {
    pub(super) id: UserId,
    pub(super) public_id: UserRef,
    pub(super) name: String,
}

/// The one who acts, where a person does.
pub(super) async fn acting(ctx: &Ctx) -> Result<Option<Agent>> {
    let Actor::User(id) = ctx.actor() else { return Ok(None) };
    let user = users::get(id, ctx.app().store().db()).await?;
    Ok(Some(Agent { id, public_id: user.public_id, name: user.name }))
}

/// The member of this name whom a program or another member chooses.
///
/// # Errors
/// `invalid`, naming the field `agent`, when they are no member or may not answer visitors.
pub(super) async fn chosen(ctx: &Ctx, agent: &UserRef) -> Result<Agent> {
    let member = members::find(ctx.workspace(), agent, ctx.app().store().db()).await?;
    let Some(member) = member else {
        return Err(Problem::field("agent", "Nobody of the team has this id.").into());
    };
    if !member.role.allows(Permission::ConversationsReply) {
        let text = format!("{} may not answer visitors in the role “{}”.", member.name, member.role.name());
        return Err(Problem::field("agent", text).into());
    }
    Ok(Agent { id: member.user_id, public_id: member.public_id, name: member.name })
}

/// Refuses to take a conversation from another member without saying so.
pub(super) async fn refuse_if_taken(work: &mut Work, row: &ConversationRow, agent: &Agent) -> Result<()> {
    let Some(holder) = row.agent_id.filter(|holder| row.assignee == Holder::Agent && *holder != agent.id) else {
        return Ok(());
    };
    let user = users::get(holder, &mut *work).await?;
    if members::find(row.workspace_id, &user.public_id, work).await?.is_none() {
        // Whoever has left the team has left their conversations.
        return Ok(());
    }
    let text = format!("{} has this conversation. Assign it to yourself to take it over.", user.name);
    Err(Problem::new(Code::Conflict, text).into())
}

/// Gives it to this person, and tells the visitor. Nothing happens when they have it already.
///
/// # Errors
/// `conflict` when it is resolved.
pub(super) async fn give(work: &mut Work, row: &mut ConversationRow, agent: &Agent, actor: Actor) -> Result<()> {
    let has_it = row.assignee == Holder::Agent && row.agent_id == Some(agent.id);
    if has_it && row.lifecycle == Lifecycle::Open {
        return Ok(());
    }
    lock::step(row, Transition::Take)?;
    row.agent_id = Some(agent.id);
    // From here on the bot owes nothing.
    row.answered_seq = row.visitor_seq;
    let payload = serde_json::json!({ "assignee": agent.public_id });
    post::record(work, row, EventKind::ConversationAssigned, actor, payload).await?;
    let told = post::NewMessage {
        author_id: Some(agent.public_id.clone()),
        author_name: Some(agent.name.clone()),
        language: row.language,
        ..post::NewMessage::told(post::phrases_for(row).agent_joined(&agent.name))
    };
    post::post(work, row, told, actor).await?;
    Ok(())
}
