//! What somebody wants, as a bot would take it.

use domain::chat::{AnalyzedIntent, OwnGuess};
use domain::messages::parse_message;
use domain::permissions::Permission;
use domain::{Language, Problem};
use nlp::{handoff, intent};

use crate::ctx::Ctx;
use crate::error::Result;
use crate::intents::recognise;

/// The intent of a text that stands by itself, of the built-in ones and of the workspace's own. Without `language` it is found
/// out.
///
/// # Errors
/// `invalid` for a text that is no message.
pub async fn analyze_intent(ctx: &Ctx, text: &str, language: Option<Language>) -> Result<AnalyzedIntent> {
    ctx.allow(Permission::BotsRead)?;
    let text = parse_message(text).map_err(|wrong| Problem::field("text", wrong))?;
    let language = language.or_else(|| nlp::language::detect(&text, None).language);
    let found = intent::of(&text, language);
    let confidence = found.as_ref().map_or(0.0, |found| found.confidence);
    let own = recognise(ctx.app(), ctx.workspace(), &text).await?;
    Ok(AnalyzedIntent {
        intent: found.as_ref().map(|found| found.intent.id().to_owned()),
        category: found.map(|found| found.intent.category().to_owned()),
        confidence,
        is_sure: confidence >= intent::SURE,
        wants_human: handoff::wants_human(&text, language),
        own: own.map(|own| OwnGuess {
            id: own.id,
            name: own.name,
            confidence: own.confidence,
            is_meant: own.is_meant,
            effect: own.effect,
        }),
    })
}
