//! How often something that may be guessed was tried, by a keyed hash of what it was tried on. Whether that exists makes
//! no difference here, so the answers do not tell either.

use domain::Timestamp;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::Result;

/// What is known about earlier attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct AttemptsRow {
    /// Attempts since the last success or pause, this one included.
    pub count: i64,
    /// No attempt is taken before this time.
    #[sqlx(try_from = "i64")]
    pub blocked_until: Timestamp,
    /// The one before this one; for the first, this one.
    #[sqlx(try_from = "i64")]
    pub last_at: Timestamp,
}

/// Counts one attempt. Others on the same subject wait for the end of this transaction.
pub async fn update_counted(subject_hash: &[u8], now: Timestamp, on: impl Into<On<'_>>) -> Result<AttemptsRow> {
    sql("insert into attempts (subject_hash, count, blocked_until, last_at) values ($1, 1, 0, $2)
         on conflict (subject_hash) do update set count = attempts.count + 1
         returning count, blocked_until, last_at")
    .bind(subject_hash.to_vec())
    .bind(now)
    .get(on)
    .await
}

/// Writes count and pause.
pub async fn update(
    subject_hash: &[u8],
    count: i64,
    blocked_until: Timestamp,
    now: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    sql("update attempts set count = $2, blocked_until = $3, last_at = $4 where subject_hash = $1")
        .bind(subject_hash.to_vec())
        .bind(count)
        .bind(blocked_until)
        .bind(now)
        .run(on)
        .await?;
    Ok(())
}

/// Forgets earlier attempts, after a success.
pub async fn delete(subject_hash: &[u8], on: impl Into<On<'_>>) -> Result<()> {
    sql("delete from attempts where subject_hash = $1").bind(subject_hash.to_vec()).run(on).await?;
    Ok(())
}
