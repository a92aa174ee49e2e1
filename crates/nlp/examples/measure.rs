//! How good language, retrieval and answers are, on sets of texts that lie outside of the project:
//!
//! `cargo run --release -p nlp --example measure -- FOLDER [language|retrieval|answers|near|speed] [--signals]`
//!
//! FOLDER has `language/*.jsonl` ({"text","lang","type"}), `retrieval/SET.LANG.{docs,queries}.jsonl` and
//! `answers/SET.LANG.{docs,questions}.jsonl`. With `--signals`, what confidences are made from is printed line by line.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use domain::Language;
use nlp::evaluate::language::{Case, predict, score};
use nlp::extract::{ANSWERS, Candidate, Extracted, extract_with_signals};
use nlp::index::{Index, IndexPassage};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Instant;

struct Doc {
    id: String,
    title: String,
    text: String,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let signals = words.iter().any(|word| word == "--signals");
    let mut words = words.into_iter().filter(|word| word != "--signals");
    let folder = PathBuf::from(words.next().expect("the folder of the texts"));
    let what = words.next();
    let wanted = |name: &str| what.as_deref().is_none_or(|what| what == name);
    if wanted("language") {
        languages(&folder.join("language"));
    }
    if wanted("retrieval") {
        retrieval(&folder.join("retrieval"));
    }
    if wanted("answers") {
        answers(&folder.join("answers"), signals);
    }
    if wanted("near") {
        near(&folder.join("retrieval"), signals);
    }
    if wanted("speed") {
        speed(&folder.join("answers"));
    }
}

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// Sets of a folder: name, language.
fn sets(folder: &Path) -> Vec<(String, Language)> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut sets: Vec<_> = files
        .filter_map(|file| {
            let name = file.strip_suffix(".docs.jsonl")?.to_owned();
            let language = name.rsplit('.').next()?.parse().ok()?;
            Some((name, language))
        })
        .collect();
    sets.sort();
    sets
}

fn docs(folder: &Path, set: &str) -> Vec<Doc> {
    let doc = |value: &Value| Doc { id: text(value, "id"), title: text(value, "title"), text: text(value, "text") };
    lines(&folder.join(format!("{set}.docs.jsonl"))).iter().map(doc).collect()
}

fn index(docs: &[Doc], language: Language) -> Index<usize> {
    let mut index = Index::new();
    for (number, doc) in docs.iter().enumerate() {
        index.put(number, language, &doc.title, &[IndexPassage { ordinal: 0, heading: "", text: &doc.text }]);
    }
    index
}

fn languages(folder: &Path) {
    for name in ["lingua", "other_languages"] {
        let cases: Vec<Case> = lines(&folder.join(format!("{name}.jsonl")))
            .into_iter()
            .map(|line| serde_json::from_value(line).unwrap())
            .collect();
        let begun = Instant::now();
        let predictions = predict(&cases);
        let report = score(&predictions, begun.elapsed().as_secs_f64());
        println!("language {name}\n{}", serde_json::to_string_pretty(&report).unwrap());
    }
}

fn percent(part: usize, all: usize) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

