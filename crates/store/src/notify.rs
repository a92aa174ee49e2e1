//! What tells others that something was committed: within the process at once, to other nodes on PostgreSQL coalesced.
//!
//! A notification may get lost (a connection breaks, a receiver is slow), so that whoever listens also looks by itself
//! from time to time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::ids::{NodeId, WorkspaceId};
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use tokio::sync::{Notify, broadcast};

use crate::recent::{Recent, Written};
use crate::work::Committed;

/// Something was committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A workspace's log has grown.
    Events {
        /// Which workspace.
        workspace: WorkspaceId,
        /// Its newest event.
        last_seq: i64,
        /// Whether this node wrote it, and not another one.
        here: bool,
    },
    /// Jobs were added or came free.
    Jobs,
}

/// Changes that a receiver may lie behind before it is told that it lags.
const BACKLOG: usize = 4_096;
/// Other nodes are told at most this often: NOTIFY takes a lock of the whole database.
const PAUSE: Duration = Duration::from_millis(7);
/// PostgreSQL takes payloads of less than 8,000 bytes; an entry is at most 36 + 1 + 19 + 1.
const ENTRIES: usize = 120;
const CHANNEL: &str = "romashka";

/// Tells of commits.
#[derive(Debug, Clone)]
pub(crate) struct Notifier {
    here: broadcast::Sender<Change>,
    elsewhere: Option<Arc<Outbox>>,
    recent: Arc<Recent>,
}

/// What other nodes are to be told next.
#[derive(Debug, Default)]
struct Outbox {
    pending: Mutex<(BTreeMap<WorkspaceId, i64>, bool)>,
    filled: Notify,
}

impl Notifier {
    /// For a database that only this process writes to.
    pub(crate) fn local() -> Self {
        Self { here: broadcast::Sender::new(BACKLOG), elsewhere: None, recent: Arc::default() }
    }

    /// For a database that other nodes write to as well; `tell` and `listen` do the rest.
    pub(crate) fn shared() -> Self {
        Self { elsewhere: Some(Arc::default()), ..Self::local() }
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Change> {
        self.here.subscribe()
    }

    /// What the log of this workspace holds after `seq`, as far as it was written here lately.
    pub(crate) fn recent(&self, workspace: WorkspaceId, seq: i64) -> Vec<Arc<Written>> {
        self.recent.after(workspace, seq)
    }

    /// A batch was committed.
    pub(crate) fn committed(&self, committed: Committed) {
        if committed.events.is_empty() && !committed.jobs {
            return;
        }
        self.recent.put(committed.written);
        for (workspace, last_seq) in &committed.events {
            self.say(Change::Events { workspace: *workspace, last_seq: *last_seq, here: true });
        }
        if committed.jobs {
            self.say(Change::Jobs);
        }
        if let Some(outbox) = &self.elsewhere {
            let mut pending = outbox.pending.lock().unwrap_or_else(PoisonError::into_inner);
            pending.0.extend(committed.events);
            pending.1 |= committed.jobs;
            drop(pending);
            outbox.filled.notify_one();
        }
    }

    pub(crate) fn say(&self, change: Change) {
        // Nobody need be listening.
        drop(self.here.send(change));
    }

    /// Tells other nodes what was committed here, for ever.
    pub(crate) async fn tell(self, node: NodeId, pool: PgPool) {
        let Some(outbox) = self.elsewhere else { return };
        loop {
            outbox.filled.notified().await;
            let (events, jobs) = std::mem::take(&mut *outbox.pending.lock().unwrap_or_else(PoisonError::into_inner));
            let mut words: Vec<String> =
                events.into_iter().map(|(workspace, seq)| format!("{workspace}:{seq}")).collect();
            if jobs {
                words.push("jobs".to_owned());
            }
            for piece in words.chunks(ENTRIES) {
                let payload = format!("{node} {}", piece.join(" "));
                let told = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(payload).execute(&pool).await;
                if let Err(error) = told {
                    // The others look by themselves before long.
                    tracing::warn!(%error, "other nodes could not be notified");
                }
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Passes on what other nodes tell, for ever.
    pub(crate) async fn listen(self, node: NodeId, pool: PgPool) {
        let mut pause = Duration::from_millis(100);
        loop {
            let Ok(mut listener) = PgListener::connect_with(&pool).await else {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(5));
                continue;
            };
            if listener.listen(CHANNEL).await.is_err() {
                tokio::time::sleep(pause).await;
                continue;
            }
            pause = Duration::from_millis(100);
            // `try_recv` gives none when the connection broke: what was told meanwhile is lost, so listeners look.
            while let Ok(Some(notification)) = listener.try_recv().await {
                self.heard(node, notification.payload());
            }
            self.say(Change::Jobs);
        }
    }

    fn heard(&self, node: NodeId, payload: &str) {
        let mut words = payload.split(' ');
        if words.next() == Some(node.to_string().as_str()) {
            return;
        }
        for word in words {
            match word.split_once(':') {
                None => self.say(Change::Jobs),
                Some((workspace, seq)) => {
                    if let (Ok(workspace), Ok(last_seq)) = (workspace.parse(), seq.parse()) {
                        self.say(Change::Events { workspace, last_seq, here: false });
                    }
                }
            }
        }
    }
}
