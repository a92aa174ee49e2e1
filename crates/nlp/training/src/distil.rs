//! Chooses the n-grams that tell languages apart, and writes down what they say.

use crate::counts::{Key, KeyMap, Letters, length, suffix};
use crate::smooth::Model;
use crate::table::{LEVELS, SEED, extend, place};

/// An n-gram's hash, and a level for each class.
pub struct Entry {
    pub hash: u64,
    pub levels: Vec<u8>,
}

/// N-grams rarer than this in every class are not looked at.
const RAREST: f64 = 3e-7;
/// What a difference of logarithms counts for at most: beyond, it only says "impossible" louder.
const CLEAR: f32 = 4.0;
/// How much a class counts that is only there to be told from the twelve.
const OTHER: f64 = 0.15;

/// What an n-gram says of each class, and how often it has the occasion.
struct Candidate {
    key: Key,
    says: Vec<f32>,
    shares: Vec<f32>,
}

/// The `budget` n-grams of at most `longest` signs that say the most beyond what their ends say. The first `main` classes
/// are the ones to tell apart.
pub fn distil(models: &[Model], main: usize, longest: u32, budget: usize) -> KeyMap<Vec<f32>> {
    let mut shares: KeyMap<Vec<f32>> = KeyMap::default();
    for (class, model) in models.iter().enumerate() {
        let weight = if class < main { 1.0 } else { OTHER };
        for key in model.keys().filter(|key| length(*key) <= longest) {
            let share = model.share(key) * weight;
            if share >= RAREST {
                shares.entry(key).or_insert_with(|| vec![0.0; models.len()])[class] = share as f32;
            }
        }
    }
    let mut candidates: Vec<Candidate> = shares
        .into_iter()
        .map(|(key, shares)| {
            let says = models.iter().map(|model| model.likelihood(key).ln() as f32).collect();
            Candidate { key, says, shares }
        })
        .collect();
    candidates.sort_unstable_by_key(|candidate| candidate.key);
    eprintln!("{} n-grams to choose from", candidates.len());
    let (mut low, mut high) = (1e-9_f32, 1e-2_f32);
    for _ in 0..14 {
        let middle = (low * high).sqrt();
        if choose(&candidates, main, middle).len() > budget {
            low = middle;
        } else {
            high = middle;
        }
    }
    let chosen = choose(&candidates, main, high);
    chosen.into_iter().map(|(key, at)| (key, candidates[at].says.clone())).collect()
}

/// Those worth at least `least`, shorter ones first: what a longer one adds is counted from the one that would stand for it.
fn choose(candidates: &[Candidate], main: usize, least: f32) -> KeyMap<usize> {
    let mut chosen: KeyMap<usize> = KeyMap::default();
    let mut added = vec![0.0; candidates.first().map_or(0, |candidate| candidate.says.len())];
    // Sorted by key, which is also by length.
    for (at, candidate) in candidates.iter().enumerate() {
        let mut shorter = candidate.key;
        let known = loop {
            if length(shorter) == 1 {
                break None;
            }
            shorter = suffix(shorter);
            if let Some(known) = chosen.get(&shorter) {
                break Some(*known);
            }
        };
        for (class, added) in added.iter_mut().enumerate() {
            *added = candidate.says[class] - known.map_or(0.0, |known| candidates[known].says[class]);
        }
        if length(candidate.key) == 1 || worth(&added, &candidate.shares, main) >= least {
            chosen.insert(candidate.key, at);
        }
    }
    chosen
}

/// How far it moves each class from those with which it can be confused, in each class as often as it occurs there.
fn worth(added: &[f32], shares: &[f32], main: usize) -> f32 {
    let of = |classes: std::ops::Range<usize>, weight: f32| {
        let mut worth = 0.0;
        for class in 0..shares.len() {
            if shares[class] == 0.0 {
                continue;
            }
            for rival in classes.clone() {
                // Two others need not be told apart.
                if class < main || rival < main {
                    worth += weight * shares[class] * (added[class] - added[rival]).abs().min(CLEAR);
                }
            }
        }
        worth
    };
    let others = shares.len() - main;
    of(0..main, 1.0 / main as f32) + of(main..shares.len(), 0.3 / others.max(1) as f32)
}

/// In the form of the file.
pub fn entries(chosen: &KeyMap<Vec<f32>>, letters: &Letters) -> Vec<Entry> {
    let hash = |key: Key| letters.signs(key).iter().rev().fold(SEED, |hash, sign| extend(hash, *sign));
    chosen.iter().map(|(key, says)| Entry { hash: hash(*key), levels: levels(says) }).collect()
}

/// Differences to the likeliest class, as the nearest levels.
pub fn levels(says: &[f32]) -> Vec<u8> {
    let most = says.iter().copied().fold(f32::MIN, f32::max);
    says.iter()
        .map(|one| {
            let distance = |level: &f32| (most - one - level).abs();
            let near = (0..LEVELS.len()).min_by(|a, b| distance(&LEVELS[*a]).total_cmp(&distance(&LEVELS[*b])));
            near.unwrap_or_default() as u8
        })
        .collect()
}

/// One table of the file: names, then how many entries each bucket has, their fingerprints, their levels.
pub fn table(names: &[&str], mut entries: Vec<Entry>) -> Vec<u8> {
    // About four entries a bucket.
    let bits = (entries.len() / 4).max(2).ilog2();
    entries.sort_by_key(|entry| place(entry.hash, bits));
    let before = entries.len();
    entries.dedup_by_key(|entry| place(entry.hash, bits));
    eprintln!("{} of {before} n-grams had the place of another", before - entries.len());
    let names = names.join(" ");
    let mut bytes = (names.len() as u16).to_le_bytes().to_vec();
    bytes.extend(names.as_bytes());
    bytes.push(bits as u8);
    let mut lengths = vec![0_u8; 1 << bits];
    for entry in &entries {
        lengths[place(entry.hash, bits).0] += 1;
    }
    bytes.extend(lengths);
    for entry in &entries {
        bytes.extend(place(entry.hash, bits).1.to_le_bytes());
    }
    for entry in &entries {
        bytes.extend(entry.levels.chunks(2).map(|pair| pair[0] | pair.get(1).unwrap_or(&0) << 4));
    }
    bytes
}
