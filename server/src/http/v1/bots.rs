//! `/api/bots`

use crate::http::idempotency::Once;
use crate::http::input::{Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::http::StatusCode;
use domain::bots::{BotChange, BotView};
use domain::ids::BotRef;
use domain::tools::{ToolView, ToolsChange};
use engine::bots;
use serde::Deserialize;
use utoipa::ToSchema;

/// The workspace's bots, each with its widget, the oldest first. There are at most 50.
#[utoipa::path(get, path = "/api/bots", tag = "bots", responses((status = 200, body = Vec<BotView>)))]
pub async fn list(Who(ctx): Who) -> Result<Json<Vec<BotView>>, Answer> {
    Ok(Json(bots::list(&ctx).await?))
}

/// The bot to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBot {
    /// Its name, as visitors see it too.
    name: String,
}

/// Makes a bot with its widget. Where the workspace has a website, only that may show the widget at first.
#[utoipa::path(post, path = "/api/bots", tag = "bots", params(Once), request_body = NewBot,
    responses((status = 201, body = BotView)))]
pub async fn create(
    Who(ctx): Who,
    once: Once,
    Input(new): Input<NewBot>,
) -> Result<(StatusCode, Json<BotView>), Answer> {
    Ok((StatusCode::CREATED, Json(bots::create(&once.on(ctx), &new.name).await?)))
}

/// A bot.
#[utoipa::path(get, path = "/api/bots/{id}", tag = "bots", params(("id" = String, Path)),
    responses((status = 200, body = BotView)))]
pub async fn read(Who(ctx): Who, Id(bot): Id<BotRef>) -> Result<Json<BotView>, Answer> {
    Ok(Json(bots::read(&ctx, &bot).await?))
}

/// Changes a bot or the websites that may show its widget; what is left out stays.
#[utoipa::path(patch, path = "/api/bots/{id}", tag = "bots", params(("id" = String, Path)),
    request_body = BotChange, responses((status = 200, body = BotView)))]
pub async fn update(
    Who(ctx): Who,
    Id(bot): Id<BotRef>,
    Input(change): Input<BotChange>,
) -> Result<Json<BotView>, Answer> {
    Ok(Json(bots::update(&ctx, &bot, change).await?))
}

/// Every tool that bots may use, with how this bot has it. Secrets are told as set or not, and never shown.
#[utoipa::path(get, path = "/api/bots/{id}/tools", tag = "bots", params(("id" = String, Path)),
    responses((status = 200, body = Vec<ToolView>)))]
pub async fn tools(Who(ctx): Who, Id(bot): Id<BotRef>) -> Result<Json<Vec<ToolView>>, Answer> {
    Ok(Json(bots::tools(&ctx, &bot).await?))
}

/// Sets tools of a bot up, by their ids; what is left out stays.
#[utoipa::path(put, path = "/api/bots/{id}/tools", tag = "bots", params(("id" = String, Path)),
    request_body = ToolsChange, responses((status = 200, body = Vec<ToolView>)))]
pub async fn set_tools(
    Who(ctx): Who,
    Id(bot): Id<BotRef>,
    Input(change): Input<ToolsChange>,
) -> Result<Json<Vec<ToolView>>, Answer> {
    Ok(Json(bots::set_tools(&ctx, &bot, change).await?))
}
