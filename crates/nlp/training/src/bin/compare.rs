//! How well the languages of texts are told, beside `lingua` and `whichlang` in the same run:
//! `cargo run --release --features compare --bin compare -- FILE…`, with lines {"text" or "query", "lang", "type"?} of the twelve languages.

use lingua::{IsoCode639_1, Language, LanguageDetectorBuilder};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Instant;

const TWELVE: [Language; 12] = [
    Language::English,
    Language::Spanish,
    Language::French,
    Language::German,
    Language::Italian,
    Language::Portuguese,
    Language::Dutch,
    Language::Russian,
    Language::Japanese,
    Language::Chinese,
    Language::Korean,
    Language::Arabic,
];

fn main() {
    let texts: Vec<(String, String, String)> = std::env::args().skip(1).flat_map(|file| read(&file)).collect();
    let large = LanguageDetectorBuilder::from_languages(&TWELVE).with_preloaded_language_models().build();
    let small = LanguageDetectorBuilder::from_languages(&TWELVE)
        .with_preloaded_language_models()
        .with_low_accuracy_mode()
        .build();
    let code = |language: Option<Language>| {
        language.map(|language| language.iso_code_639_1()).map(|code: IsoCode639_1| code.to_string())
    };
    type Detect<'a> = &'a dyn Fn(&str) -> Option<String>;
    let ours: Detect<'_> =
        &|text| nlp::language::detect(text, None).language.map(|language| language.code().to_owned());
    let detectors: [(&str, Detect<'_>); 4] = [
        ("nlp", ours),
        ("lingua large", &|text| code(large.detect_language_of(text))),
        ("lingua small", &|text| code(small.detect_language_of(text))),
        ("whichlang", &|text| two_letters(whichlang::detect_language(text))),
    ];
    let mut rows: BTreeMap<(&str, &str), Vec<(usize, usize)>> = BTreeMap::new();
    for (number, (name, detect)) in detectors.iter().enumerate() {
        detect("warm");
        let begun = Instant::now();
        for (text, language, kind) in &texts {
            let right = detect(text).as_deref() == Some(language);
            for row in [(kind.as_str(), "all"), (kind.as_str(), language.as_str())] {
                let counts = rows.entry(row).or_insert_with(|| vec![(0, 0); detectors.len()]);
                counts[number].0 += usize::from(right);
                counts[number].1 += 1;
            }
        }
        println!("{name}: {:.4} ms a text", begun.elapsed().as_secs_f64() * 1e3 / texts.len() as f64);
    }
    println!("{:<16}{:<5}{:>6}  {}", "kind", "lang", "n", detectors.map(|(name, _)| format!("{name:>13}")).join(""));
    for ((kind, language), counts) in rows {
        let shares: Vec<String> =
            counts.iter().map(|(right, of)| format!("{:>13.1}", 100.0 * *right as f64 / *of as f64)).collect();
        println!("{kind:<16}{language:<5}{:>6}  {}", counts[0].1, shares.join(""));
    }
}

/// Text, language and kind of each line; the kind of a set without kinds is the first part of its name.
fn read(file: &str) -> Vec<(String, String, String)> {
    let name = file.rsplit('/').next().unwrap_or(file).split(['.', '_']).next().unwrap_or(file);
    let text = std::fs::read_to_string(file).expect("the file can be read");
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("lines are JSON");
        let field = |name: &str| line[name].as_str().map(str::to_owned);
        let text = field("text").or_else(|| field("query")).expect("a text");
        (text, field("lang").expect("a language"), field("type").unwrap_or_else(|| name.to_owned()))
    };
    text.lines().map(line).collect()
}

fn two_letters(language: whichlang::Lang) -> Option<String> {
    let codes = [
        ("eng", "en"),
        ("spa", "es"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ita", "it"),
        ("por", "pt"),
        ("nld", "nl"),
        ("rus", "ru"),
        ("jpn", "ja"),
        ("cmn", "zh"),
        ("kor", "ko"),
        ("ara", "ar"),
    ];
    codes.iter().find(|(three, _)| *three == language.three_letter_code()).map(|(_, two)| (*two).to_owned())
}
