//! Listing items.

use domain::ids::ItemRef;
use domain::knowledge::{ItemStatus, ItemView};
use domain::page::{Page, PageRequest};
use domain::permissions::Permission;
use domain::{Problem, Timestamp};
use store::items::{self, ItemFilter, ItemHead};

use super::view;
use crate::ctx::Ctx;
use crate::cursor;
use crate::error::Result;

/// Most characters of a search in titles.
const SEARCH_CHARS: usize = 200;

/// Which items are wanted.
#[derive(Debug, Clone, Default)]
pub struct ItemQuery {
    /// Only those that are so far.
    pub status: Option<ItemStatus>,
    /// Only those whose title holds this, in small or capital letters.
    pub search: Option<String>,
}

/// The items, the newest change first.
///
/// # Errors
/// `invalid` for a search that is too long or a cursor that is none.
pub async fn list_items(ctx: &Ctx, query: ItemQuery, page: PageRequest) -> Result<Page<ItemView>> {
    ctx.allow(Permission::KnowledgeRead)?;
    let search = query.search.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty());
    if search.as_ref().is_some_and(|text| text.chars().count() > SEARCH_CHARS) {
        return Err(Problem::field("search", format!("Search for at most {SEARCH_CHARS} characters.")).into());
    }
    let (workspace, db) = (ctx.workspace(), ctx.app().store().db());
    let after = match cursor::read::<ItemRef>(page.cursor.as_deref())? {
        // The list goes by keys, which stay inside.
        Some((at, item)) => {
            Some((at, items::get(workspace, &item, db).await.map_err(super::read_item::none_here)?.head.id))
        }
        None => None::<(Timestamp, _)>,
    };
    let filter = ItemFilter { status: query.status, search, after };
    let rows = items::list(workspace, &filter, u32::from(page.limit) + 1, db).await?;
    let place = |row: &ItemHead| cursor::write(row.updated_at, row.public_id.as_str());
    Ok(Page::cut(rows, page.limit, place).map(view::head))
}
