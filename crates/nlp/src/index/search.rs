//! The search in one language.

use super::Hit;
use super::shard::Shard;
use crate::segment::{Script, script, terms};
use std::hash::Hash;

/// How quickly repeating a word stops counting.
const K1: f32 = 1.2;
/// How much long passages are held back.
const B: f32 = 0.6;
/// Passages that every index is thought to have besides its own, each without the question's words: the words of a question
/// weigh alike while there is little knowledge, and by their rarity once there is much.
const THOUGHT_PASSAGES: f32 = 40.0;
/// What a word of grammar weighs against another one.
const GRAMMAR: f32 = 0.08;
/// What a single Chinese character weighs: the pairs say more.
const SINGLE: f32 = 0.4;
/// Most terms of a query that are looked at.
const MOST_TERMS: usize = 64;

/// A term of the query with what it weighs.
struct Wanted {
    text: String,
    weight: f32,
    is_stop: bool,
}

fn all_grammar(wanted: &[Wanted]) -> bool {
    wanted.iter().all(|wanted| wanted.is_stop)
}

impl<K: Clone + Eq + Hash> Shard<K> {
    /// Adds the best `limit` passages for `query` to `hits`, their scores times `factor`; `widely`: also those with words that
    /// only look like the query's.
    pub(super) fn search(&self, query: &str, widely: bool, factor: f32, limit: usize, hits: &mut Vec<Hit<K>>) {
        let wanted = self.wanted(query);
        let total: f32 = wanted.iter().map(|wanted| wanted.weight).sum();
        if total <= 0.0 {
            return;
        }
        let expanded: Vec<_> = wanted.iter().map(|wanted| self.expand(&wanted.text, wanted.is_stop, widely)).collect();
        if wanted.iter().zip(&expanded).all(|(wanted, found)| wanted.is_stop || found.is_empty())
            && !all_grammar(&wanted)
        {
            return;
        }
        let average = self.average_length();
        let mut scores = vec![(0.0_f32, 0.0_f32); self.slots.len()];
        let mut seen_by = vec![u32::MAX; self.slots.len()];
        let mut touched = Vec::new();
        for (number, (wanted, expanded)) in wanted.iter().zip(&expanded).enumerate() {
            for &(id, likeness) in expanded {
                for &(slot, count) in &self.words[id as usize].postings {
                    let place = slot as usize;
                    // The likest word of a passage stands for the query's; others add nothing.
                    if seen_by[place] == number as u32 {
                        continue;
                    }
                    if seen_by[place] == u32::MAX {
                        touched.push(slot);
                    }
                    seen_by[place] = number as u32;
                    let length = self.slots[place].as_ref().map_or(average, |slot| slot.length);
                    let saturated = count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length / average));
                    scores[place].0 += wanted.weight * likeness * saturated;
                    scores[place].1 += wanted.weight * likeness;
                }
            }
        }
        // Passages that share only grammar with the question are no hits.
        touched.retain(|slot| scores[*slot as usize].1 / total > GRAMMAR);
        let better = |one: &u32, other: &u32| {
            scores[*other as usize].0.total_cmp(&scores[*one as usize].0).then_with(|| one.cmp(other))
        };
        if touched.len() > limit && limit > 0 {
            touched.select_nth_unstable_by(limit - 1, better);
        }
        touched.truncate(limit);
        hits.extend(touched.into_iter().filter_map(|place| {
            let slot = self.slots[place as usize].as_ref()?;
            let (score, covered) = scores[place as usize];
            Some(Hit {
                key: slot.key.clone(),
                ordinal: slot.ordinal,
                score: score * factor,
                coverage: (covered / total).min(1.0),
                language: self.language(),
            })
        }));
    }

    /// The query's terms, each once, with their weights. A query of grammar alone is searched by it.
    fn wanted(&self, query: &str) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for term in terms(query, self.language()) {
            if wanted.len() == MOST_TERMS {
                break;
            }
            if wanted.iter().all(|known| known.text != term.text) {
                let rarity = self.rarity(&term.text);
                let mut chars = term.text.chars();
                let single = chars.next().is_some_and(|c| script(c) == Script::Han) && chars.next().is_none();
                let kind = if term.is_stop {
                    GRAMMAR
                } else if single {
                    SINGLE
                } else {
                    1.0
                };
                wanted.push(Wanted { text: term.text, weight: rarity * kind, is_stop: term.is_stop });
            }
        }
        wanted
    }

    /// How much a word says by being rare.
    fn rarity(&self, word: &str) -> f32 {
        let with = self.find(word).map_or(0, |id| self.words[id as usize].postings.len()) as f32;
        let all = self.passages() as f32 + THOUGHT_PASSAGES;
        (1.0 + (all - with) / (with + 1.0)).ln()
    }
}
