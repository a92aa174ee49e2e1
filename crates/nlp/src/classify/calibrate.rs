//! From scores to confidences, learnt from what a model says about examples that it was not shown.

use super::model::{Scope, Signals};

/// What a model said about an example that was kept from it.
#[derive(Debug, Clone)]
pub(super) struct Observed {
    pub signals: Signals,
    /// The scores of the labels that it could choose from, and which of them is right; none: the example was out of scope.
    pub scores: Vec<f32>,
    pub answer: Option<usize>,
}

impl Observed {
    fn right(&self) -> bool {
        self.answer == Some(self.signals.best)
    }
}

/// Of the answers that were right, the share that may be lost by taking them for out of scope.
const LOST: f32 = 0.004;

/// Where nothing was kept back to learn from: words that no example had are what speaks against a label.
pub(super) const UNTRIED: Scope = Scope { warmth: 8.0, threshold: 0.5, weights: [4.0, 0.0, 0.0, 0.0, -8.0] };

/// How to read scores, by what was observed. `explicit`: examples out of scope were given, so that the label itself is said.
pub(super) fn calibrate(observed: &[Observed], explicit: bool) -> Scope {
    let warmth = warmth(observed);
    let (inside, outside): (Vec<&Observed>, Vec<&Observed>) =
        observed.iter().partition(|observed| observed.answer.is_some());
    if inside.is_empty() {
        return UNTRIED;
    }
    let mut scope = Scope { warmth, threshold: 0.0, weights: UNTRIED.weights };
    if outside.is_empty() {
        scope.weights = [20.0, 0.0, 0.0, 0.0, -20.0];
        return scope;
    }
    scope.weights = separate(&inside, &outside);
    if explicit {
        scope.weights[0] += shift(&scope, &inside);
    } else {
        scope.threshold = threshold(&scope, &inside, &outside);
    }
    scope
}

/// The factor that makes the probabilities of right answers most likely.
fn warmth(observed: &[Observed]) -> f32 {
    let cases: Vec<&Observed> = observed.iter().filter(|observed| observed.answer.is_some()).take(3_000).collect();
    let surprise = |warmth: f32| -> f32 {
        let one = |observed: &&Observed| {
            let sum: f32 =
                observed.scores.iter().map(|score| ((score - observed.signals.values[0]) * warmth).exp()).sum();
            let right = observed.answer.map_or(0.0, |answer| observed.scores[answer]);
            sum.ln() - (right - observed.signals.values[0]) * warmth
        };
        cases.iter().map(one).sum()
    };
    let steps = (0..25).map(|step| 0.25 * 1.25_f32.powi(step));
    steps
        .map(|warmth| (surprise(warmth), warmth))
        .min_by(|one, other| one.0.total_cmp(&other.0))
        .map_or(1.0, |best| best.1)
}

const PARTS: usize = Scope::SIGNALS + 1;

/// Weights as examples of many labels give them, and how many observations they are worth.
const TYPICAL: [f32; PARTS] = [1.0, 0.0, 1.0, -1.0, -3.0];
const PRIOR: f64 = 0.3;

/// Logistic regression between those inside and those outside, both counting the same in all, by Newton's method; where there
/// are few of them it stays near [`TYPICAL`].
fn separate(inside: &[&Observed], outside: &[&Observed]) -> [f32; PARTS] {
    let mut cases: Vec<(f64, f64, [f64; PARTS])> = Vec::with_capacity(inside.len() + outside.len());
    for (side, some) in [(1.0, inside), (0.0, outside)] {
        cases.extend(some.iter().map(|observed| {
            let [a, b, c, d] = observed.signals.values.map(f64::from);
            (side, 0.5 / some.len() as f64, [1.0, a, b, c, d])
        }));
    }
    let prior = TYPICAL.map(f64::from);
    let pull = PRIOR / inside.len().min(outside.len()) as f64;
    let sum =
        |weights: &[f64; PARTS], values: &[f64; PARTS]| -> f64 { weights.iter().zip(values).map(|(a, b)| a * b).sum() };
    let loss = |weights: &[f64; PARTS]| -> f64 {
        let far: f64 = weights.iter().zip(prior).map(|(weight, prior)| (weight - prior).powi(2)).sum();
        let wrong = |(side, share, values): &(f64, f64, [f64; PARTS])| {
            let against = sum(weights, values) * (1.0 - 2.0 * side);
            share * (against.max(0.0) + (-against.abs()).exp().ln_1p())
        };
        cases.iter().map(wrong).sum::<f64>() + 0.5 * pull * far
    };
    let mut weights = prior;
    let mut least = loss(&weights);
    for _ in 0..30 {
        let mut slope = [0.0_f64; PARTS];
        let mut curve = [[0.0_f64; PARTS]; PARTS];
        for part in 0..PARTS {
            slope[part] = pull * (prior[part] - weights[part]);
            curve[part][part] = pull + 1e-9;
        }
        for (side, share, values) in &cases {
            let likely = 1.0 / (1.0 + (-sum(&weights, values)).exp());
            for row in 0..PARTS {
                slope[row] += share * (side - likely) * values[row];
                for column in 0..PARTS {
                    curve[row][column] += share * likely * (1.0 - likely) * values[row] * values[column];
                }
            }
        }
        let mut step = solve(curve, slope);
        // Far from the best place a whole step may lead away from it.
        let next = loop {
            let next = std::array::from_fn(|part| weights[part] + step[part]);
            if loss(&next) < least {
                break Some(next);
            }
            step = step.map(|part| part * 0.5);
            if step.iter().all(|part| part.abs() < 1e-6) {
                break None;
            }
        };
        let Some(next) = next else { break };
        weights = next;
        least = loss(&weights);
    }
    weights.map(|weight| weight as f32)
}

