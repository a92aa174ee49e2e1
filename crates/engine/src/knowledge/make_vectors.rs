//! Making the vectors of published passages, beside everything else: what is published is found by its words at once.

use domain::ids::{ItemId, WorkspaceId};
use domain::knowledge::ItemStatus;
use nlp::index::Vector;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use store::items::{self, ItemHead};
use store::passages::{self, PassageRow};
use store::vectors::{self, VectorRow};
use store::{NewJob, Work};

use super::embedder::Meanings;
use crate::app::App;
use crate::error::Result;

/// The kind of job that makes vectors.
pub const MAKE_VECTORS: &str = "make_vectors";
/// Items that one job looks at.
const PAGE: u32 = 20;

/// What a job is to look at: what changed after a generation of the workspace's knowledge.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Span {
    after: i64,
    /// Whether only the one next change is meant, or all.
    only_next: bool,
}

impl Span {
    /// The one change that was the `generation`th.
    pub(super) fn of(generation: i64) -> Self {
        Self { after: generation - 1, only_next: true }
    }
    /// Everything.
    pub(super) const ALL: Self = Self { after: 0, only_next: false };
}

/// Asks for the vectors of what changed. Jobs of a workspace come one after the other.
pub(super) async fn ask(workspace: WorkspaceId, span: Span, work: &mut Work) -> store::Result<()> {
    let job = NewJob {
        workspace: Some(workspace),
        kind: MAKE_VECTORS,
        lane: Some(format!("{MAKE_VECTORS}:{workspace}")),
        payload: json!(span),
        run_at: None,
        max_attempts: 8,
    };
    work.enqueue(job).await.map(drop)
}

/// What a model is given of a passage.
pub(super) fn meant(title: &str, passage: &PassageRow) -> String {
    let parts = [title, &passage.heading, &passage.text];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// By what a passage's vector is known.
pub(super) fn hash(meant: &str) -> Vec<u8> {
    Sha256::digest(meant.as_bytes()).to_vec()
}

/// Makes the vectors that are missing; those of passages that stayed as they were stay too.
pub(crate) async fn make_vectors(app: &App, workspace: WorkspaceId, span: Span) -> Result<()> {
    let Some(meanings) = app.meanings() else { return Ok(()) };
    let limit = if span.only_next { 1 } else { PAGE };
    let heads = items::changed_after(workspace, span.after, limit, app.store().db()).await?;
    for head in &heads {
        make_of(app, meanings, workspace, head).await?;
    }
    if let Some(last) = heads.last().filter(|_| !span.only_next && heads.len() == PAGE as usize) {
        let rest = Span { after: last.generation, only_next: false };
        app.store().write(None, move |work| Box::pin(async move { ask(workspace, rest, work).await })).await?;
    }
    Ok(())
}

async fn make_of(app: &App, meanings: &Meanings, workspace: WorkspaceId, head: &ItemHead) -> Result<()> {
    let (item, db) = (head.id, app.store().db());
    let known = vectors::list(workspace, meanings.model(), &[item], db).await?;
    let passages = match head.status {
        ItemStatus::Published => passages::list(workspace, &[item], db).await?,
        _ => Vec::new(),
    };
    let wanted: BTreeMap<Vec<u8>, String> = passages
        .iter()
        .map(|passage| {
            let text = meant(&head.title, passage);
            (hash(&text), text)
        })
        .collect();
    if known.len() == wanted.len() && known.iter().all(|row| wanted.contains_key(&row.passage_hash)) {
        return Ok(());
    }
    let mut known: HashMap<Vec<u8>, Vec<u8>> = known.into_iter().map(|row| (row.passage_hash, row.vector)).collect();
    let (missing, texts): (Vec<Vec<u8>>, Vec<String>) =
        wanted.iter().filter(|(hash, _)| !known.contains_key(*hash)).map(|(h, t)| (h.clone(), t.clone())).unzip();
    let made = meanings.of_passages(texts).await?;
    let made = missing.into_iter().zip(made).filter_map(|(hash, made)| Some((hash, Vector::of(&made)?.to_bytes())));
    known.extend(made);
    let rows = wanted.into_keys().filter_map(|passage_hash| {
        let vector = known.remove(&passage_hash)?;
        Some(VectorRow { item_id: item, passage_hash, vector })
    });
    let (rows, model) = (rows.collect::<Vec<_>>(), meanings.model().to_owned());
    store_all(app, workspace, item, model, rows).await
}

async fn store_all(app: &App, workspace: WorkspaceId, item: ItemId, model: String, rows: Vec<VectorRow>) -> Result<()> {
    let written = app
        .store()
        .write(None, move |work| Box::pin(async move { vectors::replace(workspace, item, &model, &rows, work).await }));
    written.await?;
    Ok(())
}
