//! Classifiers on sets of real texts, which lie outside of the project.

use nlp::evaluate::{intent, sentiment};
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::time::Instant;

/// The cases of a set; none, and said so, where the sets are not there.
fn cases<T: DeserializeOwned>(set: &str) -> Option<Vec<T>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(set);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn five_real_examples_of_each_of_twenty_intents_tell_most_other_texts() {
    let (Some(mut examples), Some(mut others)) =
        (cases::<intent::Case>("intent/banking77_5shot.jsonl"), cases::<intent::Case>("intent/banking77_train.jsonl"))
    else {
        return;
    };
    let mut intents: Vec<String> = examples.iter().map(|case| case.intent.clone()).collect();
    intents.dedup();
    intents.truncate(20);
    examples.retain(|case| intents.contains(&case.intent));
    others.retain(|case| intents.contains(&case.intent) && !examples.iter().any(|example| example.text == case.text));
    let others: Vec<intent::Case> = others.into_iter().step_by(5).collect();
    let classifier = intent::learn(&examples);
    let begun = Instant::now();
    let report = intent::score(&intent::predict(&others, |case| intent::find(&classifier, &case.text)));
    println!("{report:?}, {:?} a text", begun.elapsed() / others.len() as u32);
    assert!(examples.len() == 100 && others.len() > 400);
    assert!(report.accuracy > 0.75, "{report:?}");
}

#[test]
fn real_texts_out_of_scope_are_mostly_told_from_those_in_it() {
    let (Some(mut examples), Some(mut others)) = (
        cases::<intent::Case>("intent/clinc150_small_train.jsonl"),
        cases::<intent::Case>("intent/clinc150_val.jsonl"),
    ) else {
        return;
    };
    let mut intents: Vec<String> = examples.iter().map(|case| case.intent.clone()).collect();
    intents.dedup();
    intents.truncate(15);
    examples.retain(|case| intents.contains(&case.intent));
    let mut examples: Vec<intent::Case> = examples.into_iter().step_by(3).collect();
    others.retain(|case| intents.contains(&case.intent));
    others.extend(cases::<intent::Case>("intent/clinc150_oos_val.jsonl").unwrap_or_default());
    let without = intent::learn(&examples);
    examples.extend(cases::<intent::Case>("intent/clinc150_oos_train.jsonl").unwrap_or_default());
    let with = intent::learn(&examples);
    for (classifier, accuracy, recall) in [(without, 0.7, 0.7), (with, 0.9, 0.6)] {
        let report = intent::score(&intent::predict(&others, |case| intent::find(&classifier, &case.text)));
        println!("{report:?}");
        assert!(report.accuracy > accuracy && report.oos_recall.unwrap() > recall, "{report:?}");
    }
}

#[test]
fn feelings_of_real_messages_are_learnt() {
    let (Some(examples), Some(others)) = (
        cases::<sentiment::Case>("sentiment/umsab_de_train.jsonl"),
        cases::<sentiment::Case>("sentiment/umsab_de_val.jsonl"),
    ) else {
        return;
    };
    let learnt = sentiment::Learnt::of(&examples);
    let report = sentiment::score(&sentiment::predict(&others, |case| learnt.find(&case.text, &case.lang).unwrap()));
    println!("{report:?}");
    assert!(report.macro_f1 > 0.58, "{report:?}");
}
