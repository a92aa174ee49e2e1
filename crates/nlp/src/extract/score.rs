//! What speaks for each piece.

use super::Candidate;
use super::kinds::{gives_reason, has_number_word, has_other_name, has_other_number, names_money, names_time_unit};
use super::question::Question;
use super::units::{Kind, Unit};
use super::wants::{Wants, denies};
use super::words::{Ids, Texts, Words};

/// What a word counts that stands not in the piece but in its title or headings.
const CONTEXT: f32 = 0.5;
/// What a word counts that stands in a neighbouring sentence.
const NEIGHBOUR: f32 = 0.25;
/// What is left of two questions' likeness where one of them denies what the other asks.
const DENIED: f32 = 0.6;
/// What a number counts where a duration is asked for and no unit of time stands beside it: it may be years.
const OTHER_NUMBER: f32 = 0.6;

/// What is known of a piece; see [`Features::values`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Features {
    /// Share of the question's weighted terms that the piece itself has.
    pub own: f32,
    /// What title, headings and neighbours add to that.
    pub context: f32,
    /// Score of its passage in the search, against the best one's.
    pub passage: f32,
    /// Share of neighbours in the question that are neighbours in the piece.
    pub pairs: f32,
    /// Share of the pieces of the question's words.
    pub letters: f32,
    /// Share of the question's names and numbers that its passage has; 1 where it has none.
    pub names: f32,
    /// Whether it has the kind of thing that is asked for, and the question has not: a number or price, a time, a name, a
    /// reason.
    pub kind: [f32; 4],
    /// How long it is: the logarithm of its terms.
    pub length: f32,
    /// What the piece before has of the question, where this one points back to it.
    pub before: f32,
    /// How much a question that it answers is the question.
    pub same: f32,
    /// Whether it is a question itself.
    pub asks: f32,
}

/// How many values describe a piece.
pub const FEATURES: usize = 14;

impl Features {
    /// As a row of numbers.
    pub fn values(&self) -> [f32; FEATURES] {
        let [number, time, name, reason] = self.kind;
        [
            self.own,
            self.context,
            self.passage,
            self.pairs,
            self.letters,
            self.names,
            number,
            time,
            name,
            reason,
            self.same,
            self.asks,
            self.length,
            self.before,
        ]
    }
}

/// A piece with what speaks for it.
#[derive(Debug)]
pub(super) struct Scored {
    pub(super) unit: usize,
    pub(super) features: Features,
}

/// What is known of a candidate as a whole.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Whole {
    /// How much title, heading or a question of its text is the question.
    pub(super) same: f32,
    /// Share of the question's names and numbers that it has; 1 where the question has none.
    pub(super) names: f32,
}

/// What the scoring looks at.
pub(super) struct Sight<'a> {
    pub(super) question: &'a Question,
    pub(super) candidates: &'a [Candidate<'a>],
    pub(super) units: &'a [Unit],
    pub(super) words: &'a Words,
    pub(super) ids: &'a [Ids],
    pub(super) asked: &'a [Ids],
    pub(super) above: &'a [Texts],
}

