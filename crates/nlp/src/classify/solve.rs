//! Learning of weights (mistakes cost, and so do the weights' squares) by dual coordinate descent: one variable for each example and label, of which one example's are
//! solved exactly at a time, so that no step length has to be chosen.

use super::vocabulary::Rows;

/// What a mistake costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Loss {
    /// The logarithm of the right label's probability, all labels together.
    Logarithm,
    /// The squared distance from a margin of one, each label against the rest.
    Margin,
}

/// A weight for each column and label; the labels of a column lie together.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub labels: usize,
    pub values: Vec<f32>,
}

impl Weights {
    pub fn column(&self, column: u32) -> &[f32] {
        let from = column as usize * self.labels;
        &self.values[from..from + self.labels]
    }

    pub fn scores(&self, columns: &[u32], values: &[f32], scores: &mut [f32]) {
        scores.fill(0.0);
        for (&column, &value) in columns.iter().zip(values) {
            for (score, weight) in scores.iter_mut().zip(self.column(column)) {
                *score += value * weight;
            }
        }
    }

    fn add(&mut self, columns: &[u32], values: &[f32], change: &[f32]) {
        for (&column, &value) in columns.iter().zip(values) {
            let from = column as usize * self.labels;
            for (weight, change) in self.values[from..from + self.labels].iter_mut().zip(change) {
                *weight += value * change;
            }
        }
    }
}

/// What is to be learnt from: `answers` are the labels' numbers, `costs` what an error at each row costs: nothing, if
/// it is to be left out.
pub(super) struct Lesson<'a> {
    pub rows: &'a Rows,
    pub answers: &'a [u32],
    pub costs: &'a [f32],
    pub labels: usize,
    pub width: usize,
}

/// The largest change of a round, relative to the cost, below which nothing more is learnt.
const SETTLED: f32 = 0.01;

/// Weights that cost least, within `rounds` over all rows. `known` are the dual variables: of an earlier lesson, or zeros;
/// they are left as they are at the end.
pub(super) fn learn(lesson: &Lesson<'_>, loss: Loss, rounds: usize, known: &mut [f32]) -> Weights {
    let labels = lesson.labels;
    let mut weights = Weights { labels, values: vec![0.0; lesson.width * labels] };
    for (index, known) in known.chunks_exact(labels).enumerate() {
        if known.iter().any(|&part| part != 0.0) {
            let (columns, values) = lesson.rows.row(index);
            weights.add(columns, values, known);
        }
    }
    let squares: Vec<f32> =
        (0..lesson.rows.len()).map(|index| lesson.rows.row(index).1.iter().map(|value| value * value).sum()).collect();
    let mut order: Vec<usize> = (0..lesson.rows.len()).collect();
    let (mut scores, mut change, mut free) = (vec![0.0; labels], vec![0.0; labels], Vec::new());
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    // A row that hardly moved rests for some rounds, longer each time.
    let (mut rests, mut wakes) = (vec![0_u16; order.len()], vec![0_usize; order.len()]);
    for round in 0..rounds {
        dice.shuffle(&mut order);
        let mut moved = 0.0_f32;
        for &index in &order {
            if wakes[index] > round || lesson.costs[index] <= 0.0 {
                continue;
            }
            let (columns, values) = lesson.rows.row(index);
            weights.scores(columns, values, &mut scores);
            let known = &mut known[index * labels..][..labels];
            let (answer, cost) = (lesson.answers[index] as usize, lesson.costs[index]);
            match loss {
                Loss::Logarithm => {
                    logarithm(&scores, known, answer, squares[index], cost, &mut change, &mut free);
                }
                Loss::Margin => margin(&scores, known, answer, squares[index], cost, &mut change),
            }
            let largest = change.iter().fold(0.0_f32, |most, part| most.max(part.abs()));
            if largest > 1e-4 * cost {
                weights.add(columns, values, &change);
                for (known, change) in known.iter_mut().zip(&change) {
                    *known += change;
                }
            }
            moved = moved.max(largest / cost);
            rests[index] = if largest < SETTLED * cost { rests[index] + 1 } else { 0 };
            wakes[index] = round + 1 + usize::from(rests[index]);
        }
        if moved < SETTLED {
            break;
        }
    }
    weights
}

/// The step of one row for [`Loss::Margin`].
fn margin(scores: &[f32], known: &[f32], answer: usize, square: f32, cost: f32, change: &mut [f32]) {
    let curve = square + 0.5 / cost;
    for (label, change) in change.iter_mut().enumerate() {
        let side = if label == answer { 1.0 } else { -1.0 };
        let multiplier = known[label] * side;
        let slope = scores[label] * side - 1.0 + multiplier * 0.5 / cost;
        *change = ((multiplier - slope / curve).max(0.0) - multiplier) * side;
    }
}

/// The step of one row for [`Loss::Logarithm`]: the probabilities p with which known = cost (truth - p) holds after it. With
/// a = square * cost they are the ones with ln p + a p = t - v, where t are the scores without this row's share and v makes their
/// sum one; the sum falls with v and bends upward, so Newton's steps from the left never overshoot.
fn logarithm(
    scores: &[f32],
    known: &[f32],
    answer: usize,
    square: f32,
    cost: f32,
    change: &mut [f32],
    free: &mut Vec<f64>,
) {
    let pull = square * cost;
    let mut most = f32::MIN;
    for (label, target) in change.iter_mut().enumerate() {
        *target = scores[label] - square * known[label] + if label == answer { pull } else { 0.0 };
        most = most.max(*target);
    }
    // Each target becomes pull * e^(t - v): a further step of v only scales them. What is large is larger than f32 holds.
    free.clear();
    let level = most - pull.min(600.0);
    free.extend(change.iter().map(|&target| f64::from(pull) * f64::from((target - level).max(-40.0)).exp()));
    for _ in 0..30 {
        let (mut sum, mut fall) = (0.0, 0.0);
        for &free in free.iter() {
            let part = lambert(free);
            sum += part;
            fall += part / (1.0 + part);
        }
        let shift = (sum - f64::from(pull)) / fall;
        let scale = (-shift).exp();
        for free in free.iter_mut() {
            *free *= scale;
        }
        if shift.abs() < 1e-3 {
            break;
        }
    }
    for (label, change) in change.iter_mut().enumerate() {
        let truth = if label == answer { cost } else { 0.0 };
        *change = truth - cost / pull * lambert(free[label]) as f32 - known[label];
    }
}

/// Lambert's W: the w with w e^w = x, for x from 0.
fn lambert(x: f64) -> f64 {
    if x < 0.05 {
        return x * (1.0 - x * (1.0 - 1.5 * x));
    }
    let near = x.ln_1p();
    let mut w = if x < 3.0 {
        near * (1.0 - 0.2 * near)
    } else {
        let log = x.ln();
        log - log.ln() * (1.0 - 1.0 / log)
    };
    for _ in 0..2 {
        // Halley's method.
        let power = w.exp();
        let off = w * power - x;
        w -= off / (power * (w + 1.0) - (w + 2.0) * off / (2.0 * w + 2.0));
    }
    w
}

/// Numbers that look thrown and are the same each time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}
