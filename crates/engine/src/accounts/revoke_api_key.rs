//! Revoking an API key.

use domain::Problem;
use domain::events::{EventKind, NewEvent};
use domain::ids::ApiKeyRef;
use domain::permissions::Permission;
use store::api_keys;

use crate::ctx::Ctx;
use crate::error::Result;

/// Makes a key useless at once, for good. Revoking it a second time changes nothing.
///
/// # Errors
/// `not_found` when there is no such key in this workspace.
pub async fn revoke_api_key(ctx: &Ctx, key: ApiKeyRef) -> Result<()> {
    ctx.allow(Permission::ApiKeysManage)?;
    let (workspace, actor) = (ctx.workspace(), ctx.actor());
    ctx.write(move |work| {
        Box::pin(async move {
            let row = api_keys::find(workspace, &key, &mut *work).await?;
            let row = row.ok_or_else(|| Problem::not_found("this API key"))?;
            if api_keys::update_revoked(workspace, row.id, work.now(), &mut *work).await? {
                work.record(workspace, NewEvent::new(EventKind::ApiKeyRevoked, actor, key.as_str())).await?;
            }
            Ok(())
        })
    })
    .await
}
