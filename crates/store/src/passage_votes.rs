//! What judgements on answers say about the passages they rest on. A contact counts once per passage: what most of their
//! judgements say; as many for as against say nothing.

use std::collections::HashMap;

use domain::feedback::Votes;
use domain::ids::{ContactId, ItemId, MessageId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, Value, chunks, sql};
use crate::error::Result;
use crate::work::Work;

/// Items of one statement.
const IDS: usize = 256;

/// A passage of a version of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, FromRow)]
pub struct Passage {
    /// The item.
    #[sqlx(try_from = "String")]
    pub item_id: ItemId,
    /// Its version.
    pub version: i64,
    /// Place in that version, from 0.
    pub passage: i64,
}

/// What contacts think of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct MarkRow {
    /// The passage.
    #[sqlx(flatten)]
    pub passage: Passage,
    /// Contacts whom it helped.
    pub helpful: i64,
    /// Contacts whom it did not help.
    pub unhelpful: i64,
}

#[derive(FromRow)]
struct Net {
    #[sqlx(flatten)]
    passage: Passage,
    net: i64,
}

/// Says what this answer to this contact is worth for the passages that it rests on, in the place of what was said before;
/// none: nothing any more. The passages of an answer are the same each time. The caller holds the conversation's lock.
pub async fn replace(
    workspace: WorkspaceId,
    contact: ContactId,
    message: MessageId,
    passages: &[Passage],
    helpful: Option<bool>,
    work: &mut Work,
) -> Result<()> {
    let mut passages = passages.to_vec();
    passages.sort_unstable();
    passages.dedup();
    let before = signs(workspace, contact, &passages, work).await?;
    sql("delete from passage_votes where workspace_id = $1 and message_id = $2")
        .bind(workspace)
        .bind(message)
        .run(&mut *work)
        .await?;
    if let Some(helpful) = helpful {
        for piece in chunks(&passages) {
            sql(
                "insert into passage_votes (workspace_id, item_id, version, passage, contact_id, message_id, helpful) \
                 values",
            )
            .rows(piece.iter().map(|one| {
                let place = [workspace.into(), one.item_id.into(), one.version.into(), one.passage.into()];
                let [workspace, item, version, passage]: [Value; 4] = place;
                [workspace, item, version, passage, contact.into(), message.into(), helpful.into()]
            }))
            .run(&mut *work)
            .await?;
        }
    }
    let after = signs(workspace, contact, &passages, work).await?;
    for passage in passages {
        let (before, after) = (before.get(&passage).copied(), after.get(&passage).copied());
        if before != after {
            let moved = |of: bool| i64::from(after == Some(of)) - i64::from(before == Some(of));
            count(workspace, passage, moved(true), moved(false), work).await?;
        }
    }
    Ok(())
}

/// What the contact thinks of each of these passages; those of which they think nothing are left out.
async fn signs(
    workspace: WorkspaceId,
    contact: ContactId,
    passages: &[Passage],
    work: &mut Work,
) -> Result<HashMap<Passage, bool>> {
    let nets: Vec<Net> = sql("select item_id, version, passage, sum(case when helpful then 1 else -1 end) as net \
         from passage_votes where")
    .and_bind("workspace_id = $?", workspace)
    .and_bind("and contact_id = $?", contact)
    .and_list("and item_id in ($*)", passages.iter().map(|passage| passage.item_id))
    .and("group by item_id, version, passage")
    .all(work)
    .await?;
    Ok(nets.into_iter().filter(|one| one.net != 0).map(|one| (one.passage, one.net > 0)).collect())
}

async fn count(workspace: WorkspaceId, passage: Passage, helpful: i64, unhelpful: i64, work: &mut Work) -> Result<()> {
    sql("insert into passage_marks (workspace_id, item_id, version, passage, helpful, unhelpful)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (item_id, version, passage) do update set helpful = passage_marks.helpful + excluded.helpful,
             unhelpful = passage_marks.unhelpful + excluded.unhelpful")
    .bind(workspace)
    .bind(passage.item_id)
    .bind(passage.version)
    .bind(passage.passage)
    .bind(helpful)
    .bind(unhelpful)
    .run(work)
    .await?;
    Ok(())
}

/// What contacts think of the passages of these items, in whichever version.
pub async fn marks(workspace: WorkspaceId, items: &[ItemId], on: impl Into<On<'_>>) -> Result<Vec<MarkRow>> {
    let mut on = on.into();
    let mut marks = Vec::new();
    for piece in items.chunks(IDS) {
        let found: Vec<MarkRow> = sql("select item_id, version, passage, helpful, unhelpful from passage_marks where")
            .and_bind("workspace_id = $?", workspace)
            .and_list("and item_id in ($*)", piece.iter().copied())
            .all(&mut on)
            .await?;
        marks.extend(found);
    }
    Ok(marks)
}

#[derive(FromRow)]
struct Counted {
    helpful: i64,
    unhelpful: i64,
}

/// How many contacts this version of an item helped, and how many it did not.
pub async fn votes(workspace: WorkspaceId, item: ItemId, version: i64, on: impl Into<On<'_>>) -> Result<Votes> {
    let counted: Counted = sql("select
             coalesce(sum(case when net > 0 then 1 else 0 end), 0) as helpful,
             coalesce(sum(case when net < 0 then 1 else 0 end), 0) as unhelpful
         from (select sum(case when helpful then 1 else -1 end) as net from passage_votes
               where workspace_id = $1 and item_id = $2 and version = $3 group by contact_id) each_contact")
    .bind(workspace)
    .bind(item)
    .bind(version)
    .get(on)
    .await?;
    Ok(Votes { helpful: counted.helpful, unhelpful: counted.unhelpful })
}
