//! A workspace that is watched on this node: its newest events, and those who listen in its conversations.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::events::{Event, EventKind};
use domain::ids::{ConversationRef, MessageRef, WorkspaceId};
use store::events::{self, After};
use store::messages::MessageRow;
use store::{Store, conversations};
use tokio::sync::watch;

use super::conversation::ConversationUpdate;
use super::feeds::Feeds;
use super::told::{self, Remembered, Told};
use crate::conversations::{Side, view};

/// Events of a workspace that are remembered for its watchers.
const REMEMBERED: usize = 256;
/// Events of one read.
const PAGE: u16 = 200;

/// What the tip is before the log was first read.
pub(super) const UNREAD: i64 = -1;
/// What the tip is when the node goes down.
pub(super) const CLOSED: i64 = i64::MAX;

/// A workspace that is watched.
#[derive(Debug)]
pub(super) struct Topic {
    pub(super) workspace: WorkspaceId,
    /// The newest event that is read.
    tip: watch::Sender<i64>,
    /// The newest events, without gaps, ending at the tip.
    newest: Mutex<VecDeque<Arc<Remembered>>>,
    reading: tokio::sync::Mutex<()>,
    feeds: Feeds,
}

impl Topic {
    pub(super) fn new(workspace: WorkspaceId) -> Self {
        Self {
            workspace,
            tip: watch::Sender::new(UNREAD),
            newest: Mutex::default(),
            reading: tokio::sync::Mutex::default(),
            feeds: Feeds::default(),
        }
    }

    pub(super) fn watch(&self) -> watch::Receiver<i64> {
        self.tip.subscribe()
    }

    pub(super) fn tip(&self) -> i64 {
        *self.tip.borrow()
    }

    pub(super) fn is_unread(&self) -> bool {
        self.tip() == UNREAD
    }

    pub(super) fn is_closed(&self) -> bool {
        self.tip() == CLOSED
    }

    pub(super) fn feeds(&self) -> &Feeds {
        &self.feeds
    }

    pub(super) fn close(&self) {
        self.tip.send_replace(CLOSED);
        self.feeds.close();
    }

    /// The event with this number, if it is remembered with its message.
    pub(super) fn remembered(&self, seq: i64) -> Option<Arc<Remembered>> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let first = newest.front()?.told.event.seq;
        newest.get(usize::try_from(seq - first).ok()?).filter(|one| one.is_loaded).cloned()
    }

    /// Takes up what is new in the log, up to the event `last_seq` at least, and tells those who watch and listen.
    pub(super) async fn read_on(&self, last_seq: i64, store: &Store) -> store::Result<()> {
        let _reading = self.reading.lock().await;
        if self.is_unread() {
            let newest = events::bounds(self.workspace, store.db()).await?.last_seq;
            self.move_tip(newest);
        }
        loop {
            let tip = self.tip();
            if tip >= last_seq {
                return Ok(());
            }
            let recent = store.recent(self.workspace, tip);
            if !recent.is_empty() {
                for written in recent {
                    let known = written.events.partition_point(|event| event.seq <= tip);
                    self.take(&written.events[known..], &written.messages, store).await?;
                }
                continue;
            }
            match events::list_after(self.workspace, tip, PAGE, store.db()).await? {
                After::Events(events) if events.is_empty() => return Ok(()),
                After::Events(events) => self.take(&events, &HashMap::new(), store).await?,
                After::Gone(bounds) => {
                    self.newest.lock().unwrap_or_else(PoisonError::into_inner).clear();
                    self.move_tip(bounds.last_seq);
                    self.feeds.fall_behind();
                    return Ok(());
                }
            }
        }
    }

    async fn take(
        &self,
        events: &[Event],
        known: &HashMap<MessageRef, MessageRow>,
        store: &Store,
    ) -> store::Result<()> {
        let Some(last) = events.last() else { return Ok(()) };
        // Where nobody watches the workspace, only what is listened to is wanted.
        let watched = self.tip.receiver_count() > 0;
        let wanted = |conversation: &ConversationRef| watched || self.feeds.wants(conversation);
        let read = told::load(store, self.workspace, events, known, wanted).await?;
        let read: Vec<Arc<Remembered>> = read.into_iter().map(Arc::new).collect();
        self.remember(&read);
        self.move_tip(last.seq);
        self.tell(&read, store).await
    }

    /// Hands what was read to those who listen in its conversations.
    async fn tell(&self, read: &[Arc<Remembered>], store: &Store) -> store::Result<()> {
        let mut moved = BTreeSet::new();
        for Told { event, conversation, message } in read.iter().map(|one| &one.told) {
            let Some(conversation) = conversation else { continue };
            if let Some(message) = message.clone() {
                let update = match event.kind {
                    EventKind::MessageRated => ConversationUpdate::Rated(message),
                    _ => ConversationUpdate::Message(message),
                };
                self.feeds.tell(conversation, &update);
            }
            match event.kind {
                EventKind::ConversationViewed => {
                    let by = event.payload.get("by").and_then(serde_json::Value::as_str).and_then(Side::parse);
                    let seq = event.payload.get("seq").and_then(serde_json::Value::as_i64);
                    if let (Some(by), Some(seq)) = (by, seq) {
                        self.feeds.tell(conversation, &ConversationUpdate::Read { by, seq });
                    }
                }
                EventKind::ConversationHandedOff
                | EventKind::ConversationAssigned
                | EventKind::ConversationReleased
                | EventKind::ConversationResolved
                | EventKind::ConversationReopened
                    if self.feeds.wants(conversation) =>
                {
                    moved.insert(conversation);
                }
                _ => {}
            }
        }
        for conversation in moved {
            let listed = conversations::find_listed(self.workspace, conversation, store.db()).await;
            let listed = listed.inspect_err(|_| self.feeds.fall_behind())?;
            if let Some(listed) = listed {
                let (lifecycle, answerer) = (listed.row.lifecycle, view::answerer(&listed));
                self.feeds.tell(conversation, &ConversationUpdate::Status { lifecycle, answerer });
            }
        }
        Ok(())
    }

    fn move_tip(&self, seq: i64) {
        // Not after the node has begun to go down.
        self.tip.send_if_modified(|tip| {
            let moves = *tip != CLOSED;
            *tip = if moves { seq } else { CLOSED };
            moves
        });
    }

    fn remember(&self, read: &[Arc<Remembered>]) {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        newest.extend(read.iter().cloned());
        let surplus = newest.len().saturating_sub(REMEMBERED);
        newest.drain(..surplus);
    }
}