fn retrieval(folder: &Path) {
    println!("retrieval               n    hit@1    hit@3");
    for (set, language) in sets(folder) {
        let docs = docs(folder, &set);
        let index = index(&docs, language);
        let queries = lines(&folder.join(format!("{set}.queries.jsonl")));
        let mut hits = [0, 0];
        for query in &queries {
            let relevant: Vec<&str> = query["relevant"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let found = index.search(&text(query, "query"), Some(language), 3);
            let place = found.iter().position(|hit| relevant.contains(&docs[hit.key].id.as_str()));
            hits[0] += usize::from(place == Some(0));
            hits[1] += usize::from(place.is_some());
        }
        let n = queries.len();
        println!("{set:<20} {n:>5}   {:>5.1}%   {:>5.1}%", percent(hits[0], n), percent(hits[1], n));
    }
}

fn answers(folder: &Path, signals: bool) {
    println!(
        "answers               n  right(any)  right(said)  wrong(said)  silent  | refused of the unanswerable | words"
    );
    let mut sums = [0.0; 4];
    let sets = sets(folder);
    for (set, language) in &sets {
        let docs = docs(folder, set);
        let index = index(&docs, *language);
        let questions = lines(&folder.join(format!("{set}.questions.jsonl")));
        let (mut answerable, mut right, mut right_said, mut said) = (0, 0, 0, 0);
        let (mut unanswerable, mut refused, mut length) = (0, 0, 0);
        for question in &questions {
            let asked = text(question, "question");
            let wanted: Vec<&str> = question["answers"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let hits = index.search(&asked, Some(*language), 8);
            let candidates: Vec<Candidate<'_>> = hits
                .iter()
                .map(|hit| Candidate {
                    title: &docs[hit.key].title,
                    heading: "",
                    text: &docs[hit.key].text,
                    language: hit.language,
                    score: hit.score,
                    coverage: hit.coverage,
                })
                .collect();
            let (Extracted { spans, confidence }, found) = extract_with_signals(&asked, *language, &candidates);
            let pieces: Vec<&str> =
                spans.iter().map(|span| &candidates[span.candidate].text[span.start..span.end]).collect();
            let answer = pieces.join(" ");
            length += answer.split_whitespace().count();
            let is_right = wanted.iter().any(|wanted| answer.contains(wanted));
            if let (true, Some(found)) = (signals, found) {
                println!("SIGNALS {set} {} {} {:?}", u8::from(!wanted.is_empty()), u8::from(is_right), found);
            }
            if wanted.is_empty() {
                unanswerable += 1;
                refused += usize::from(confidence < ANSWERS);
            } else {
                answerable += 1;
                right += usize::from(is_right);
                said += usize::from(confidence >= ANSWERS);
                right_said += usize::from(is_right && confidence >= ANSWERS);
            }
        }
        let shares = [
            percent(right, answerable),
            percent(right_said, answerable),
            percent(said - right_said, answerable),
            percent(refused, unanswerable),
        ];
        println!(
            "{set:<17} {:>5}  {:>8.1}%  {:>10.1}%  {:>10.1}%  {:>5.1}%  | {:>5.1}% of {unanswerable}  | {}",
            questions.len(),
            shares[0],
            shares[1],
            shares[2],
            percent(answerable - said, answerable),
            shares[3],
            length / questions.len().max(1)
        );
        for (sum, share) in sums.iter_mut().zip(shares) {
            *sum += share;
        }
    }
    let n = sets.len() as f64;
    println!(
        "mean: right {:.1} right said {:.1} wrong said {:.1} refused {:.1}",
        sums[0] / n,
        sums[1] / n,
        sums[2] / n,
        sums[3] / n
    );
}

/// Questions of small sets, once with the item that answers and once without it, so that what is left speaks of almost the
/// same: that is what shops are asked that their knowledge does not cover.
fn near(folder: &Path, signals: bool) {
    println!("near                  n   right(said)  wrong(said)  | refused without the item");
    for (set, language) in
        sets(folder).into_iter().filter(|(set, _)| set.starts_with("faq") || set.starts_with("covid"))
    {
        let docs = docs(folder, &set);
        let queries = lines(&folder.join(format!("{set}.queries.jsonl")));
        let (mut right, mut wrong, mut refused) = (0, 0, 0);
        for query in &queries {
            let relevant: Vec<&str> = query["relevant"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let asked = text(query, "query");
            for without in [false, true] {
                let mut index = index(&docs, language);
                for (number, doc) in docs.iter().enumerate() {
                    if without && relevant.contains(&doc.id.as_str()) {
                        index.remove(&number);
                    }
                }
                let hits = index.search(&asked, Some(language), 8);
                let candidates: Vec<Candidate<'_>> = hits
                    .iter()
                    .map(|hit| Candidate {
                        title: &docs[hit.key].title,
                        heading: "",
                        text: &docs[hit.key].text,
                        language: hit.language,
                        score: hit.score,
                        coverage: hit.coverage,
                    })
                    .collect();
                let (Extracted { spans, confidence }, found) = extract_with_signals(&asked, language, &candidates);
                let is_right = !without
                    && spans.first().is_some_and(|span| relevant.contains(&docs[hits[span.candidate].key].id.as_str()));
                if let (true, Some(found)) = (signals, found) {
                    println!("SIGNALS {set} {} {} {found:?}", u8::from(!without), u8::from(is_right));
                }
                let said = confidence >= ANSWERS;
                right += usize::from(said && is_right);
                wrong += usize::from(said && !without && !is_right);
                refused += usize::from(without && !said);
            }
        }
        let n = queries.len();
        let shares = [percent(right, n), percent(wrong, n), percent(refused, n)];
        println!("{set:<17} {n:>5}  {:>10.1}%  {:>10.1}%  | {:>5.1}%", shares[0], shares[1], shares[2]);
    }
}

/// All sets in one index, several times over, until there are ten thousand items.
fn speed(folder: &Path) {
    const ITEMS: usize = 10_000;
    let sets = sets(folder);
    let all: Vec<(Language, Doc)> =
        sets.iter().flat_map(|(set, language)| docs(folder, set).into_iter().map(|doc| (*language, doc))).collect();
    let mut index = Index::new();
    let begun = Instant::now();
    for number in 0..ITEMS {
        let (language, doc) = &all[number % all.len()];
        index.put(number, *language, &doc.title, &[IndexPassage { ordinal: 0, heading: "", text: &doc.text }]);
    }
    println!("{} items put in {:.1} s", index.len(), begun.elapsed().as_secs_f64());
    let (mut searches, mut extracts) = (Vec::new(), Vec::new());
    for (set, language) in &sets {
        for question in lines(&folder.join(format!("{set}.questions.jsonl"))).iter().take(200) {
            let asked = text(question, "question");
            let begun = Instant::now();
            let hits = index.search(&asked, Some(*language), 8);
            searches.push(begun.elapsed());
            let candidates: Vec<Candidate<'_>> = hits
                .iter()
                .map(|hit| {
                    let (language, doc) = &all[hit.key % all.len()];
                    let (score, coverage) = (hit.score, hit.coverage);
                    Candidate { title: &doc.title, heading: "", text: &doc.text, language: *language, score, coverage }
                })
                .collect();
            let begun = Instant::now();
            std::hint::black_box(extract_with_signals(&asked, *language, &candidates));
            extracts.push(begun.elapsed());
        }
    }
    for (name, mut times) in [("search", searches), ("extract", extracts)] {
        times.sort_unstable();
        let at = |part: f64| times[((times.len() as f64 * part) as usize).min(times.len() - 1)].as_secs_f64() * 1e3;
        println!("{name}: p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms", at(0.5), at(0.99), at(1.0));
    }
}
