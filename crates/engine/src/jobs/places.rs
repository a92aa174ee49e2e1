//! The places of a node in which jobs run: so many of each kind.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;

use store::JobTaker;
use store::jobs::Job;
use tokio::sync::{Notify, mpsc};

use super::Kind;

#[derive(Debug)]
struct Place {
    most: usize,
    taken: usize,
    /// A job of this kind could not be given a place here, so that one may wait in the database.
    wanted: bool,
}

/// How many jobs of each kind run here, and how many may.
#[derive(Debug)]
pub(super) struct Places {
    kinds: Mutex<BTreeMap<&'static str, Place>>,
    /// Where jobs go that were leased in the transaction that asked for them.
    hot: mpsc::UnboundedSender<Job>,
    /// Rings when a place came free that somebody wanted.
    pub(super) free: Notify,
}

impl Places {
    pub(super) fn new(kinds: &[&'static dyn Kind], hot: mpsc::UnboundedSender<Job>) -> Self {
        let place =
            |kind: &&'static dyn Kind| (kind.name(), Place { most: kind.concurrency(), taken: 0, wanted: true });
        Self { kinds: Mutex::new(kinds.iter().map(place).collect()), hot, free: Notify::new() }
    }

    fn with<T>(&self, kind: &str, change: impl FnOnce(&mut Place) -> T) -> Option<T> {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner).get_mut(kind).map(change)
    }

    /// Takes up to `most` places; gives how many.
    pub(super) fn take_free(&self, kind: &str, most: usize) -> usize {
        let taken = self.with(kind, |place| {
            let free = place.most.saturating_sub(place.taken).min(most);
            place.taken += free;
            free
        });
        taken.unwrap_or(0)
    }

    /// Takes a place whether there is one or not: the job is leased to this node already.
    pub(super) fn force(&self, kind: &str) {
        self.with(kind, |place| place.taken += 1);
    }

    /// Gives places back.
    pub(super) fn give_back(&self, kind: &str, count: usize) {
        let wanted = self.with(kind, |place| {
            place.taken = place.taken.saturating_sub(count);
            place.wanted && place.taken < place.most
        });
        if wanted == Some(true) {
            self.free.notify_one();
        }
    }

    /// Notes whether more jobs of this kind may wait in the database.
    pub(super) fn note_wanted(&self, kind: &str, wanted: bool) {
        self.with(kind, |place| place.wanted = wanted);
    }

    /// Whether any kind has a free place.
    pub(super) fn any_free(&self) -> bool {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner).values().any(|place| place.taken < place.most)
    }

    /// How many jobs run here.
    pub(super) fn taken(&self) -> usize {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner).values().map(|place| place.taken).sum()
    }
}

impl JobTaker for Places {
    fn reserve(&self, kind: &str) -> bool {
        let reserved = self.with(kind, |place| {
            let free = place.taken < place.most;
            place.taken += usize::from(free);
            place.wanted |= !free;
            free
        });
        reserved == Some(true)
    }

    fn release(&self, kind: &str) {
        self.give_back(kind, 1);
    }

    fn take(&self, jobs: Vec<Job>) {
        for job in jobs {
            // Without a runner the job keeps its lease until this node's ends.
            drop(self.hot.send(job));
        }
    }
}
