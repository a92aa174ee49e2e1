//! The workspace's API keys.

use domain::Timestamp;
use domain::accounts::ApiKeyView;
use domain::page::{Page, PageRequest};
use domain::permissions::Permission;
use store::api_keys::{self, ApiKeyRow};

use super::actors;
use crate::ctx::Ctx;
use crate::cursor;
use crate::error::Result;

/// The keys without their secrets, the newest first; revoked ones are among them.
pub async fn list_api_keys(ctx: &Ctx, page: PageRequest) -> Result<Page<ApiKeyView>> {
    ctx.allow(Permission::ApiKeysManage)?;
    let after = cursor::read(page.cursor.as_deref())?;
    let limit = u32::from(page.limit) + 1;
    let rows = api_keys::list(ctx.workspace(), after, limit, ctx.app().store().db()).await?;
    let place = |row: &ApiKeyRow| cursor::write(row.created_at, row.public_id.as_str());
    Ok(Page::cut(rows, page.limit, place).map(view))
}

pub(super) fn view(row: ApiKeyRow) -> ApiKeyView {
    ApiKeyView {
        id: row.public_id,
        name: row.name,
        hint: row.hint,
        scopes: row.scopes.0,
        created_by: actors::name_of(&row.created_by_kind, row.creator),
        created_at: row.created_at,
        last_used_at: row.last_used_at.map(Timestamp),
        revoked_at: row.revoked_at.map(Timestamp),
    }
}
