//! Server functions of the knowledge pages.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::ids::ItemRef;
use domain::knowledge::{ItemDetail, ItemStatus, ItemView};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::knowledge::{ItemChange, NewItem};
#[cfg(feature = "ssr")]
use domain::page::PageRequest;
#[cfg(feature = "ssr")]
use engine::knowledge::{self, ItemQuery};

/// A page of the items, and how many there are in each state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemList {
    /// The items.
    pub page: Page<ItemView>,
    /// How many are how far.
    pub counts: Vec<(ItemStatus, i64)>,
}

/// The items, the newest change first.
#[server(prefix = "/_fn", endpoint = "list_items", input = GetUrl)]
pub async fn list_items(
    status: Option<String>,
    search: Option<String>,
    cursor: Option<String>,
) -> Result<ItemList, ApiError> {
    let ctx = edge::ctx()?;
    // An address with a state that does not exist shows them all.
    let query = ItemQuery { status: status.and_then(|text| text.parse().ok()), search };
    let counts = knowledge::counts(&ctx).await?;
    Ok(ItemList { page: knowledge::list_items(&ctx, query, PageRequest::new(cursor, None)).await?, counts })
}

/// An item with its text and passages.
#[server(prefix = "/_fn", endpoint = "read_item", input = GetUrl)]
pub async fn read_item(id: ItemRef) -> Result<ItemDetail, ApiError> {
    Ok(knowledge::read_item(&edge::ctx()?, &id).await?)
}

/// Writes an item.
#[server(prefix = "/_fn", endpoint = "create_item")]
pub async fn create_item(
    #[server(default)] title: String,
    content: String,
    #[server(default)] language: String,
    #[server(default)] publish: String,
) -> Result<ItemDetail, ApiError> {
    let language = language.parse().ok();
    let new = NewItem { title, content, language, publish: !publish.is_empty() };
    let made = knowledge::create_item(&edge::ctx()?, new).await?;
    edge::lead_form_to(&crate::routes::item(&made.item.id));
    Ok(made)
}

/// Reads a web page into an item.
#[server(prefix = "/_fn", endpoint = "import_url")]
pub async fn import_url(url: String, #[server(default)] publish: String) -> Result<ItemDetail, ApiError> {
    let made = knowledge::import_url(&edge::ctx()?, &url, !publish.is_empty()).await?;
    edge::lead_form_to(&crate::routes::item(&made.item.id));
    Ok(made)
}

/// Changes title and text; `version` is the one that was changed.
#[server(prefix = "/_fn", endpoint = "update_item")]
pub async fn update_item(id: ItemRef, title: String, content: String, version: i64) -> Result<ItemDetail, ApiError> {
    let change = ItemChange { title: Some(title), content: Some(content), language: None, version: Some(version) };
    Ok(knowledge::update_item(&edge::ctx()?, &id, change).await?)
}

/// Lets it answer.
#[server(prefix = "/_fn", endpoint = "publish_item")]
pub async fn publish_item(id: ItemRef) -> Result<(), ApiError> {
    knowledge::publish_item(&edge::ctx()?, &id).await?;
    Ok(())
}

/// Lets it answer no more.
#[server(prefix = "/_fn", endpoint = "archive_item")]
pub async fn archive_item(id: ItemRef) -> Result<(), ApiError> {
    knowledge::archive_item(&edge::ctx()?, &id).await?;
    Ok(())
}
