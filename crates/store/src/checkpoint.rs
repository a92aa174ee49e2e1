//! Folding SQLite's write-ahead log into its file. A connection of its own does that beside the writer, so that a commit does
//! not wait for it; the writer does it itself only when the log has grown far beyond what this one keeps up with.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};

/// How often the log is folded in. What was committed is safe before that: it only makes the log shorter.
const EVERY: Duration = Duration::from_millis(500);
/// Pages of the log at which the writer folds it in by itself: 64 MB.
pub(crate) const PAGES_AT_MOST: &str = "16384";

/// The connection for it; it is made at its first use.
pub(crate) fn pool(path: PathBuf) -> SqlitePool {
    let options = SqliteConnectOptions::new().filename(path).synchronous(SqliteSynchronous::Full);
    SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).connect_lazy_with(options)
}

/// Folds the log in, for ever.
pub(crate) async fn run(pool: SqlitePool) {
    loop {
        tokio::time::sleep(EVERY).await;
        // Passive: waits for nobody, and nobody for it. What it could not do now (a reader in its way, a full disk) comes next.
        if let Err(error) = sqlx::raw_sql("pragma wal_checkpoint(passive)").execute(&pool).await {
            tracing::debug!(%error, "the write-ahead log could not be folded in");
        }
    }
}
