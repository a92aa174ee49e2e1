//! Makes `models/intent.bin`, the model of `nlp::intent::of`:
//!
//! `cargo run --release -p nlp --example train_intent -- FOLDER`
//!
//! FOLDER has `bitext8k_train.jsonl` and `bitext8k_valid.jsonl` ({"text","intent"}); the other texts lie in `models/intent/training`.
//! What is printed at the end is how many texts of the validation file and of `tests/data/intent` came out right, per language.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use domain::Language;
use nlp::classify::{Classifier, Example, Settings};
use nlp::intent::{Intent, choose, prepare};
use serde_json::Value;
use std::path::Path;
use std::time::Instant;

type Texts = Vec<(Intent, String)>;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder with bitext8k_train.jsonl");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bitext = json_lines(&Path::new(&folder).join("bitext8k_train.jsonl"));
    let mut own = Texts::new();
    for &language in Language::ALL {
        own.extend(table(&here.join(format!("models/intent/training/{language}.tsv")), language));
    }
    println!("{} texts of bitext, {} of this project", bitext.len(), own.len());
    // Mixed evenly, so that what is kept back for calibration is of both kinds.
    let (mut mixed, mut taken, all) = (Texts::new(), 0, own.len());
    for (number, text) in own.into_iter().enumerate() {
        mixed.push(text);
        let until = (number + 1) * bitext.len() / all;
        while taken < until.min(bitext.len()) {
            mixed.push(bitext[taken].clone());
            taken += 1;
        }
    }
    mixed.extend_from_slice(&bitext[taken..]);
    let examples: Vec<Example<'_>> = mixed.iter().map(|(intent, text)| Example { text, label: intent.id() }).collect();
    let start = Instant::now();
    let bytes = Classifier::train(&examples, &Settings::default()).to_bytes();
    println!("trained in {:.1?}, {} bytes", start.elapsed(), bytes.len());
    std::fs::write(here.join("models/intent.bin"), &bytes).unwrap();
    let model = Classifier::from_bytes(&bytes).unwrap();
    let valid = json_lines(&Path::new(&folder).join("bitext8k_valid.jsonl"));
    measure("bitext", &model, &valid);
    for folder in ["tests/data/intent", "tests/data/intent/unseen"] {
        println!("{folder}");
        let mut all = Texts::new();
        for &language in Language::ALL {
            let texts = table(&here.join(folder).join(format!("{language}.tsv")), language);
            measure(language.code(), &model, &texts);
            all.extend(texts);
        }
        measure("all", &model, &all);
    }
}

fn json_lines(path: &Path) -> Texts {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let line = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        (
            value["intent"].as_str().unwrap().parse().unwrap(),
            prepare(value["text"].as_str().unwrap(), Some(Language::En)),
        )
    };
    text.lines().map(line).collect()
}

fn table(path: &Path, language: Language) -> Texts {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let line = |line: &str| {
        let (intent, text) = line.split_once('\t').unwrap();
        (intent.parse().unwrap(), prepare(text, Some(language)))
    };
    text.lines().map(line).collect()
}

/// Prints the share of right answers; of those with at least 0.8, how many there are and how many of them are right; and by how
/// much confidences differ from shares of right answers, in ten classes (ECE).
fn measure(name: &str, model: &Classifier, texts: &Texts) {
    let start = Instant::now();
    let found: Vec<(f32, bool)> = texts
        .iter()
        .map(|(intent, text)| {
            let best = choose(model, text).unwrap();
            (best.confidence, best.intent == *intent)
        })
        .collect();
    let micros = start.elapsed().as_secs_f64() * 1e6 / texts.len() as f64;
    let share = |of: &[&(f32, bool)]| of.iter().filter(|one| one.1).count() as f32 / of.len().max(1) as f32 * 100.0;
    let sure: Vec<_> = found.iter().filter(|one| one.0 >= 0.8).collect();
    let mut error = 0.0;
    for class in 0..10 {
        let inside: Vec<_> = found.iter().filter(|one| ((one.0 * 10.0) as usize).min(9) == class).collect();
        let mean = inside.iter().map(|one| one.0).sum::<f32>() / inside.len().max(1) as f32;
        error += (mean - share(&inside) / 100.0).abs() * inside.len() as f32 / found.len() as f32;
    }
    println!(
        "{name:>6}: {:5.1} % right; sure in {:5.1} %, of these {:5.1} % right; ECE {error:.3}; {micros:.0} µs",
        share(&found.iter().collect::<Vec<_>>()),
        sure.len() as f32 * 100.0 / found.len() as f32,
        share(&sure),
    );
}
