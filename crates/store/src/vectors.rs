//! Vectors: what passages mean, as a model gave it.

use domain::ids::{ItemId, WorkspaceId};
use sqlx::FromRow;

use crate::counters;
use crate::db::{On, Value, chunks, sql};
use crate::error::Result;
use crate::work::Work;

/// The workspace's counter that every writing of vectors moves.
pub const COUNTER: &str = "vectors";
/// Most items that one statement asks for.
const IDS: usize = 512;

/// A vector as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct VectorRow {
    /// Of which item.
    #[sqlx(try_from = "String")]
    pub item_id: ItemId,
    /// SHA-256 of what the model was given.
    pub passage_hash: Vec<u8>,
    /// The vector, as who wrote it made bytes of it.
    pub vector: Vec<u8>,
}

#[derive(FromRow)]
struct Made {
    #[sqlx(try_from = "String")]
    item_id: ItemId,
    generation: i64,
}

/// Puts these vectors of a model in the place of all that the item had, under the next generation, which is given back;
/// their `item_id` is taken to be `item`, and each hash stands once.
pub async fn replace(
    workspace: WorkspaceId,
    item: ItemId,
    model: &str,
    vectors: &[VectorRow],
    work: &mut Work,
) -> Result<i64> {
    let generation = counters::next(workspace, COUNTER, work).await?;
    delete(workspace, item, &mut *work).await?;
    for piece in chunks(vectors) {
        sql("insert into vectors (workspace_id, item_id, passage_hash, model, generation, vector) values")
            .rows(piece.iter().map(|vector| {
                [
                    Value::from(workspace),
                    Value::from(item),
                    Value::from(vector.passage_hash.clone()),
                    Value::from(model),
                    Value::from(generation),
                    Value::from(vector.vector.clone()),
                ]
            }))
            .run(&mut *work)
            .await?;
    }
    Ok(generation)
}

/// Deletes what the item has; gives their number.
pub async fn delete(workspace: WorkspaceId, item: ItemId, on: impl Into<On<'_>>) -> Result<u64> {
    sql("delete from vectors where workspace_id = $1 and item_id = $2").bind(workspace).bind(item).run(on).await
}

/// The vectors of a model that these items have.
pub async fn list(
    workspace: WorkspaceId,
    model: &str,
    items: &[ItemId],
    on: impl Into<On<'_>>,
) -> Result<Vec<VectorRow>> {
    let mut on = on.into();
    let mut vectors = Vec::new();
    for piece in items.chunks(IDS) {
        let found: Vec<VectorRow> = sql("select item_id, passage_hash, vector from vectors where")
            .and_bind("workspace_id = $?", workspace)
            .and_bind("and model = $?", model)
            .and_list("and item_id in ($*) order by item_id, passage_hash", piece.iter().copied())
            .all(&mut on)
            .await?;
        vectors.extend(found);
    }
    Ok(vectors)
}

/// Items whose vectors were written after `generation`, with the generation of each, the earliest first.
pub async fn items_after(
    workspace: WorkspaceId,
    model: &str,
    generation: i64,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<(ItemId, i64)>> {
    let made: Vec<Made> = sql("select item_id, max(generation) as generation from vectors where")
        .and_bind("workspace_id = $?", workspace)
        .and_bind("and model = $?", model)
        .and_bind("and generation > $?", generation)
        .and_bind("group by item_id order by 2, item_id limit $?", limit)
        .all(on)
        .await?;
    Ok(made.into_iter().map(|made| (made.item_id, made.generation)).collect())
}
