use nlp::evaluate::entities::{Case, predict, score};
use std::path::Path;

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/entities");
    let files = domain::Language::ALL.iter().map(|language| folder.join(format!("{language}.jsonl")));
    let text: String = files.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn entities_are_found_in_all_twelve_languages_and_other_numbers_are_none() {
    let predictions = predict(&cases());
    for one in
        predictions.iter().filter(|one| one.right < one.entities.len().max(one.predicted.len()) || one.other_values > 0)
    {
        println!("{}\n   there {:?}\n   found {:?}", one.text, one.entities, one.predicted);
    }
    let report = score(&predictions);
    println!("{}", serde_json::to_string_pretty(&report).unwrap());
    assert!(report.all.f1 >= 0.95 && report.same_value >= 0.95, "{report:?}");
    for (lang, marks) in &report.by_lang {
        assert!(marks.f1 >= 0.9, "{lang} {marks:?}");
    }
}
