//! The retrieval indexes of this node: one per workspace, in memory, loaded when first asked, brought up to date at each
//! question. The store says what is published; an index only says where to look.

use domain::ids::{ItemId, ItemRef, WorkspaceId};
use domain::knowledge::{ItemSource, ItemStatus};
use nlp::index::{Index, IndexPassage, Vector};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::items::{self, ItemHead};
use store::passages::{self, PassageRow};
use store::vectors::{self, VectorRow};
use store::{Store, counters};
use tokio::sync::OwnedMutexGuard;

use super::make_vectors::{hash, meant};
use crate::error::{Result, internal};

/// The workspace's counter that every change of what answers moves.
pub const COUNTER: &str = "knowledge";
/// Items that are taken up at a time.
const PAGE: u32 = 200;
/// Passages that the indexes of a node hold together before the least recently asked go; about 1.5 KB each.
const MOST_PASSAGES: usize = 200_000;

/// The indexes of a node.
#[derive(Debug)]
pub(crate) struct Indexes {
    workspaces: Mutex<HashMap<WorkspaceId, Arc<Workspace>>>,
    asked: AtomicU64,
    most_passages: usize,
}

#[derive(Debug, Default)]
struct Workspace {
    /// One loads, the others wait for it.
    loading: Arc<tokio::sync::Mutex<()>>,
    known: Arc<RwLock<Known>>,
    /// Up to which change `known` is complete. Beside its lock, which nobody waits for while much is taken up.
    generation: AtomicI64,
    /// The same for vectors.
    made: AtomicI64,
    /// When it was last asked, as a count of questions.
    asked: AtomicU64,
}

/// What an index knows.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) index: Index<ItemId>,
    pub(super) items: HashMap<ItemId, Item>,
    /// Passages whose vectors are still to be made, by the hash of what the model is given of them.
    wanting: HashMap<ItemId, Vec<(Vec<u8>, u32)>>,
}

/// An index, up to date.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) known: Arc<RwLock<Known>>,
    /// How many changes of the knowledge were committed.
    pub(super) generation: i64,
    /// It was loaded just now, and there are passages without a vector: their making has to be asked for.
    pub(super) lacks_vectors: bool,
}

/// An item as far as an answer cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Key.
    pub id: ItemId,
    /// Public id.
    pub public_id: ItemRef,
    /// The version that was found.
    pub version: i64,
    /// Title.
    pub title: String,
    /// The page to link to, where it came from one.
    pub url: Option<String>,
}

impl Default for Indexes {
    fn default() -> Self {
        Self::holding(MOST_PASSAGES)
    }
}

impl Indexes {
    fn holding(most_passages: usize) -> Self {
        Self { workspaces: Mutex::default(), asked: AtomicU64::new(0), most_passages }
    }

    /// The workspace's index with every change that was committed before this call, and with vectors of `model`.
    pub(super) async fn fresh(&self, store: &Store, workspace: WorkspaceId, model: Option<&str>) -> Result<Fresh> {
        let place = self.place(workspace);
        let newest = counters::read(workspace, COUNTER, store.db()).await?;
        let made = match model {
            Some(_) => counters::read(workspace, vectors::COUNTER, store.db()).await?,
            None => 0,
        };
        let is_new = place.generation() == 0;
        if place.generation() < newest {
            let loading = place.loading.clone().lock_owned().await;
            take_up(store, workspace, model, &place, newest, loading).await?;
            self.let_go(workspace);
        }
        if let Some(model) = model
            && place.made.load(Ordering::Acquire) < made
        {
            let _loading = place.loading.lock().await;
            take_vectors(store, workspace, model, &place).await?;
            place.made.fetch_max(made, Ordering::AcqRel);
        }
        let lacks_vectors = is_new && model.is_some() && !place.wanting().is_empty();
        Ok(Fresh { known: place.known.clone(), generation: newest.max(place.generation()), lacks_vectors })
    }

    fn place(&self, workspace: WorkspaceId) -> Arc<Workspace> {
        let mut workspaces = self.workspaces.lock().unwrap_or_else(PoisonError::into_inner);
        let place = workspaces.entry(workspace).or_default().clone();
        place.asked.store(self.asked.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
        place
    }

    /// Lets indexes go that were not asked for longest, until the rest is small enough; never the one just asked.
    fn let_go(&self, just_asked: WorkspaceId) {
        let mut workspaces = self.workspaces.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sizes: Vec<(u64, WorkspaceId, usize)> = workspaces
            .iter()
            .map(|(workspace, place)| (place.asked.load(Ordering::Relaxed), *workspace, place.passages()))
            .collect();
        sizes.sort_unstable();
        let mut all: usize = sizes.iter().map(|(_, _, passages)| passages).sum();
        for (_, workspace, passages) in sizes {
            if all <= self.most_passages {
                break;
            }
            if workspace != just_asked {
                workspaces.remove(&workspace);
                all -= passages;
            }
        }
    }
}

impl Workspace {
    fn generation(&self) -> i64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Items that have passages without a vector.
    fn wanting(&self) -> Vec<ItemId> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).wanting.keys().copied().collect()
    }

    /// One that is being loaded counts as nothing: its lock is not waited for.
    fn passages(&self) -> usize {
        self.known.try_read().map_or(0, |known| known.index.passages())
    }
}

