//! The retrieval indexes of this node: one per workspace, in memory, loaded when first asked, brought up to date at each
//! question. The store says what is published; an index only says where to look.

use domain::ids::{ItemId, ItemRef, WorkspaceId};
use domain::knowledge::{ItemSource, ItemStatus};
use nlp::index::{Index, IndexPassage};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::items::{self, ItemHead};
use store::passages::{self, PassageRow};
use store::{Store, counters};
use tokio::sync::OwnedMutexGuard;

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
    /// When it was last asked, as a count of questions.
    asked: AtomicU64,
}

/// What an index knows.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) index: Index<ItemId>,
    pub(super) items: HashMap<ItemId, Item>,
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

    /// The workspace's index with every change that was committed before this call, and how many those are.
    pub(super) async fn fresh(&self, store: &Store, workspace: WorkspaceId) -> Result<(Arc<RwLock<Known>>, i64)> {
        let place = self.place(workspace);
        let newest = counters::read(workspace, COUNTER, store.db()).await?;
        if place.generation() < newest {
            let loading = place.loading.clone().lock_owned().await;
            take_up(store, workspace, &place, newest, loading).await?;
            self.let_go(workspace);
        }
        Ok((place.known.clone(), newest.max(place.generation())))
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

    /// One that is being loaded counts as nothing: its lock is not waited for.
    fn passages(&self) -> usize {
        self.known.try_read().map_or(0, |known| known.index.passages())
    }
}

/// Reads what changed since the index's own generation, up to `newest` at least.
async fn take_up(
    store: &Store,
    workspace: WorkspaceId,
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
                place.known.write().unwrap_or_else(PoisonError::into_inner).take(head, &passages);
            }
            place.generation.store(reached, Ordering::Release);
            loading
        });
        loading = work.await.map_err(|error| internal(&error.to_string()))?;
        after = reached;
    }
    Ok(())
}

impl Known {
    fn take(&mut self, head: ItemHead, passages: &[PassageRow]) {
        if head.status != ItemStatus::Published {
            self.index.remove(&head.id);
            self.items.remove(&head.id);
            return;
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
