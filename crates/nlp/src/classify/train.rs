//! From examples to a model: read, learn, try on what was kept back.

use super::calibrate::{Observed, UNTRIED, calibrate};
use super::features::Reader;
use super::model::{Model, Scope, signals};
use super::solve::{Lesson, Loss, Weights, learn};
use super::vocabulary::{Rows, Shares, Vocabulary};
use super::weights::Compact;
use super::{Example, OUT_OF_SCOPE, Settings};
use crate::language::detect;
use domain::Language;

/// What is chosen by how much there is to learn from, and what.
struct Measure {
    /// What words, pairs and letters weigh.
    shares: Shares,
    /// In how many texts one of them has to stand.
    least: [usize; 3],
    /// How weights are learnt, what an example's error costs then, and how much they count in the sum.
    lessons: &'static [(Loss, f32, f32)],
    /// Into how many parts examples are cut to be tried on.
    folds: usize,
}

impl Measure {
    /// Letters stand in for the words that few examples do not have.
    const OF_FEW: Self =
        Self { shares: [1.0, 1.0, 1.4], least: [1, 1, 1], lessons: &[(Loss::Logarithm, 30.0, 1.0)], folds: 5 };
    const OF_MANY: Self = Self {
        shares: [1.0, 1.0, 1.0],
        least: [1, 1, 2],
        lessons: &[(Loss::Logarithm, 60.0, 1.0), (Loss::Margin, 1.0, 4.0)],
        folds: 3,
    };
    /// People agree about what a text is about, and far less about how it feels.
    const OF_TONE: Self =
        Self { shares: [1.0, 0.7, 1.4], least: [1, 1, 1], lessons: &[(Loss::Logarithm, 3.0, 1.0)], folds: 5 };

    fn of(examples: usize, settings: &Settings) -> Self {
        match examples {
            _ if settings.tone => Self::OF_TONE,
            0..MANY => Self::OF_FEW,
            _ => Self::OF_MANY,
        }
    }
}

/// As many examples are many.
const MANY: usize = 3_000;
/// Weights smaller than this share of a label's largest are left out.
const LEAST_WEIGHT: f32 = 0.01;
/// Rounds over all examples, and again when some of them are kept back.
const ROUNDS: usize = 12;
const ROUNDS_AGAIN: usize = 3;

/// What is learnt from, as numbers.
struct Material {
    rows: Rows,
    vocabulary: Vocabulary,
    answers: Vec<u32>,
    labels: Vec<String>,
    outside: Option<usize>,
    /// How many rows are examples; behind them come the labels' names.
    examples: usize,
    /// Numbers of a vector of meaning.
    meanings: usize,
    measure: Measure,
}