/// Reads what changed since the index's own generation, up to `newest` at least.
async fn take_up(
    store: &Store,
    workspace: WorkspaceId,
    model: Option<&str>,
    place: &Arc<Workspace>,
    newest: i64,
    mut loading: OwnedMutexGuard<()>,
) -> Result<()> {
    let mut after = place.generation();
    while after < newest {
        let heads = items::changed_after(workspace, after, PAGE, store.db()).await?;
        let published: Vec<ItemId> =
            heads.iter().filter(|head| head.status == ItemStatus::Published).map(|head| head.id).collect();
        let passages = passages::list(workspace, &published, store.db()).await?;
        let known_vectors = match model {
            Some(model) => vectors::list(workspace, model, &published, store.db()).await?,
            None => Vec::new(),
        };
        let has_model = model.is_some();
        let is_last = heads.len() < PAGE as usize;
        let (first, last) = (heads.first().map_or(newest, |head| head.generation), heads.last());
        let last = last.map_or(newest, |head| head.generation);
        // A page may end in the middle of items that changed together: those of its last generation are read again.
        let reached = if is_last {
            last.max(newest)
        } else if last > first {
            last - 1
        } else {
            last
        };
        let place = place.clone();
        // Cutting thousands of texts into terms takes seconds, which must not hold other tasks up. It goes on when the one
        // who asked has gone, so it keeps the others from loading until it is done.
        let work = tokio::task::spawn_blocking(move || {
            for head in heads {
                // Who searches meanwhile waits for one item at the most.
                let mut known = place.known.write().unwrap_or_else(PoisonError::into_inner);
                let item = head.id;
                known.take(head, &passages, has_model);
                known.take_vectors(item, &known_vectors);
            }
            place.generation.store(reached, Ordering::Release);
            loading
        });
        loading = work.await.map_err(|error| internal(&error.to_string()))?;
        after = reached;
    }
    Ok(())
}

/// Reads the vectors that were made since, of passages that lack them.
async fn take_vectors(store: &Store, workspace: WorkspaceId, model: &str, place: &Workspace) -> Result<()> {
    let mut after = place.made.load(Ordering::Acquire);
    loop {
        let made = vectors::items_after(workspace, model, after, PAGE, store.db()).await?;
        let wanting = place.wanting();
        let items: Vec<ItemId> = made.iter().map(|(item, _)| *item).filter(|item| wanting.contains(item)).collect();
        let vectors = vectors::list(workspace, model, &items, store.db()).await?;
        for item in items {
            place.known.write().unwrap_or_else(PoisonError::into_inner).take_vectors(item, &vectors);
        }
        match made.last() {
            // One generation is one item's.
            Some((_, generation)) if made.len() == PAGE as usize => after = *generation,
            _ => return Ok(()),
        }
    }
}

impl Known {
    /// Puts in what is there of an item's vectors.
    fn take_vectors(&mut self, item: ItemId, vectors: &[VectorRow]) {
        let Some(mut wanting) = self.wanting.remove(&item) else { return };
        let of_item: HashMap<&[u8], &[u8]> = vectors
            .iter()
            .filter(|row| row.item_id == item)
            .map(|row| (row.passage_hash.as_slice(), row.vector.as_slice()))
            .collect();
        wanting.retain(|(hash, ordinal)| {
            let vector = of_item.get(hash.as_slice()).and_then(|bytes| Vector::from_bytes(bytes));
            !vector.is_some_and(|vector| self.index.put_vector(&item, *ordinal, &vector))
        });
        if !wanting.is_empty() {
            self.wanting.insert(item, wanting);
        }
    }

    fn take(&mut self, head: ItemHead, passages: &[PassageRow], has_model: bool) {
        self.wanting.remove(&head.id);
        if head.status != ItemStatus::Published {
            self.index.remove(&head.id);
            self.items.remove(&head.id);
            return;
        }
        if has_model {
            let of_item = passages.iter().filter(|passage| passage.item_id == head.id);
            let wanting = of_item.map(|passage| {
                let ordinal = u32::try_from(passage.ordinal).unwrap_or(u32::MAX);
                (hash(&meant(&head.title, passage)), ordinal)
            });
            self.wanting.insert(head.id, wanting.collect());
        }
        let of_item = passages.iter().filter(|passage| passage.item_id == head.id);
        let of_item: Vec<IndexPassage<'_>> = of_item
            .map(|passage| IndexPassage {
                ordinal: u32::try_from(passage.ordinal).unwrap_or(u32::MAX),
                heading: &passage.heading,
                text: &passage.text,
            })
            .collect();
        self.index.put(head.id, head.language, &head.title, &of_item);
        let url = head.origin.filter(|_| head.source == ItemSource::Url);
        let item = Item { id: head.id, public_id: head.public_id, version: head.version, title: head.title, url };
        self.items.insert(head.id, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Language, Timestamp};

    fn known(passages: usize) -> Workspace {
        let place = Workspace::default();
        let passage = IndexPassage { ordinal: 0, heading: "", text: "tea" };
        let item = ItemId::new(Timestamp(1), 7);
        let mut inside = place.known.write().unwrap_or_else(PoisonError::into_inner);
        inside.index.put(item, Language::En, "", &vec![passage; passages]);
        drop(inside);
        place
    }

    #[test]
    fn the_least_recently_asked_go_first_and_the_one_in_use_stays() {
        let indexes = Indexes::holding(25);
        let ids: Vec<WorkspaceId> = (0..4).map(|n| WorkspaceId::new(Timestamp(1), n)).collect();
        for id in &ids {
            let mut workspaces = indexes.workspaces.lock().unwrap_or_else(PoisonError::into_inner);
            workspaces.insert(*id, Arc::new(known(10)));
            drop(workspaces);
            indexes.place(*id);
        }
        indexes.place(ids[0]);
        indexes.let_go(ids[1]);
        let workspaces = indexes.workspaces.lock().unwrap_or_else(PoisonError::into_inner);
        let mut left: Vec<_> = workspaces.keys().copied().collect();
        left.sort_unstable();
        assert_eq!(left, [ids[0], ids[1]]);
    }
}
