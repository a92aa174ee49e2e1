use domain::Language;
use nlp::evaluate::sentiment::{Case, built_in, predict, score};
use std::path::Path;

#[test]
fn feelings_of_customers_are_known_in_all_twelve_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sentiment");
    let mut cases = Vec::new();
    for language in Language::ALL {
        let text = std::fs::read_to_string(folder.join(format!("{language}.tsv"))).unwrap();
        cases.extend(text.lines().map(|line| {
            let (label, text) = line.split_once('\t').unwrap();
            Case { text: text.to_owned(), label: label.to_owned(), lang: language.to_string() }
        }));
    }
    let predictions = predict(&cases, built_in);
    for one in predictions.iter().filter(|one| !one.right) {
        println!("{} {} for {}: {}", one.lang, one.predicted, one.label, one.text);
    }
    let report = score(&predictions);
    println!("{report:?}");
    assert!(report.macro_f1 >= 0.9, "{report:?}");
}
