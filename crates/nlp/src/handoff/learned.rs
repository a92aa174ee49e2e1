//! The model that hears the wishes that no rule describes; `examples/train_handoff.rs` makes it, see `models/handoff.md`.

use super::features::{PLACES, Signs};

/// As bytes: how much a step of a weight is worth, what is added, and each place's weight, whose square counts.
static MODEL: &[u8] = include_bytes!("../../models/handoff.bin");
const HEAD: usize = 8;

/// How likely the model finds a wish in a text of these signs, 0 to 1; from [`super::WISHED`] on it is one. 0: the model has
/// another size, which a test excludes.
pub(super) fn likely(signs: &Signs) -> f32 {
    let (Some(step), Some(offset), Some(weights)) = (number(0), number(4), MODEL.get(HEAD..HEAD + PLACES)) else {
        return 0.0;
    };
    let weight = |place: u32| f32::from(weights[place as usize].cast_signed());
    let sum = |features: &[(u32, f32)]| -> f32 {
        features.iter().map(|(place, value)| (weight(*place) * weight(*place).abs()) * value).sum()
    };
    let clause = signs.clauses.iter().map(|clause| sum(clause)).reduce(f32::max).unwrap_or(0.0);
    1.0 / (1.0 + (-((sum(&signs.whole) + clause) * step + offset)).exp())
}

fn number(at: usize) -> Option<f32> {
    MODEL.get(at..at + 4)?.try_into().ok().map(f32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_has_a_weight_for_each_place() {
        assert_eq!(MODEL.len(), HEAD + PLACES);
        assert!(number(0).unwrap() > 0.0);
    }
}
