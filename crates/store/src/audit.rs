//! The audit log: what administrative acts were done, written from events.

use domain::Timestamp;
use domain::events::{Event, EventKind};
use domain::ids::WorkspaceId;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::Result;

/// An entry with the names that are still known.
#[derive(Debug, Clone, FromRow)]
pub struct AuditRow {
    /// The event it was written from.
    pub seq: i64,
    /// When.
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    /// `user`, `api_key` or `system`.
    pub actor_kind: String,
    /// Name of the actor, while they exist.
    pub actor_name: Option<String>,
    /// What.
    #[sqlx(try_from = "String")]
    pub kind: EventKind,
    /// Public id of what it was done to.
    pub subject: String,
    /// Name, title or address of it, while it exists.
    pub subject_name: Option<String>,
    /// Further ids and words, a JSON object.
    pub details: String,
}

/// Writes the entry of an event; a second time nothing happens.
pub async fn insert(workspace: WorkspaceId, event: &Event, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into audit_entries (workspace_id, seq, at, actor_kind, actor_id, kind, subject, details)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (workspace_id, seq) do nothing")
    .bind(workspace)
    .bind(event.seq)
    .bind(event.created_at)
    .bind(event.fact.actor.kind())
    .bind(event.fact.actor.id())
    .bind(event.fact.kind.as_str())
    .bind(event.fact.subject.as_str())
    .bind(event.fact.payload.to_string())
    .run(on)
    .await?;
    Ok(())
}

/// Up to `limit` entries before the event `before`, the newest first; only of this kind, if one is given.
pub async fn list(
    workspace: WorkspaceId,
    kind: Option<EventKind>,
    before: Option<i64>,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<AuditRow>> {
    // Public ids of different kinds never collide, so each subject finds at most one of the names. Names of people are
    // looked up through the workspace's own rows only.
    let mut query =
        sql("select a.seq, a.at, a.actor_kind, coalesce(au.name, ak.name, ab.name) as actor_name, a.kind, a.subject,
             coalesce(su.name, si.email, sk.name, sw.name, sb.name, sn.name, st.title) as subject_name, a.details
         from audit_entries a
         left join users au on a.actor_kind = 'user' and au.id = a.actor_id
         left join api_keys ak on a.actor_kind = 'api_key' and ak.id = a.actor_id
         left join bots ab on a.actor_kind = 'bot' and ab.id = a.actor_id and ab.workspace_id = a.workspace_id
         left join users su on su.public_id = a.subject
         left join invitations si on si.public_id = a.subject and si.workspace_id = a.workspace_id
         left join api_keys sk on sk.public_id = a.subject and sk.workspace_id = a.workspace_id
         left join workspaces sw on sw.public_id = a.subject and sw.id = a.workspace_id
         left join bots sb on sb.public_id = a.subject and sb.workspace_id = a.workspace_id
         left join intents sn on sn.public_id = a.subject and sn.workspace_id = a.workspace_id
         left join items st on st.public_id = a.subject and st.workspace_id = a.workspace_id
         where a.workspace_id = $1")
        .bind(workspace);
    if let Some(kind) = kind {
        query = query.and_bind("and a.kind = $?", kind.as_str());
    }
    if let Some(seq) = before {
        query = query.and_bind("and a.seq < $?", seq);
    }
    query.and_bind("order by a.seq desc limit $?", limit).all(on).await
}
