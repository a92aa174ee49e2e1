//! Writing the audit log from the event log.

use domain::events::Event;
use domain::ids::WorkspaceId;
use store::{Work, audit};

use crate::error::Result;

/// Writes the entry of an event, if it is an administrative act. A second time nothing happens.
pub(crate) async fn react(workspace: WorkspaceId, event: &Event, work: &mut Work) -> Result<()> {
    if event.fact.kind.audited() {
        audit::insert(workspace, event, work).await?;
    }
    Ok(())
}
