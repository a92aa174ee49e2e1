//! How the writer of a text feels, as it is noted with a visitor's message.

use domain::analysis::Sentiment;
use domain::messages::parse_message;
use domain::permissions::Permission;
use domain::{Language, Problem};

use super::analysis;
use crate::ctx::Ctx;
use crate::error::Result;

/// The feeling of a text that stands by itself. Without `language` it is found out.
///
/// # Errors
/// `invalid` for a text that is no message.
pub fn analyze_sentiment(ctx: &Ctx, text: &str, language: Option<Language>) -> Result<Sentiment> {
    ctx.allow(Permission::BotsRead)?;
    let text = parse_message(text).map_err(|wrong| Problem::field("text", wrong))?;
    Ok(analysis::sentiment(&text, language.or_else(|| nlp::language::detect(&text, None).language)))
}
