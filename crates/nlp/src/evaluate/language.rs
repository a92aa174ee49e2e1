//! How well languages are told apart.

use crate::language::detect;
use domain::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text and its language.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What was written.
    pub text: String,
    /// ISO 639-1 code, of the twelve or any other language.
    pub lang: String,
    /// What kind of text it is, as the set names it.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// What was found for a case.
#[derive(Debug, Clone, Serialize)]
pub struct Prediction {
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: String,
    /// Its kind, where the set names one.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Code of one of the twelve, or "other": another language, or not sure.
    pub predicted: String,
    /// How likely the language is, or without one the likeliest of the twelve; 0 to 1.
    pub confidence: f32,
    /// Whether that is right; for a language outside of the twelve, "other" is.
    pub right: bool,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Share of the texts with the right prediction, 0 to 1.
    pub accuracy: f64,
    /// The same for each language.
    pub by_lang: BTreeMap<String, f64>,
    /// The same for each kind of text, where the set names kinds.
    pub by_type: BTreeMap<String, f64>,
    /// Share of the texts outside of the twelve that came out as "other"; none: there were no such texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_recall: Option<f64>,
    /// Texts in one second.
    pub texts_per_second: f64,
}

/// Says "other" for everything that has no language.
const OTHER: &str = "other";

/// Finds the language of each text, with nothing known before.
pub fn predict(cases: &[Case]) -> Vec<Prediction> {
    let predict = |case: &Case| {
        let found = detect(&case.text, None);
        Prediction {
            text: case.text.clone(),
            lang: case.lang.clone(),
            kind: case.kind.clone(),
            predicted: found.language.map_or(OTHER, Language::code).to_owned(),
            confidence: found.confidence,
            right: found.language == case.lang.parse().ok(),
        }
    };
    cases.iter().map(predict).collect()
}

/// Scores what [`predict`] found in `seconds`.
pub fn score(predictions: &[Prediction], seconds: f64) -> Report {
    let mut by_lang: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut by_type = by_lang.clone();
    let (mut all, mut others) = ((0, 0), (0, 0));
    for prediction in predictions {
        let count = |(right, of): &mut (usize, usize)| {
            *right += usize::from(prediction.right);
            *of += 1;
        };
        count(&mut all);
        count(by_lang.entry(prediction.lang.clone()).or_default());
        if let Some(kind) = &prediction.kind {
            count(by_type.entry(kind.clone()).or_default());
        }
        if prediction.lang.parse::<Language>().is_err() {
            count(&mut others);
        }
    }
    let shares = |counts: BTreeMap<String, (usize, usize)>| {
        counts.into_iter().map(|(name, count)| (name, share(count))).collect()
    };
    Report {
        accuracy: share(all),
        by_lang: shares(by_lang),
        by_type: shares(by_type),
        other_recall: (others.1 > 0).then(|| share(others)),
        texts_per_second: if seconds > 0.0 { predictions.len() as f64 / seconds } else { 0.0 },
    }
}

fn share((right, of): (usize, usize)) -> f64 {
    if of == 0 { 0.0 } else { right as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_shares_of_right_predictions_and_other_languages_are_right_as_other() {
        let case = |text: &str, lang: &str, kind: &str| Case {
            text: text.to_owned(),
            lang: lang.to_owned(),
            kind: Some(kind.to_owned()),
        };
        let predictions = predict(&[
            case("Wo bleibt mein Paket, das ich letzte Woche bestellt habe?", "de", "long"),
            case("Where is the parcel that I ordered last week?", "de", "long"),
            case("Gdzie jest moja paczka, którą zamówiłem w zeszłym tygodniu?", "pl", "long"),
            case("??", "en", "short"),
        ]);
        let found: Vec<&str> = predictions.iter().map(|prediction| prediction.predicted.as_str()).collect();
        assert_eq!(found, ["de", "en", "other", "other"]);
        let report = score(&predictions, 2.0);
        assert_eq!((report.accuracy, report.other_recall, report.texts_per_second), (0.5, Some(1.0), 2.0));
        assert_eq!(report.by_lang["de"], 0.5);
        assert_eq!((report.by_type["long"], report.by_type["short"]), (2.0 / 3.0, 0.0));
    }

    #[test]
    fn cases_read_the_form_of_the_sets_and_predictions_carry_all_that_scores_need() {
        let case: Case = serde_json::from_str(r#"{"text":"Merci beaucoup pour votre aide","lang":"fr"}"#).unwrap();
        let line = serde_json::to_value(&predict(&[case])[0]).unwrap();
        assert_eq!((&line["lang"], &line["predicted"], &line["right"]), (&"fr".into(), &"fr".into(), &true.into()));
        assert!(line["confidence"].as_f64().unwrap() > 0.9);
        assert!(line.get("type").is_none());
    }
}
