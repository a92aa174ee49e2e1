//! `/api/workspace`

use crate::http::input::Input;
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use domain::accounts::{WorkspaceChange, WorkspaceView};
use engine::accounts;

/// The workspace that the key or session is for.
#[utoipa::path(get, path = "/api/workspace", tag = "workspace", responses((status = 200, body = WorkspaceView)))]
pub async fn read(Who(ctx): Who) -> Result<Json<WorkspaceView>, Answer> {
    Ok(Json(accounts::read_workspace(&ctx).await?))
}

/// Changes the workspace's settings; what is left out stays.
#[utoipa::path(patch, path = "/api/workspace", tag = "workspace", request_body = WorkspaceChange,
    responses((status = 200, body = WorkspaceView)))]
pub async fn update(Who(ctx): Who, Input(change): Input<WorkspaceChange>) -> Result<Json<WorkspaceView>, Answer> {
    Ok(Json(accounts::update_workspace(&ctx, change).await?))
}
