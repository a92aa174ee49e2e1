//! What this node has learnt of workspaces' own intents: a classifier each, made anew after a change when it is first asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::WorkspaceId;
use nlp::classify::{Classifier, Example, Settings};
use store::intents::{self, COUNTER, IntentRow};
use store::{Store, counters};

use crate::error::{Result, internal};

/// Most workspaces of which a node keeps what it has learnt.
const WORKSPACES: usize = 500;

/// The classifiers of a node.
#[derive(Debug, Default)]
pub(crate) struct Learnt(Mutex<HashMap<WorkspaceId, Arc<Place>>>);

#[derive(Debug, Default)]
struct Place {
    /// One learns, the others wait for it.
    known: tokio::sync::Mutex<Option<Arc<Known>>>,
}

/// What was learnt from a workspace's intents as they were after so many changes.
#[derive(Debug)]
pub(super) struct Known {
    generation: i64,
    pub(super) classifier: Classifier,
    /// Those that are looked for.
    pub(super) intents: Vec<IntentRow>,
}

impl Learnt {
    /// What every change that was committed before this call gives; none where no intent is looked for.
    pub(super) async fn fresh(&self, store: &Store, workspace: WorkspaceId) -> Result<Option<Arc<Known>>> {
        let newest = counters::read(workspace, COUNTER, store.db()).await?;
        if newest == 0 {
            return Ok(None);
        }
        let place = self.place(workspace);
        let mut known = place.known.lock().await;
        let current = match known.as_ref().filter(|known| known.generation >= newest) {
            Some(current) => current.clone(),
            None => {
                let rows = intents::list(workspace, store.db()).await?;
                let learning = tokio::task::spawn_blocking(move || learn(newest, rows));
                let new = Arc::new(learning.await.map_err(|error| internal(&error.to_string()))?);
                *known = Some(new.clone());
                new
            }
        };
        Ok(Some(current).filter(|known| !known.intents.is_empty()))
    }

    fn place(&self, workspace: WorkspaceId) -> Arc<Place> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= WORKSPACES && !places.contains_key(&workspace) {
            places.clear();
        }
        places.entry(workspace).or_default().clone()
    }
}

fn learn(generation: i64, rows: Vec<IntentRow>) -> Known {
    let intents: Vec<IntentRow> = rows.into_iter().filter(|row| row.is_on).collect();
    let of = |row: &'_ IntentRow| row.examples.len();
    let mut examples = Vec::with_capacity(intents.iter().map(of).sum());
    for row in &intents {
        examples.extend(row.examples.iter().map(|text| Example { text, label: &row.name }));
    }
    let classifier = Classifier::train(&examples, &Settings::default());
    Known { generation, classifier, intents }
}
