//! How many conversations there are of a kind.

use domain::Timestamp;
use domain::conversations::InboxList;
use domain::ids::{UserId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::Result;

#[derive(FromRow)]
struct Counts {
    waiting: i64,
    mine: i64,
    open: i64,
    bot: i64,
}

#[derive(FromRow)]
struct Count {
    n: i64,
}

/// How many conversations each list of the inbox has for this user, in the order of [`InboxList::ALL`].
pub async fn counts(workspace: WorkspaceId, user: UserId, on: impl Into<On<'_>>) -> Result<Vec<(InboxList, i64)>> {
    let mut on = on.into();
    on.settle_talk().await?;
    let open: Counts = sql("select
             coalesce(sum(case when assignee = 'queue' then 1 else 0 end), 0) as waiting,
             coalesce(sum(case when agent_id = $2 then 1 else 0 end), 0) as mine,
             count(*) as open,
             coalesce(sum(case when assignee = 'bot' then 1 else 0 end), 0) as bot
         from conversations where workspace_id = $1 and lifecycle = 'open'")
    .bind(workspace)
    .bind(user)
    .get(&mut on)
    .await?;
    let resolved: Count =
        sql("select count(*) as n from conversations where workspace_id = $1 and lifecycle = 'resolved'")
            .bind(workspace)
            .get(on)
            .await?;
    Ok(vec![
        (InboxList::Waiting, open.waiting),
        (InboxList::Mine, open.mine),
        (InboxList::Open, open.open),
        (InboxList::Bot, open.bot),
        (InboxList::Resolved, resolved.n),
    ])
}

/// How many messages of visitors, in the whole installation, were stored before `before` and wait for the bot: their
/// conversation is open and the bot's, and they have no reply yet.
pub async fn owed(before: Timestamp, on: impl Into<On<'_>>) -> Result<i64> {
    let mut on = on.into();
    on.settle_talk().await?;
    let count: Count = sql("select count(*) as n from conversations c
         join messages m on m.conversation_id = c.id and m.seq > c.answered_seq
         where c.lifecycle = 'open' and c.assignee = 'bot' and c.visitor_seq > c.answered_seq
             and m.author = 'visitor' and m.created_at < $1")
    .bind(before)
    .get(on)
    .await?;
    Ok(count.n)
}
