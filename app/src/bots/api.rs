//! Server functions of the bot pages.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::bots::BotView;
use domain::ids::BotRef;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::bots::BotChange;
#[cfg(feature = "ssr")]
use engine::bots;

/// A bot with the lines that put it on a website.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BotPageView {
    /// The bot.
    pub bot: BotView,
    /// What is copied into a website's pages.
    pub snippet: String,
}

/// The bots of the workspace.
#[server(prefix = "/_fn", endpoint = "list_bots", input = GetUrl)]
pub async fn list_bots() -> Result<Vec<BotView>, ApiError> {
    Ok(bots::list(&edge::ctx()?).await?)
}

/// A bot and its snippet.
#[server(prefix = "/_fn", endpoint = "read_bot", input = GetUrl)]
pub async fn read_bot(id: BotRef) -> Result<BotPageView, ApiError> {
    let bot = bots::read(&edge::ctx()?, &id).await?;
    let snippet = domain::bots::snippet(&edge::app()?.settings().public_url, &bot);
    Ok(BotPageView { bot, snippet })
}

/// Makes a bot with its widget.
#[server(prefix = "/_fn", endpoint = "create_bot")]
pub async fn create_bot(name: String) -> Result<BotView, ApiError> {
    let bot = bots::create(&edge::ctx()?, &name).await?;
    edge::lead_form_to(&crate::routes::bot(&bot.id));
    Ok(bot)
}

/// Changes a bot; `domains` has one website per line.
#[server(prefix = "/_fn", endpoint = "update_bot")]
pub async fn update_bot(
    id: BotRef,
    name: String,
    #[server(default)] persona: String,
    #[server(default)] welcome_message: String,
    #[server(default)] color: String,
    #[server(default)] domains: String,
) -> Result<BotView, ApiError> {
    let domains = domains.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let change = BotChange {
        version: None,
        name: Some(name),
        persona: Some(persona),
        welcome_message: Some(welcome_message),
        color: Some(color),
        domains: Some(domains),
        rules: None,
    };
    Ok(bots::update(&edge::ctx()?, &id, change).await?)
}
