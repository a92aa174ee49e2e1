//! Numbers out of `model.safetensors`.

use ndarray::{Array1, Array2};
use safetensors::{Dtype, SafeTensors};

use crate::BadFolder;

/// The file, with the name that all tensors of the model begin with.
pub(crate) struct Weights<'a> {
    tensors: SafeTensors<'a>,
    prefix: &'static str,
}

impl<'a> Weights<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, BadFolder> {
        let wrong = |reason| BadFolder(format!("model.safetensors cannot be understood: {reason}."));
        let tensors = SafeTensors::deserialize(bytes).map_err(wrong)?;
        let prefixes = ["", "bert.", "roberta."];
        let has = |prefix: &&&str| tensors.tensor(&format!("{prefix}embeddings.word_embeddings.weight")).is_ok();
        let prefix = prefixes.iter().find(has).copied().ok_or_else(|| {
            BadFolder("model.safetensors has no embeddings.word_embeddings.weight: it is no model of this kind.".into())
        })?;
        Ok(Self { tensors, prefix })
    }

    /// A row of numbers.
    pub(crate) fn row(&self, name: &str, length: usize) -> Result<Array1<f32>, BadFolder> {
        Ok(Array1::from(self.numbers(name, Some(&[length]))?.1))
    }

    /// A table.
    pub(crate) fn table(&self, name: &str, shape: (usize, usize)) -> Result<Array2<f32>, BadFolder> {
        let (_, numbers) = self.numbers(name, Some(&[shape.0, shape.1]))?;
        Array2::from_shape_vec(shape, numbers).map_err(|_| odd(name))
    }

    /// A table with this many columns.
    pub(crate) fn table_of(&self, name: &str, columns: usize) -> Result<Array2<f32>, BadFolder> {
        match self.numbers(name, None)? {
            (shape, numbers) if shape.len() == 2 && shape[1] == columns => {
                Array2::from_shape_vec((shape[0], columns), numbers).map_err(|_| odd(name))
            }
            _ => Err(odd(name)),
        }
    }

    fn numbers(&self, name: &str, shape: Option<&[usize]>) -> Result<(Vec<usize>, Vec<f32>), BadFolder> {
        let missing = |_| BadFolder(format!("model.safetensors has no {name}."));
        let tensor = self.tensors.tensor(&format!("{}{name}", self.prefix)).map_err(missing)?;
        if shape.is_some_and(|shape| shape != tensor.shape()) {
            return Err(odd(name));
        }
        let bytes = tensor.data();
        let numbers = match tensor.dtype() {
            Dtype::F32 => bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect(),
            Dtype::BF16 => bytes.as_chunks().0.iter().map(|two| wide(u16::from_le_bytes(*two))).collect(),
            Dtype::F16 => bytes.as_chunks().0.iter().map(|two| half(u16::from_le_bytes(*two))).collect(),
            other => {
                return Err(BadFolder(format!(
                    "{name} holds numbers of the kind {other:?}; F32, F16 and BF16 are understood."
                )));
            }
        };
        Ok((tensor.shape().to_vec(), numbers))
    }
}

fn odd(name: &str) -> BadFolder {
    BadFolder(format!("{name} in model.safetensors has another shape than config.json says."))
}

/// The first half of a number's bits.
fn wide(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

/// A number of 16 bits as IEEE 754 has it.
fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f32::from(bits & 0x3ff));
    sign * match exponent {
        0 => fraction * 2f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::{half, wide};

    #[test]
    fn numbers_of_sixteen_bits_are_read_as_they_are_meant() {
        for (bits, number) in [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8)] {
            assert_eq!(half(bits), number);
        }
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
        assert_eq!((wide(0x3f80), wide(0xc040)), (1.0, -3.0));
    }
}
