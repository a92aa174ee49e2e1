//! How well intents are found: an owner's own, learnt on the spot from examples, or those that are built in.

use super::marks::{correlation, macro_f1};
use crate::classify::{Classifier, Example, OUT_OF_SCOPE, Settings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text and its intent.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What was written.
    pub text: String,
    /// Its intent, [`OUT_OF_SCOPE`] if it has none.
    pub intent: String,
    /// ISO 639-1 code of its language.
    pub lang: Option<String>,
}

/// What was found for a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The likeliest intent, and how likely it is, 0 to 1; none: there is not one that could be.
    pub best: Option<(String, f32)>,
    /// Whether it is likely enough to be said.
    pub is_sure: bool,
}

/// What was found for a case.
#[derive(Debug, Clone, Serialize)]
pub struct Prediction {
    /// The text.
    pub text: String,
    /// Its intent.
    pub intent: String,
    /// Its language, where the set names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What counts: the likeliest intent, or [`OUT_OF_SCOPE`] where it is not sure. In a set without texts out of scope the
    /// likeliest intent counts however sure it is.
    pub predicted: String,
    /// The likeliest intent.
    pub best: String,
    /// How likely that is, 0 to 1.
    pub confidence: f32,
    /// Whether the prediction is right.
    pub right: bool,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Of the texts that have an intent, the share with the right prediction, 0 to 1.
    pub accuracy: f64,
    /// The mean of all intents' F1, out of scope being one of them.
    pub macro_f1: f64,
    /// Share of the texts out of scope that were predicted to be; none: there were no such texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oos_recall: Option<f64>,
    /// Matthews' correlation of predictions with the truth, -1 to 1, over all texts.
    pub mcc: f64,
    /// The accuracy of each language.
    pub by_lang: BTreeMap<String, f64>,
}

/// A classifier of an owner's own intents, learnt from `examples`.
pub fn learn(examples: &[Case]) -> Classifier {
    learn_with(examples, &[])
}

/// The same with what the examples mean: a vector for each, or none at all.
pub fn learn_with(examples: &[Case], vectors: &[Vec<f32>]) -> Classifier {
    let mut languages: Vec<Option<&str>> = examples.iter().map(|case| case.lang.as_deref()).collect();
    languages.dedup();
    let language = if let [Some(only)] = languages.as_slice() { only.parse().ok() } else { None };
    let settings = Settings { language, ..Settings::default() };
    let examples: Vec<Example<'_>> =
        examples.iter().map(|case| Example { text: &case.text, label: &case.intent }).collect();
    Classifier::train_with(&examples, vectors, &settings)
}

/// What `classifier` finds for `text`.
pub fn find(classifier: &Classifier, text: &str) -> Found {
    find_with(classifier, text, None)
}

/// The same with the text's vector.
pub fn find_with(classifier: &Classifier, text: &str, meaning: Option<&[f32]>) -> Found {
    let guesses = classifier.classify_with(text, meaning);
    let is_sure =
        guesses.first().is_some_and(|first| first.label != OUT_OF_SCOPE && first.confidence >= classifier.threshold());
    let best = guesses.into_iter().find(|guess| guess.label != OUT_OF_SCOPE);
    Found { best: best.map(|guess| (guess.label, guess.confidence)), is_sure }
}

/// What the built-in intents give for a case.
pub fn built_in(case: &Case) -> Found {
    let language = case.lang.as_deref().and_then(|lang| lang.parse().ok());
    let recognised = crate::intent::of(&case.text, language);
    Found {
        is_sure: recognised.as_ref().is_some_and(|found| found.confidence >= crate::intent::SURE),
        best: recognised.map(|found| (found.intent.id().to_owned(), found.confidence)),
    }
}

/// Asks `find` for the intent of each text.
pub fn predict(cases: &[Case], find: impl Fn(&Case) -> Found) -> Vec<Prediction> {
    predict_each(cases, |_, case| find(case))
}

