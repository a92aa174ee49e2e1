//! The model: what BERT does with the pieces of a text.
//!
//! The tokens of several texts stand below each other in one table, without filling; only in the attention each text is by
//! itself. So every multiplication with weights is one of large tables.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice, concatenate};

use crate::BadFolder;
use crate::settings::{Bend, Pooling, Settings};
use crate::weights::Weights;

/// `x` times `weight`, and `bias` added to each row.
struct Linear {
    weight: Array2<f32>,
    bias: Array1<f32>,
}

/// Brings each row to mean 0 and spread 1, then to what was learnt.
struct Norm {
    factor: Array1<f32>,
    shift: Array1<f32>,
    epsilon: f32,
}

struct Layer {
    /// Queries, keys and values beside each other.
    asked: Linear,
    attended: Linear,
    attended_norm: Norm,
    up: Linear,
    down: Linear,
    down_norm: Norm,
}

pub(crate) struct Bert {
    words: Array2<f32>,
    /// With what the kind of the first text adds, which all of ours are.
    places: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: usize,
    bend: Bend,
}

impl Bert {
    pub(crate) fn read(bytes: &[u8], settings: &Settings) -> Result<Self, BadFolder> {
        let from = Weights::read(bytes)?;
        let hidden = settings.hidden;
        let words = from.table_of("embeddings.word_embeddings.weight", hidden)?;
        let places = from.table_of("embeddings.position_embeddings.weight", hidden)?;
        let (first, last) = (settings.first_place, settings.first_place + settings.longest);
        if places.nrows() < last {
            return Err(BadFolder("The model has fewer places than config.json says.".into()));
        }
        let kinds = from.table_of("embeddings.token_type_embeddings.weight", hidden)?;
        let places = &places.slice_axis(Axis(0), Slice::from(first..last)) + &kinds.row(0);
        let norm = Norm::read(&from, "embeddings.LayerNorm", settings)?;
        let layers =
            (0..settings.layers).map(|number| Layer::read(&from, number, settings)).collect::<Result<_, _>>()?;
        Ok(Self { words, places, norm, layers, heads: settings.heads, bend: settings.bend })
    }

    /// Pieces that it knows.
    pub(crate) fn words(&self) -> usize {
        self.words.nrows()
    }

    /// Numbers of a vector.
    pub(crate) fn width(&self) -> usize {
        self.words.ncols()
    }

    /// A vector of length one for each text.
    pub(crate) fn embed(&self, texts: &[&[u32]], pooling: Pooling) -> Vec<Vec<f32>> {
        let mut ranges = Vec::with_capacity(texts.len());
        let mut tokens = 0;
        for text in texts {
            let length = text.len().min(self.places.nrows());
            ranges.push(tokens..tokens + length);
            tokens += length;
        }
        let mut x = Array2::zeros((tokens, self.width()));
        for (text, range) in texts.iter().zip(&ranges) {
            for (place, (id, row)) in text.iter().zip(range.clone()).enumerate() {
                let mut x = x.row_mut(row);
                x.assign(&self.words.row(*id as usize));
                x += &self.places.row(place);
            }
        }
        self.norm.apply(&mut x);
        for layer in &self.layers {
            layer.apply(&mut x, &ranges, self.heads, self.bend);
        }
        let of = |range| pooled(x.slice_axis(Axis(0), Slice::from(range)), pooling);
        ranges.into_iter().map(of).collect()
    }
}

impl Layer {
    fn read(from: &Weights<'_>, number: usize, settings: &Settings) -> Result<Self, BadFolder> {
        let hidden = settings.hidden;
        let name = |part: &str| format!("encoder.layer.{number}.{part}");
        let square = |part: &str| Linear::read(from, &name(part), (hidden, hidden));
        let parts = [square("attention.self.query")?, square("attention.self.key")?, square("attention.self.value")?];
        let odd = |_| BadFolder("The parts of an attention differ in size.".into());
        let [query, key, value] = &parts;
        let weight = concatenate(Axis(1), &[query.weight.view(), key.weight.view(), value.weight.view()]);
        let bias = concatenate(Axis(0), &[query.bias.view(), key.bias.view(), value.bias.view()]);
        let between = from.table_of(&name("intermediate.dense.weight"), hidden)?.nrows();
        Ok(Self {
            asked: Linear { weight: weight.map_err(odd)?, bias: bias.map_err(odd)? },
            attended: square("attention.output.dense")?,
            attended_norm: Norm::read(from, &name("attention.output.LayerNorm"), settings)?,
            up: Linear::read(from, &name("intermediate.dense"), (between, hidden))?,
            down: Linear::read(from, &name("output.dense"), (hidden, between))?,
            down_norm: Norm::read(from, &name("output.LayerNorm"), settings)?,
        })
    }

    fn apply(&self, x: &mut Array2<f32>, texts: &[Range<usize>], heads: usize, bend: Bend) {
        let asked = self.asked.of(x);
        let mut seen = Array2::zeros(x.raw_dim());
        for text in texts {
            attend(&asked, &mut seen, text, heads);
        }
        let mut attended = self.attended.of(&seen);
        attended += &*x;
        self.attended_norm.apply(&mut attended);
        let mut up = self.up.of(&attended);
        bend.apply(&mut up);
        let mut down = self.down.of(&up);
        down += &attended;
        self.down_norm.apply(&mut down);
        *x = down;
    }
}

