//! What those had who leave the team, or may answer no more, goes back to the queue.

use async_trait::async_trait;
use domain::events::{Event, EventKind};
use domain::ids::WorkspaceId;
use store::Work;

use super::Reaction;
use crate::conversations::release_left;
use crate::error::Result;

pub(super) struct Leavers;

#[async_trait]
impl Reaction for Leavers {
    fn name(&self) -> &'static str {
        "leavers"
    }

    fn wants(&self, kind: EventKind) -> bool {
        matches!(kind, EventKind::MemberRemoved | EventKind::MemberRoleChanged)
    }

    async fn apply(&self, work: &mut Work, workspace: WorkspaceId, _events: &[Event]) -> Result<()> {
        release_left(workspace, work).await
    }
}
