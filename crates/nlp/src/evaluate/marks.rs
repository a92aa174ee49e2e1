//! Marks for predictions of labels, from pairs of truth and prediction.

use std::collections::BTreeMap;

/// Of a label: how often it is true, how often it was said, how often both.
#[derive(Default)]
struct Counts {
    truth: f64,
    said: f64,
    both: f64,
}

fn counts<'a>(pairs: &[(&'a str, &'a str)]) -> BTreeMap<&'a str, Counts> {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for &(truth, said) in pairs {
        counts.entry(truth).or_default().truth += 1.0;
        let of_said = counts.entry(said).or_default();
        of_said.said += 1.0;
        of_said.both += f64::from(u8::from(truth == said));
    }
    counts
}

/// The mean of the F1 of all labels that are true or were said, 0 to 1; 0 without pairs.
pub(super) fn macro_f1(pairs: &[(&str, &str)]) -> f64 {
    let counts = counts(pairs);
    let sum: f64 = counts.values().map(|count| 2.0 * count.both / (count.truth + count.said)).sum();
    if counts.is_empty() { 0.0 } else { sum / counts.len() as f64 }
}

/// Matthews' correlation coefficient for any number of labels, -1 to 1; 0 where only one label is true or was said.
pub(super) fn correlation(pairs: &[(&str, &str)]) -> f64 {
    let counts = counts(pairs);
    let all = pairs.len() as f64;
    let sum = |of: &dyn Fn(&Counts) -> f64| counts.values().map(of).sum::<f64>();
    let covariance = all * sum(&|count| count.both) - sum(&|count| count.truth * count.said);
    let truth = all * all - sum(&|count| count.truth * count.truth);
    let said = all * all - sum(&|count| count.said * count.said);
    if truth * said > 0.0 { covariance / (truth * said).sqrt() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_those_that_are_known_for_an_example() {
        // Two labels: 3 and 1 of a, 1 and 5 of b.
        let pairs: Vec<(&str, &str)> = [("a", "a", 3), ("a", "b", 1), ("b", "a", 1), ("b", "b", 5)]
            .into_iter()
            .flat_map(|(t, s, n)| vec![(t, s); n])
            .collect();
        assert!((macro_f1(&pairs) - (0.75 + 5.0 / 6.0) / 2.0).abs() < 1e-12);
        assert!((correlation(&pairs) - (15.0 - 1.0) / 24.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_to_mark_is_zero() {
        assert_eq!((macro_f1(&[]), correlation(&[])), (0.0, 0.0));
        assert_eq!(correlation(&[("a", "a"), ("a", "a")]), 0.0);
        assert_eq!(correlation(&[("a", "a"), ("b", "b")]), 1.0);
    }
}
