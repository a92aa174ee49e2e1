//! Which passages mean what a question means, as far as a model gave them vectors. Exact: every vector is looked at, with a
//! byte for each number.

use super::grasp::{Grasp, Scale};
use domain::Language;
use std::collections::HashMap;
use std::hash::Hash;

/// Steps of a number of the question, to each side.
const FINE: f32 = 2047.0;
/// A vector with a byte for each number.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// What one step is worth.
    scale: f32,
    steps: Box<[i8]>,
}

impl Vector {
    /// The nearest there is to `numbers`; none if one of them is no number, or there are none.
    pub fn of(numbers: &[f32]) -> Option<Self> {
        let largest = numbers.iter().fold(0.0_f32, |most, number| most.max(number.abs()));
        if numbers.is_empty() || numbers.iter().any(|number| !number.is_finite()) {
            return None;
        }
        let scale = largest.max(f32::MIN_POSITIVE) / 127.0;
        Some(Self { scale, steps: numbers.iter().map(|number| (number / scale).round() as i8).collect() })
    }

    /// As bytes, to be read by [`Self::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        self.scale.to_le_bytes().into_iter().chain(self.steps.iter().map(|step| step.cast_unsigned())).collect()
    }

    /// What [`Self::to_bytes`] gave; none if these bytes are not that.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (scale, steps) = bytes.split_first_chunk()?;
        let scale = f32::from_le_bytes(*scale);
        let is_vector = scale.is_finite() && scale > 0.0 && !steps.is_empty();
        is_vector.then(|| Self { scale, steps: steps.iter().map(|step| step.cast_signed()).collect() })
    }
}

/// Whose a vector is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner<K> {
    pub(super) key: K,
    pub(super) ordinal: u32,
    pub(super) language: Language,
}

/// The vectors of passages.
#[derive(Debug)]
pub(super) struct Vectors<K> {
    width: usize,
    steps: Vec<i8>,
    scales: Vec<f32>,
    /// One for each of `scales`; none: the place is free.
    owners: Vec<Option<Owner<K>>>,
    free: Vec<u32>,
    items: HashMap<K, Vec<u32>>,
}

/// How near every passage is to a question.
#[derive(Debug)]
pub(super) struct Nearness<'a, K> {
    vectors: &'a Vectors<K>,
    /// One for each place: 0 has nothing to do with the question, 1 is as near as an answer.
    meanings: Vec<f32>,
}

