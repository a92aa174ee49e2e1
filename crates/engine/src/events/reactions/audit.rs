//! Administrative acts go into the audit log.

use async_trait::async_trait;
use domain::events::{Event, EventKind};
use domain::ids::WorkspaceId;
use store::{Work, audit};

use super::Reaction;
use crate::error::Result;

pub(super) struct Audit;

#[async_trait]
impl Reaction for Audit {
    fn name(&self) -> &'static str {
        "audit"
    }

    fn wants(&self, kind: EventKind) -> bool {
        kind.audited()
    }

    async fn apply(&self, work: &mut Work, workspace: WorkspaceId, events: &[Event]) -> Result<()> {
        for event in events {
            audit::insert(workspace, event, &mut *work).await?;
        }
        Ok(())
    }
}
