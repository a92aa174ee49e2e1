//! The workspace and its settings.

use domain::accounts::WorkspaceView;
use domain::permissions::Permission;
use store::workspaces::{self, WorkspaceRow};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::hours;

/// The workspace.
pub async fn read_workspace(ctx: &Ctx) -> Result<WorkspaceView> {
    ctx.allow(Permission::WorkspaceRead)?;
    Ok(view(workspaces::get(ctx.workspace(), ctx.app().store().db()).await?))
}

pub(super) fn view(row: WorkspaceRow) -> WorkspaceView {
    WorkspaceView {
        id: row.public_id,
        name: row.name,
        website: row.website,
        time_zone: row.time_zone,
        hours: hours::read(&row.hours),
        events_kept_days: row.events_kept_days,
        audit_kept_days: row.audit_kept_days,
        mail_kept_days: row.mail_kept_days,
        created_at: row.created_at,
    }
}
