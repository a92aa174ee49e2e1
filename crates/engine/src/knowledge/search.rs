//! What the published knowledge says about a question.

use domain::Language;
use domain::ids::WorkspaceId;
use nlp::index::Hit;
use std::collections::HashMap;
use std::sync::PoisonError;
use store::passages::PassageRow;
use store::{items, passages};

use super::index::Item;
use crate::app::App;
use crate::error::Result;

/// A passage that speaks of the question.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its item.
    pub item: Item,
    /// The passage.
    pub passage: PassageRow,
    /// Its language.
    pub language: Language,
    /// How well it fits: only good for comparing with the others of the same search.
    pub score: f32,
    /// Share of the question's weighted terms that it has, 0 to 1.
    pub coverage: f32,
}

/// The published passages of the workspace that fit `query` best, best first. What was published before the call is found, on
/// every node; what is not published any more, or was changed, is not. `language` is the query's, if it is known.
///
/// # Errors
/// When the database is away.
pub async fn search(
    app: &App,
    workspace: WorkspaceId,
    query: &str,
    language: Option<Language>,
    limit: usize,
) -> Result<Vec<Found>> {
    let known = app.indexes().fresh(app.store(), workspace).await?;
    let hits: Vec<(Hit<domain::ids::ItemId>, Item)> = {
        let known = known.read().unwrap_or_else(PoisonError::into_inner);
        let hits = known.index.search(query, language, limit);
        hits.into_iter().filter_map(|hit| known.items.get(&hit.key).cloned().map(|item| (hit, item))).collect()
    };
    if hits.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<_> = hits.iter().map(|(hit, _)| hit.key).collect();
    ids.sort_unstable();
    ids.dedup();
    let passages = passages::list(workspace, &ids, app.store().db()).await?;
    // Asked after the passages were read: what changed before is left out, what changes from now on came too late.
    let published: HashMap<_, _> =
        items::versions_published(workspace, &ids, app.store().db()).await?.into_iter().collect();
    let mut passages: HashMap<_, _> =
        passages.into_iter().map(|passage| ((passage.item_id, passage.ordinal), passage)).collect();
    let is_current = |item: &Item| published.get(&item.id) == Some(&item.version);
    let found = hits.into_iter().filter(|(_, item)| is_current(item)).filter_map(|(hit, item)| {
        let passage = passages.remove(&(hit.key, i64::from(hit.ordinal)))?;
        Some(Found { item, passage, language: hit.language, score: hit.score, coverage: hit.coverage })
    });
    Ok(found.collect())
}
