//! In which language a text is written, as a bot would take it.

use domain::Problem;
use domain::chat::DetectedLanguage;
use domain::messages::parse_message;
use domain::permissions::Permission;

use crate::ctx::Ctx;
use crate::error::Result;

/// The language of a text that stands by itself.
///
/// # Errors
/// `invalid` for a text that is no message.
pub fn detect_language(ctx: &Ctx, text: &str) -> Result<DetectedLanguage> {
    ctx.allow(Permission::BotsRead)?;
    let text = parse_message(text).map_err(|wrong| Problem::field("text", wrong))?;
    let detected = nlp::language::detect(&text, None);
    Ok(DetectedLanguage { language: detected.language, confidence: detected.confidence })
}
