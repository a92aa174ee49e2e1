//! Fits what the signs of an answer count, on the questions of `models/questions`, which were written for this project:
//!
//! `cargo run --release -p nlp --example fit`
//!
//! A line `? question | answer` is answered by the passage above it with these words; `! question` is about the same thing and
//! answered by no passage.
//!
//! First the weights by which pieces are compared (`WEIGHTS` in `extract/choose.rs`), then, with the weights that stand there,
//! those of the confidence (`src/confidence`). Rounded, they are written into the source by hand; `models/confidence.md` says
//! how good they are.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use domain::Language;
use nlp::extract::{Candidate, FEATURES, Features, SIGNALS, extract_with_signals, pieces_with_features};
use nlp::index::{Index, IndexPassage};
use std::path::Path;

struct Passage {
    title: String,
    /// Whether it is of a business: a bot knows but one.
    of_business: bool,
    heading: String,
    text: String,
}

struct Question {
    passage: usize,
    text: String,
    /// None where no passage answers it.
    answer: Option<String>,
}

struct Set {
    language: Language,
    passages: Vec<Passage>,
    questions: Vec<Question>,
}

fn read(language: Language) -> Set {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("models/questions/{language}.txt"));
    let mut set = Set { language, passages: Vec::new(), questions: Vec::new() };
    let (mut title, mut of_business) = (String::new(), false);
    for line in std::fs::read_to_string(path).unwrap().lines() {
        if let Some(name) = line.strip_prefix("= ") {
            (title, of_business) = (name.to_owned(), false);
        } else if let Some(name) = line.strip_prefix("+ ") {
            (title, of_business) = (name.to_owned(), true);
        } else if let Some(heading) = line.strip_prefix("# ") {
            let (title, heading) = (title.clone(), heading.to_owned());
            set.passages.push(Passage { title, of_business, heading, text: String::new() });
        } else if let Some(asked) = line.strip_prefix("? ") {
            let (text, answer) = asked.split_once(" | ").unwrap();
            let passage = set.passages.len() - 1;
            set.questions.push(Question { passage, text: text.to_owned(), answer: Some(answer.to_owned()) });
        } else if let Some(text) = line.strip_prefix("! ") {
            let passage = set.passages.len() - 1;
            set.questions.push(Question { passage, text: text.to_owned(), answer: None });
        } else {
            set.passages.last_mut().unwrap().text.push_str(line);
        }
    }
    set
}

