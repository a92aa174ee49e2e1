//! What each word of the candidates says of the question, found out once for all pieces.

use super::Candidate;
use super::question::Question;
use super::units::Unit;
use crate::segment::{Term, is_spaced, pieces, terms};
use domain::Language;
use std::collections::HashMap;

/// What a pair of characters counts whose characters are there apart.
const APART: f32 = 0.45;
/// How many words may stand between two that follow each other in the question.
const BETWEEN: usize = 2;
/// From which likeness on a word is there.
const THERE: f32 = 0.5;

/// A text in numbers of words.
pub(super) type Ids = Vec<u32>;

/// A word of the candidates.
struct Known {
    /// How much it says of each term of the question.
    says: Box<[f32]>,
    /// Which of the question's pieces it has.
    pieces: Box<[u32]>,
}

/// The words of the candidates.
pub(super) struct Words {
    numbers: HashMap<(Language, String), u32>,
    stops: Vec<bool>,
    known: Vec<Known>,
    /// What each piece of the question's words weighs, by how many units have it.
    piece_weights: Vec<f32>,
}

/// Title, heading and its innermost part, and units of a candidate, in numbers of words.
pub(super) struct Texts {
    pub(super) title: Ids,
    pub(super) heading: Ids,
    pub(super) innermost: Ids,
}

impl Words {
    /// The words of all units and of what stands above them.
    pub(super) fn new(units: &[Unit], candidates: &[Candidate<'_>]) -> (Self, Vec<Ids>, Vec<Ids>, Vec<Texts>) {
        let mut words =
            Self { numbers: HashMap::new(), stops: Vec::new(), known: Vec::new(), piece_weights: Vec::new() };
        let of_units = units.iter().map(|unit| words.ids(&unit.terms, candidates[unit.candidate].language)).collect();
        let asked = units.iter().map(|unit| words.ids(&unit.asked, candidates[unit.candidate].language)).collect();
        let above = candidates
            .iter()
            .map(|candidate| {
                let mut of = |text: &str| words.ids(&terms(text, candidate.language), candidate.language);
                // Of a path of headings, the innermost may be the question.
                let innermost = of(candidate.heading.rsplit(" › ").next().unwrap_or_default());
                Texts { title: of(candidate.title), heading: of(candidate.heading), innermost }
            })
            .collect();
        (words, of_units, asked, above)
    }

    fn ids(&mut self, terms: &[Term], language: Language) -> Ids {
        let mut number = |term: &Term| {
            let next = self.stops.len() as u32;
            let number = *self.numbers.entry((language, term.text.clone())).or_insert(next);
            if number == next {
                self.stops.push(term.is_stop);
            }
            number
        };
        terms.iter().map(&mut number).collect()
    }

    /// Compares every word with the question, whose terms get their weights.
    pub(super) fn compare(&mut self, question: &mut Question, units: &[Ids], languages: &[Language]) {
        let mut with = vec![0_usize; self.stops.len()];
        for unit in units {
            let mut ids = unit.clone();
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter().for_each(|id| with[id as usize] += 1);
        }
        question.weigh(units.len(), |text| {
            let of = |language: &Language| {
                self.numbers.get(&(*language, text.to_owned())).map_or(0, |id| with[*id as usize])
            };
            languages.iter().map(of).sum()
        });
        let mut places: HashMap<u32, u32> = HashMap::new();
        for language in languages.iter().filter(|language| is_spaced(**language)) {
            for piece in question.terms(*language).iter().flat_map(|asked| pieces(asked.text())) {
                let next = places.len() as u32;
                places.entry(piece).or_insert(next);
            }
        }
        let mut all: Vec<(&(Language, String), u32)> = self.numbers.iter().map(|(word, id)| (word, *id)).collect();
        all.sort_unstable_by_key(|(_, id)| *id);
        self.known = all
            .into_iter()
            .map(|((language, word), id)| {
                let is_stop = self.stops[id as usize];
                let asked = question.terms(*language).iter();
                let own = if is_spaced(*language) { pieces(word) } else { Box::default() };
                Known {
                    says: asked.map(|asked| asked.in_word(word, is_stop, *language)).collect(),
                    pieces: own.iter().filter_map(|piece| places.get(piece).copied()).collect(),
                }
            })
            .collect();
        let mut in_units = vec![0_usize; places.len()];
        for unit in units {
            let mut has: Vec<u32> =
                unit.iter().flat_map(|id| self.known[*id as usize].pieces.iter().copied()).collect();
            has.sort_unstable();
            has.dedup();
            has.into_iter().for_each(|piece| in_units[piece as usize] += 1);
        }
        let weigh = |with: usize| (1.0 + (units.len() as f32 + 1.0) / (with as f32 + 1.0)).ln();
        self.piece_weights = in_units.into_iter().map(weigh).collect();
    }

    /// How much of each asked term the text has, 0 to 1. `raw` is the text itself.
    pub(super) fn found(&self, question: &Question, language: Language, ids: &Ids, raw: &str) -> Vec<f32> {
        let asked = question.terms(language);
        let mut has = vec![0.0_f32; asked.len()];
        for id in ids {
            for (has, says) in has.iter_mut().zip(&self.known[*id as usize].says) {
                *has = has.max(*says);
            }
        }
        for (has, asked) in has.iter_mut().zip(asked).filter(|(has, _)| **has < APART) {
            if asked.pair().is_some_and(|(one, other)| raw.contains(one) && raw.contains(other)) {
                *has = APART;
            }
        }
        has
    }

    /// Share of the question's neighbours that are neighbours in the text, by their weights.
    pub(super) fn pairs(&self, question: &Question, language: Language, ids: &Ids) -> f32 {
        let asked = question.terms(language);
        let content: Vec<usize> = (0..asked.len()).filter(|term| !asked[*term].is_stop).collect();
        let mut last_at = vec![usize::MAX; asked.len()];
        let mut there = vec![false; content.len()];
        for (place, id) in ids.iter().enumerate() {
            let says = &self.known[*id as usize].says;
            for (number, &term) in content.iter().enumerate() {
                if says[term] < THERE {
                    continue;
                }
                last_at[term] = place;
                let before = number.checked_sub(1).map(|before| last_at[content[before]]);
                there[number] |= before.is_some_and(|at| at < place && place - at <= BETWEEN + 1);
            }
        }
        let weight = |number: usize| asked[content[number]].weight.min(asked[content[number - 1]].weight);
        let all: f32 = (1..content.len()).map(weight).sum();
        let found: f32 = (1..content.len()).filter(|number| there[*number]).map(weight).sum();
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// Share of the pieces of the question's words that the text has; `fallback` where there are none.
    pub(super) fn piece_share(&self, ids: &Ids, fallback: f32) -> f32 {
        let all: f32 = self.piece_weights.iter().sum();
        if all <= 0.0 {
            return fallback;
        }
        let mut has = vec![false; self.piece_weights.len()];
        for id in ids {
            for piece in &self.known[*id as usize].pieces {
                has[*piece as usize] = true;
            }
        }
        self.piece_weights.iter().zip(has).filter(|(_, has)| *has).map(|(weight, _)| weight).sum::<f32>() / all
    }

    /// Share of a text's words that the question has: a title of one word is not the question that has it among ten.
    pub(super) fn asked_part(&self, ids: &Ids) -> f32 {
        let content: Vec<&u32> = ids.iter().filter(|id| !self.stops[**id as usize]).collect();
        if content.is_empty() {
            return 0.0;
        }
        let same = content.iter().filter(|id| self.known[***id as usize].says.contains(&1.0)).count();
        same as f32 / content.len() as f32
    }
}
