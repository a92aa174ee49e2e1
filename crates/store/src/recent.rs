//! What this process has committed last: whoever reads the log right behind a commit finds it here, with its messages, and
//! needs no statement. What is not here (too long ago, written by another node) is in the log.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::events::Event;
use domain::ids::{MessageRef, WorkspaceId};

use crate::messages::MessageRow;

/// Events that are remembered, of all workspaces together.
const EVENTS: usize = 2_048;
/// Bytes of messages that are remembered.
const BYTES: usize = 4 << 20;

/// What a batch wrote into one workspace's log.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// Which workspace.
    pub workspace: WorkspaceId,
    /// Its new events, without gaps; at least one.
    pub events: Vec<Event>,
    /// Messages of the batch, without their traces. Some that the events tell of may be missing.
    pub messages: HashMap<MessageRef, MessageRow>,
}

impl Written {
    fn last_seq(&self) -> i64 {
        self.events.last().map_or(0, |event| event.seq)
    }

    fn bytes(&self) -> usize {
        self.messages.values().map(|message| message.text.len()).sum()
    }
}

/// Sorts what a batch wrote by workspace.
pub(crate) fn sort(events: Vec<(WorkspaceId, Event)>, messages: Vec<MessageRow>) -> Vec<Written> {
    let mut written: Vec<Written> = Vec::new();
    // A batch runs its use cases sorted by workspace, so that the last one is mostly the right one.
    let place = |written: &[Written], workspace| written.iter().rposition(|one| one.workspace == workspace);
    for (workspace, event) in events {
        match place(&written, workspace).and_then(|place| written.get_mut(place)) {
            Some(one) => one.events.push(event),
            None => written.push(Written { workspace, events: vec![event], messages: HashMap::new() }),
        }
    }
    for message in messages {
        if let Some(one) = place(&written, message.workspace_id).and_then(|place| written.get_mut(place)) {
            one.messages.insert(message.public_id.clone(), MessageRow { trace: None, ..message });
        }
    }
    written
}

/// The newest of what was committed here.
#[derive(Debug, Default)]
pub(crate) struct Recent(Mutex<Inside>);

#[derive(Debug, Default)]
struct Inside {
    written: VecDeque<Arc<Written>>,
    events: usize,
    bytes: usize,
}

impl Recent {
    /// Takes what was committed, in the order of the commits.
    pub(crate) fn put(&self, written: Vec<Written>) {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for one in written {
            inside.events += one.events.len();
            inside.bytes += one.bytes();
            inside.written.push_back(Arc::new(one));
        }
        while inside.events > EVENTS || inside.bytes > BYTES {
            let Some(oldest) = inside.written.pop_front() else { break };
            inside.events -= oldest.events.len();
            inside.bytes -= oldest.bytes();
        }
    }

    /// What the log of this workspace holds after `seq`, without gaps, as far as it is remembered.
    pub(crate) fn after(&self, workspace: WorkspaceId, seq: i64) -> Vec<Arc<Written>> {
        let inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found: Vec<Arc<Written>> = Vec::new();
        for one in inside.written.iter().rev().filter(|one| one.workspace == workspace) {
            let Some(first) = one.events.first() else { continue };
            // Another node wrote between this and what was found.
            if found.last().is_some_and(|later| later.events.first().is_some_and(|e| e.seq != one.last_seq() + 1)) {
                found.clear();
            }
            if one.last_seq() <= seq {
                break;
            }
            found.push(one.clone());
            if first.seq <= seq + 1 {
                found.reverse();
                return found;
            }
        }
        Vec::new()
    }
}
