//! Server functions of the API keys page.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::accounts::{ApiKeyView, NewApiKeyView};
use domain::ids::ApiKeyRef;
use domain::page::Page;
use domain::permissions::Permission;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::page::PageRequest;
#[cfg(feature = "ssr")]
use engine::accounts;

/// The keys of the workspace.
#[server(prefix = "/_fn", endpoint = "list_api_keys", input = GetUrl)]
pub async fn list_api_keys(cursor: Option<String>) -> Result<Page<ApiKeyView>, ApiError> {
    Ok(accounts::list_api_keys(&edge::ctx()?, PageRequest::new(cursor, None)).await?)
}

/// Makes a key; the answer holds its secret.
#[server(prefix = "/_fn", endpoint = "create_api_key")]
pub async fn create_api_key(
    name: String,
    #[server(default)] scopes: Vec<Permission>,
) -> Result<NewApiKeyView, ApiError> {
    Ok(accounts::create_api_key(&edge::ctx()?, &name, scopes).await?)
}

/// Ends a key.
#[server(prefix = "/_fn", endpoint = "revoke_api_key")]
pub async fn revoke_api_key(id: ApiKeyRef) -> Result<(), ApiError> {
    Ok(accounts::revoke_api_key(&edge::ctx()?, id).await?)
}
