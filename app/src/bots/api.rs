//! Server functions of the bot pages.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::bots::BotView;
use domain::budget::BudgetView;
use domain::ids::BotRef;
use domain::tools::ToolView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use crate::api::edge::refuse;
#[cfg(feature = "ssr")]
use domain::bots::BotChange;
#[cfg(feature = "ssr")]
use domain::budget::Budget;
#[cfg(feature = "ssr")]
use domain::error::FieldErrors;
#[cfg(feature = "ssr")]
use domain::rules::RulesChange;
#[cfg(feature = "ssr")]
use domain::tools::{ToolChange, ToolsChange};
#[cfg(feature = "ssr")]
use engine::{bots, budgets};
use std::collections::BTreeMap;

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

/// Changes a bot; `domains` has one website per line, `version` is the one that was read.
#[server(prefix = "/_fn", endpoint = "update_bot")]
pub async fn update_bot(
    id: BotRef,
    name: String,
    #[server(default)] persona: String,
    #[server(default)] welcome_message: String,
    #[server(default)] color: String,
    #[server(default)] domains: String,
    #[server(default)] version: Option<i64>,
) -> Result<BotView, ApiError> {
    let change = BotChange {
        version,
        name: Some(name),
        persona: Some(persona),
        welcome_message: Some(welcome_message),
        color: Some(color),
        domains: Some(lines(&domains)),
        rules: None,
    };
    Ok(bots::update(&edge::ctx()?, &id, change).await?)
}

/// A bot's rules as a form sends them: what it does not have stays as it is. Lists have one entry per line.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    company: Option<String>,
    industry: Option<String>,
    products: Option<String>,
    policies: Option<String>,
    contact: Option<String>,
    tone: Option<String>,
    instructions: Option<String>,
    never_say: Option<String>,
    blocked_topics: Option<String>,
    answers_from: Option<String>,
    offers_from: Option<String>,
    /// The form has the switches: one that it does not send is off.
    switches: Option<String>,
    small_talk: Option<String>,
    own_intents: Option<String>,
    model: Option<String>,
    small_model: Option<String>,
    max_tokens: Option<String>,
    temperature: Option<String>,
    presence_penalty: Option<String>,
    frequency_penalty: Option<String>,
    /// The form has the switches of a model: one that it does not send is off.
    model_switches: Option<String>,
    redact_personal_data: Option<String>,
    reuse_answers: Option<String>,
}

/// Changes a bot's rules; `version` is the one that was read.
#[server(prefix = "/_fn", endpoint = "update_bot_rules")]
pub async fn update_bot_rules(
    id: BotRef,
    #[server(default)] version: Option<i64>,
    #[server(default)] rules: RulesForm,
) -> Result<BotView, ApiError> {
    let change = BotChange { version, rules: Some(read_rules(rules)?), ..BotChange::default() };
    Ok(bots::update(&edge::ctx()?, &id, change).await?)
}

#[cfg(feature = "ssr")]
fn read_rules(form: RulesForm) -> Result<RulesChange, ApiError> {
    let mut wrong = FieldErrors::default();
    let has_switches = form.switches.is_some();
    let mut number = |name: &str, typed: Option<String>| -> Option<f64> {
        typed.and_then(|typed| {
            wrong.take(name, typed.trim().replace(',', ".").parse().map_err(|_| "Enter a number.".to_owned()))
        })
    };
    let answers_from = number("answers_from", form.answers_from);
    let offers_from = number("offers_from", form.offers_from);
    let temperature = number("temperature", form.temperature);
    let presence_penalty = number("presence_penalty", form.presence_penalty);
    let frequency_penalty = number("frequency_penalty", form.frequency_penalty);
    let max_tokens = form.max_tokens.and_then(|typed| {
        wrong.take("max_tokens", typed.trim().parse().map_err(|_| "Enter a whole number.".to_owned()))
    });
    let tone = form.tone.and_then(|typed| wrong.take("tone", typed.parse()));
    if let Some(problem) = wrong.into_problem() {
        return Err(refuse(problem));
    }
    Ok(RulesChange {
        company: form.company,
        industry: form.industry,
        products: form.products,
        policies: form.policies,
        contact: form.contact,
        tone,
        instructions: form.instructions,
        never_say: form.never_say.as_deref().map(lines),
        blocked_topics: form.blocked_topics.as_deref().map(lines),
        answers_from,
        offers_from,
        small_talk: has_switches.then_some(form.small_talk.is_some()),
        own_intents: has_switches.then_some(form.own_intents.is_some()),
        model: form.model,
        small_model: form.small_model,
        max_tokens,
        temperature,
        presence_penalty,
        frequency_penalty,
        redact_personal_data: form.model_switches.as_ref().map(|_| form.redact_personal_data.is_some()),
        reuse_answers: form.model_switches.map(|_| form.reuse_answers.is_some()),
    })
}

#[cfg(feature = "ssr")]
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// How much of model services the workspace's bots may use, and what is used.
#[server(prefix = "/_fn", endpoint = "read_budget", input = GetUrl)]
pub async fn read_budget() -> Result<BudgetView, ApiError> {
    Ok(budgets::read(&edge::ctx()?).await?)
}

/// Sets the limits in tokens; an empty one is none.
#[server(prefix = "/_fn", endpoint = "update_budget")]
pub async fn update_budget(
    #[server(default)] conversation: String,
    #[server(default)] day: String,
    #[server(default)] month: String,
) -> Result<BudgetView, ApiError> {
    let mut wrong = FieldErrors::default();
    let mut limit = |name: &str, typed: &str| {
        let plain: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '.')).collect();
        match plain.is_empty() {
            true => None,
            false => wrong.take(name, plain.parse().map_err(|_| "Enter a number of tokens, or nothing.".to_owned())),
        }
    };
    let budget = Budget {
        conversation: limit("conversation", &conversation),
        day: limit("day", &day),
        month: limit("month", &month),
    };
    match wrong.into_problem() {
        Some(problem) => Err(refuse(problem)),
        None => Ok(budgets::update(&edge::ctx()?, budget).await?),
    }
}

/// What a bot may ask of connected systems.
#[server(prefix = "/_fn", endpoint = "read_bot_tools", input = GetUrl)]
pub async fn read_bot_tools(id: BotRef) -> Result<Vec<ToolView>, ApiError> {
    Ok(bots::tools(&edge::ctx()?, &id).await?)
}

/// A tool as a form sends it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ToolForm {
    version: Option<i64>,
    /// A switch that is not sent is off.
    is_on: Option<String>,
    fields: BTreeMap<String, String>,
    /// Secrets; an empty one stays as it is.
    secrets: BTreeMap<String, String>,
    /// Secrets that are taken away.
    remove: BTreeMap<String, String>,
}

/// Sets the tools of a bot up, all of those that the form has.
#[server(prefix = "/_fn", endpoint = "update_bot_tools")]
pub async fn update_bot_tools(
    id: BotRef,
    #[server(default)] tools: BTreeMap<String, ToolForm>,
) -> Result<Vec<ToolView>, ApiError> {
    let tools = tools.into_iter().map(|(tool, form)| {
        let ToolForm { version, is_on, mut fields, secrets, remove } = form;
        fields.extend(secrets.into_iter().filter(|(_, typed)| !typed.trim().is_empty()));
        fields.extend(remove.into_keys().map(|field| (field, String::new())));
        (tool, ToolChange { version, is_on: Some(is_on.is_some()), fields })
    });
    Ok(bots::set_tools(&edge::ctx()?, &id, ToolsChange { tools: tools.collect() }).await?)
}