/// A question as the bot meets it: with or without the passage that answers, under titles or without them.
fn each(set: &Set, mut look: impl FnMut(&Question, &[Candidate<'_>], Option<usize>)) {
    for titled in [true, false] {
        let above = |text: &'_ str| if titled { text.to_owned() } else { String::new() };
        let above: Vec<(String, String)> =
            set.passages.iter().map(|passage| (above(&passage.title), above(&passage.heading))).collect();
        let put = |index: &mut Index<usize>, number: usize| {
            let (title, heading) = &above[number];
            let passage = IndexPassage { ordinal: 0, heading, text: &set.passages[number].text };
            index.put(number, set.language, title, &[passage]);
        };
        let mut index = Index::new();
        let mut last = None;
        for question in &set.questions {
            let about = &set.passages[question.passage];
            if last.replace(&about.title) != Some(&about.title) {
                index = Index::new();
                let known = |passage: &Passage| !passage.of_business || passage.title == about.title;
                (0..set.passages.len())
                    .filter(|number| known(&set.passages[*number]))
                    .for_each(|number| put(&mut index, number));
            }
            for known in [true, false] {
                if !known && question.answer.is_none() {
                    continue;
                }
                if !known {
                    index.remove(&question.passage);
                }
                let hits = index.search(&question.text, Some(set.language), 8);
                let candidates: Vec<Candidate<'_>> = hits
                    .iter()
                    .map(|hit| Candidate {
                        title: &above[hit.key].0,
                        heading: &above[hit.key].1,
                        text: &set.passages[hit.key].text,
                        language: hit.language,
                        score: hit.score,
                        coverage: hit.coverage,
                    })
                    .collect();
                let right = hits.iter().position(|hit| hit.key == question.passage);
                look(question, &candidates, right);
            }
            put(&mut index, question.passage);
        }
    }
}

/// Whether the text has the answer.
fn answers(question: &Question, text: &str) -> bool {
    question.answer.as_ref().is_some_and(|answer| text.contains(answer))
}

/// Share of questions that knowledge does not cover. Makers of such bots tell of 59 to 76 % that need no human; in the sets by
/// which answers are measured it is a quarter.
const UNCOVERED: f64 = 0.25;

fn main() {
    let sets: Vec<Set> = Language::ALL.iter().map(|language| read(*language)).collect();
    pieces(&sets);
    confidences(&sets);
}

/// A question's pieces with what speaks for them, and which of them answer.
type Choice = Vec<(Features, bool)>;

fn pieces(sets: &[Set]) {
    let mut choices: Vec<Choice> = Vec::new();
    for set in sets {
        each(set, |question, candidates, right| {
            let pieces = pieces_with_features(&question.text, set.language, candidates);
            let answers = |candidate: usize, text: &str| Some(candidate) == right && answers(question, text);
            let choice: Choice = pieces
                .into_iter()
                .map(|(span, features)| {
                    let text = &candidates[span.candidate].text[span.start..span.end];
                    (features, answers(span.candidate, text))
                })
                .collect();
            if choice.iter().any(|(_, answers)| *answers) {
                choices.push(choice);
            }
        });
    }
    let mut weights = [0.0_f64; FEATURES];
    let (mut loss, mut hits) = (0.0, 0);
    for round in 0..2_000 {
        let mut slope = weights.map(|weight| 0.02 * weight);
        (loss, hits) = (0.0, 0);
        for choice in &choices {
            let worth: Vec<f64> = choice.iter().map(|(features, _)| dot(&weights, &features.values())).collect();
            let most = worth.iter().copied().fold(f64::MIN, f64::max);
            let shares: Vec<f64> = worth.iter().map(|worth| (worth - most).exp()).collect();
            let all: f64 = shares.iter().sum();
            let right: f64 =
                shares.iter().zip(choice).filter(|(_, (_, answers))| *answers).map(|(share, _)| share).sum();
            loss -= (right / all).ln();
            let best = (0..worth.len()).max_by(|one, other| worth[*one].total_cmp(&worth[*other]));
            hits += usize::from(best.is_some_and(|best| choice[best].1));
            for (share, (features, answers)) in shares.iter().zip(choice) {
                let pull = share / all - if *answers { share / right } else { 0.0 };
                for (slope, value) in slope.iter_mut().zip(features.values()) {
                    *slope += pull * f64::from(value);
                }
            }
        }
        let step = if round < 1_000 { 2.0 } else { 0.5 };
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= step * slope / choices.len() as f64 * 4.0;
        }
    }
    println!(
        "pieces: {} questions, best piece answers {:.3}, loss {:.3}",
        choices.len(),
        hits as f64 / choices.len() as f64,
        loss / choices.len() as f64
    );
    println!("WEIGHTS = {weights:.1?}");
}

fn dot<const N: usize>(weights: &[f64; N], values: &[f32; N]) -> f64 {
    weights.iter().zip(values).map(|(weight, value)| weight * f64::from(*value)).sum()
}

fn confidences(sets: &[Set]) {
    let mut cases = Vec::new();
    for set in sets {
        each(set, |question, candidates, right| {
            let (extracted, signals) = extract_with_signals(&question.text, set.language, candidates);
            let Some(signals) = signals else { return };
            let is_right = extracted.spans.iter().any(|span| {
                Some(span.candidate) == right
                    && answers(question, &candidates[span.candidate].text[span.start..span.end])
            });
            cases.push((signals.values(), is_right, right.is_some() && question.answer.is_some()));
        });
    }
    let mut weights = [0.0_f64; SIGNALS];
    let (mut offset, mut loss, mut hits) = (0.0, 0.0, 0.0);
    let covered = cases.iter().filter(|(_, _, covered)| *covered).count() as f64;
    let uncovered = cases.len() as f64 - covered;
    let weigh = |is_covered: bool| if is_covered { (1.0 - UNCOVERED) / covered } else { UNCOVERED / uncovered };
    for _ in 0..20_000 {
        let mut slope = weights.map(|weight| 0.1 * weight / (covered + uncovered));
        let mut slope_offset = 0.0;
        (loss, hits) = (0.0, 0.0);
        for (values, is_right, covered) in &cases {
            let counts = weigh(*covered);
            let sure = 1.0 / (1.0 + (-dot(&weights, values) - offset).exp());
            let pull = (sure - f64::from(u8::from(*is_right))) * counts;
            loss -= if *is_right { sure } else { 1.0 - sure }.ln() * counts;
            hits += if (sure >= 0.5) == *is_right { counts } else { 0.0 };
            slope_offset += pull;
            for (slope, value) in slope.iter_mut().zip(values) {
                *slope += pull * f64::from(*value);
            }
        }
        offset -= 1.0 * slope_offset;
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight -= 1.0 * slope;
        }
    }
    println!("confidence: {} cases, told apart {hits:.3}, loss {loss:.3}", cases.len());
    println!("weights {weights:.2?} offset {offset:.2}");
}
