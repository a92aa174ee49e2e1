//! The event log: per workspace a sequence without gaps, in the order of the commits.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::events::{Actor, Event, NewEvent};
use domain::ids::WorkspaceId;

use crate::db::{On, Sql, Tx, Value, chunks, sql};
use crate::error::{Error, Result};
use crate::work::Work;

/// A workspace's counter as a batch holds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counter {
    stored: i64,
    pub(crate) last_seq: i64,
}

impl Counter {
    pub(crate) fn changed(&self) -> bool {
        self.last_seq != self.stored
    }
}

#[derive(sqlx::FromRow)]
struct CounterRow {
    #[sqlx(try_from = "String")]
    workspace_id: WorkspaceId,
    last_seq: i64,
}

/// Locks the counters of these workspaces, in their order, and reads them; makes those that do not exist yet.
pub(crate) async fn lock_counters(workspaces: &[WorkspaceId], tx: &mut Tx) -> Result<BTreeMap<WorkspaceId, Counter>> {
    let mut counters = BTreeMap::new();
    read_counters(workspaces, tx, &mut counters).await?;
    let missing: Vec<_> = workspaces.iter().filter(|w| !counters.contains_key(w)).copied().collect();
    if !missing.is_empty() {
        for piece in chunks(&missing) {
            let rows = piece.iter().map(|w| [Value::from(*w), Value::from(0i64), Value::from(1i64)]);
            sql("insert into event_counters (workspace_id, last_seq, first_seq) values")
                .rows(rows)
                .and("on conflict (workspace_id) do nothing")
                .run(&mut *tx)
                .await?;
        }
        read_counters(&missing, tx, &mut counters).await?;
    }
    Ok(counters)
}

async fn read_counters(
    workspaces: &[WorkspaceId],
    tx: &mut Tx,
    counters: &mut BTreeMap<WorkspaceId, Counter>,
) -> Result<()> {
    let on = On::from(tx);
    let rows: Vec<CounterRow> = sql("select workspace_id, last_seq from event_counters where")
        .and_list("workspace_id in ($*) order by workspace_id", workspaces.iter().copied())
        .for_update(&on)
        .all(on)
        .await?;
    for row in rows {
        counters.insert(row.workspace_id, Counter { stored: row.last_seq, last_seq: row.last_seq });
    }
    Ok(())
}

/// Writes the counters that a batch has moved.
pub(crate) fn write_counters(counters: &BTreeMap<WorkspaceId, Counter>) -> Vec<Sql> {
    let changed: Vec<_> = counters.iter().filter(|(_, counter)| counter.changed()).collect();
    let pieces = chunks(&changed).map(|piece| {
        let rows = piece.iter().map(|(w, c)| [Value::from(**w), Value::from(c.last_seq), Value::from(1i64)]);
        sql("insert into event_counters (workspace_id, last_seq, first_seq) values")
            .rows(rows)
            .and("on conflict (workspace_id) do update set last_seq = excluded.last_seq")
    });
    pieces.collect()
}

/// Writes the events that have gathered.
pub(crate) fn write(events: &[(WorkspaceId, Event)]) -> impl Iterator<Item = Sql> {
    chunks(events).map(|piece| {
        let rows = piece.iter().map(|(workspace, event)| {
            [
                Value::from(*workspace),
                Value::from(event.seq),
                Value::from(event.fact.kind.as_str()),
                Value::from(event.fact.actor.kind()),
                Value::from(event.fact.actor.id()),
                Value::from(event.fact.subject.as_str()),
                Value::from(event.fact.payload.to_string()),
                Value::from(event.fact.cause),
                Value::from(event.fact.depth),
                Value::from(event.created_at),
            ]
        });
        sql("insert into events (workspace_id, seq, kind, actor_kind, actor_id, subject, payload, cause, depth, created_at) values")
            .rows(rows)
    })
}

/// The ends of a workspace's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The oldest event that is still there (or would be, in an empty log).
    pub first_seq: i64,
    /// The newest event; 0 in a log that never had one.
    pub last_seq: i64,
}

impl Bounds {
    /// Whether everything after `seq` is still there.
    pub fn reach_back_to(&self, seq: i64) -> bool {
        seq + 1 >= self.first_seq
    }
}

#[derive(sqlx::FromRow)]
struct BoundsRow {
    first_seq: i64,
    last_seq: i64,
}

