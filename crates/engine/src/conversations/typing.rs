//! Signs of typing: told to those who listen on this node, stored nowhere.

use domain::ids::ConversationRef;
use domain::permissions::Permission;
use domain::wire::visitor::Typist;

use super::{agent, begin, lock};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::live::Signal;
use crate::visitors::Visitor;

/// The visitor types, or has stopped. Before their first message nobody is told.
///
/// # Errors
/// The database's.
pub async fn type_as_visitor(visitor: &Visitor, on: bool) -> Result<()> {
    if let Some(conversation) = begin::known(visitor).await?.conversation {
        let signal = Signal::Typing { who: Typist::Visitor, on };
        visitor.app().live().signal(visitor.workspace(), conversation, signal);
    }
    Ok(())
}

/// The one who acts types an answer, or has stopped.
///
/// # Errors
/// `not_found` when there is no such conversation in this workspace.
pub async fn type_as_agent(ctx: &Ctx, conversation: &ConversationRef, on: bool) -> Result<()> {
    ctx.allow(Permission::ConversationsReply)?;
    let id = lock::find(ctx, conversation).await?;
    if let Some(me) = agent::acting(ctx).await? {
        let signal = Signal::Typing { who: Typist::Agent { name: me.name }, on };
        ctx.app().live().signal(ctx.workspace(), id, signal);
    }
    Ok(())
}
