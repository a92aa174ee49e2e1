//! What was learnt, and how it is asked.

use super::Guess;
use super::OUT_OF_SCOPE;
use super::features::Reader;
use super::vocabulary::Vocabulary;
use super::weights::Compact;

/// All that a classifier consists of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Model {
    pub reader: Reader,
    /// Ascending.
    pub labels: Vec<String>,
    pub vocabulary: Vocabulary,
    /// Numbers of a vector of meaning, whose columns stand behind those of the vocabulary; 0: there are none.
    pub meanings: usize,
    pub weights: Compact,
    pub scope: Scope,
}

/// What a text's scores say about whether it has one of the labels at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Signals {
    /// The best label's number.
    pub best: usize,
    /// Its score, its lead over the second, what [`OUT_OF_SCOPE`] is ahead of it, and the share of unseen words.
    pub values: [f32; Scope::SIGNALS],
}

/// How scores become confidences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scope {
    /// Scores are multiplied with it.
    pub warmth: f32,
    /// The confidence from which the best label counts.
    pub threshold: f32,
    /// Of the constant and the [`Signals`].
    pub weights: [f32; Self::SIGNALS + 1],
}

impl Scope {
    pub const SIGNALS: usize = 4;
    pub const PARTS: usize = Self::SIGNALS + 3;

    pub fn parts(&self) -> [f32; Self::PARTS] {
        let [a, b, c, d, e] = self.weights;
        [self.warmth, self.threshold, a, b, c, d, e]
    }

    pub fn from_parts([warmth, threshold, a, b, c, d, e]: [f32; Self::PARTS]) -> Self {
        Self { warmth, threshold, weights: [a, b, c, d, e] }
    }

    /// How likely one of the labels fits.
    pub fn inside(&self, signals: &Signals) -> f32 {
        let sum = self.weights[0] + self.weights[1..].iter().zip(signals.values).map(|(w, v)| w * v).sum::<f32>();
        1.0 / (1.0 + (-sum).exp())
    }

    /// The probability of each label, [`OUT_OF_SCOPE`] being `outside`.
    pub fn probabilities(&self, scores: &[f32], outside: Option<usize>, signals: &Signals) -> Vec<f32> {
        let inside = self.inside(signals);
        let top = signals.values[0];
        let mut shares: Vec<f32> = scores.iter().map(|score| ((score - top) * self.warmth).exp()).collect();
        if let Some(outside) = outside {
            shares[outside] = 0.0;
        }
        let sum: f32 = shares.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        for share in &mut shares {
            *share *= inside / sum;
        }
        if let Some(outside) = outside {
            shares[outside] = 1.0 - inside;
        }
        shares
    }
}

/// The signals of `scores`, where `hidden` labels are none.
pub(super) fn signals(scores: &[f32], outside: Option<usize>, unseen: f32, hidden: &dyn Fn(usize) -> bool) -> Signals {
    let (mut best, mut top, mut second) = (0, f32::MIN, f32::MIN);
    for (label, &score) in scores.iter().enumerate() {
        if Some(label) == outside || hidden(label) {
            continue;
        }
        if score > top {
            (best, second, top) = (label, top, score);
        } else if score > second {
            second = score;
        }
    }
    if top == f32::MIN {
        top = 0.0;
    }
    let lead = if second == f32::MIN { 0.0 } else { top - second };
    let outside = outside.map_or(0.0, |outside| scores[outside] - top);
    Signals { best, values: [top, lead, outside, unseen] }
}

impl Model {
    pub fn outside(&self) -> Option<usize> {
        self.labels.iter().position(|label| label == OUT_OF_SCOPE)
    }

    pub fn classify(&self, text: &str, vector: Option<&[f32]>) -> Vec<Guess> {
        let read = self.reader.read(text);
        let mut row = self.vocabulary.row(&read);
        if let Some(vector) = vector.filter(|vector| vector.len() == self.meanings) {
            self.vocabulary.add_meaning(&mut row, vector);
        }
        let scores = self.weights.scores(&row);
        let outside = self.outside();
        let signals = signals(&scores, outside, self.vocabulary.unseen(&read), &|_| false);
        let probabilities = self.scope.probabilities(&scores, outside, &signals);
        let mut guesses: Vec<Guess> = self
            .labels
            .iter()
            .zip(probabilities)
            .map(|(label, confidence)| Guess { label: label.clone(), confidence })
            .collect();
        guesses.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
        guesses
    }
}
