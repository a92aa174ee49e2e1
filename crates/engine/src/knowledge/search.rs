//! What the published knowledge says about a question.

use domain::Language;
use domain::explanation::DropReason;
use domain::ids::WorkspaceId;
use nlp::index::{Grasp, Hit, Meaning};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use store::passage_votes::Passage;
use store::passages::PassageRow;
use store::{items, passages};

use super::effect;
use super::index::{Fresh, Item};
use super::make_vectors::{self, Span};
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
    /// What the score was multiplied with because of visitors' votes; none where those say nothing.
    pub effect: Option<f32>,
}

impl Found {
    /// The same as one that is not handed on.
    pub(crate) fn dropped(self, why: DropReason) -> Dropped {
        let Self { item, passage, language, score, coverage, .. } = self;
        Dropped { item, ordinal: passage.ordinal, language, score, coverage, why }
    }
}

/// A passage that the index named, and that is not handed on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dropped {
    pub(crate) item: Item,
    pub(crate) ordinal: i64,
    pub(crate) language: Language,
    pub(crate) score: f32,
    pub(crate) coverage: f32,
    pub(crate) why: DropReason,
}

/// What a search came to.
#[derive(Debug, Default)]
pub(crate) struct Searched {
    /// Best first.
    pub(crate) found: Vec<Found>,
    pub(crate) dropped: Vec<Dropped>,
    /// How often the published knowledge had changed.
    pub(crate) generation: i64,
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
    Ok(search_noting(app, workspace, Query::of(query), language, (limit, 0)).await?.found)
}

/// What is looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Query<'q> {
    /// By its words.
    pub(crate) words: &'q str,
    /// By its meaning, which an embedder is asked for.
    pub(crate) meant: &'q str,
}

impl<'q> Query<'q> {
    pub(crate) fn of(query: &'q str) -> Self {
        Self { words: query, meant: query }
    }
}

/// The same, with what was not handed on: up to `more` passages behind the last one, and those that were changed or archived
/// while it was searched.
///
/// # Errors
/// When the database is away.
pub(crate) async fn search_noting(
    app: &App,
    workspace: WorkspaceId,
    query: Query<'_>,
    language: Option<Language>,
    (limit, more): (usize, usize),
) -> Result<Searched> {
    let (fresh, meaning) = meant(app, workspace, query.meant).await?;
    let Fresh { known, generation, .. } = fresh;
    let mut hits: Vec<(Hit<domain::ids::ItemId>, Item)> = {
        let known = known.read().unwrap_or_else(PoisonError::into_inner);
        let meaning = meaning.as_ref().map(|(vector, grasp)| Meaning { vector, grasp });
        let hits = known.index.search_with(query.words, meaning, language, limit + more);
        hits.into_iter().filter_map(|hit| known.items.get(&hit.key).cloned().map(|item| (hit, item))).collect()
    };
    let effects = weigh(app, workspace, &mut hits).await?;
    let behind = hits.split_off(limit.min(hits.len()));
    let behind = behind.into_iter().map(|(hit, item)| Dropped::new(hit, item, DropReason::Rank));
    if hits.is_empty() {
        return Ok(Searched { generation, ..Searched::default() });
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
    let mut searched = Searched { generation, ..Searched::default() };
    for (hit, item) in hits {
        let place = (hit.key, i64::from(hit.ordinal));
        match passages.remove(&place).filter(|_| is_current(&item)) {
            Some(passage) => {
                let effect = effects.get(&place_of(&hit, &item)).copied();
                let Hit { language, score, coverage, .. } = hit;
                searched.found.push(Found { item, passage, language, score, coverage, effect });
            }
            None => searched.dropped.push(Dropped::new(hit, item, DropReason::Outdated)),
        }
    }
    searched.dropped.extend(behind);
    Ok(searched)
}

/// Brings what visitors found helpful to the front, within narrow bounds, and gives what it did to each passage.
async fn weigh(
    app: &App,
    workspace: WorkspaceId,
    hits: &mut [(Hit<domain::ids::ItemId>, Item)],
) -> Result<HashMap<Passage, f32>> {
    let mut ids: Vec<_> = hits.iter().map(|(hit, _)| hit.key).collect();
    ids.sort_unstable();
    ids.dedup();
    let factors = effect::factors(workspace, &ids, app.store().db()).await?;
    if !factors.is_empty() {
        for (hit, item) in &mut *hits {
            hit.score *= factors.get(&place_of(hit, item)).copied().unwrap_or(1.0);
        }
        hits.sort_by(|(one, _), (other, _)| other.score.total_cmp(&one.score));
    }
    Ok(factors)
}

fn place_of(hit: &Hit<domain::ids::ItemId>, item: &Item) -> Passage {
    Passage { item_id: hit.key, version: item.version, passage: i64::from(hit.ordinal) }
}

/// The index, and what the question means as far as an embedder says so in time. Both are found out at once.
async fn meant(app: &App, workspace: WorkspaceId, query: &str) -> Result<(Fresh, Option<(Arc<[f32]>, Arc<Grasp>)>)> {
    let Some(meanings) = app.meanings() else {
        return Ok((app.indexes().fresh(app.store(), workspace, None).await?, None));
    };
    let fresh = app.indexes().fresh(app.store(), workspace, Some(meanings.model()));
    let (fresh, meaning) = tokio::join!(fresh, meanings.of_question(app.clock().now(), query));
    let fresh = fresh?;
    if fresh.lacks_vectors {
        let ask = app
            .store()
            .write(None, move |work| Box::pin(async move { make_vectors::ask(workspace, Span::ALL, work).await }));
        ask.await?;
    }
    Ok((fresh, meaning))
}

impl Dropped {
    fn new(hit: Hit<domain::ids::ItemId>, item: Item, why: DropReason) -> Self {
        let Hit { ordinal, language, score, coverage, .. } = hit;
        Self { item, ordinal: i64::from(ordinal), language, score, coverage, why }
    }
}
