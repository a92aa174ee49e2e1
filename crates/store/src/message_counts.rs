//! Counting messages of a time by what was found out about them.

use domain::Timestamp;
use domain::ids::{ConversationId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::Result;

/// By what messages are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Answers by what they came to.
    Verdict,
    /// Visitors' messages that were looked at, by their language.
    Language,
    /// The same by the likeliest intent.
    Intent,
    /// The same by how the visitor felt.
    Feeling,
}

/// So many have this.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Counted {
    /// What they have, as stored; none where nothing was found out.
    pub name: Option<String>,
    /// How many.
    pub n: i64,
}

/// How many messages from `from` to before `to` have what, the most frequent first.
pub async fn count(
    workspace: WorkspaceId,
    by: By,
    from: Timestamp,
    to: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<Vec<Counted>> {
    let mut on = on.into();
    on.settle_talk().await?;
    let (select, group) = match by {
        By::Verdict => (
            "select verdict as name, count(*) as n from messages where verdict is not null",
            "group by verdict order by n desc, verdict",
        ),
        By::Language => (
            "select language as name, count(*) as n from messages where analysis is not null",
            "group by language order by n desc, language",
        ),
        By::Intent => (
            "select intent as name, count(*) as n from messages where analysis is not null",
            "group by intent order by n desc, intent",
        ),
        By::Feeling => (
            "select feeling as name, count(*) as n from messages where analysis is not null",
            "group by feeling order by n desc, feeling",
        ),
    };
    sql(select)
        .and_bind("and workspace_id = $?", workspace)
        .and_bind("and created_at >= $?", from)
        .and_bind("and created_at < $?", to)
        .and(group)
        .all(on)
        .await
}

/// How many of a conversation's messages of the visitor had which intent, the most frequent first; up to `limit`.
pub async fn topics(
    workspace: WorkspaceId,
    conversation: ConversationId,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<Counted>> {
    let mut on = on.into();
    on.settle_talk().await?;
    sql("select intent as name, count(*) as n from messages where intent is not null")
        .and_bind("and workspace_id = $?", workspace)
        .and_bind("and conversation_id = $?", conversation)
        .and_bind("group by intent order by n desc, intent limit $?", limit)
        .all(on)
        .await
}