impl<K: Clone + Eq + Hash> Vectors<K> {
    pub(super) fn new() -> Self {
        Self {
            width: 0,
            steps: Vec::new(),
            scales: Vec::new(),
            owners: Vec::new(),
            free: Vec::new(),
            items: HashMap::new(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.scales.len() - self.free.len()
    }

    /// Puts a passage's vector in. One of another width than those that are there is not taken: two models have nothing to
    /// say to each other.
    pub(super) fn put(&mut self, owner: Owner<K>, vector: &Vector) -> bool {
        if self.len() == 0 {
            *self = Self::new();
            self.width = vector.steps.len();
        }
        if vector.steps.len() != self.width {
            return false;
        }
        let places = self.items.entry(owner.key.clone()).or_default();
        let ordinal = |place: &u32| self.owners[*place as usize].as_ref().map(|owner| owner.ordinal);
        if let Some(place) = places.iter().find(|place| ordinal(place) == Some(owner.ordinal)) {
            let from = *place as usize * self.width;
            self.steps[from..from + self.width].copy_from_slice(&vector.steps);
            self.scales[*place as usize] = vector.scale;
            return true;
        }
        let place = match self.free.pop() {
            Some(place) => {
                let from = place as usize * self.width;
                self.steps[from..from + self.width].copy_from_slice(&vector.steps);
                self.scales[place as usize] = vector.scale;
                place
            }
            None => {
                self.steps.extend(&vector.steps);
                self.scales.push(vector.scale);
                self.owners.push(None);
                (self.owners.len() - 1) as u32
            }
        };
        places.push(place);
        self.owners[place as usize] = Some(owner);
        true
    }

    pub(super) fn remove(&mut self, key: &K) {
        for place in self.items.remove(key).unwrap_or_default() {
            self.owners[place as usize] = None;
            self.free.push(place);
        }
    }

    /// How near all of them are to `question`, which is in `language`, by what likeness is worth to the model; none if there
    /// are none of its width, or the model is heard in none of the languages.
    pub(super) fn nearness(
        &self,
        question: &[f32],
        grasp: &Grasp,
        language: Option<Language>,
    ) -> Option<Nearness<'_, K>> {
        let largest = question.iter().fold(0.0_f32, |most, number| most.max(number.abs()));
        let scales: Vec<Scale> = Language::ALL.iter().map(|passage| grasp.between(language, *passage)).collect();
        let is_heard = scales.iter().any(|scale| scale.weight > 0.0);
        if self.len() == 0 || question.len() != self.width || !largest.is_finite() || largest == 0.0 || !is_heard {
            return None;
        }
        let step = largest / FINE;
        let question: Vec<i16> = question.iter().map(|number| (number / step).round() as i16).collect();
        let rows = self.steps.chunks_exact(self.width).zip(&self.scales).zip(&self.owners);
        let meaning = |((steps, row_step), owner): ((&[i8], &f32), &Option<Owner<K>>)| {
            let likeness = product(steps, &question) as f32 * row_step * step;
            let language = owner.as_ref().map_or(0, |owner| owner.language as usize);
            scales.get(language).map_or(0.0, |scale| scale.meaning(likeness))
        };
        Some(Nearness { vectors: self, meanings: rows.map(meaning).collect() })
    }
}

impl<K: Clone + Eq + Hash> Nearness<'_, K> {
    /// How near a passage is; none if it has no vector.
    pub(super) fn of(&self, key: &K, ordinal: u32) -> Option<f32> {
        let places = self.vectors.items.get(key)?;
        let is_it =
            |place: &&u32| self.vectors.owners[**place as usize].as_ref().is_some_and(|it| it.ordinal == ordinal);
        places.iter().find(is_it).map(|place| self.meanings[*place as usize])
    }

    /// The `limit` passages that are nearest, best first.
    pub(super) fn best(&self, limit: usize) -> Vec<(&Owner<K>, f32)> {
        let mut places: Vec<u32> = (0..self.meanings.len() as u32).collect();
        places.retain(|place| self.vectors.owners[*place as usize].is_some());
        let by_meaning = |one: &u32, other: &u32| {
            self.meanings[*other as usize].total_cmp(&self.meanings[*one as usize]).then_with(|| one.cmp(other))
        };
        if places.len() > limit && limit > 0 {
            places.select_nth_unstable_by(limit - 1, by_meaning);
        }
        places.truncate(limit);
        places.sort_unstable_by(by_meaning);
        let owner = |place: u32| Some((self.vectors.owners[place as usize].as_ref()?, self.meanings[place as usize]));
        places.into_iter().filter_map(owner).collect()
    }
}

