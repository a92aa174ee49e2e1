//! Trying out what is found.

use domain::knowledge::FoundView;
use domain::permissions::Permission;
use domain::{Language, Problem};

use super::{search, view};
use crate::ctx::Ctx;
use crate::error::Result;

/// Most characters of a question.
const QUESTION_CHARS: usize = 1_000;
/// Most passages that are shown.
pub const MOST_FOUND: usize = 50;

/// The published passages that fit a question best, best first; what the bot would be given of them. Without a language, the
/// question's own is found out.
///
/// # Errors
/// `invalid` for a question that is empty or too long.
pub async fn search_items(
    ctx: &Ctx,
    question: &str,
    language: Option<Language>,
    limit: usize,
) -> Result<Vec<FoundView>> {
    ctx.allow(Permission::KnowledgeRead)?;
    let question = question.trim();
    if question.is_empty() {
        return Err(Problem::field("q", "Enter a question or some words.").into());
    }
    if question.chars().count() > QUESTION_CHARS {
        return Err(Problem::field("q", format!("Ask with at most {QUESTION_CHARS} characters.")).into());
    }
    let language = language.or_else(|| nlp::language::detect(question, None).language);
    let found = search(ctx.app(), ctx.workspace(), question, language, limit.clamp(1, MOST_FOUND)).await?;
    let shown = found.into_iter().map(|found| FoundView {
        item: found.item.public_id,
        version: found.item.version,
        title: found.item.title,
        url: found.item.url,
        language: found.language,
        passage: view::passage(found.passage),
        score: found.score,
        coverage: found.coverage,
    });
    Ok(shown.collect())
}