/// The x with `matrix` x = `right`; the matrix is positive definite, so no rows have to be exchanged.
fn solve(mut matrix: [[f64; PARTS]; PARTS], mut right: [f64; PARTS]) -> [f64; PARTS] {
    for pivot in 0..PARTS {
        let above = matrix[pivot];
        for row in pivot + 1..PARTS {
            let factor = matrix[row][pivot] / above[pivot];
            for (value, above) in matrix[row].iter_mut().zip(above) {
                *value -= factor * above;
            }
            right[row] -= factor * right[pivot];
        }
    }
    for row in (0..PARTS).rev() {
        let known: f64 = (row + 1..PARTS).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    right
}

/// What to add to the constant so that as much as possible is out of scope, and no more than [`LOST`] of the right answers.
fn shift(scope: &Scope, inside: &[&Observed]) -> f32 {
    // The label is said where inside * share of the best > 1 - inside.
    let mut needed: Vec<f32> = inside
        .iter()
        .filter(|observed| observed.right())
        .map(|observed| {
            let inside = scope.inside(&observed.signals).clamp(1e-6, 1.0 - 1e-6);
            -(inside / (1.0 - inside)).ln() - best_share(scope, observed).ln()
        })
        .collect();
    needed.sort_by(|one, other| other.total_cmp(one));
    let lost = (needed.len() as f32 * LOST) as usize;
    needed.get(lost).map_or(0.0, |needed| needed + 1e-3) * trust(needed.len())
}

/// The probability of the best label among the labels.
fn best_share(scope: &Scope, observed: &Observed) -> f32 {
    let top = observed.signals.values[0];
    1.0 / observed.scores.iter().map(|score| ((score - top) * scope.warmth).exp()).sum::<f32>().max(1.0)
}

/// The confidence from which the correlation of answers with truth (Matthews') is best, where as many texts are out of scope as
/// in it.
fn threshold(scope: &Scope, inside: &[&Observed], outside: &[&Observed]) -> f32 {
    let confidence = |observed: &&Observed| scope.inside(&observed.signals) * best_share(scope, observed);
    let of_inside: Vec<(f32, bool)> = inside.iter().map(|one| (confidence(one), one.right())).collect();
    let of_outside: Vec<f32> = outside.iter().map(confidence).collect();
    let value = |threshold: f32| {
        let right = of_inside.iter().filter(|one| one.1 && one.0 >= threshold).count() as f32 / of_inside.len() as f32;
        let silent = of_outside.iter().filter(|one| **one < threshold).count() as f32 / of_outside.len() as f32;
        right + silent
    };
    let steps = (1..100).map(|step| step as f32 / 100.0);
    let best = steps.map(|step| (value(step), step)).max_by(|one, other| one.0.total_cmp(&other.0));
    let best = best.map_or(UNTRIED.threshold, |best| best.1);
    UNTRIED.threshold + (best - UNTRIED.threshold) * trust(of_inside.len().min(of_outside.len()))
}

/// How far what `count` observations say is to be believed, 0 to 1.
fn trust(count: usize) -> f32 {
    count as f32 / (count as f32 + 20.0)
}
