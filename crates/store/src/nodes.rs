//! Server processes and their leases: a node that has not said for a while that it lives is taken for dead.

use domain::Timestamp;
use domain::ids::NodeId;

use crate::db::{On, sql};
use crate::error::Result;
use crate::work::Work;

/// A running server process.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct NodeRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: NodeId,
    /// Version of the program.
    pub version: String,
    /// Since when it runs.
    #[sqlx(try_from = "i64")]
    pub started_at: Timestamp,
    /// When it last said that it lives.
    #[sqlx(try_from = "i64")]
    pub seen_at: Timestamp,
    /// Until when its jobs are its own.
    #[sqlx(try_from = "i64")]
    pub lease_until: Timestamp,
}

/// Says that the node lives, now and for `lease_ms`. Also brings back a node whose lease had run out.
pub async fn beat(node: NodeId, version: &str, lease_ms: i64, work: &mut Work) -> Result<()> {
    let now = work.now();
    sql("insert into nodes (id, version, started_at, seen_at, lease_until) values ($1, $2, $3, $3, $4) \
         on conflict (id) do update set seen_at = excluded.seen_at, lease_until = excluded.lease_until")
    .bind(node)
    .bind(version)
    .bind(now)
    .bind(now.plus_ms(lease_ms))
    .run(work)
    .await?;
    Ok(())
}

/// The node ends in good order.
pub async fn delete(node: NodeId, work: &mut Work) -> Result<()> {
    sql("delete from nodes where id = $1").bind(node).run(work).await?;
    Ok(())
}

/// Forgets all nodes but this one, whatever their leases say: on SQLite the lock of the data folder proves that they are
/// gone, so that their jobs come free at once.
pub async fn delete_others(node: NodeId, work: &mut Work) -> Result<u64> {
    sql("delete from nodes where id <> $1").bind(node).run(work).await
}

/// Forgets nodes whose lease ran out before `before`.
pub async fn delete_dead(before: Timestamp, work: &mut Work) -> Result<u64> {
    sql("delete from nodes where lease_until < $1").bind(before).run(work).await
}

/// The nodes that live at `now`, the longest running first.
pub async fn list(now: Timestamp, on: impl Into<On<'_>>) -> Result<Vec<NodeRow>> {
    sql("select id, version, started_at, seen_at, lease_until from nodes where lease_until >= $1 order by started_at, id")
        .bind(now)
        .all(on)
        .await
}
