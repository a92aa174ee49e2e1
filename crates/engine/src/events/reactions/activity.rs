//! Events are counted by the minute, for the chart of the system page.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::events::{Event, EventKind};
use domain::ids::WorkspaceId;
use store::{Work, activity};

use super::{Reaction, Start};
use crate::error::Result;

pub(super) struct Activity;

#[async_trait]
impl Reaction for Activity {
    fn name(&self) -> &'static str {
        "activity"
    }

    /// The chart shows the last hour only.
    fn start(&self) -> Start {
        Start::Newest
    }

    fn wants(&self, _kind: EventKind) -> bool {
        true
    }

    async fn apply(&self, work: &mut Work, workspace: WorkspaceId, events: &[Event]) -> Result<()> {
        let mut minutes = BTreeMap::new();
        for event in events {
            *minutes.entry(event.created_at.floor_minute()).or_insert(0) += 1;
        }
        Ok(activity::count_events(workspace, &minutes, work).await?)
    }
}