pub(super) fn train(examples: &[Example<'_>], vectors: &[Vec<f32>], settings: &Settings) -> Model {
    let language = if settings.tone { None } else { settings.language.or_else(|| language_of(examples)) };
    let reader = Reader { language, tone: settings.tone };
    let mut labels: Vec<String> = examples.iter().map(|example| example.label.to_owned()).collect();
    labels.sort();
    labels.dedup();
    if labels.is_empty() {
        let mut weights = Compact::new(Vec::new());
        weights.end_column();
        return Model {
            reader,
            labels,
            vocabulary: Vocabulary::new(Vec::new(), Vec::new(), 0, Measure::OF_FEW.shares),
            meanings: 0,
            weights,
            scope: UNTRIED,
        };
    }
    let mut texts: Vec<_> = examples.iter().map(|example| reader.read(example.text)).collect();
    let mut answers: Vec<u32> = examples
        .iter()
        .map(|example| labels.binary_search_by(|label| label.as_str().cmp(example.label)).unwrap_or(0) as u32)
        .collect();
    // A label's name is one more example of what it is about.
    for (number, label) in labels.iter().enumerate().filter(|(_, label)| *label != OUT_OF_SCOPE) {
        texts.push(reader.read(&words_of(label)));
        answers.push(number as u32);
    }
    let measure = Measure::of(examples.len(), settings);
    let vocabulary = Vocabulary::learn(&texts, measure.least, measure.shares);
    let meanings = width_of(vectors, examples.len());
    let mut rows = Rows::default();
    for (number, text) in texts.iter().enumerate() {
        let mut row = vocabulary.row(text);
        if let Some(vector) = vectors.get(number).filter(|_| meanings > 0) {
            vocabulary.add_meaning(&mut row, vector);
        }
        rows.push(&row);
    }
    let material = Material {
        rows,
        answers,
        outside: labels.iter().position(|label| label == OUT_OF_SCOPE),
        labels,
        examples: examples.len(),
        meanings,
        vocabulary,
        measure,
    };
    let mut known = vec![vec![0.0; material.rows.len() * material.labels.len()]; material.measure.lessons.len()];
    let weights = material.learn(&mut known, ROUNDS, &|_| false);
    let scope = material.scope(&known);
    let weights = Compact::of(&weights, LEAST_WEIGHT);
    Model { reader, labels: material.labels, vocabulary: material.vocabulary, meanings, weights, scope }
}

/// How wide the vectors of `examples` examples are; 0 where there is not one for each, of the same width.
fn width_of(vectors: &[Vec<f32>], examples: usize) -> usize {
    let width = vectors.first().map_or(0, Vec::len);
    let fit = vectors.len() == examples && vectors.iter().all(|vector| vector.len() == width);
    if fit { width } else { 0 }
}

/// The language of most of the examples; none where no language is.
fn language_of(examples: &[Example<'_>]) -> Option<Language> {
    let mut counts = [0_usize; Language::ALL.len()];
    // Enough to tell.
    let step = examples.len().div_ceil(500).max(1);
    for example in examples.iter().step_by(step) {
        if let Some(language) = detect(example.text, None).language {
            counts[Language::ALL.iter().position(|other| *other == language)?] += 1;
        }
    }
    let (most, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*count * 5 >= counts.iter().sum::<usize>() * 4 && *count > 0).then(|| Language::ALL[most])
}

/// To which of `parts` a number belongs: examples often come in some order, which must not show in the parts.
fn part(number: usize, parts: usize) -> usize {
    let mixed = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize % parts
}

/// `Where_is-myOrder` as words.
fn words_of(label: &str) -> String {
    let mut words = String::with_capacity(label.len() + 8);
    let mut before = ' ';
    for c in label.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            words.push(' ');
        }
        words.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    words
}

impl Material {
    /// Learns from the rows that are not `kept` back, beginning with what is `known` of each lesson.
    fn learn(&self, known: &mut [Vec<f32>], rounds: usize, kept: &dyn Fn(usize) -> bool) -> Weights {
        let mut sum = Weights { labels: self.labels.len(), values: Vec::new() };
        for (&(loss, cost, share), known) in self.measure.lessons.iter().zip(known) {
            let costs: Vec<f32> = (0..self.rows.len()).map(|row| if kept(row) { 0.0 } else { cost }).collect();
            let lesson = Lesson {
                rows: &self.rows,
                answers: &self.answers,
                costs: &costs,
                labels: self.labels.len(),
                width: self.vocabulary.width() + self.meanings,
            };
            let weights = learn(&lesson, loss, rounds, known);
            sum.values.resize(weights.values.len(), 0.0);
            for (sum, weight) in sum.values.iter_mut().zip(weights.values) {
                *sum += share * weight;
            }
        }
        sum
    }

    /// Learns again without the rows that are `kept` back.
    fn again(&self, known: &[Vec<f32>], kept: &dyn Fn(usize) -> bool) -> Weights {
        let mut known = known.to_vec();
        for known in &mut known {
            for (row, known) in known.chunks_exact_mut(self.labels.len()).enumerate() {
                if kept(row) {
                    known.fill(0.0);
                }
            }
        }
        self.learn(&mut known, ROUNDS_AGAIN, kept)
    }

    /// How scores become confidences, tried on rows and, where nothing is given as out of scope, on labels kept back.
    fn scope(&self, known: &[Vec<f32>]) -> Scope {
        if self.labels.len() < 2 || self.examples < 2 * self.labels.len() {
            return UNTRIED;
        }
        let folds = self.measure.folds;
        let mut observed = Vec::with_capacity(self.examples * 2);
        for fold in 0..folds {
            let kept = |row: usize| row < self.examples && part(row, folds) == fold;
            self.observe(known, &kept, &|_| false, &mut observed);
        }
        if self.outside.is_none() && self.labels.len() > 3 {
            let groups = self.groups(folds);
            for fold in 0..folds {
                let hidden = |label: usize| groups[label] == fold;
                let kept = |row: usize| hidden(self.answers[row] as usize);
                self.observe(known, &kept, &hidden, &mut observed);
            }
        }
        calibrate(&observed, self.outside.is_some())
    }

    /// The group of each label, of `parts` groups, in which labels whose examples are alike stand together: what is out of scope
    /// is seldom the neighbour of an intent that is known, and who is judged by neighbours alone rejects too much.
    fn groups(&self, parts: usize) -> Vec<usize> {
        let labels = self.labels.len();
        let alike = self.likeness();
        let mut groups = vec![parts; labels];
        let mut last = 0;
        for place in 0..labels {
            groups[last] = place * parts / labels;
            let near = |other: usize| alike[last * labels + other];
            let open = (0..labels).filter(|label| groups[*label] == parts);
            last = open.max_by(|one, other| near(*one).total_cmp(&near(*other))).unwrap_or(last);
        }
        groups
    }

    /// For each two labels how alike their examples are, a label's own in a row; comparable within a row.
    fn likeness(&self) -> Vec<f32> {
        let labels = self.labels.len();
        let mut shares: Vec<(u32, u32, f32)> = Vec::new();
        for row in 0..self.examples {
            let (columns, values) = self.rows.row(row);
            let beside_constant = columns.iter().zip(values).skip(1);
            shares.extend(beside_constant.map(|(&column, &value)| (column, self.answers[row], value)));
        }
        shares.sort_unstable_by_key(|&(column, label, _)| (column, label));
        shares.dedup_by(|next, sum| {
            let is_same = (next.0, next.1) == (sum.0, sum.1);
            sum.2 += if is_same { next.2 } else { 0.0 };
            is_same
        });
        let mut alike = vec![0.0; labels * labels];
        for column in shares.chunk_by(|one, other| one.0 == other.0) {
            for &(_, one, here) in column {
                for &(_, other, there) in column {
                    alike[one as usize * labels + other as usize] += here * there;
                }
            }
        }
        let lengths: Vec<f32> = (0..labels).map(|label| alike[label * labels + label].sqrt()).collect();
        for row in alike.chunks_exact_mut(labels) {
            for (value, length) in row.iter_mut().zip(&lengths) {
                *value /= length.max(f32::MIN_POSITIVE);
            }
        }
        alike
    }

    /// What is said about the rows that are `kept` back, by weights without them and without the labels that are `hidden`.
    fn observe(
        &self,
        known: &[Vec<f32>],
        kept: &dyn Fn(usize) -> bool,
        hidden: &dyn Fn(usize) -> bool,
        observed: &mut Vec<Observed>,
    ) {
        let weights = self.again(known, kept);
        let mut gone = vec![0; self.vocabulary.width() + self.meanings];
        for row in (0..self.rows.len()).filter(|row| kept(*row)) {
            for &column in self.rows.row(row).0 {
                gone[column as usize] += 1;
            }
        }
        for row in (0..self.examples).filter(|row| kept(*row)) {
            let (columns, values) = self.rows.row(row);
            let mut scores = vec![0.0; self.labels.len()];
            weights.scores(columns, values, &mut scores);
            let unseen = self.vocabulary.unseen_without(columns, &gone);
            let signals = signals(&scores, self.outside, unseen, hidden);
            for (label, score) in scores.iter_mut().enumerate() {
                if hidden(label) || Some(label) == self.outside {
                    *score = f32::NEG_INFINITY;
                }
            }
            let answer = self.answers[row] as usize;
            let inside = Some(answer) != self.outside && !hidden(answer);
            observed.push(Observed { signals, scores, answer: inside.then_some(answer) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_alike_are_held_back_together() {
        let subjects = [0, 1, 2, 1, 2, 0];
        let mut rows = Rows::default();
        let answers = [0, 1, 2, 3, 4, 5, 0, 4];
        for label in answers {
            rows.push(&[(0, 1.0), (1 + subjects[label as usize], 1.0), (4 + label, 0.5)]);
        }
        let material = Material {
            rows,
            vocabulary: Vocabulary::new((0..9).collect(), vec![1; 9], 8, Measure::OF_FEW.shares),
            answers: answers.to_vec(),
            labels: ["a", "b", "c", "d", "e", "f"].map(str::to_owned).to_vec(),
            outside: None,
            examples: answers.len(),
            meanings: 0,
            measure: Measure::OF_FEW,
        };
        let groups = material.groups(3);
        assert!([(0, 5), (1, 3), (2, 4)].iter().all(|&(one, other)| groups[one] == groups[other]), "{groups:?}");
        let mut each = groups[..3].to_vec();
        each.sort_unstable();
        assert_eq!(each, [0, 1, 2]);
    }
}
