//! What happens because of events, apart from the use case that recorded them.
//!
//! Each reaction reads each workspace's log with a cursor of its own, which moves in the same transaction as the rows that
//! the reaction writes: nothing is done twice, nothing is left out, whichever node does it. An event that a reaction cannot
//! digest is put aside after some attempts and holds up neither other events nor other reactions or workspaces.

mod activity;
mod audit;
mod digest;
mod leavers;
mod runner;

use async_trait::async_trait;
use domain::events::{Event, EventKind};
use domain::ids::WorkspaceId;
use store::Work;

use crate::error::Result;

pub use digest::ATTEMPTS;
pub(crate) use digest::digest_one;
pub(crate) use runner::Runner;
pub use runner::catch_up;

/// Where a reaction begins in a workspace whose log is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the oldest event that is still there.
    Oldest,
    /// At the event after the newest.
    Newest,
}

/// Something that happens because of events. To add one: a file beside this one, a line in [`REACTIONS`].
#[async_trait]
pub trait Reaction: Send + Sync {
    /// As stored; never changed again.
    fn name(&self) -> &'static str;
    /// Where it begins in logs that are there already.
    fn start(&self) -> Start {
        Start::Oldest
    }
    /// Whether it has to do with events of this kind.
    fn wants(&self, kind: EventKind) -> bool;
    /// Digests these events, all of them wanted, oldest first. On an error all that it has written is undone.
    async fn apply(&self, work: &mut Work, workspace: WorkspaceId, events: &[Event]) -> Result<()>;
}

/// Every reaction. Names never change: they are stored with the cursors.
pub static REACTIONS: &[&dyn Reaction] = &[&audit::Audit, &activity::Activity, &leavers::Leavers];

/// The names of all reactions, without whose cursors no log is trimmed.
pub fn names() -> Vec<&'static str> {
    REACTIONS.iter().map(|reaction| reaction.name()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_reaction_has_a_name_of_its_own() {
        assert_eq!(names().into_iter().collect::<BTreeSet<_>>().len(), REACTIONS.len());
    }
}
