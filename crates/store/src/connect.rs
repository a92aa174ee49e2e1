//! Opening the pools: what is set on each connection, and what an address of a database looks like.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, Executor};

use crate::checkpoint;
use crate::db::Db;
use crate::error::{Error, Result};

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file on this machine; it is made when it is missing.
    Sqlite(PathBuf),
    /// A PostgreSQL server: `postgres://user:password@host:port/database`.
    Postgres(String),
}

/// Without the password.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "the SQLite file {}", path.display()),
            Self::Postgres(url) => match PgConnectOptions::from_str(url) {
                Ok(options) => write!(
                    f,
                    "PostgreSQL at {}:{}, database {}",
                    options.get_host(),
                    options.get_port(),
                    options.get_database().unwrap_or("of the user's name")
                ),
                Err(_) => f.write_str("PostgreSQL"),
            },
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Waiting for a connection, and for one to be made.
const ACQUIRE_TIME: Duration = Duration::from_secs(3);
/// A connection that was idle for longer is asked whether it still lives before it is used.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);
/// A node that vanishes without closing its connections (power, network) would keep its locks, and hold up the others,
/// until the system gives its connections up after hours. A batch is never silent for as long as this.
const SILENT_TRANSACTIONS_END: &str = "set idle_in_transaction_session_timeout = '45s'";
const READERS_SQLITE: u32 = 4;
const READERS_POSTGRES: u32 = 10;
const STATEMENTS: usize = 512;
/// Negative: KiB. With SQLite's 2 MB the writer reads the pages of its indexes again and again.
const WRITER_CACHE: &str = "-32768";

/// Connects. The error's sentence says where to and why not.
pub(crate) async fn connect(url: &DatabaseUrl) -> Result<Db> {
    let db = match url {
        DatabaseUrl::Sqlite(path) => connect_sqlite(path.clone()).await,
        DatabaseUrl::Postgres(url) => connect_postgres(url).await,
    };
    db.map_err(|error| Error::Unavailable(format!("cannot open {url}: {error}")))
}

async fn connect_sqlite(path: PathBuf) -> Result<Db, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(STATEMENTS);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIME)
        .connect_with(
            options
                .clone()
                .create_if_missing(true)
                .pragma("cache_size", WRITER_CACHE)
                .pragma("wal_autocheckpoint", checkpoint::PAGES_AT_MOST),
        )
        .await?;
    let read = SqlitePoolOptions::new()
        .max_connections(READERS_SQLITE)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(ACQUIRE_TIME)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok(Db::Sqlite { read, write })
}

async fn connect_postgres(url: &str) -> Result<Db, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?.application_name("romashka").statement_cache_capacity(STATEMENTS);
    let pool = |most: u32| {
        PgPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(ACQUIRE_TIME)
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(SILENT_TRANSACTIONS_END).await.map(drop) })
            })
            // A round trip before each use would double the cost of a small read.
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > TRUSTED_IDLE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
    };
    let write = pool(2).connect_with(options.clone()).await?;
    let read = pool(READERS_POSTGRES).connect_lazy_with(options);
    Ok(Db::Postgres { read, write })
}
