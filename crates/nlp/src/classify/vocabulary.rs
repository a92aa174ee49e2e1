//! Which features a model knows, and how much each says by being rare.

use super::features::{FAMILIES, family, is_subject};

/// How much words, pairs of words, and letters weigh.
pub(super) type Shares = [f32; FAMILIES];

/// Rows of a sparse matrix: for each text, its features' columns and values. Column 0 is in every row.
#[derive(Debug, Default, Clone)]
pub(super) struct Rows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

impl Rows {
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub fn push(&mut self, row: &[(u32, f32)]) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.columns.extend(row.iter().map(|entry| entry.0));
        self.values.extend(row.iter().map(|entry| entry.1));
        self.starts.push(self.columns.len());
    }

    pub fn row(&self, index: usize) -> (&[u32], &[f32]) {
        let range = self.starts[index]..self.starts[index + 1];
        (&self.columns[range.clone()], &self.values[range])
    }
}

/// What a text's meaning weighs against all of its words, where a model gives one.
const MEANING: f32 = 2.0;

/// The features that were seen in examples.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Vocabulary {
    /// Ascending.
    pub keys: Vec<u32>,
    /// In how many texts each key stands.
    pub counts: Vec<u32>,
    /// How many texts there were.
    pub texts: u32,
    pub shares: Shares,
    rarity: Vec<f32>,
}

impl Vocabulary {
    pub fn new(keys: Vec<u32>, counts: Vec<u32>, texts: u32, shares: Shares) -> Self {
        let rarity = counts.iter().map(|&count| ((1.0 + texts as f32) / (1.0 + count as f32)).ln() + 1.0).collect();
        Self { keys, counts, texts, shares, rarity }
    }

    /// The features that stand in at least `least` of `texts`.
    pub fn learn(texts: &[Vec<(u32, f32)>], least: [usize; FAMILIES], shares: Shares) -> Self {
        let mut all: Vec<u32> = texts.iter().flatten().map(|entry| entry.0).collect();
        all.sort_unstable();
        let (mut keys, mut counts) = (Vec::new(), Vec::new());
        for same in all.chunk_by(|one, other| one == other) {
            if same.len() >= least[family(same[0])] {
                keys.push(same[0]);
                counts.push(same.len() as u32);
            }
        }
        Self::new(keys, counts, texts.len() as u32, shares)
    }

    /// The share of a text's words that no example had, 0 to 1; words of grammar count little. 1 where it has no word.
    pub fn unseen(&self, text: &[(u32, f32)]) -> f32 {
        share_of_unseen(text.iter().map(|&(key, _)| (key, self.keys.binary_search(&key).is_ok())))
    }

    /// The same for a row of the texts that were learnt from, where `gone` says for each column how many texts are left out.
    pub fn unseen_without(&self, columns: &[u32], gone: &[u32]) -> f32 {
        let known = |&column: &u32| {
            let at = column as usize - 1;
            (self.keys[at], self.counts[at] > gone[column as usize])
        };
        let is_feature = |column: &&u32| (1..self.width()).contains(&(**column as usize));
        share_of_unseen(columns.iter().filter(is_feature).map(known))
    }

    /// Adds what a text means to its row, in columns behind those of the features.
    pub fn add_meaning(&self, row: &mut Vec<(u32, f32)>, vector: &[f32]) {
        let first = self.width() as u32;
        row.extend((first..).zip(vector.iter().map(|number| number * MEANING)));
    }

    /// How many columns of features a row can have.
    pub fn width(&self) -> usize {
        self.keys.len() + 1
    }

    /// A text as a row of length one beside the constant of column 0.
    pub fn row(&self, text: &[(u32, f32)]) -> Vec<(u32, f32)> {
        let mut row = Vec::with_capacity(text.len() + 1);
        row.push((0, 1.0));
        let mut squares = [0.0_f32; FAMILIES];
        let mut families = Vec::with_capacity(text.len());
        for &(key, count) in text {
            if let Ok(at) = self.keys.binary_search(&key) {
                let value = (1.0 + count.ln()) * self.rarity[at];
                squares[family(key)] += value * value;
                families.push(family(key));
                row.push((at as u32 + 1, value));
            }
        }
        let scales: Vec<f32> = squares
            .iter()
            .zip(self.shares)
            .map(|(&square, share)| if square > 0.0 { share / square.sqrt() } else { 0.0 })
            .collect();
        let length: f32 = squares
            .iter()
            .zip(self.shares)
            .map(|(&square, share)| if square > 0.0 { share * share } else { 0.0 })
            .sum();
        let length = length.sqrt().max(f32::MIN_POSITIVE);
        for (entry, family) in row[1..].iter_mut().zip(families) {
            entry.1 *= scales[family] / length;
        }
        row
    }
}

fn share_of_unseen(features: impl Iterator<Item = (u32, bool)>) -> f32 {
    let (mut words, mut missing) = (0.0_f32, 0.0_f32);
    for (key, is_known) in features.filter(|feature| family(feature.0) == 0) {
        let weight = if is_subject(key) { 1.0 } else { 0.1 };
        words += weight;
        missing += if is_known { 0.0 } else { weight };
    }
    if words > 0.0 { missing / words } else { 1.0 }
}
