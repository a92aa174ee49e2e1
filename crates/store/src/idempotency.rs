//! Idempotency keys: a request that is repeated under its key gets the same answer, and nothing happens twice.
//!
//! A key is taken in one transaction and gets its answer in another (best in that of the use case itself). A key that was
//! taken and never answered (the server died) comes free after [`ABANDONED_MS`].

use domain::Timestamp;
use domain::ids::WorkspaceId;
use domain::time::{DAY_MS, MINUTE_MS};

use crate::db::sql;
use crate::error::Result;
use crate::work::Work;

/// Answers are kept for this long.
pub const KEPT_MS: i64 = DAY_MS;
/// A request under way for longer than this has been given up.
pub const ABANDONED_MS: i64 = MINUTE_MS;

/// A key as a client sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Where.
    pub workspace: WorkspaceId,
    /// The client's word.
    pub key: String,
    /// Path and what stands behind it, as in `/api/invitations`.
    pub route: String,
    /// Hash of the request's body: the same key with another request is a mistake of the client.
    pub request_hash: String,
}

/// What stands under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// Nothing did; it is this request's now.
    Yours,
    /// The answer that was given before.
    Answered {
        /// HTTP status.
        status: u16,
        /// Body.
        body: String,
    },
    /// The first request is still under way.
    UnderWay,
    /// It was used for another request.
    Mismatch,
}

#[derive(sqlx::FromRow)]
struct KeyRow {
    request_hash: String,
    status: i64,
    body: String,
    created_at: i64,
}

/// Takes the key for a request, or gives what stands under it.
pub async fn take(key: &Key, work: &mut Work) -> Result<Taken> {
    let now = work.now();
    let inserted =
        sql("insert into idempotency_keys (workspace_id, key, route, request_hash, status, body, created_at) \
         values ($1, $2, $3, $4, 0, '', $5) on conflict (workspace_id, key, route) do nothing")
        .bind(key.workspace)
        .bind(key.key.as_str())
        .bind(key.route.as_str())
        .bind(key.request_hash.as_str())
        .bind(now)
        .run(&mut *work)
        .await?;
    if inserted == 1 {
        return Ok(Taken::Yours);
    }
    let row: KeyRow = sql("select request_hash, status, body, created_at from idempotency_keys \
         where workspace_id = $1 and key = $2 and route = $3")
    .bind(key.workspace)
    .bind(key.key.as_str())
    .bind(key.route.as_str())
    .get(&mut *work)
    .await?;
    let age_ms = now.since_ms(Timestamp(row.created_at));
    let over = age_ms > if row.status == 0 { ABANDONED_MS } else { KEPT_MS };
    if over {
        return take_over(key, row.created_at, work).await;
    }
    Ok(match row.status {
        _ if row.request_hash != key.request_hash => Taken::Mismatch,
        0 => Taken::UnderWay,
        status => Taken::Answered { status: u16::try_from(status).unwrap_or(500), body: row.body },
    })
}

/// Takes a key that has passed its time; another node may be quicker.
async fn take_over(key: &Key, created_at: i64, work: &mut Work) -> Result<Taken> {
    let now = work.now();
    let taken = sql("update idempotency_keys set request_hash = $4, status = 0, body = '', created_at = $5 \
         where workspace_id = $1 and key = $2 and route = $3 and created_at = $6")
    .bind(key.workspace)
    .bind(key.key.as_str())
    .bind(key.route.as_str())
    .bind(key.request_hash.as_str())
    .bind(now)
    .bind(created_at)
    .run(work)
    .await?;
    Ok(if taken == 1 { Taken::Yours } else { Taken::UnderWay })
}

/// Keeps the answer for whoever asks again.
pub async fn answer(key: &Key, status: u16, body: &str, work: &mut Work) -> Result<()> {
    sql("update idempotency_keys set status = $4, body = $5 where workspace_id = $1 and key = $2 and route = $3")
        .bind(key.workspace)
        .bind(key.key.as_str())
        .bind(key.route.as_str())
        .bind(status)
        .bind(body.replace('\0', ""))
        .run(work)
        .await?;
    Ok(())
}

/// Deletes up to `limit` keys from before `before`. Gives their number.
pub async fn delete_before(before: Timestamp, limit: u16, work: &mut Work) -> Result<u64> {
    sql("delete from idempotency_keys where created_at < $1 and (workspace_id, key, route) in \
         (select workspace_id, key, route from idempotency_keys where created_at < $1 order by created_at limit $2)")
    .bind(before)
    .bind(limit)
    .run(work)
    .await
}
