//! Server functions of the inbox.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::conversations::{ConversationDetail, ConversationView, InboxList};
use domain::ids::ConversationRef;
use domain::messages::MessageView;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::page::PageRequest;
#[cfg(feature = "ssr")]
use engine::conversations;

/// How many conversations each list holds, in the order of the tabs.
pub type Counts = Vec<(InboxList, i64)>;

/// A list of the inbox, and how full all of them are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InboxView {
    /// A page of the list.
    pub page: Page<ConversationView>,
    /// How full the lists are.
    pub counts: Counts,
}

/// A page of a list.
#[server(prefix = "/_fn", endpoint = "read_inbox", input = GetUrl)]
pub async fn read_inbox(list: InboxList, cursor: Option<String>) -> Result<InboxView, ApiError> {
    let ctx = edge::ctx()?;
    let page = conversations::list(&ctx, list, PageRequest::new(cursor, None)).await?;
    Ok(InboxView { page, counts: conversations::counts(&ctx).await? })
}

/// How full the lists are.
#[server(prefix = "/_fn", endpoint = "count_conversations", input = GetUrl)]
pub async fn count_conversations() -> Result<Counts, ApiError> {
    Ok(conversations::counts(&edge::ctx()?).await?)
}

/// A conversation with its newest messages, or those before a place; none when none is chosen.
#[server(prefix = "/_fn", endpoint = "read_conversation", input = GetUrl)]
pub async fn read_conversation(
    conversation: Option<ConversationRef>,
    before: Option<i64>,
) -> Result<Option<ConversationDetail>, ApiError> {
    let ctx = edge::ctx()?;
    let Some(conversation) = conversation else { return Ok(None) };
    Ok(Some(conversations::read(&ctx, &conversation, before).await?))
}

/// Takes a conversation.
#[server(prefix = "/_fn", endpoint = "take_conversation")]
pub async fn take_conversation(conversation: ConversationRef) -> Result<ConversationView, ApiError> {
    Ok(conversations::take(&edge::ctx()?, &conversation).await?)
}

/// Answers the visitor, once per `client_id`.
#[server(prefix = "/_fn", endpoint = "reply")]
pub async fn reply(conversation: ConversationRef, client_id: String, text: String) -> Result<MessageView, ApiError> {
    Ok(conversations::reply(&edge::ctx()?, &conversation, &client_id, &text).await?)
}

/// Declares a conversation done.
#[server(prefix = "/_fn", endpoint = "resolve_conversation")]
pub async fn resolve_conversation(conversation: ConversationRef) -> Result<ConversationView, ApiError> {
    Ok(conversations::resolve(&edge::ctx()?, &conversation).await?)
}

/// Opens a resolved conversation anew.
#[server(prefix = "/_fn", endpoint = "reopen_conversation")]
pub async fn reopen_conversation(conversation: ConversationRef) -> Result<ConversationView, ApiError> {
    Ok(conversations::reopen(&edge::ctx()?, &conversation).await?)
}

/// Says that everything up to this place has been read.
#[server(prefix = "/_fn", endpoint = "mark_conversation_read")]
pub async fn mark_conversation_read(conversation: ConversationRef, seq: i64) -> Result<(), ApiError> {
    Ok(conversations::mark_read(&edge::ctx()?, &conversation, seq).await?)
}
