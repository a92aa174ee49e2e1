//! Erasing a person of a team: one entry per table that holds anything of theirs. People outside: [`contacts`].
//!
//! The event log and the audit log hold ids and no personal text, so they stay as they are. A table that gets personal data
//! gets an entry here; the test of this file fails on any text of a person that is left anywhere.

pub mod contacts;

use domain::ids::UserId;
use futures::FutureExt;
use futures::future::BoxFuture;

use crate::db::sql;
use crate::error::Result;
use crate::work::Work;

/// Whose traces are erased.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their account; none for someone who was invited and never came.
    pub user: Option<UserId>,
    /// Their address for comparison.
    pub email_folded: String,
    /// What attempts with their address are counted under.
    pub attempt_subjects: Vec<Vec<u8>>,
}

/// How one table is cleared of a person.
pub struct Eraser {
    /// The table.
    pub table: &'static str,
    /// Deletes what is theirs; gives the number of rows.
    pub erase: for<'w> fn(Person, &'w mut Work) -> BoxFuture<'w, Result<u64>>,
}

impl std::fmt::Debug for Eraser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.table)
    }
}

/// Every table that holds personal data, in an order in which rows can go (those that point to a user before the user).
pub const ERASERS: &[Eraser] = &[
    Eraser { table: "mails", erase: |person, work| mails(person, work).boxed() },
    Eraser { table: "invitations", erase: |person, work| invitations(person, work).boxed() },
    Eraser { table: "attempts", erase: |person, work| attempts(person, work).boxed() },
    Eraser { table: "password_resets", erase: |person, work| password_resets(person, work).boxed() },
    Eraser { table: "sessions", erase: |person, work| sessions(person, work).boxed() },
    Eraser { table: "conversations", erase: |person, work| conversations(person, work).boxed() },
    Eraser { table: "messages", erase: |person, work| messages(person, work).boxed() },
    Eraser { table: "members", erase: |person, work| members(person, work).boxed() },
    Eraser { table: "users", erase: |person, work| users(person, work).boxed() },
];

/// Erases the person from every table of [`ERASERS`]; gives the number of rows.
pub async fn erase(person: &Person, work: &mut Work) -> Result<u64> {
    work.forget_talk().await?;
    let mut rows = 0;
    for eraser in ERASERS {
        rows += (eraser.erase)(person.clone(), work).await?;
    }
    Ok(rows)
}

async fn mails(person: Person, work: &mut Work) -> Result<u64> {
    sql("delete from mails where recipient_folded = $1").bind(person.email_folded).run(work).await
}

async fn invitations(person: Person, work: &mut Work) -> Result<u64> {
    sql("delete from invitations where email_folded = $1").bind(person.email_folded).run(work).await
}

async fn attempts(person: Person, work: &mut Work) -> Result<u64> {
    let mut rows = 0;
    for subject in person.attempt_subjects {
        rows += sql("delete from attempts where subject_hash = $1").bind(subject).run(&mut *work).await?;
    }
    Ok(rows)
}

async fn password_resets(person: Person, work: &mut Work) -> Result<u64> {
    let Some(user) = person.user else { return Ok(0) };
    sql("delete from password_resets where user_id = $1").bind(user).run(work).await
}

async fn sessions(person: Person, work: &mut Work) -> Result<u64> {
    let Some(user) = person.user else { return Ok(0) };
    sql("delete from sessions where user_id = $1").bind(user).run(work).await
}

async fn members(person: Person, work: &mut Work) -> Result<u64> {
    let Some(user) = person.user else { return Ok(0) };
    sql("delete from members where user_id = $1").bind(user).run(work).await
}

/// What they had goes back to the queue.
async fn conversations(person: Person, work: &mut Work) -> Result<u64> {
    let Some(user) = person.user else { return Ok(0) };
    let now = work.now();
    sql("update conversations set agent_id = null, assignee = 'queue',
             waiting_since = case when lifecycle = 'open' then coalesce(waiting_since, $2) end
         where agent_id = $1")
    .bind(user)
    .bind(now)
    .run(work)
    .await
}

/// What they wrote to visitors stays, without their name.
async fn messages(person: Person, work: &mut Work) -> Result<u64> {
    let Some(user) = person.user else { return Ok(0) };
    sql("update messages set author_name = null,
             text = case when author = 'system' and author_name <> '' then replace(text, author_name, '…') else text end
         where author_id = (select public_id from users where id = $1)")
    .bind(user)
    .run(work)
    .await
}

async fn users(person: Person, work: &mut Work) -> Result<u64> {
    let Some(user) = person.user else { return Ok(0) };
    sql("delete from users where id = $1").bind(user).run(work).await
}