/// What each token of a text takes from the others, head by head.
fn attend(asked: &Array2<f32>, seen: &mut Array2<f32>, text: &Range<usize>, heads: usize) {
    let hidden = seen.ncols();
    let wide = hidden / heads;
    let scale = 1.0 / (wide as f32).sqrt();
    let mut shares = Array2::zeros((text.len(), text.len()));
    for head in 0..heads {
        let part = |of: usize| {
            let from = of * hidden + head * wide;
            let mut part = asked.view();
            part.slice_axis_inplace(Axis(0), Slice::from(text.clone()));
            part.slice_axis_inplace(Axis(1), Slice::from(from..from + wide));
            part
        };
        general_mat_mul(scale, &part(0), &part(1).t(), 0.0, &mut shares);
        for mut row in shares.rows_mut() {
            let most = row.fold(f32::MIN, |most, value| most.max(*value));
            row.mapv_inplace(|value| (value - most).exp());
            let sum = row.sum();
            row /= sum;
        }
        let mut into = seen.view_mut();
        into.slice_axis_inplace(Axis(0), Slice::from(text.clone()));
        into.slice_axis_inplace(Axis(1), Slice::from(head * wide..(head + 1) * wide));
        general_mat_mul(1.0, &shares, &part(2), 0.0, &mut into);
    }
}

impl Linear {
    /// `shape`: numbers that come out, numbers that go in.
    fn read(from: &Weights<'_>, name: &str, shape: (usize, usize)) -> Result<Self, BadFolder> {
        let weight = from.table(&format!("{name}.weight"), shape)?;
        Ok(Self { weight: weight.reversed_axes(), bias: from.row(&format!("{name}.bias"), shape.0)? })
    }

    fn of(&self, x: &Array2<f32>) -> Array2<f32> {
        let mut y = Array2::zeros((x.nrows(), self.bias.len()));
        y += &self.bias;
        general_mat_mul(1.0, x, &self.weight, 1.0, &mut y);
        y
    }
}

impl Norm {
    fn read(from: &Weights<'_>, name: &str, settings: &Settings) -> Result<Self, BadFolder> {
        Ok(Self {
            factor: from.row(&format!("{name}.weight"), settings.hidden)?,
            shift: from.row(&format!("{name}.bias"), settings.hidden)?,
            epsilon: settings.epsilon,
        })
    }

    fn apply(&self, x: &mut Array2<f32>) {
        for mut row in x.rows_mut() {
            let count = row.len() as f32;
            let mean = row.sum() / count;
            row -= mean;
            let spread = (row.fold(0.0, |sum, value| sum + value * value) / count + self.epsilon).sqrt();
            row /= spread;
            row *= &self.factor;
            row += &self.shift;
        }
    }
}

impl Bend {
    fn apply(self, x: &mut Array2<f32>) {
        match self {
            Self::Gelu => x.mapv_inplace(|x| 0.5 * x * (1.0 + error_function(x * std::f32::consts::FRAC_1_SQRT_2))),
            Self::GeluByTanh => x.mapv_inplace(|x| {
                let inner = 0.797_884_6 * (x + 0.044_715 * x * x * x);
                0.5 * x * (1.0 + inner.tanh())
            }),
            Self::Relu => x.mapv_inplace(|x| x.max(0.0)),
        }
    }
}

/// The error function as a quotient of polynomials, to within a few millionths; without branches, so that eight are worked
/// out at a time.
fn error_function(x: f32) -> f32 {
    const ABOVE: [f32; 7] =
        [-2.726_142_3e-10, 2.770_681_4e-8, -2.101_024e-6, -5.692_506_4e-5, -7.349_906e-4, -2.954_6e-3, -1.609_603_3e-2];
    const BELOW: [f32; 5] = [-1.456_607_2e-5, -2.133_740_6e-4, -1.682_827e-3, -7.373_329e-3, -1.426_473_9e-2];
    let x = x.clamp(-4.0, 4.0);
    let square = x * x;
    let above = ABOVE.iter().fold(0.0, |sum, part| sum * square + part);
    let below = BELOW.iter().fold(0.0, |sum, part| sum * square + part);
    x * above / below
}

/// One vector of length one out of those of a text's tokens.
fn pooled(tokens: ArrayView2<'_, f32>, pooling: Pooling) -> Vec<f32> {
    let mut vector = match pooling {
        Pooling::Mean => tokens.sum_axis(Axis(0)) / tokens.nrows().max(1) as f32,
        Pooling::First => tokens.row(0).to_owned(),
        Pooling::Max => tokens.fold_axis(Axis(0), f32::MIN, |most, value| most.max(*value)),
    };
    let length = vector.fold(0.0, |sum, value| sum + value * value).sqrt();
    vector /= length.max(1e-12);
    vector.to_vec()
}

#[cfg(test)]
mod tests {
    use super::error_function;

    #[test]
    fn the_error_function_is_that_of_the_tables() {
        let known = [
            (0.0, 0.0),
            (0.1, 0.112_462_916),
            (0.5, 0.520_499_9),
            (1.0, 0.842_700_8),
            (1.5, 0.966_105_15),
            (2.0, 0.995_322_3),
            (3.0, 0.999_977_9),
            (9.0, 1.0),
        ];
        for (x, value) in known {
            assert!((error_function(x) - value).abs() < 3e-6, "{x}");
            assert!((error_function(-x) + value).abs() < 3e-6, "-{x}");
        }
    }
}