/// The sum of the products, in sixteen sums side by side, which a compiler works out at once.
fn product(one: &[i8], other: &[i16]) -> i32 {
    let ((ones, one), (others, other)) = (one.as_chunks::<16>(), other.as_chunks::<16>());
    let mut sums = [0_i32; 16];
    for (ones, others) in ones.iter().zip(others) {
        for ((sum, one), other) in sums.iter_mut().zip(ones).zip(others) {
            *sum += i32::from(*one) * i32::from(*other);
        }
    }
    let rest = one.iter().zip(other).map(|(one, other)| i32::from(*one) * i32::from(*other));
    sums.into_iter().sum::<i32>() + rest.sum::<i32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look thrown.
    fn thrown(seed: u64, width: usize) -> Vec<f32> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            // The sum of some is spread as the numbers of real vectors are.
            (0..4).fold(0.0, |sum, _| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                sum + (state >> 40) as f32 / (1_u64 << 24) as f32 - 0.5
            })
        };
        let numbers: Vec<f32> = (0..width).map(|_| next()).collect();
        let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
        numbers.into_iter().map(|number| number / length).collect()
    }

    fn heard() -> Grasp {
        super::super::grasp::heard_everywhere()
    }

    fn owner(key: u32, ordinal: u32) -> Owner<u32> {
        Owner { key, ordinal, language: Language::En }
    }

    #[test]
    fn a_byte_for_each_number_finds_what_the_numbers_themselves_find() {
        const WIDTH: usize = 384;
        let passages: Vec<Vec<f32>> = (0..2_000).map(|seed| thrown(seed + 1, WIDTH)).collect();
        let mut vectors = Vectors::new();
        for (key, passage) in (0..).zip(&passages) {
            assert!(vectors.put(owner(key, 0), &Vector::of(passage).unwrap()));
        }
        let (mut same, mut all) = (0, 0);
        for seed in 0..40 {
            let question = thrown(90_000 + seed, WIDTH);
            let mut exact: Vec<(f32, u32)> = (0..)
                .zip(&passages)
                .map(|(key, passage)| (passage.iter().zip(&question).map(|(a, b)| a * b).sum::<f32>(), key))
                .collect();
            exact.sort_by(|one, other| other.0.total_cmp(&one.0));
            let found = vectors.nearness(&question, &heard(), None).unwrap();
            let best: Vec<u32> = found.best(10).iter().map(|(owner, _)| owner.key).collect();
            same += exact[..10].iter().filter(|(_, key)| best.contains(key)).count();
            all += 10;
        }
        // Thrown vectors lie closer to each other than those of texts: it is harder here.
        assert!(same as f64 / f64::from(all) >= 0.97, "{same} of {all}");
    }

    #[test]
    fn what_is_put_is_found_and_what_is_removed_is_not() {
        let mut vectors = Vectors::new();
        assert!(vectors.nearness(&[1.0], &heard(), None).is_none());
        for (key, numbers) in [(1, [1.0, 0.0, 0.1]), (2, [0.0, 1.0, 0.1]), (3, [0.1, 0.0, 1.0])] {
            vectors.put(owner(key, 0), &Vector::of(&numbers).unwrap());
        }
        let best = |vectors: &Vectors<u32>| {
            let near = vectors.nearness(&[0.0, 1.0, 0.0], &heard(), None).unwrap();
            near.best(2).iter().map(|(owner, _)| (owner.key, owner.ordinal)).collect::<Vec<_>>()
        };
        assert_eq!(best(&vectors)[0], (2, 0));
        vectors.remove(&2);
        assert!(!best(&vectors).contains(&(2, 0)) && vectors.len() == 2);
        vectors.put(owner(4, 7), &Vector::of(&[0.0, 2.0, 0.0]).unwrap());
        assert_eq!((best(&vectors)[0], vectors.owners.len()), ((4, 7), 3));
        vectors.put(owner(4, 7), &Vector::of(&[2.0, 0.0, 0.0]).unwrap());
        assert_eq!(vectors.len(), 3);
        let near = vectors.nearness(&[0.0, 1.0, 0.0], &heard(), None).unwrap();
        assert!(near.of(&4, 7).unwrap() < 0.5 && near.of(&4, 0).is_none() && near.of(&2, 0).is_none());
    }

    #[test]
    fn vectors_of_another_width_are_neither_taken_nor_compared() {
        let mut vectors = Vectors::new();
        assert!(vectors.put(owner(1, 0), &Vector::of(&[1.0, 0.0]).unwrap()));
        assert!(!vectors.put(owner(2, 0), &Vector::of(&[1.0]).unwrap()));
        assert!(vectors.nearness(&[1.0], &heard(), None).is_none());
        vectors.remove(&1);
        assert!(vectors.put(owner(2, 0), &Vector::of(&[1.0]).unwrap()));
    }

    #[test]
    fn bytes_give_the_same_vector_and_others_none() {
        let vector = Vector::of(&[0.5, -1.0, 0.25]).unwrap();
        assert_eq!(Vector::from_bytes(&vector.to_bytes()), Some(vector.clone()));
        assert_eq!(vector.to_bytes().len(), 4 + 3);
        for bytes in [&[][..], &[1, 2], &[0, 0, 0, 0, 5], &[0, 0, 0xc0, 0x7f, 5], &1.0_f32.to_le_bytes()] {
            assert_eq!(Vector::from_bytes(bytes), None, "{bytes:?}");
        }
        assert!(Vector::of(&[f32::NAN]).is_none() && Vector::of(&[]).is_none() && Vector::of(&[0.0, 0.0]).is_some());
    }
}
