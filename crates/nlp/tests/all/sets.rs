//! Retrieval and answers on sets that lie beside the project and are no part of it. Where they are absent the tests say so and
//! check nothing. The bounds are what was reached when they were written, less some room; they are no aims.

use nlp::evaluate::{answers, retrieval};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is absent", folder.display());
    None
}

fn lines<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn searched(folder: &Path, set: &str) -> Vec<retrieval::Prediction> {
    let documents: Vec<retrieval::Document> = lines(&folder.join(format!("{set}.docs.jsonl")));
    let cases: Vec<retrieval::Case> = lines(&folder.join(format!("{set}.queries.jsonl")));
    let index = retrieval::index(&documents);
    cases.iter().map(|case| retrieval::predict(&index, &documents, case)).collect()
}

#[test]
fn the_right_passage_is_among_the_first_three() {
    let Some(folder) = folder("retrieval") else { return };
    for (set, first, three) in [
        ("xquad.ar", 0.87, 0.95),
        ("xquad.de", 0.90, 0.95),
        ("xquad.en", 0.93, 0.96),
        ("xquad.es", 0.91, 0.96),
        ("xquad.ru", 0.90, 0.95),
        ("xquad.zh", 0.90, 0.96),
    ] {
        let report = retrieval::score(&searched(&folder, set), 0.0, 0.0);
        assert!(report.hit_1 >= first && report.hit_3 >= three, "{set} {report:?}");
    }
}

#[test]
fn half_of_the_answers_are_found_by_their_questions_alone() {
    let Some(folder) = folder("retrieval") else { return };
    let languages = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "ru", "zh"];
    let all: Vec<_> = languages.iter().flat_map(|language| searched(&folder, &format!("faq.{language}"))).collect();
    let report = retrieval::score(&all, 0.0, 0.0);
    assert!(report.hit_1 >= 0.52, "{report:?}");
}

#[test]
fn questions_are_answered_and_what_is_not_covered_is_known() {
    let Some(folder) = folder("answers") else { return };
    let mut all = Vec::new();
    for set in ["xquad.en", "xquad.es", "xquad.ru"] {
        let documents: Vec<retrieval::Document> = lines(&folder.join(format!("{set}.docs.jsonl")));
        let cases: Vec<answers::Case> = lines(&folder.join(format!("{set}.questions.jsonl")));
        let index = retrieval::index(&documents);
        all.extend(cases.iter().map(|case| answers::predict(&index, &documents, case)));
    }
    let report = answers::score(&all);
    assert!(report.answered_right >= 0.80 && report.source_right >= 0.90, "{report:?}");
    assert!(report.answer_words_p50 <= 40.0 && report.ece <= 0.05, "{report:?}");
    assert!(report.abstention_precision >= 0.78 && report.abstention_recall >= 0.85, "{report:?}");
}
