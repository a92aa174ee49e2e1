//! Server functions about which workspace.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::ids::WorkspaceRef;
use leptos::prelude::*;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::{api::edge, routes};
#[cfg(feature = "ssr")]
use engine::accounts;

/// Makes another workspace of the person, and goes there.
#[server(prefix = "/_fn", endpoint = "create_workspace")]
pub async fn create_workspace(name: String, #[server(default)] website: String) -> Result<(), ApiError> {
    accounts::create_workspace(&edge::session()?, &name, &website).await?;
    edge::lead_form_to(routes::HOME);
    Ok(())
}

/// Goes to another workspace of the person.
#[server(prefix = "/_fn", endpoint = "switch_workspace")]
pub async fn switch_workspace(workspace: WorkspaceRef) -> Result<(), ApiError> {
    accounts::switch_workspace(&edge::session()?, workspace).await?;
    edge::lead_form_to(routes::HOME);
    Ok(())
}
