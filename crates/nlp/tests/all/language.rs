//! Languages of real texts, where the sets lie beside the project.

use nlp::evaluate::language::{Case, predict, score};
use std::path::PathBuf;

/// The cases of a file of the sets, of which a text may be a "query"; none: the sets are not there.
fn cases(name: &str) -> Option<Vec<Case>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    let Ok(lines) = std::fs::read_to_string(&file) else {
        println!("skipped: there is no {}", file.display());
        return None;
    };
    let case = |line: &str| {
        let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Some(query) = value.get("query").cloned() {
            value["text"] = query;
        }
        serde_json::from_value(value).unwrap()
    };
    Some(lines.lines().map(case).collect())
}

#[test]
fn sentences_pairs_and_single_words_of_the_twelve_are_told_apart() {
    let Some(cases) = cases("language/lingua.jsonl") else { return };
    let report = score(&predict(&cases), 1.0);
    for (kind, least) in [("sentences", 0.995), ("word-pairs", 0.95), ("single-words", 0.845)] {
        assert!(report.by_type[kind] >= least, "{kind}: {report:?}");
    }
    for (language, share) in &report.by_lang {
        assert!(*share >= 0.79, "{language}: {share}");
    }
}

#[test]
fn texts_of_63_other_languages_are_not_taken_for_one_of_the_twelve() {
    let Some(cases) = cases("language/other_languages.jsonl") else { return };
    let report = score(&predict(&cases), 1.0);
    assert!(report.other_recall.unwrap() >= 0.985, "{report:?}");
}

#[test]
fn questions_and_tweets_are_as_good_as_sentences() {
    for (name, languages, least) in [
        ("retrieval/faq.L.queries.jsonl", "ar de en es fr it ja ko nl pt ru zh", 0.99),
        ("sentiment/umsab_L_val.jsonl", "ar de en es fr it pt", 0.975),
    ] {
        let sets: Option<Vec<_>> = languages
            .split(' ')
            .map(|language| {
                cases(&name.replace(".L.", &format!(".{language}.")).replace("_L_", &format!("_{language}_")))
            })
            .collect();
        let Some(sets) = sets else { return };
        let report = score(&predict(&sets.concat()), 1.0);
        assert!(report.accuracy >= least, "{name}: {report:?}");
    }
}
