//! Weights as a finished model keeps them: a byte each, and only those that count.

use super::solve::Weights;

/// Weights of columns and labels, without the many that say next to nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compact {
    /// What one step of a weight is worth, for each label.
    pub scales: Vec<f32>,
    starts: Vec<u32>,
    labels: Vec<u16>,
    weights: Vec<i8>,
}

impl Compact {
    pub fn new(scales: Vec<f32>) -> Self {
        Self { scales, starts: vec![0], labels: Vec::new(), weights: Vec::new() }
    }

    pub fn push(&mut self, label: u16, weight: i8) {
        self.labels.push(label);
        self.weights.push(weight);
    }

    pub fn end_column(&mut self) {
        self.starts.push(self.labels.len() as u32);
    }

    /// The labels of a column, ascending, with their weights.
    pub fn column(&self, column: u32) -> (&[u16], &[i8]) {
        let range = self.starts[column as usize] as usize..self.starts[column as usize + 1] as usize;
        (&self.labels[range.clone()], &self.weights[range])
    }

    /// What is left of `weights` when those under the share `least` of a label's largest are dropped.
    pub fn of(weights: &Weights, least: f32) -> Self {
        let labels = weights.labels;
        let mut largest = vec![0.0_f32; labels];
        for column in weights.values.chunks_exact(labels.max(1)) {
            for (largest, weight) in largest.iter_mut().zip(column) {
                *largest = largest.max(weight.abs());
            }
        }
        let scales: Vec<f32> = largest.iter().map(|largest| largest.max(1e-6) / 127.0).collect();
        let mut compact = Self::new(scales.clone());
        for column in weights.values.chunks_exact(labels.max(1)) {
            for (label, (weight, scale)) in column.iter().zip(&scales).enumerate() {
                let steps = (weight / scale).round().clamp(-127.0, 127.0);
                if steps.abs() >= (127.0 * least).max(1.0) {
                    compact.push(label as u16, steps as i8);
                }
            }
            compact.end_column();
        }
        compact
    }

    /// Each label's score of a row.
    pub fn scores(&self, row: &[(u32, f32)]) -> Vec<f32> {
        let mut scores = vec![0.0; self.scales.len()];
        for &(column, value) in row {
            let (labels, weights) = self.column(column);
            for (&label, &weight) in labels.iter().zip(weights) {
                scores[usize::from(label)] += value * f32::from(weight);
            }
        }
        for (score, scale) in scores.iter_mut().zip(&self.scales) {
            *score *= scale;
        }
        scores
    }
}
