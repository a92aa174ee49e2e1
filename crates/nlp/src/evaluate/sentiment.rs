//! How well feelings are told: by the model that ships, or by one that is learnt on the spot from examples.

use super::marks::macro_f1;
use crate::classify::{Classifier, Example, Settings};
use crate::sentiment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text and its feeling.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What was written.
    pub text: String,
    /// "positive", "neutral" or "negative".
    pub label: String,
    /// ISO 639-1 code of its language.
    pub lang: String,
}

/// What was found for a case.
#[derive(Debug, Clone, Serialize)]
pub struct Prediction {
    /// The text.
    pub text: String,
    /// Its label.
    pub label: String,
    /// Its language.
    pub lang: String,
    /// The label that was found.
    pub predicted: String,
    /// How likely that is, 0 to 1.
    pub confidence: f32,
    /// Whether that is right.
    pub right: bool,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Share of the texts with the right prediction, 0 to 1.
    pub accuracy: f64,
    /// The mean of the labels' F1 over all texts.
    pub macro_f1: f64,
    /// The accuracy of each language.
    pub by_lang: BTreeMap<String, f64>,
    /// The mean of the labels' F1 for each language.
    pub macro_f1_by_lang: BTreeMap<String, f64>,
    /// The mean of these means, each language counting the same.
    pub macro_f1_mean: f64,
}

/// Classifiers of feelings, learnt from examples: one of each language, and one of all together for any other.
#[derive(Debug, Clone)]
pub struct Learnt {
    by_lang: BTreeMap<String, Classifier>,
    of_all: Option<Classifier>,
}

/// Fewer examples of a language than this are learnt only together with those of others.
const ENOUGH: usize = 100;

impl Learnt {
    /// Learns from `examples`.
    pub fn of(examples: &[Case]) -> Self {
        let train = |cases: &[&Case]| {
            let examples: Vec<Example<'_>> =
                cases.iter().map(|case| Example { text: &case.text, label: &case.label }).collect();
            Classifier::train(&examples, &Settings { tone: true, ..Settings::default() })
        };
        let mut by_lang: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
        for case in examples {
            by_lang.entry(case.lang.clone()).or_default().push(case);
        }
        let alone = by_lang.len() == 1;
        by_lang.retain(|_, cases| alone || cases.len() >= ENOUGH);
        Self {
            by_lang: by_lang.into_iter().map(|(lang, cases)| (lang, train(&cases))).collect(),
            of_all: (!alone).then(|| train(&examples.iter().collect::<Vec<_>>())),
        }
    }

    /// The label of a text in `lang`, and how likely it is, 0 to 1; none: there were no examples.
    pub fn find(&self, text: &str, lang: &str) -> Option<(String, f32)> {
        let classifier = self.by_lang.get(lang).or(self.of_all.as_ref()).or_else(|| self.by_lang.values().next())?;
        let best = classifier.classify(text).into_iter().next()?;
        Some((best.label, best.confidence))
    }
}

/// The label that the feelings which ship find for a text in its language, and their confidence; for [`predict`].
pub fn built_in(case: &Case) -> (String, f32) {
    let feeling = sentiment::of(&case.text, case.lang.parse().ok());
    (feeling.label.id().to_owned(), feeling.confidence)
}

/// Asks `find` for the label of each text, and how likely it is.
pub fn predict(cases: &[Case], find: impl Fn(&Case) -> (String, f32)) -> Vec<Prediction> {
    let predict = |case: &Case| {
        let (predicted, confidence) = find(case);
        Prediction {
            text: case.text.clone(),
            label: case.label.clone(),
            lang: case.lang.clone(),
            right: predicted == case.label,
            predicted,
            confidence,
        }
    };
    cases.iter().map(predict).collect()
}

/// Scores predictions.
pub fn score(predictions: &[Prediction]) -> Report {
    let mut by_lang: BTreeMap<&str, Vec<&Prediction>> = BTreeMap::new();
    for prediction in predictions {
        by_lang.entry(&prediction.lang).or_default().push(prediction);
    }
    let all: Vec<&Prediction> = predictions.iter().collect();
    let f1 = |some: &[&Prediction]| {
        macro_f1(&some.iter().map(|one| (one.label.as_str(), one.predicted.as_str())).collect::<Vec<_>>())
    };
    let macro_f1_by_lang: BTreeMap<String, f64> =
        by_lang.iter().map(|(lang, some)| ((*lang).to_owned(), f1(some))).collect();
    Report {
        accuracy: accuracy(&all),
        macro_f1: f1(&all),
        by_lang: by_lang.iter().map(|(lang, some)| ((*lang).to_owned(), accuracy(some))).collect(),
        macro_f1_mean: macro_f1_by_lang.values().sum::<f64>() / macro_f1_by_lang.len().max(1) as f64,
        macro_f1_by_lang,
    }
}

fn accuracy(predictions: &[&Prediction]) -> f64 {
    predictions.iter().filter(|one| one.right).count() as f64 / predictions.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, label: &str, lang: &str) -> Case {
        Case { text: text.to_owned(), label: label.to_owned(), lang: lang.to_owned() }
    }

    #[test]
    fn languages_count_the_same_in_the_mean() {
        let cases = [
            case("a", "positive", "de"),
            case("b", "negative", "en"),
            case("c", "negative", "en"),
            case("d", "positive", "en"),
        ];
        let report =
            score(&predict(&cases, |case| (if case.lang == "de" { "positive" } else { "negative" }.to_owned(), 1.0)));
        assert_eq!((report.accuracy, report.by_lang["de"], report.by_lang["en"]), (0.75, 1.0, 2.0 / 3.0));
        assert_eq!((report.macro_f1_by_lang["de"], report.macro_f1_by_lang["en"]), (1.0, 0.4));
        assert!((report.macro_f1_mean - 0.7).abs() < 1e-12);
    }

    #[test]
    fn feelings_are_learnt_from_words_and_from_signs() {
        let mut examples = Vec::new();
        for thing in ["the parcel", "your shop", "this shoe", "the service"] {
            examples.push(case(&format!("{thing} is wonderful 😀"), "positive", "en"));
            examples.push(case(&format!("I love {thing} :)"), "positive", "en"));
            examples.push(case(&format!("{thing} is terrible :("), "negative", "en"));
            examples.push(case(&format!("I hate {thing} 😡"), "negative", "en"));
        }
        let learnt = Learnt::of(&examples);
        for (text, label) in [("terrible chat", "negative"), ("what a chat 😀", "positive"), ("chat :(", "negative")]
        {
            assert_eq!(learnt.find(text, "en").unwrap().0, label, "{text}");
            assert_eq!(learnt.find(text, "fr").unwrap().0, label, "{text}");
        }
        assert_eq!(Learnt::of(&[]).find("anything", "en"), None);
    }
}
