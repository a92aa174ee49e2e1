//! The second field: pieces of words. Which passages are compared by it the words decide; so only frequencies are kept, and
//! no postings.

use super::near::ById;
use super::shard::{END, Shard};
use crate::segment::pieces;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// How quickly repeating a piece stops counting.
const K1: f32 = 1.2;
/// How much long passages are held back.
const B: f32 = 0.6;

/// The query's pieces.
#[derive(Debug)]
pub(super) struct Asked {
    /// Place of each in the list of what they weigh.
    places: ById<usize>,
    weights: Vec<f32>,
    /// What words of the index have of them, as far as they were looked at.
    known: ById<Box<[usize]>>,
}

impl<K: Clone + Eq + Hash> Shard<K> {
    pub(super) fn asked<'a>(&self, words: impl Iterator<Item = &'a str>) -> Asked {
        let mut asked = Asked { places: ById::default(), weights: Vec::new(), known: ById::default() };
        let all = self.passages() as f32;
        for piece in words.flat_map(pieces) {
            let next = asked.weights.len();
            if let Entry::Vacant(place) = asked.places.entry(piece) {
                place.insert(next);
                let with = self.pieces_in.get(&piece).copied().unwrap_or(0) as f32;
                asked.weights.push((1.0 + (all - with + 0.5).max(0.0) / (with + 0.5)).ln());
            }
        }
        asked
    }

    /// How well the passage fits by the pieces of its words.
    pub(super) fn by_pieces(&self, slot: u32, asked: &mut Asked) -> f32 {
        let Some(slot) = self.slots.get(slot as usize).and_then(Option::as_ref) else { return 0.0 };
        let Asked { places, weights, known } = asked;
        let mut counts = vec![0.0_f32; weights.len()];
        for id in slot.sequence.iter().filter(|id| **id != END) {
            let has = known.entry(*id).or_insert_with(|| {
                let pieces = self.pieces.get(*id as usize).map_or(&[][..], |pieces| pieces);
                pieces.iter().filter_map(|piece| places.get(piece).copied()).collect()
            });
            for place in has.iter() {
                counts[*place] += 1.0;
            }
        }
        let held_back = K1 * (1.0 - B + B * slot.length / self.average_length());
        counts.iter().zip(weights).map(|(count, weight)| *weight * count * (K1 + 1.0) / (count + held_back)).sum()
    }
}
