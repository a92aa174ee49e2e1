//! Passages: published items, cut into what is found and cited as a whole.

use domain::ids::{ItemId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, Value, chunks, sql};
use crate::error::Result;

/// Most items whose passages one statement asks for.
const IDS: usize = 512;

/// A passage as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PassageRow {
    /// Of which item.
    #[sqlx(try_from = "String")]
    pub item_id: ItemId,
    /// Place in the item, from 0.
    pub ordinal: i64,
    /// The headings that it stands under.
    pub heading: String,
    /// Its text, without Markdown signs.
    pub text: String,
    /// Where it starts in the published text, in bytes.
    pub start_byte: i64,
    /// Where it ends there, in bytes.
    pub end_byte: i64,
}

/// Puts these passages in the place of all that the item had; their `item_id` is taken to be `item`.
pub async fn replace(
    workspace: WorkspaceId,
    item: ItemId,
    passages: &[PassageRow],
    on: impl Into<On<'_>>,
) -> Result<()> {
    let mut on = on.into();
    sql("delete from passages where workspace_id = $1 and item_id = $2")
        .bind(workspace)
        .bind(item)
        .run(&mut on)
        .await?;
    for piece in chunks(passages) {
        sql("insert into passages (workspace_id, item_id, ordinal, heading, text, start_byte, end_byte) values")
            .rows(piece.iter().map(|passage| {
                [
                    Value::from(workspace),
                    Value::from(item),
                    Value::from(passage.ordinal),
                    Value::from(passage.heading.as_str()),
                    Value::from(passage.text.as_str()),
                    Value::from(passage.start_byte),
                    Value::from(passage.end_byte),
                ]
            }))
            .run(&mut on)
            .await?;
    }
    Ok(())
}

/// The passages of these items, in the order of the items' keys and their places in them.
pub async fn list(workspace: WorkspaceId, items: &[ItemId], on: impl Into<On<'_>>) -> Result<Vec<PassageRow>> {
    let mut on = on.into();
    let mut items = items.to_vec();
    items.sort_unstable();
    let mut passages = Vec::new();
    for piece in items.chunks(IDS) {
        let found: Vec<PassageRow> =
            sql("select item_id, ordinal, heading, text, start_byte, end_byte from passages where")
                .and_bind("workspace_id = $?", workspace)
                .and_list("and item_id in ($*) order by item_id, ordinal", piece.iter().copied())
                .all(&mut on)
                .await?;
        passages.extend(found);
    }
    Ok(passages)
}
