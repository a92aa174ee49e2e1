//! How well `nlp::sentiment::of` does on files of cases: `cargo run --release -p nlp --example sentiment -- FILE…`
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, missing_docs)]

use nlp::evaluate::sentiment::{Case, built_in, predict, score};
use std::time::Instant;

fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        let cases: Vec<Case> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let start = Instant::now();
        let predictions = predict(&cases, built_in);
        let micros = start.elapsed().as_secs_f64() * 1e6 / cases.len() as f64;
        let report = score(&predictions);
        println!("{path}: macro F1 {:.3}, accuracy {:.3}, {micros:.0} µs", report.macro_f1, report.accuracy);
        for truth in ["positive", "neutral", "negative"] {
            let said =
                |label: &str| predictions.iter().filter(|one| one.label == truth && one.predicted == label).count();
            println!("  {truth:>8}: {:4} {:4} {:4}", said("positive"), said("neutral"), said("negative"));
        }
    }
}
