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
/// Words that are not stored travel here, several in one payload of at most so many bytes, a line each.
const WORDS_CHANNEL: &str = "romashka_words";
const WORDS_BYTES: usize = 7_500;
/// Words that wait to be told; what exceeds them is dropped, since nothing relies on their arrival.
const WORDS_WAITING: usize = 2_000;

/// Tells of commits.
#[derive(Debug, Clone)]
pub(crate) struct Notifier {
    here: broadcast::Sender<Change>,
    elsewhere: Option<Arc<Outbox>>,
    recent: Arc<Recent>,
    /// Words of other nodes.
    words: broadcast::Sender<Arc<str>>,
}

/// What other nodes are to be told next.
#[derive(Debug, Default)]
struct Outbox {
    pending: Mutex<Pending>,
    filled: Notify,
}

#[derive(Debug, Default)]
struct Pending {
    events: BTreeMap<WorkspaceId, i64>,
    jobs: bool,
    words: Vec<String>,
}

impl Notifier {
    /// For a database that only this process writes to.
    pub(crate) fn local() -> Self {
        let (here, words) = (broadcast::Sender::new(BACKLOG), broadcast::Sender::new(BACKLOG));
        Self { here, elsewhere: None, recent: Arc::default(), words }
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
            pending.events.extend(committed.events);
            pending.jobs |= committed.jobs;
            drop(pending);
            outbox.filled.notify_one();
        }
    }

    /// Tells other nodes something that is not stored, in order with what is committed here. It may get lost; what is too
    /// long for a notification or holds a line break is not told.
    pub(crate) fn tell_word(&self, word: impl FnOnce() -> String) {
        let Some(outbox) = &self.elsewhere else { return };
        let word = word();
        if word.len() > WORDS_BYTES || word.contains('\n') {
            return;
        }
        let mut pending = outbox.pending.lock().unwrap_or_else(PoisonError::into_inner);
        if pending.words.len() < WORDS_WAITING {
            pending.words.push(word);
            drop(pending);
            outbox.filled.notify_one();
        }
    }

    /// What other nodes tell, from now on.
    pub(crate) fn words(&self) -> broadcast::Receiver<Arc<str>> {
        self.words.subscribe()
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
            let Pending { events, jobs, words } =
                std::mem::take(&mut *outbox.pending.lock().unwrap_or_else(PoisonError::into_inner));
            let mut entries: Vec<String> =
                events.into_iter().map(|(workspace, seq)| format!("{workspace}:{seq}")).collect();
            if jobs {
                entries.push("jobs".to_owned());
            }
            // Words first: a piece of an answer must not come behind the answer.
            let words = packed(&words).into_iter().map(|lines| (WORDS_CHANNEL, format!("{node}\n{lines}")));
            let entries = entries.chunks(ENTRIES).map(|piece| (CHANNEL, format!("{node} {}", piece.join(" "))));
            for (channel, payload) in words.chain(entries) {
                let told = sqlx::query("select pg_notify($1, $2)").bind(channel).bind(payload).execute(&pool).await;
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
            if listener.listen_all([CHANNEL, WORDS_CHANNEL]).await.is_err() {
                tokio::time::sleep(pause).await;
                continue;
            }
            pause = Duration::from_millis(100);
            // `try_recv` gives none when the connection broke: what was told meanwhile is lost, so listeners look.
            while let Ok(Some(notification)) = listener.try_recv().await {
                if notification.channel() == WORDS_CHANNEL {
                    self.heard_words(node, notification.payload());
                } else {
                    self.heard(node, notification.payload());
                }
            }
            self.say(Change::Jobs);
        }
    }

    fn heard_words(&self, node: NodeId, payload: &str) {
        let mut lines = payload.split('\n');
        if lines.next() == Some(node.to_string().as_str()) {
            return;
        }
        for word in lines {
            // Nobody need be listening.
            drop(self.words.send(word.into()));
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

/// Lines put together into as few payloads as hold them.
fn packed(words: &[String]) -> Vec<String> {
    let mut payloads: Vec<String> = Vec::new();
    for word in words {
        match payloads.last_mut() {
            Some(last) if last.len() + 1 + word.len() <= WORDS_BYTES => {
                last.push('\n');
                last.push_str(word);
            }
            _ => payloads.push(word.clone()),
        }
    }
    payloads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_share_payloads_that_a_notification_can_carry() {
        let words: Vec<String> = (0..100).map(|n| format!("{n:0>150}")).collect();
        let payloads = packed(&words);
        assert!(payloads.len() == 3 && payloads.iter().all(|payload| payload.len() <= WORDS_BYTES));
        assert_eq!(payloads.join("\n"), words.join("\n"));
    }
}
