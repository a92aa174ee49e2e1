//! The search in one language.

use super::Hit;
use super::near::stands;
use super::shard::Shard;
use crate::segment::{is_spaced, sought};
use domain::Language;
use std::hash::Hash;

/// How quickly repeating a word stops counting.
const K1: f32 = 1.2;
/// How much long passages are held back.
const B: f32 = 0.6;
/// Passages that every index is thought to have besides its own, each without the question's words: the words of a question
/// weigh alike while there is little knowledge, and by their rarity once there is much.
const THOUGHT_PASSAGES: f32 = 40.0;
/// Most terms of a query that are looked at.
const MOST_TERMS: usize = 64;

/// What the pieces of words count against the words.
const PIECES: f32 = 1.0;
/// What a word of grammar weighs against another one, where words stand is looked at.
const GRAMMAR: f32 = 0.1;
/// Passages whose words are looked at one by one.
const LOOKED_AT: usize = 40;

/// A term of the query with what it weighs, and the words of the index that stand for it.
pub(super) struct Wanted {
    text: String,
    pub(super) weight: f32,
    /// Words of grammar find nothing by themselves, unless there is nothing else.
    is_grammar: bool,
    pub(super) found: Vec<(u32, f32)>,
}

impl<K: Clone + Eq + Hash> Shard<K> {
    /// Adds the best `limit` passages for `query` to `hits`. A query in another language than the shard's is searched by its
    /// names, numbers and what the lexicon knows, and its scores are times `factor`.
    pub(super) fn search(
        &self,
        query: &str,
        from: Option<Language>,
        factor: f32,
        limit: usize,
        hits: &mut Vec<Hit<K>>,
    ) {
        let own = from.is_none_or(|from| from == self.language());
        let wanted = self.wanted(query, from.unwrap_or(self.language()), own);
        let total: f32 = wanted.iter().filter(|wanted| !wanted.is_grammar).map(|wanted| wanted.weight).sum();
        if total <= 0.0 || limit == 0 {
            return;
        }
        let average = self.average_length();
        let mut scores = vec![(0.0_f32, 0.0_f32, u32::MAX); self.slots.len()];
        let mut touched = Vec::new();
        for (number, wanted) in wanted.iter().enumerate().filter(|(_, wanted)| !wanted.is_grammar) {
            for &(id, likeness) in &wanted.found {
                for &(slot, count) in &self.words[id as usize].postings {
                    let (score, covered, seen_by) = &mut scores[slot as usize];
                    // The likest word of a passage stands for the query's; others add nothing.
                    if *seen_by == number as u32 {
                        continue;
                    }
                    if *seen_by == u32::MAX {
                        touched.push(slot);
                    }
                    *seen_by = number as u32;
                    let saturated = count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * self.length(slot) / average));
                    *score += wanted.weight * likeness * saturated;
                    *covered += wanted.weight * likeness;
                }
            }
        }
        let by_score =
            |one: &(u32, f32), other: &(u32, f32)| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0));
        let mut best: Vec<(u32, f32)> = touched.iter().map(|slot| (*slot, scores[*slot as usize].0)).collect();
        let looked_at = limit.max(LOOKED_AT);
        if best.len() > looked_at {
            best.select_nth_unstable_by(looked_at - 1, by_score);
            best.truncate(looked_at);
        }
        // A question in another language has too few words here to ask how they stand together.
        if own {
            let stands = stands(&wanted);
            for (slot, score) in &mut best {
                *score += self.nearness(*slot, &wanted, &stands);
            }
            // Where no spaces stand between words, the terms are pieces themselves, and only foreign words would count twice.
            if is_spaced(self.language()) {
                self.add_pieces(&wanted, &mut best);
            }
        }
        best.sort_unstable_by(by_score);
        best.truncate(limit);
        hits.extend(best.into_iter().filter_map(|(place, score)| {
            let slot = self.slots[place as usize].as_ref()?;
            Some(Hit {
                key: slot.key.clone(),
                ordinal: slot.ordinal,
                score: score * factor,
                coverage: (scores[place as usize].1 / total).min(1.0),
                language: self.language(),
            })
        }));
    }

    /// Adds what the pieces of the words say: as much as the words themselves.
    fn add_pieces(&self, wanted: &[Wanted], best: &mut [(u32, f32)]) {
        let mut asked = self.asked(wanted.iter().map(|wanted| wanted.text.as_str()));
        let by_pieces: Vec<f32> = best.iter().map(|(slot, _)| self.by_pieces(*slot, &mut asked)).collect();
        let most_by_words = best.iter().map(|(_, score)| *score).fold(0.0, f32::max);
        let most_by_pieces = by_pieces.iter().copied().fold(0.0, f32::max);
        if most_by_pieces > 0.0 {
            for ((_, score), pieces) in best.iter_mut().zip(by_pieces) {
                *score += PIECES * pieces / most_by_pieces * most_by_words;
            }
        }
    }

    fn length(&self, slot: u32) -> f32 {
        self.slots[slot as usize].as_ref().map_or(0.0, |slot| slot.length)
    }

    /// The query's terms, each once, with their weights.
    fn wanted(&self, query: &str, from: Language, widely: bool) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        let sought = sought(query, from, self.language());
        let all_grammar = sought.iter().all(|sought| sought.term.is_stop);
        for sought in sought {
            if wanted.len() == MOST_TERMS {
                break;
            }
            let is_known = wanted.iter().any(|known| known.text == sought.term.text);
            if is_known {
                continue;
            }
            let found = self.expand(&sought, widely);
            let rarity = self.rarity(&found);
            let is_grammar = sought.term.is_stop && !all_grammar;
            let kind = if is_grammar { GRAMMAR } else { 1.0 };
            wanted.push(Wanted { text: sought.term.text, weight: rarity * kind, is_grammar, found });
        }
        wanted
    }

    /// How much a word says by being rare.
    fn rarity(&self, found: &[(u32, f32)]) -> f32 {
        let best = found.first().filter(|(_, likeness)| *likeness >= 1.0);
        let with = best.map_or(0, |(id, _)| self.words[*id as usize].postings.len()) as f32;
        let all = self.passages() as f32 + THOUGHT_PASSAGES;
        (1.0 + (all - with) / (with + 1.0)).ln()
    }
}
