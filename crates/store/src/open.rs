//! The handle through which the program reads and writes.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::ids::{NodeId, WorkspaceId};
use futures::future::BoxFuture;
use sqlx::SqlitePool;
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::checkpoint;
use crate::clock::{Clock, Random};
use crate::connect::{DatabaseUrl, connect};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::jobs::JobTaker;
use crate::notify::{Change, Notifier};
use crate::recent::Written;
use crate::talk::Touches;
use crate::work::Work;
use crate::writer::{Entry, Queued, Typed, Writer, queue};

/// What a store is opened with.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Where the database is.
    pub database: DatabaseUrl,
    /// Key of this process; new at each start.
    pub node: NodeId,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
}

/// The database of this process. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    db: Db,
    node: NodeId,
    queue: mpsc::Sender<Entry>,
    taker: Arc<RwLock<Option<Arc<dyn JobTaker>>>>,
    notifier: Notifier,
    writer: Mutex<Option<JoinHandle<()>>>,
    listeners: Vec<JoinHandle<()>>,
    /// On SQLite, the connection that folds the log into the file.
    folding: Option<SqlitePool>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.listeners.iter().for_each(JoinHandle::abort);
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("node", &self.0.node).finish_non_exhaustive()
    }
}

impl Store {
    /// Connects, brings the database up to date, and starts the writer.
    pub async fn open(options: StoreOptions) -> Result<Self> {
        let db = connect(&options.database).await?;
        crate::migrate::run(&db).await?;
        let taker = Arc::new(RwLock::new(None));
        let notifier = if db.is_postgres() { Notifier::shared() } else { Notifier::local() };
        let (sender, receiver) = queue();
        let mut listeners = Vec::new();
        let folding = match &options.database {
            DatabaseUrl::Sqlite(path) => Some(checkpoint::pool(path.clone())),
            DatabaseUrl::Postgres(_) => None,
        };
        if let Some(pool) = &folding {
            listeners.push(tokio::spawn(checkpoint::run(pool.clone())));
        }
        if let Db::Postgres { read, .. } = &db {
            listeners.push(tokio::spawn(notifier.clone().tell(options.node, read.clone())));
            listeners.push(tokio::spawn(notifier.clone().listen(options.node, read.clone())));
        }
        let writer = Writer {
            db: db.clone(),
            node: options.node,
            clock: options.clock,
            random: options.random,
            taker: taker.clone(),
            notifier: notifier.clone(),
        };
        let writer = Mutex::new(Some(tokio::spawn(writer.run(receiver))));
        let node = options.node;
        Ok(Self(Arc::new(Inner { db, node, queue: sender, taker, notifier, writer, listeners, folding })))
    }

    /// Connects for a look: migrates nothing and starts nothing. A SQLite file must be there already.
    pub async fn look(database: &DatabaseUrl) -> Result<Db> {
        if let DatabaseUrl::Sqlite(file) = database
            && !file.exists()
        {
            return Err(Error::Unavailable(format!("{database} is not there yet")));
        }
        connect(database).await
    }

    /// For reading.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Key of this process.
    pub fn node(&self) -> NodeId {
        self.0.node
    }

    /// Runs a use case in a transaction: committed when this gives `Ok`, undone when the use case gives `Err`. Use cases
    /// of one `workspace` run in the order in which they came. The use case may await the database and nothing else; it is
    /// cut after 5 s. It must not go on after a failed statement: that too is undone.
    ///
    /// [`Error::Unavailable`] if the database could not commit. If the connection broke in the very moment of the commit,
    /// it may have happened nevertheless.
    pub async fn write<T, E>(
        &self,
        workspace: Option<WorkspaceId>,
        work: impl for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, Result<T, E>> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.write_touching(workspace, None, work).await
    }

    /// The same for a use case that announces what it is going to touch: on the message path that saves most of its
    /// statements.
    pub async fn write_touching<T, E>(
        &self,
        workspace: Option<WorkspaceId>,
        touches: Option<Touches>,
        work: impl for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, Result<T, E>> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let errand = Typed { use_case: Some(work), outcome: None, caller };
        let closed = || Error::Unavailable("the program is shutting down".into());
        let queued = Queued { workspace, touches, errand: Box::new(errand) };
        self.0.queue.send(Entry::Errand(queued)).await.map_err(|_| closed())?;
        match answer.await {
            Ok(outcome) => outcome,
            Err(_) => Err(Error::Unexpected("the writer gave this use case up".into()).into()),
        }
    }

    /// Tells of commits from now on. A receiver that lags must look by itself.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.0.notifier.subscribe()
    }

    /// What the log of this workspace holds after `seq`, without gaps, as far as this process wrote it lately; empty when
    /// only the log knows.
    pub fn recent(&self, workspace: WorkspaceId, seq: i64) -> Vec<Arc<Written>> {
        self.0.notifier.recent(workspace, seq)
    }

    /// Tells other nodes something that is not stored, one line of at most some thousand bytes, made only where there may be
    /// others. It may get lost; it does not overtake what this process commits afterwards.
    pub fn tell_nodes(&self, word: impl FnOnce() -> String) {
        self.0.notifier.tell_word(word);
    }

    /// What other nodes tell in this way, from now on.
    pub fn told_by_nodes(&self) -> broadcast::Receiver<Arc<str>> {
        self.0.notifier.words()
    }

    /// From now on jobs are handed to this runner in the moment of their commit; with none they wait to be claimed.
    pub fn set_job_taker(&self, taker: Option<Arc<dyn JobTaker>>) {
        *self.0.taker.write().unwrap_or_else(PoisonError::into_inner) = taker;
    }

    /// Finishes what was accepted, refuses what comes, and closes the database.
    pub async fn close(&self) {
        // Errs when it was closed before.
        drop(self.0.queue.send(Entry::Close).await);
        let writer = self.0.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            drop(writer.await);
        }
        self.0.listeners.iter().for_each(JoinHandle::abort);
        if let Some(pool) = &self.0.folding {
            pool.close().await;
        }
        self.0.db.close().await;
    }
}
