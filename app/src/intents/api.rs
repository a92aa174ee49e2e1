//! Server functions of the page of intents.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::chat::AnalyzedIntent;
use domain::ids::IntentRef;
use domain::intents::IntentView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use domain::error::FieldErrors;
#[cfg(feature = "ssr")]
use domain::intents::{Effect, EffectKind, IntentChange};
#[cfg(feature = "ssr")]
use engine::{answer, intents};

/// The workspace's own intents.
#[server(prefix = "/_fn", endpoint = "list_intents", input = GetUrl)]
pub async fn list_intents() -> Result<Vec<IntentView>, ApiError> {
    Ok(intents::list(&edge::ctx()?).await?)
}

/// Makes an intent, or changes the one of this id; `examples` has one per line, `version` is the one that was read.
#[server(prefix = "/_fn", endpoint = "save_intent")]
pub async fn save_intent(
    #[server(default)] id: Option<IntentRef>,
    #[server(default)] version: Option<i64>,
    name: String,
    examples: String,
    threshold: String,
    #[server(default)] on: Option<String>,
    how: Outcome,
) -> Result<IntentView, ApiError> {
    let ctx = edge::ctx()?;
    let change = read(version, name, &examples, &threshold, on.is_some(), how)?;
    let saved = match id {
        Some(id) => intents::update(&ctx, &id, change).await?,
        None => intents::create(&ctx, change).await?,
    };
    edge::lead_form_to(crate::routes::INTENTS);
    Ok(saved)
}

/// What follows, as the form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Outcome {
    effect: String,
    reason: String,
    answer: String,
}

#[cfg(feature = "ssr")]
fn read(
    version: Option<i64>,
    name: String,
    examples: &str,
    threshold: &str,
    on: bool,
    how: Outcome,
) -> Result<IntentChange, ApiError> {
    let mut wrong = FieldErrors::default();
    let number = threshold.trim().replace(',', ".").parse().map_err(|_| "Enter a number from 0 to 1.".to_owned());
    let threshold = wrong.take("threshold", number);
    let kind = wrong.take("effect", how.effect.parse::<EffectKind>()).unwrap_or(EffectKind::Label);
    let effect = match kind {
        EffectKind::Label => Some(Effect::Label),
        EffectKind::HandOff => wrong.take("reason", how.reason.parse()).map(|reason| Effect::HandOff { reason }),
        EffectKind::Answer if how.answer.trim().is_empty() => {
            wrong.take::<Effect>("answer", Err("Write what the bot says.".to_owned()))
        }
        EffectKind::Answer => Some(Effect::Answer { text: how.answer }),
    };
    match wrong.into_problem() {
        Some(problem) => Err(edge::refuse(problem)),
        None => Ok(IntentChange {
            version,
            name: Some(name),
            examples: Some(examples.lines().map(str::to_owned).collect()),
            threshold,
            on: Some(on),
            effect,
        }),
    }
}

/// Deletes an intent.
#[server(prefix = "/_fn", endpoint = "delete_intent")]
pub async fn delete_intent(id: IntentRef) -> Result<(), ApiError> {
    intents::delete(&edge::ctx()?, &id).await?;
    edge::lead_form_to(crate::routes::INTENTS);
    Ok(())
}

/// What the bot would take this sentence for.
#[server(prefix = "/_fn", endpoint = "try_sentence")]
pub async fn try_sentence(text: String) -> Result<AnalyzedIntent, ApiError> {
    Ok(answer::analyze_intent(&edge::ctx()?, &text, None).await?)
}