/// The same where what is asked needs the text's place among the cases, from 0.
pub fn predict_each(cases: &[Case], find: impl Fn(usize, &Case) -> Found) -> Vec<Prediction> {
    let is_open = cases.iter().any(|case| case.intent == OUT_OF_SCOPE);
    let predict = |(place, case): (usize, &Case)| {
        let found = find(place, case);
        let (best, confidence) = found.best.unwrap_or_else(|| (OUT_OF_SCOPE.to_owned(), 0.0));
        let predicted = if found.is_sure || !is_open { best.clone() } else { OUT_OF_SCOPE.to_owned() };
        Prediction {
            text: case.text.clone(),
            intent: case.intent.clone(),
            lang: case.lang.clone(),
            right: predicted == case.intent,
            predicted,
            best,
            confidence,
        }
    };
    cases.iter().enumerate().map(predict).collect()
}

/// Scores predictions.
pub fn score(predictions: &[Prediction]) -> Report {
    let (mut inside, mut outside) = ((0, 0), (0, 0));
    let mut by_lang: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for prediction in predictions {
        let count = |(right, of): &mut (usize, usize)| {
            *right += usize::from(prediction.right);
            *of += 1;
        };
        if prediction.intent == OUT_OF_SCOPE {
            count(&mut outside);
            continue;
        }
        count(&mut inside);
        if let Some(lang) = &prediction.lang {
            count(by_lang.entry(lang.clone()).or_default());
        }
    }
    let pairs: Vec<(&str, &str)> =
        predictions.iter().map(|one| (one.intent.as_str(), one.predicted.as_str())).collect();
    Report {
        accuracy: share(inside),
        macro_f1: macro_f1(&pairs),
        oos_recall: (outside.1 > 0).then(|| share(outside)),
        mcc: correlation(&pairs),
        by_lang: by_lang.into_iter().map(|(lang, count)| (lang, share(count))).collect(),
    }
}

fn share((right, of): (usize, usize)) -> f64 {
    if of == 0 { 0.0 } else { right as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, intent: &str, lang: &str) -> Case {
        Case { text: text.to_owned(), intent: intent.to_owned(), lang: Some(lang.to_owned()) }
    }

    fn says(intent: &str, is_sure: bool) -> Found {
        Found { best: Some((intent.to_owned(), 0.6)), is_sure }
    }

    #[test]
    fn what_is_not_sure_is_out_of_scope_where_a_set_has_texts_out_of_scope() {
        let cases =
            [case("a", "refund", "en"), case("b", "refund", "de"), case("c", "oos", "en"), case("d", "oos", "en")];
        let found = |case: &Case| says("refund", matches!(case.text.as_str(), "a" | "d"));
        let report = score(&predict(&cases, found));
        assert_eq!((report.accuracy, report.oos_recall), (0.5, Some(0.5)));
        assert_eq!((report.by_lang["en"], report.by_lang["de"]), (1.0, 0.0));
        assert_eq!((report.macro_f1, report.mcc), (0.5, 0.0));
        let report = score(&predict(&cases[..2], found));
        assert_eq!((report.accuracy, report.oos_recall), (1.0, None));
    }

    #[test]
    fn own_intents_are_learnt_from_cases_and_found_in_others() {
        let examples = [
            case("where is my parcel", "tracking", "en"),
            case("track my order", "tracking", "en"),
            case("has my parcel been sent", "tracking", "en"),
            case("I want my money back", "refund", "en"),
            case("refund my purchase please", "refund", "en"),
            case("how do I get a refund", "refund", "en"),
        ];
        let classifier = learn(&examples);
        let found =
            predict(&[case("can I get my money back please", "refund", "en")], |case| find(&classifier, &case.text));
        assert!(found[0].right && found[0].confidence > 0.3, "{found:?}");
    }

    #[test]
    fn a_line_of_a_set_becomes_a_case_and_a_prediction_a_line() {
        let case: Case = serde_json::from_str(r#"{"text":"hi","intent":"greeting","category":"talk"}"#).unwrap();
        let line = serde_json::to_value(&predict(&[case], |_| says("greeting", false))[0]).unwrap();
        assert_eq!((&line["predicted"], &line["right"]), (&"greeting".into(), &true.into()));
        assert!(line.get("lang").is_none());
    }
}
