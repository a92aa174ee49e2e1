//! How long it takes to find passages among 10,000 and 100,000, by their words alone and by what they mean too, and how much
//! memory that needs. The vectors are thrown, not a model's: how long a comparison takes does not depend on the numbers.

use super::super::eval::Meanings;
use super::super::{Failure, failure};
use super::answer::{asked, item, question};
use super::figures::Figures;
use crate::telemetry::resident_bytes;
use engine::evaluation::retrieval::{Case, Document, add_vectors, index, predict_with};
use engine::evaluation::{Grasp, Meaning};
use std::time::{Duration, Instant};

/// Passages in the index.
const SIZES: [u64; 2] = [10_000, 100_000];
/// Numbers of a vector, as small models have them.
const WIDTH: usize = 384;
/// Passages of an item.
const PASSAGES: u64 = 3;

/// Measures; with a model folder also what a question's vector takes.
pub(super) fn measure(embedder: Option<&str>, seconds: u64, figures: &mut Figures) -> Result<(), Failure> {
    let grasp = heard()?;
    for size in SIZES {
        let items = size.div_ceil(PASSAGES);
        let documents: Vec<Document> = (0..items).flat_map(documents).take(size as usize).collect();
        let kept = format!("{},000", size / 1_000);
        let (before, begun) = (resident(), Instant::now());
        let mut index = index(&documents);
        figures.add("retrieval", format!("{kept} passages, index made in"), begun.elapsed().as_secs_f64(), "s");
        figures.add("retrieval", format!("{kept}, by words, memory"), megabytes(before), "MB");
        let by_words = timed(seconds, |number| {
            let case = case(number, items);
            let begun = Instant::now();
            std::hint::black_box(predict_with(&index, &documents, &case, None));
            begun.elapsed()
        });
        figures.add_times("retrieval", &format!("{kept}, by words"), by_words);
        let vectors: Vec<Vec<f32>> = (0..size).map(thrown).collect();
        add_vectors(&mut index, &vectors);
        drop(vectors);
        figures.add("retrieval", format!("{kept}, vectors beside them"), size as f64 * (WIDTH + 4) as f64 / 1e6, "MB");
        let by_both = timed(seconds, |number| {
            let (case, vector) = (case(number, items), thrown(number * 7));
            let meaning = Meaning { vector: &vector, grasp: &grasp };
            let begun = Instant::now();
            std::hint::black_box(predict_with(&index, &documents, &case, Some(meaning)));
            begun.elapsed()
        });
        figures.add_times("retrieval", &format!("{kept}, by words and vectors"), by_both);
    }
    if let Some(meanings) = Meanings::open(embedder)? {
        let mut failed = None;
        let times = timed(seconds, |number| {
            let (query, begun) = (question(number, SIZES[0]).0, Instant::now());
            failed = meanings.of_question(&query).err().or(failed.take());
            begun.elapsed()
        });
        if let Some(failure) = failed {
            return Err(failure);
        }
        figures.add_times("retrieval", "a question's vector by the model", times);
    }
    Ok(())
}

/// Repeats for as long, with a number of its own each time.
fn timed(seconds: u64, mut once: impl FnMut(u64) -> Duration) -> Vec<Duration> {
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut times = Vec::new();
    for number in 0.. {
        times.push(once(number));
        if Instant::now() >= end {
            break;
        }
    }
    times
}

fn resident() -> u64 {
    resident_bytes().unwrap_or_default()
}

fn megabytes(before: u64) -> f64 {
    resident().saturating_sub(before) as f64 / 1e6
}

/// The passages of an item, each as a document.
fn documents(number: u64) -> Vec<Document> {
    let item = item(number);
    let sections = item.content.split("\n\n").enumerate().map(|(place, section)| Document {
        id: format!("{number}-{place}"),
        title: Some(item.title.clone()),
        text: section.trim_start_matches("## ").to_owned(),
        lang: item.language.map(|language| language.code().to_owned()),
    });
    sections.collect()
}

fn case(number: u64, items: u64) -> Case {
    let (query, _) = question(number, items);
    let lang = item(asked(number, items)).language.map(|language| language.code().to_owned());
    Case { query, relevant: Vec::new(), lang }
}

/// A vector of length one whose numbers look thrown.
fn thrown(seed: u64) -> Vec<f32> {
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1_u64 << 24) as f32 - 0.5
    };
    let mut numbers: Vec<f32> = (0..WIDTH).map(|_| next()).collect();
    let length = numbers.iter().map(|number| number * number).sum::<f32>().sqrt();
    numbers.iter_mut().for_each(|number| *number /= length);
    numbers
}

/// As of a model that grasps every language.
fn heard() -> Result<Grasp, Failure> {
    let (questions, _) = Grasp::trial();
    let vectors: Vec<Vec<f32>> = (0..questions.len() as u64).map(thrown).collect();
    Grasp::of(&vectors, &vectors).ok_or_else(|| failure("The trial of models has changed."))
}
