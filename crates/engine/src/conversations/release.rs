//! Giving back what nobody can answer any more.

use domain::conversations::Transition;
use domain::events::{Actor, EventKind};
use domain::ids::WorkspaceId;
use domain::permissions::{Permission, Role};
use store::{Work, conversations};

use super::{lock, post};
use crate::error::Result;

/// Conversations that are looked for at once.
const PIECE: u32 = 200;

/// Gives the open conversations of those who left the team, or may answer no more, back to the queue: somebody else takes
/// them from there.
pub(crate) async fn release_left(workspace: WorkspaceId, work: &mut Work) -> Result<()> {
    let answering = Role::ALL.iter().copied().filter(|role| role.allows(Permission::ConversationsReply));
    let answering: Vec<_> = answering.collect();
    loop {
        let left = conversations::list_left(workspace, &answering, PIECE, &mut *work).await?;
        for seen in &left {
            let mut row = lock::hold(workspace, seen.id, work).await?;
            // Somebody else has taken it, or resolved it, since it was looked for.
            if row.agent_id != seen.agent_id || lock::step(&mut row, Transition::Release).is_err() {
                continue;
            }
            row.waiting_since = Some(work.now());
            post::record(work, &row, EventKind::ConversationReleased, Actor::System, serde_json::json!({})).await?;
            conversations::update(workspace, &row, &mut *work).await?;
        }
        if left.len() < PIECE as usize {
            return Ok(());
        }
    }
}
