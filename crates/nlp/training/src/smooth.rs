//! How likely a sign is after the up to four before it: absolute discounting, each order leaning on the next shorter one.

use crate::counts::{EDGE_SIGN, Key, KeyMap, WIDTH, length, prefix, suffix};

/// What is taken from each count for what was never seen.
const DISCOUNT: f64 = 0.75;
/// How likely a letter is that was never seen at all.
const UNSEEN: f64 = 1.0 / 2000.0;
/// Every class is brought to so many letters, so that relatives in one class weigh alike.
const LETTERS: f64 = 3e7;

/// The signs of one class of languages.
pub struct Model {
    counts: KeyMap<f64>,
    /// How often an n-gram was followed by anything, and by how many different signs.
    followed: KeyMap<(f64, f64)>,
    all: f64,
}

impl Model {
    pub fn new(languages: Vec<KeyMap<f64>>) -> Self {
        let share = 1.0 / languages.len() as f64;
        let mut counts: KeyMap<f64> = KeyMap::default();
        for language in languages {
            let all = letters(&language);
            let scale = if all > LETTERS { LETTERS / all } else { 1.0 } * share.sqrt();
            for (key, count) in language {
                *counts.entry(key).or_default() += count * scale;
            }
        }
        let mut followed: KeyMap<(f64, f64)> = KeyMap::default();
        for (key, count) in counts.iter().filter(|(key, _)| length(**key) > 1) {
            let entry = followed.entry(prefix(*key)).or_default();
            entry.0 += count;
            entry.1 += 1.0;
        }
        let all = letters(&counts) + counts[&EDGE_SIGN];
        Self { counts, followed, all }
    }

    pub fn keys(&self) -> impl Iterator<Item = Key> {
        self.counts.keys().copied()
    }

    /// The share of the n-gram among all of its length.
    pub fn share(&self, key: Key) -> f64 {
        self.counts.get(&key).map_or(0.0, |count| count / self.all)
    }

    /// How likely the last sign of `key` is after the others.
    pub fn likelihood(&self, key: Key) -> f64 {
        if length(key) == 1 {
            return self.counts.get(&key).map_or(0.0, |count| (count - DISCOUNT).max(0.0) / self.all) + UNSEEN / 100.0;
        }
        let shorter = self.likelihood(suffix(key));
        let Some((times, kinds)) = self.followed.get(&prefix(key)) else { return shorter };
        let count = self.counts.get(&key).copied().unwrap_or(0.0);
        let kept = (count - DISCOUNT).max(0.0) / times;
        (kept + (DISCOUNT * kinds / times).min(1.0) * shorter).max(1e-9)
    }
}

fn letters(counts: &KeyMap<f64>) -> f64 {
    counts.iter().filter(|(key, _)| **key < 1 << WIDTH && **key != EDGE_SIGN).map(|(_, count)| count).sum()
}
