//! Server functions of the workspace page.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::accounts::WorkspaceView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::accounts::WorkspaceChange;
#[cfg(feature = "ssr")]
use engine::accounts;

/// The current workspace.
#[server(prefix = "/_fn", endpoint = "read_workspace", input = GetUrl)]
pub async fn read_workspace() -> Result<WorkspaceView, ApiError> {
    Ok(accounts::read_workspace(&edge::ctx()?).await?)
}

/// Changes the current workspace.
#[server(prefix = "/_fn", endpoint = "update_workspace")]
pub async fn update_workspace(
    name: String,
    #[server(default)] website: String,
    time_zone: String,
    events_kept_days: String,
    audit_kept_days: String,
    mail_kept_days: String,
) -> Result<WorkspaceView, ApiError> {
    let change = WorkspaceChange {
        name: Some(name),
        website: Some(website),
        time_zone: Some(time_zone),
        events_kept_days: Some(days("events_kept_days", &events_kept_days)?),
        audit_kept_days: Some(days("audit_kept_days", &audit_kept_days)?),
        mail_kept_days: Some(days("mail_kept_days", &mail_kept_days)?),
    };
    Ok(accounts::update_workspace(&edge::ctx()?, change).await?)
}

/// A form sends text; what is no number is the field's mistake and not the whole form's.
#[cfg(feature = "ssr")]
fn days(field: &str, typed: &str) -> Result<i64, ApiError> {
    let wrong = |_| edge::refuse(domain::Problem::field(field, "Enter a whole number of days."));
    typed.trim().parse().map_err(wrong)
}
