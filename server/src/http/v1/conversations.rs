//! `/api/conversations`

use crate::http::idempotency::Once;
use crate::http::input::{Filter, Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::http::StatusCode;
use domain::conversations::{ConversationDetail, ConversationView, InboxList};
use domain::ids::{ConversationRef, UserRef};
use domain::messages::MessageView;
use domain::page::{Page, PageRequest};
use engine::conversations;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

/// Which conversations.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConversationsQuery {
    /// Which list of the inbox; `open` if left out. `mine` is empty for programs.
    list: Option<InboxList>,
    /// The `next_cursor` of the page before; leave it out for the first.
    cursor: Option<String>,
    /// Rows wanted, 1 to 200; 50 if left out.
    limit: Option<u16>,
}

/// The conversations of a list, those with the newest messages first.
#[utoipa::path(get, path = "/api/conversations", tag = "conversations", params(ConversationsQuery),
    responses((status = 200, body = Page<ConversationView>)))]
pub async fn list(
    Who(ctx): Who,
    Filter(query): Filter<ConversationsQuery>,
) -> Result<Json<Page<ConversationView>>, Answer> {
    let page = PageRequest::new(query.cursor, query.limit);
    Ok(Json(conversations::list(&ctx, query.list.unwrap_or(InboxList::Open), page).await?))
}

/// Which messages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MessagesQuery {
    /// Messages before this place; leave it out for the newest. Where `has_older` says so, hand in the `seq` of the first
    /// message that you have.
    before: Option<i64>,
}

/// A conversation with up to 50 of its messages, the oldest first.
#[utoipa::path(get, path = "/api/conversations/{id}", tag = "conversations",
    params(("id" = String, Path), MessagesQuery), responses((status = 200, body = ConversationDetail)))]
pub async fn read(
    Who(ctx): Who,
    Id(conversation): Id<ConversationRef>,
    Filter(query): Filter<MessagesQuery>,
) -> Result<Json<ConversationDetail>, Answer> {
    Ok(Json(conversations::read(&ctx, &conversation, query.before).await?))
}

/// What to write to the visitor.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// The words, as Markdown: 1 to 4,000 characters.
    text: String,
    /// Your id of the message, 1 to 64 plain characters: the same id in the same conversation is the same message.
    client_id: Option<String>,
    /// The member in whose name a program writes; people leave it out and write in their own.
    agent: Option<UserRef>,
}

/// Writes to the visitor. Whoever writes has the conversation from then on, and the bot keeps quiet.
#[utoipa::path(post, path = "/api/conversations/{id}/message", tag = "conversations",
    params(("id" = String, Path), Once), request_body = NewMessage, responses((status = 201, body = MessageView)))]
pub async fn message(
    Who(ctx): Who,
    once: Once,
    Id(conversation): Id<ConversationRef>,
    Input(new): Input<NewMessage>,
) -> Result<(StatusCode, Json<MessageView>), Answer> {
    let client_id = new.client_id.unwrap_or_else(|| format!("api-{:032x}", ctx.app().random().u128()));
    let ctx = once.on(ctx);
    let sent = match new.agent {
        Some(agent) => conversations::reply_as(&ctx, &conversation, &agent, &client_id, &new.text).await?,
        None => conversations::reply(&ctx, &conversation, &client_id, &new.text).await?,
    };
    Ok((StatusCode::CREATED, Json(sent)))
}

/// Who shall have it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The member, whoever has it now. Left out: the person who asks, unless another member has it.
    agent: Option<UserRef>,
}

/// Gives the conversation to a member of the team.
#[utoipa::path(post, path = "/api/conversations/{id}/assign", tag = "conversations",
    params(("id" = String, Path), Once), request_body = Assignment,
    responses((status = 200, body = ConversationView)))]
pub async fn assign(
    Who(ctx): Who,
    once: Once,
    Id(conversation): Id<ConversationRef>,
    Input(assignment): Input<Assignment>,
) -> Result<Json<ConversationView>, Answer> {
    let ctx = once.on(ctx);
    let view = match assignment.agent {
        Some(agent) => conversations::assign(&ctx, &conversation, &agent).await?,
        None => conversations::take(&ctx, &conversation).await?,
    };
    Ok(Json(view))
}

/// Declares the conversation done. A resolved one stays as it is.
#[utoipa::path(post, path = "/api/conversations/{id}/resolve", tag = "conversations",
    params(("id" = String, Path), Once), responses((status = 200, body = ConversationView)))]
pub async fn resolve(
    Who(ctx): Who,
    once: Once,
    Id(conversation): Id<ConversationRef>,
) -> Result<Json<ConversationView>, Answer> {
    Ok(Json(conversations::resolve(&once.on(ctx), &conversation).await?))
}

/// Opens a resolved conversation anew: with the person who asks, or, where a program does, in the queue.
#[utoipa::path(post, path = "/api/conversations/{id}/reopen", tag = "conversations",
    params(("id" = String, Path), Once), responses((status = 200, body = ConversationView)))]
pub async fn reopen(
    Who(ctx): Who,
    once: Once,
    Id(conversation): Id<ConversationRef>,
) -> Result<Json<ConversationView>, Answer> {
    Ok(Json(conversations::reopen(&once.on(ctx), &conversation).await?))
}
