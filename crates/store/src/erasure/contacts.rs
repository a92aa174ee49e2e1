//! Erasing a person outside: a contact with their browsers, conversations and messages.
//!
//! Every row of theirs goes. The event log knows them by random ids that lead nowhere from then on. Those ids may still
//! stand in a job that waits; it finds nothing.

use domain::ids::{ContactId, WorkspaceId};
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::{Error, Result};
use crate::work::Work;

/// How one table is cleared of a contact.
pub struct Eraser {
    /// The table.
    pub table: &'static str,
    /// Deletes what is theirs; gives the number of rows.
    pub erase: for<'w> fn(WorkspaceId, ContactId, &'w mut Work) -> BoxFuture<'w, Result<u64>>,
}

impl std::fmt::Debug for Eraser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.table)
    }
}

/// Every table that holds anything of a contact, in an order in which rows can go. Visitors are first: from then on no
/// browser of theirs is known.
pub const ERASERS: &[Eraser] = &[
    Eraser { table: "visitors", erase: |workspace, contact, work| visitors(workspace, contact, work).boxed() },
    Eraser { table: "idempotency_keys", erase: |workspace, contact, work| answers(workspace, contact, work).boxed() },
    Eraser { table: "contact_facts", erase: |workspace, contact, work| facts(workspace, contact, work).boxed() },
    Eraser {
        table: "conversation_memories",
        erase: |workspace, contact, work| memories(workspace, contact, work).boxed(),
    },
    Eraser { table: "passage_votes", erase: |workspace, contact, work| votes(workspace, contact, work).boxed() },
    Eraser { table: "feedback", erase: |workspace, contact, work| feedback(workspace, contact, work).boxed() },
    Eraser { table: "messages", erase: |workspace, contact, work| messages(workspace, contact, work).boxed() },
    Eraser { table: "episodes", erase: |workspace, contact, work| episodes(workspace, contact, work).boxed() },
    Eraser {
        table: "conversation_use",
        erase: |workspace, contact, work| conversation_use(workspace, contact, work).boxed(),
    },
    Eraser {
        table: "conversations",
        erase: |workspace, contact, work| conversations(workspace, contact, work).boxed(),
    },
    Eraser { table: "contacts", erase: |workspace, contact, work| contacts(workspace, contact, work).boxed() },
];

/// Erases the contact from every table of [`ERASERS`]; gives the number of rows. For contacts who wrote much call
/// [`delete_piece`] before, in transactions of its own, until it gives 0.
pub async fn erase(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    work.forget_talk().await?;
    // Under the locks that receiving a message takes, so that none comes in between.
    let on = On::from(&mut *work);
    sql("select public_id from conversations where workspace_id = $1 and contact_id = $2 order by id")
        .bind(workspace)
        .bind(contact)
        .for_update(&on)
        .all::<Held>(on)
        .await?;
    let mut rows = 0;
    for eraser in ERASERS {
        rows += (eraser.erase)(workspace, contact, &mut *work).await?;
    }
    if rows == 0 { Err(Error::NotFound) } else { Ok(rows) }
}

/// Deletes their visitors, so that no browser of theirs writes any more, and up to `most` of their messages, the oldest
/// conversation first. Gives the number of messages.
pub async fn delete_piece(workspace: WorkspaceId, contact: ContactId, most: u16, work: &mut Work) -> Result<u64> {
    work.forget_talk().await?;
    visitors(workspace, contact, work).await?;
    sql("delete from messages where id in
         (select m.id from messages m join conversations c on c.id = m.conversation_id
          where c.workspace_id = $1 and c.contact_id = $2 order by m.conversation_id, m.seq limit $3)")
    .bind(workspace)
    .bind(contact)
    .bind(most)
    .run(work)
    .await
}

#[derive(FromRow)]
struct Held {
    public_id: String,
}

async fn visitors(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from visitors where workspace_id = $1 and contact_id = $2")
        .bind(workspace)
        .bind(contact)
        .run(work)
        .await
}

/// Answers that are kept for repeated requests may hold what was said.
async fn answers(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    let held: Vec<Held> = sql("select public_id from conversations where workspace_id = $1 and contact_id = $2
         union all select public_id from contacts where workspace_id = $1 and id = $2")
    .bind(workspace)
    .bind(contact)
    .all(&mut *work)
    .await?;
    let mut rows = 0;
    for Held { public_id } in held {
        // The signs of a pattern other than `_` do not occur in public ids, and `_` stands for itself too.
        rows += sql("delete from idempotency_keys where workspace_id = $1 and (route like $2 or body like $2)")
            .bind(workspace)
            .bind(format!("%{public_id}%"))
            .run(&mut *work)
            .await?;
    }
    Ok(rows)
}

async fn facts(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from contact_facts where workspace_id = $1 and contact_id = $2")
        .bind(workspace)
        .bind(contact)
        .run(work)
        .await
}

async fn memories(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from conversation_memories where workspace_id = $1 and contact_id = $2")
        .bind(workspace)
        .bind(contact)
        .run(work)
        .await
}

/// What they thought of passages stays counted, without a word of whose it was.
async fn votes(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from passage_votes where workspace_id = $1 and contact_id = $2")
        .bind(workspace)
        .bind(contact)
        .run(work)
        .await
}

async fn feedback(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from feedback where conversation_id in
         (select id from conversations where workspace_id = $1 and contact_id = $2)")
    .bind(workspace)
    .bind(contact)
    .run(work)
    .await
}

async fn messages(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from messages where conversation_id in
         (select id from conversations where workspace_id = $1 and contact_id = $2)")
    .bind(workspace)
    .bind(contact)
    .run(work)
    .await
}

async fn episodes(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from episodes where conversation_id in
         (select id from conversations where workspace_id = $1 and contact_id = $2)")
    .bind(workspace)
    .bind(contact)
    .run(work)
    .await
}

async fn conversation_use(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from conversation_use where workspace_id = $1 and conversation_id in
         (select id from conversations where workspace_id = $1 and contact_id = $2)")
    .bind(workspace)
    .bind(contact)
    .run(work)
    .await
}

async fn conversations(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from conversations where workspace_id = $1 and contact_id = $2")
        .bind(workspace)
        .bind(contact)
        .run(work)
        .await
}

async fn contacts(workspace: WorkspaceId, contact: ContactId, work: &mut Work) -> Result<u64> {
    sql("delete from contacts where workspace_id = $1 and id = $2").bind(workspace).bind(contact).run(work).await
}
