//! Finding a conversation of the workspace, and holding it while something is done to it.

use domain::conversations::{ConversationView, Holder, Lifecycle, Transition};
use domain::ids::{ConversationId, ConversationRef, WorkspaceId};
use domain::{Code, Problem};
use store::conversations::{self, ConversationRow};
use store::{Touches, Work};

use super::view;
use crate::ctx::Ctx;
use crate::error::{Error, Result};

/// The key of a conversation; the same problem whether it is nobody's or another workspace's.
pub(crate) async fn find(ctx: &Ctx, conversation: &ConversationRef) -> Result<ConversationId> {
    match conversations::get(ctx.workspace(), conversation, ctx.app().store().db()).await {
        Ok(row) => Ok(row.id),
        Err(store::Error::NotFound) => Err(unknown()),
        Err(other) => Err(other.into()),
    }
}

/// Says to the writer that a use case will hold this conversation. All of a batch are locked at its beginning, in their
/// order: nodes that hold some and want others would wait for each other.
pub(super) fn announce(conversation: ConversationId, client_id: Option<&str>) -> Option<Touches> {
    Some(Touches { conversation, client_id: client_id.map(str::to_owned), replies_to: None })
}

/// Holds a conversation until the commit.
pub(super) async fn hold(
    workspace: WorkspaceId,
    conversation: ConversationId,
    work: &mut Work,
) -> Result<ConversationRow> {
    match conversations::lock(workspace, conversation, work).await {
        Err(store::Error::NotFound) => Err(unknown()),
        other => Ok(other?),
    }
}

/// Does this to it, as far as where it stands and who has it go.
pub(super) fn step(row: &mut ConversationRow, transition: Transition) -> Result<()> {
    let Some((lifecycle, holder)) = transition.apply(row.lifecycle, row.assignee) else {
        let message = match (transition, row.lifecycle) {
            (_, Lifecycle::Resolved) => "This conversation is resolved. Reopen it first.",
            (Transition::Reopen, Lifecycle::Open) => "This conversation is open already.",
            (Transition::Release, Lifecycle::Open) => "Nobody of the team has this conversation.",
            (_, Lifecycle::Open) => "The bot does not have this conversation any more.",
        };
        return Err(Problem::new(Code::Conflict, message).into());
    };
    row.lifecycle = lifecycle;
    row.assignee = holder;
    if holder != Holder::Agent {
        row.agent_id = None;
    }
    if holder != Holder::Queue {
        row.waiting_since = None;
    }
    Ok(())
}

/// Writes what was done, and shows it.
pub(super) async fn finish(row: &ConversationRow, work: &mut Work) -> Result<ConversationView> {
    conversations::update(row.workspace_id, row, &mut *work).await?;
    let listed = conversations::find_listed(row.workspace_id, &row.public_id, work).await?;
    Ok(view::conversation(listed.ok_or(store::Error::NotFound)?))
}

pub(super) fn unknown() -> Error {
    Problem::not_found("this conversation").into()
}