/// The ends of the workspace's log.
pub async fn bounds(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Bounds> {
    let row: Option<BoundsRow> =
        sql("select first_seq, last_seq from event_counters where workspace_id = $1").bind(workspace).find(on).await?;
    Ok(row.map_or(Bounds { first_seq: 1, last_seq: 0 }, |r| Bounds { first_seq: r.first_seq, last_seq: r.last_seq }))
}

#[derive(sqlx::FromRow)]
struct EventRow {
    seq: i64,
    kind: String,
    actor_kind: String,
    actor_id: Option<String>,
    subject: String,
    payload: String,
    cause: Option<i64>,
    depth: i64,
    created_at: i64,
}

impl EventRow {
    /// None if a newer version of the program wrote it, whose words this one does not know.
    fn read(self) -> Result<Option<Event>> {
        let kind = self.kind.parse();
        let actor = Actor::from_parts(&self.actor_kind, self.actor_id.as_deref());
        let (Ok(kind), Some(actor)) = (kind, actor) else { return Ok(None) };
        let wrong = |what: &str| Error::Unexpected(format!("event {} has {what}", self.seq));
        let payload = serde_json::from_str(&self.payload).map_err(|_| wrong("a payload that is no JSON"))?;
        let depth = u8::try_from(self.depth).map_err(|_| wrong("an impossible depth"))?;
        let fact = NewEvent { kind, actor, subject: self.subject, payload, cause: self.cause, depth };
        Ok(Some(Event { seq: self.seq, fact, created_at: Timestamp(self.created_at) }))
    }
}

/// Up to `limit` events after `after`, oldest first. The caller checks with [`bounds`] whether the log reaches back so far.
///
/// During a rolling upgrade a newer node may write kinds that this program does not know: the list ends before the first
/// of them, and is [`Error::Unavailable`] if it would begin with it, so that nothing is skipped unread.
pub async fn list(workspace: WorkspaceId, after: i64, limit: u16, on: impl Into<On<'_>>) -> Result<Vec<Event>> {
    let mut on = on.into();
    on.settle().await?;
    let rows: Vec<EventRow> =
        sql("select seq, kind, actor_kind, actor_id, subject, payload, cause, depth, created_at from events \
         where workspace_id = $1 and seq > $2 order by seq limit $3")
        .bind(workspace)
        .bind(after)
        .bind(limit)
        .all(on)
        .await?;
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let seq = row.seq;
        match row.read()? {
            Some(event) => events.push(event),
            None if events.is_empty() => {
                return Err(Error::Unavailable(format!("event {seq} was written by a newer version of the program")));
            }
            None => break,
        }
    }
    Ok(events)
}

/// What lies after a sequence number.
#[derive(Debug, Clone, PartialEq)]
pub enum After {
    /// The next events, oldest first, without a gap; none if there are none yet.
    Events(Vec<Event>),
    /// The log does not reach back to it any more, or has never come so far.
    Gone(Bounds),
}

/// Up to `limit` events after `after`, without a gap, or that the log does not know the place.
pub async fn list_after(workspace: WorkspaceId, after: i64, limit: u16, on: impl Into<On<'_>>) -> Result<After> {
    let mut on = on.into();
    let events = list(workspace, after, limit, &mut on).await?;
    match events.first() {
        // Without gaps the next one has the next number, so that trimming in this very moment shows too.
        Some(first) if first.seq == after + 1 => Ok(After::Events(events)),
        Some(_) => Ok(After::Gone(bounds(workspace, on).await?)),
        None => {
            let bounds = bounds(workspace, on).await?;
            let is_head = after <= bounds.last_seq && bounds.reach_back_to(after);
            Ok(if is_head { After::Events(events) } else { After::Gone(bounds) })
        }
    }
}

#[derive(sqlx::FromRow)]
struct OldRow {
    seq: i64,
    created_at: i64,
}

/// Deletes up to `limit` of the oldest events from before `before`, but none after `up_to` (see
/// [`crate::reactions::slowest`]). Gives their number; call again while it is the limit.
pub async fn trim(workspace: WorkspaceId, before: Timestamp, up_to: i64, limit: u16, work: &mut Work) -> Result<u64> {
    On::from(&mut *work).settle().await?;
    let old: Vec<OldRow> =
        sql("select seq, created_at from events where workspace_id = $1 and seq <= $2 order by seq limit $3")
            .bind(workspace)
            .bind(up_to)
            .bind(limit)
            .all(&mut *work)
            .await?;
    let Some(last) = old.iter().take_while(|row| row.created_at < before.0).last() else { return Ok(0) };
    sql("update event_counters set first_seq = $2 where workspace_id = $1 and first_seq < $2")
        .bind(workspace)
        .bind(last.seq + 1)
        .run(&mut *work)
        .await?;
    sql("delete from events where workspace_id = $1 and seq <= $2").bind(workspace).bind(last.seq).run(work).await
}

/// The newest sequence number of each of these workspaces; those without events are left out.
pub async fn last_seqs(workspaces: &[WorkspaceId], on: impl Into<On<'_>>) -> Result<BTreeMap<WorkspaceId, i64>> {
    let rows: Vec<CounterRow> = sql("select workspace_id, last_seq from event_counters where")
        .and_list("workspace_id in ($*)", workspaces.iter().copied())
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.last_seq)).collect())
}
