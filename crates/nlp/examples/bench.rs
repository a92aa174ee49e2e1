//! How quick search and answers are, and how much memory the index holds:
//!
//! `cargo run --release -p nlp --example bench -- [PASSAGES …]`
//!
//! The passages are the texts of `models/questions`, each with words that are found nowhere else and sentences of others, so
//! that there are as many different words as in real knowledge; they are asked those questions. Without numbers, 10,000 and
//! 100,000 passages.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use domain::Language;
use nlp::extract::{Candidate, extract};
use nlp::index::{Index, IndexPassage};
use std::path::Path;
use std::time::{Duration, Instant};

/// Each question is asked so often, and the quickest counts: what other work of the machine costs does not.
const RUNS: usize = 5;

struct Set {
    language: Language,
    texts: Vec<String>,
    questions: Vec<String>,
}

fn read(language: Language) -> Set {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("models/questions/{language}.txt"));
    let text = std::fs::read_to_string(path).unwrap();
    let is_text = |line: &&str| !line.starts_with(['=', '+', '#', '?', '!']) && !line.is_empty();
    let question = |line: &str| Some(line.strip_prefix("? ")?.split_once(" | ")?.0.to_owned());
    Set {
        language,
        texts: text.lines().filter(is_text).map(str::to_owned).collect(),
        questions: text.lines().filter_map(question).collect(),
    }
}

/// A passage like the others of its language, with words of its own.
fn passage(set: &Set, number: usize) -> String {
    let (one, other) = (&set.texts[number % set.texts.len()], &set.texts[(number * 7 + 3) % set.texts.len()]);
    let half = other.char_indices().nth(other.chars().count() / 2).map_or(0, |(at, _)| at);
    let name = |salt: usize| {
        let mut rest = number.wrapping_mul(2_654_435_761).wrapping_add(salt * 40_503);
        let mut letters = String::new();
        for _ in 0..4 {
            letters.push(char::from(b"bdfgklmnprstvz"[rest % 14]));
            letters.push(char::from(b"aeiou"[rest / 14 % 5]));
            rest /= 70;
        }
        letters
    };
    format!("{one} {} {} {}. {}", name(1), number, name(2), &other[half..])
}

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).map(|size| size.parse().expect("a number of passages")).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000] } else { sizes };
    let sets: Vec<Set> = Language::ALL.iter().map(|language| read(*language)).collect();
    println!("passages  languages  built in s  MB  search p50 ms  p99 ms  answer p50 ms  p99 ms");
    for size in sizes {
        run(size, &sets[..1]);
        run(size, &sets);
    }
}

fn run(size: usize, sets: &[Set]) {
    let texts: Vec<(Language, String)> = (0..size)
        .map(|number| {
            let set = &sets[number % sets.len()];
            (set.language, passage(set, number / sets.len()))
        })
        .collect();
    let before = resident_mb();
    let begun = Instant::now();
    let mut index = Index::new();
    for (number, (language, text)) in texts.iter().enumerate() {
        index.put(number, *language, "", &[IndexPassage { ordinal: 0, heading: "", text }]);
    }
    let (built, memory) = (begun.elapsed(), resident_mb() - before);
    let (mut searches, mut answers) = (Vec::new(), Vec::new());
    for set in sets {
        for question in set.questions.iter().take(120) {
            let runs: Vec<(Duration, Duration)> =
                (0..RUNS).map(|_| ask(&index, &texts, question, set.language)).collect();
            searches.extend(runs.iter().map(|(search, _)| *search).min());
            answers.extend(runs.iter().map(|(_, answer)| *answer).min());
        }
    }
    let quantiles = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        let at = |part: f64| times[((times.len() as f64 * part) as usize).min(times.len() - 1)].as_secs_f64() * 1e3;
        (at(0.5), at(0.99))
    };
    let ((search, search_99), (answer, answer_99)) = (quantiles(&mut searches), quantiles(&mut answers));
    println!(
        "{size:>8}  {:>9}  {:>10.1}  {memory:>2.0}  {search:>13.2}  {search_99:>6.2}  {answer:>13.2}  {answer_99:>6.2}",
        sets.len(),
        built.as_secs_f64()
    );
}

/// How long the search and the answer take.
fn ask(index: &Index<usize>, texts: &[(Language, String)], question: &str, language: Language) -> (Duration, Duration) {
    let begun = Instant::now();
    let hits = index.search(question, Some(language), 8);
    let searched = begun.elapsed();
    let candidates: Vec<Candidate<'_>> = hits
        .iter()
        .map(|hit| Candidate {
            title: "",
            heading: "",
            text: &texts[hit.key].1,
            language: hit.language,
            score: hit.score,
            coverage: hit.coverage,
        })
        .collect();
    let begun = Instant::now();
    std::hint::black_box(extract(question, language, &candidates));
    (searched, begun.elapsed())
}

/// Memory of this process, in megabytes.
fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb: f64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0.0);
    kb / 1024.0
}
