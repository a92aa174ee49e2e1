//! The newest events of the workspaces that are watched on this node.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use domain::ids::{VisitorId, WorkspaceId};
use futures::StreamExt;
use store::{Change, Store, events};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::newcomers::Newcomers;
use super::topic::{Topic, UNREAD};
use super::word::Word;
use crate::error::Result;

/// Workspaces that are read at the same time.
const READS: usize = 8;
/// How often the log is looked at although nobody told of a change: a notification may be lost.
const LOOK: Duration = Duration::from_secs(2);

/// The live updates of this node. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Hub(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Store,
    topics: Mutex<HashMap<WorkspaceId, Weak<Topic>>>,
    /// The node goes down: topics that begin after that are over at once.
    is_closed: AtomicBool,
    watchers: Arc<AtomicI64>,
    newcomers: Newcomers,
}

impl Hub {
    /// The hub of a node. It looks after itself until all its handles are dropped.
    pub fn start(store: Store) -> Self {
        let hub = Self(Arc::new(Inner {
            store,
            topics: Mutex::default(),
            is_closed: AtomicBool::default(),
            watchers: Arc::default(),
            newcomers: Newcomers::default(),
        }));
        tokio::spawn(pump(Arc::downgrade(&hub.0), hub.0.store.changes()));
        tokio::spawn(hear(Arc::downgrade(&hub.0), hub.0.store.told_by_nodes()));
        hub
    }

    /// How many watch on this node.
    pub fn watchers(&self) -> i64 {
        self.0.watchers.load(Ordering::Relaxed)
    }

    pub(super) fn counter(&self) -> Arc<AtomicI64> {
        self.0.watchers.clone()
    }

    /// Tells all watchers that the node goes down, those too who come later.
    pub fn close(&self) {
        let topics = self.0.topics.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.is_closed.store(true, Ordering::Relaxed);
        for topic in topics.values().filter_map(Weak::upgrade) {
            topic.close();
        }
    }

    /// The workspace's topic, read up to its newest event when it is new.
    pub(super) async fn topic(&self, workspace: WorkspaceId) -> Result<Arc<Topic>> {
        let topic = {
            let mut topics = self.0.topics.lock().unwrap_or_else(PoisonError::into_inner);
            let known = topics.get(&workspace).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let topic = Arc::new(Topic::new(workspace));
                topics.insert(workspace, Arc::downgrade(&topic));
                if self.0.is_closed.load(Ordering::Relaxed) {
                    topic.close();
                }
                topic
            })
        };
        if topic.is_unread() {
            topic.read_on(UNREAD, &self.0.store).await?;
        }
        Ok(topic)
    }

    /// The workspace's topic, if anybody watches or listens there.
    pub(super) fn known_topic(&self, workspace: WorkspaceId) -> Option<Arc<Topic>> {
        let topics = self.0.topics.lock().unwrap_or_else(PoisonError::into_inner);
        topics.get(&workspace).and_then(Weak::upgrade)
    }

    /// Something that changes when the visitor's first conversation has begun; a change means no more than to look.
    pub fn newcomer(&self, visitor: VisitorId) -> watch::Receiver<()> {
        self.0.newcomers.wait(visitor)
    }

    /// The visitor's first conversation has begun.
    pub fn begun(&self, visitor: VisitorId) {
        self.0.newcomers.wake(visitor);
        self.0.store.tell_nodes(|| Word::Begun { visitor }.to_line());
    }

    pub(super) fn store(&self) -> &Store {
        &self.0.store
    }
}

/// Reads the logs of watched workspaces when they have grown, until the hub is dropped.
async fn pump(hub: Weak<Inner>, mut changes: tokio::sync::broadcast::Receiver<Change>) {
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    // Workspaces whose log has grown, and how far.
    let mut grown: HashMap<WorkspaceId, i64> = HashMap::new();
    loop {
        let mut everything = false;
        tokio::select! {
            change = changes.recv() => match change {
                Ok(Change::Events { workspace, last_seq, .. }) => grow(&mut grown, workspace, last_seq),
                Ok(Change::Jobs) => continue,
                Err(RecvError::Lagged(_)) => everything = true,
                Err(RecvError::Closed) => return,
            },
            _ = look.tick() => everything = true,
        }
        // Whatever else has come meanwhile is read in one go.
        while let Ok(change) = changes.try_recv() {
            if let Change::Events { workspace, last_seq, .. } = change {
                grow(&mut grown, workspace, last_seq);
            }
        }
        let Some(hub) = hub.upgrade() else { return };
        if everything && hub.look(&mut grown).await.is_err() {
            // The database is away; the next look comes soon enough.
            continue;
        }
        hub.read_on(grown.drain()).await;
    }
}

/// Passes on what other nodes tell, until the hub is dropped.
async fn hear(hub: Weak<Inner>, mut words: tokio::sync::broadcast::Receiver<Arc<str>>) {
    loop {
        let line = match words.recv().await {
            Ok(line) => line,
            // Typing and pieces are a preview; what was missed is in the store.
            Err(RecvError::Lagged(_)) => continue,
            Err(RecvError::Closed) => return,
        };
        let Some(hub) = hub.upgrade().map(Hub) else { return };
        match Word::of_line(&line) {
            Some(Word::Signal { workspace, conversation, signal }) => {
                if let Some(topic) = hub.known_topic(workspace) {
                    topic.feeds().signal(conversation, &signal);
                }
            }
            Some(Word::Begun { visitor }) => hub.0.newcomers.wake(visitor),
            None => {}
        }
    }
}

fn grow(grown: &mut HashMap<WorkspaceId, i64>, workspace: WorkspaceId, last_seq: i64) {
    let newest = grown.entry(workspace).or_insert(last_seq);
    *newest = last_seq.max(*newest);
}

impl Inner {
    /// Adds the watched workspaces whose log is longer than what was read.
    async fn look(&self, grown: &mut HashMap<WorkspaceId, i64>) -> store::Result<()> {
        let tips: HashMap<WorkspaceId, i64> = {
            let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
            topics.retain(|_, topic| topic.strong_count() > 0);
            let watched = topics.values().filter_map(Weak::upgrade);
            watched.map(|topic| (topic.workspace, topic.tip())).collect()
        };
        let watched: Vec<WorkspaceId> = tips.keys().copied().collect();
        for piece in watched.chunks(500) {
            for (workspace, last_seq) in events::last_seqs(piece, self.store.db()).await? {
                if tips.get(&workspace).is_some_and(|tip| *tip < last_seq) {
                    grow(grown, workspace, last_seq);
                }
            }
        }
        Ok(())
    }

    async fn read_on(&self, grown: impl Iterator<Item = (WorkspaceId, i64)>) {
        let topics: Vec<(Arc<Topic>, i64)> = {
            let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
            let known = |workspace| topics.get(&workspace).and_then(Weak::upgrade);
            grown.filter_map(|(workspace, last_seq)| Some((known(workspace)?, last_seq))).collect()
        };
        futures::stream::iter(topics)
            .for_each_concurrent(READS, |(topic, last_seq)| async move {
                if let Err(error) = topic.read_on(last_seq, &self.store).await {
                    tracing::warn!(%error, "the log could not be read for its watchers");
                }
            })
            .await;
    }
}