impl Sight<'_> {
    /// Weighted share of the question that is there.
    pub(super) fn share(&self, candidate: usize, has: &[f32]) -> f32 {
        let asked = self.question.terms(self.candidates[candidate].language);
        let total: f32 = asked.iter().map(|asked| asked.weight).sum();
        asked.iter().zip(has).map(|(asked, has)| asked.weight * has).sum::<f32>() / total.max(f32::MIN_POSITIVE)
    }

    pub(super) fn score(&self) -> (Vec<Scored>, Vec<Whole>) {
        let best = self.candidates.iter().map(|candidate| candidate.score).fold(f32::MIN_POSITIVE, f32::max);
        let (mut scored, mut wholes) = (Vec::new(), Vec::new());
        for number in 0..self.candidates.len() {
            let from = scored.len();
            let whole = self.candidate(number, best, &mut scored);
            for scored in &mut scored[from..] {
                scored.features.names = whole.names;
            }
            wholes.push(whole);
        }
        (scored, wholes)
    }

    fn candidate(&self, number: usize, best: f32, scored: &mut Vec<Scored>) -> Whole {
        let (candidate, above) = (&self.candidates[number], &self.above[number]);
        let language = candidate.language;
        let found = |ids: &Ids, raw: &str| self.words.found(self.question, language, ids, raw);
        let in_title = found(&above.title, candidate.title);
        let in_heading = found(&above.heading, candidate.heading);
        let polarity = |text: &str| if denies(text, language) == self.question.denies { 1.0 } else { DENIED };
        let alike = |ids: &Ids, has: &[f32]| self.share(number, has).min(self.words.asked_part(ids));
        let in_innermost = found(&above.innermost, candidate.heading);
        let same_above = (alike(&above.title, &in_title) * polarity(candidate.title))
            .max(alike(&above.innermost, &in_innermost) * polarity(candidate.heading));
        let context: Vec<f32> = in_title.iter().zip(&in_heading).map(|(a, b)| a.max(*b) * CONTEXT).collect();
        let mut whole = Whole { same: same_above, names: 1.0 };
        let of_candidate: Vec<usize> =
            (0..self.units.len()).filter(|unit| self.units[*unit].candidate == number).collect();
        let owns: Vec<Vec<f32>> = of_candidate
            .iter()
            .map(|unit| found(&self.ids[*unit], &candidate.text[self.units[*unit].range.clone()]))
            .collect();
        for (place, &unit) in of_candidate.iter().enumerate() {
            let beside: Vec<&Vec<f32>> =
                [place.checked_sub(1), Some(place + 1)].into_iter().flatten().filter_map(|at| owns.get(at)).collect();
            let near = |term: usize| beside.iter().map(|own| own[term] * NEIGHBOUR).fold(context[term], f32::max);
            let with: Vec<f32> = owns[place].iter().enumerate().map(|(term, own)| own.max(near(term))).collect();
            let own = self.share(number, &owns[place]);
            let text = &candidate.text[self.units[unit].range.clone()];
            let before = place.checked_sub(1).filter(|_| super::choose::points_back(text, language));
            let mut features = Features {
                own,
                context: self.share(number, &with) - own,
                passage: candidate.score / best,
                pairs: self.words.pairs(self.question, language, &self.ids[unit]),
                letters: self.words.piece_share(&self.ids[unit], own),
                kind: self.kind(unit),
                length: (self.ids[unit].len().max(1) as f32).ln(),
                before: before.map_or(0.0, |before| self.share(number, &owns[before])),
                asks: f32::from(u8::from(self.units[unit].kind == Kind::Question)),
                ..Features::default()
            };
            if self.units[unit].kind == Kind::Answer {
                features.same = alike(&self.asked[unit], &found(&self.asked[unit], ""));
                whole.same = whole.same.max(features.same);
            }
            scored.push(Scored { unit, features });
        }
        let everywhere = owns.iter().chain([&in_title, &in_heading]);
        let has = everywhere.fold(vec![0.0_f32; context.len()], |has, own| {
            has.iter().zip(own).map(|(one, other)| one.max(*other)).collect()
        });
        let asked = self.question.terms(language).iter().zip(&has);
        let names: Vec<f32> = asked.filter(|(asked, _)| asked.is_name).map(|(_, has)| *has).collect();
        if !names.is_empty() {
            whole.names = names.iter().sum::<f32>() / names.len() as f32;
        }
        whole
    }

    fn kind(&self, unit: usize) -> [f32; 4] {
        let Unit { candidate, range, .. } = &self.units[unit];
        let (text, language) = (&self.candidates[*candidate].text[range.clone()], self.candidates[*candidate].language);
        let asked = self.question.raw.as_str();
        let is = |has: bool| f32::from(u8::from(has));
        match self.question.wants {
            Wants::Anything => [0.0; 4],
            Wants::Price => [is(names_money(text)), 0.0, 0.0, 0.0],
            Wants::Number => {
                let has = has_other_number(text, asked, false) || has_number_word(text, language);
                [is(has), 0.0, 0.0, 0.0]
            }
            Wants::Duration => {
                let has = has_other_number(text, asked, false) || has_number_word(text, language);
                let counts = match (has, names_time_unit(text, language)) {
                    (true, true) => 1.0,
                    (true, false) if !names_money(text) => OTHER_NUMBER,
                    _ => 0.0,
                };
                [counts, 0.0, 0.0, 0.0]
            }
            Wants::Time if has_other_number(text, asked, true) => [0.0, 1.0, 0.0, 0.0],
            Wants::Time if has_other_number(text, asked, false) => [0.0, 0.6, 0.0, 0.0],
            Wants::Time => [0.0, 0.4 * is(has_number_word(text, language)), 0.0, 0.0],
            Wants::Name => [0.0, 0.0, is(has_other_name(text, asked, language)), 0.0],
            Wants::Reason => [0.0, 0.0, 0.0, is(gives_reason(text, language))],
        }
    }
}
