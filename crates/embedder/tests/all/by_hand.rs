//! The same model once more, written down number by number in double precision.

use std::collections::HashMap;

use embedder::testing::{HEADS, LAYERS, Table, WIDTH};

pub struct ByHand(HashMap<String, (Vec<usize>, Vec<f64>)>);

type Rows = Vec<Vec<f64>>;

impl ByHand {
    pub fn new(tables: Vec<Table>) -> Self {
        let wide = |numbers: Vec<f32>| numbers.into_iter().map(f64::from).collect();
        Self(tables.into_iter().map(|(name, shape, numbers)| (name, (shape, wide(numbers)))).collect())
    }

    fn at(&self, name: &str, row: usize, column: usize) -> f64 {
        let (shape, numbers) = &self.0[name];
        numbers[if shape.len() == 2 { row * shape[1] + column } else { column }]
    }

    fn linear(&self, x: &Rows, name: &str) -> Rows {
        let (weight, bias) = (format!("{name}.weight"), format!("{name}.bias"));
        let (out, into) = (self.0[&weight].0[0], self.0[&weight].0[1]);
        let one = |row: &Vec<f64>, o: usize| {
            self.at(&bias, 0, o) + (0..into).map(|i| row[i] * self.at(&weight, o, i)).sum::<f64>()
        };
        x.iter().map(|row| (0..out).map(|o| one(row, o)).collect()).collect()
    }

    fn norm(&self, x: &Rows, name: &str) -> Rows {
        let one = |row: &Vec<f64>| -> Vec<f64> {
            let mean = row.iter().sum::<f64>() / row.len() as f64;
            let spread = (row.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / row.len() as f64 + 1e-12).sqrt();
            let (weight, bias) = (format!("{name}.weight"), format!("{name}.bias"));
            let place = |(i, v): (usize, &f64)| (v - mean) / spread * self.at(&weight, 0, i) + self.at(&bias, 0, i);
            row.iter().enumerate().map(place).collect()
        };
        x.iter().map(one).collect()
    }

    /// The vector of a text with these pieces.
    pub fn embed(&self, ids: &[u32]) -> Vec<f64> {
        let begin = |(place, id): (usize, &u32)| -> Vec<f64> {
            (0..WIDTH)
                .map(|i| {
                    self.at("embeddings.word_embeddings.weight", *id as usize, i)
                        + self.at("embeddings.position_embeddings.weight", place, i)
                        + self.at("embeddings.token_type_embeddings.weight", 0, i)
                })
                .collect()
        };
        let mut x: Rows = ids.iter().enumerate().map(begin).collect();
        x = self.norm(&x, "embeddings.LayerNorm");
        for layer in 0..LAYERS {
            x = self.layer(&x, &format!("encoder.layer.{layer}"));
        }
        let mean: Vec<f64> = (0..WIDTH).map(|i| x.iter().map(|row| row[i]).sum::<f64>() / x.len() as f64).collect();
        let length = mean.iter().map(|v| v * v).sum::<f64>().sqrt();
        mean.iter().map(|v| v / length).collect()
    }

    fn layer(&self, x: &Rows, name: &str) -> Rows {
        let part = |of: &str| self.linear(x, &format!("{name}.attention.self.{of}"));
        let (query, key, value) = (part("query"), part("key"), part("value"));
        let wide = WIDTH / HEADS;
        let mut seen = vec![vec![0.0; WIDTH]; x.len()];
        for head in 0..HEADS {
            let span = head * wide..(head + 1) * wide;
            for to in 0..x.len() {
                let score = |from: &Vec<f64>| {
                    (span.clone().map(|i| query[to][i] * from[i]).sum::<f64>() / (wide as f64).sqrt()).exp()
                };
                let scores: Vec<f64> = key.iter().map(score).collect();
                let sum: f64 = scores.iter().sum();
                for i in span.clone() {
                    seen[to][i] = scores.iter().zip(&value).map(|(score, row)| score / sum * row[i]).sum();
                }
            }
        }
        let attended = self.linear(&seen, &format!("{name}.attention.output.dense"));
        let attended = self.norm(&added(&attended, x), &format!("{name}.attention.output.LayerNorm"));
        let mut up = self.linear(&attended, &format!("{name}.intermediate.dense"));
        for value in up.iter_mut().flatten() {
            *value *= 0.5 * (1.0 + error_function(*value / 2f64.sqrt()));
        }
        let down = self.linear(&up, &format!("{name}.output.dense"));
        self.norm(&added(&down, &attended), &format!("{name}.output.LayerNorm"))
    }
}

fn added(one: &Rows, other: &Rows) -> Rows {
    one.iter().zip(other).map(|(one, other)| one.iter().zip(other).map(|(a, b)| a + b).collect()).collect()
}

/// By its series, which is exact for the small numbers of the test.
fn error_function(x: f64) -> f64 {
    let mut term = x;
    let mut sum = x;
    for n in 1..200 {
        term *= -x * x / f64::from(n);
        sum += term / f64::from(2 * n + 1);
    }
    sum * 2.0 / std::f64::consts::PI.sqrt()
}
