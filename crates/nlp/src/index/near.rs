//! How near together a passage has the question's words: those of one sentence belong together, those that merely stand in
//! the same passage may not.

use super::search::Wanted;
use super::shard::{END, Shard};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// What the best sentence counts against the whole passage.
const SENTENCE: f32 = 0.5;
/// What two words count that follow each other in question and passage, as part of the lesser of them.
const PAIR: f32 = 0.5;
/// What a word of title or headings counts in a sentence below.
const ABOVE: f32 = 0.5;
/// How many words may stand between two that follow each other.
const BETWEEN: usize = 2;

/// Which of the query's words a word of the index stands for, and how like it is.
pub(super) type Stands = ById<Vec<(usize, f32)>>;

/// By the number of a word.
pub(super) type ById<T> = HashMap<u32, T, BuildHasherDefault<NumberHasher>>;

/// Numbers of words are given by us, one after the other: nobody can choose them so that they collide.
#[derive(Debug, Default)]
pub(super) struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32(u32::from(*byte)));
    }
    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(number)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

pub(super) fn stands(wanted: &[Wanted]) -> Stands {
    let mut stands = Stands::default();
    for (number, wanted) in wanted.iter().enumerate() {
        for &(id, likeness) in &wanted.found {
            stands.entry(id).or_default().push((number, likeness));
        }
    }
    stands
}

impl<K: Clone + Eq + Hash> Shard<K> {
    /// What speaks for the passage by where the words stand in it, in the measure of its score.
    pub(super) fn nearness(&self, slot: u32, wanted: &[Wanted], stands: &Stands) -> f32 {
        let Some(slot) = self.slots.get(slot as usize).and_then(Option::as_ref) else { return 0.0 };
        let mut above = vec![0.0_f32; wanted.len()];
        let mut here = vec![0.0_f32; wanted.len()];
        let mut last_at = vec![usize::MAX; wanted.len()];
        let mut pairs = vec![0.0_f32; wanted.len()];
        let (mut best, mut is_text) = (0.0_f32, false);
        for (place, id) in slot.sequence.iter().enumerate() {
            if *id == END {
                if is_text {
                    let sum: f32 =
                        here.iter().zip(&above).zip(wanted).map(|((here, above), w)| here.max(*above) * w.weight).sum();
                    best = best.max(sum);
                } else {
                    above = here.iter().map(|has| has * ABOVE).collect();
                }
                is_text = true;
                here.fill(0.0);
                continue;
            }
            for &(number, likeness) in stands.get(id).map_or(&[][..], Vec::as_slice) {
                here[number] = here[number].max(likeness);
                last_at[number] = place;
                let before = number.checked_sub(1).filter(|before| {
                    let at = last_at[*before];
                    at < place && place - at <= BETWEEN + 1
                });
                if let Some(before) = before {
                    let weight = wanted[before].weight.min(wanted[number].weight);
                    pairs[number] = pairs[number].max(likeness * weight);
                }
            }
        }
        SENTENCE * best + PAIR * pairs.iter().sum::<f32>()
    }
}
