//! How well the wish for a human being is heard, and how often one is heard that nobody has.

use crate::handoff::{WISHED, wants_human};
use domain::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text, and whether its writer wants a human.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What was written.
    pub text: String,
    /// ISO 639-1 code of its language; one outside of the twelve counts as not known.
    pub lang: String,
    /// Whether a human is wanted.
    pub wants_human: bool,
}

/// What was found for a case.
#[derive(Debug, Clone, Serialize)]
pub struct Prediction {
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: String,
    /// Whether a human is wanted.
    pub wants_human: bool,
    /// Whether a wish was heard.
    pub predicted: bool,
    /// How sure that is, 0 (certainly none) to 1 (certainly one); heard from [`WISHED`] on.
    pub confidence: f32,
    /// Whether that is right.
    pub right: bool,
}

/// The shares of a set of texts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shares {
    /// Of the wishes, those that were heard, 0 to 1; 0 without any.
    pub recall: f64,
    /// Of the texts without a wish, those in which one was heard, 0 to 1; 0 without any.
    pub false_alarms: f64,
    /// Of the texts in which a wish was heard, those with one, 0 to 1; 0 without any.
    pub precision: f64,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Over all texts.
    #[serde(flatten)]
    pub all: Shares,
    /// For each language.
    pub by_lang: BTreeMap<String, Shares>,
}

/// Listens to each text, its language being known.
pub fn predict(cases: &[Case]) -> Vec<Prediction> {
    let predict = |case: &Case| {
        let confidence = wants_human(&case.text, Language::from_tag(&case.lang));
        let predicted = confidence >= WISHED;
        Prediction {
            text: case.text.clone(),
            lang: case.lang.clone(),
            wants_human: case.wants_human,
            predicted,
            confidence,
            right: predicted == case.wants_human,
        }
    };
    cases.iter().map(predict).collect()
}

/// Scores predictions.
pub fn score(predictions: &[Prediction]) -> Report {
    let mut by_lang: BTreeMap<String, Vec<&Prediction>> = BTreeMap::new();
    for prediction in predictions {
        by_lang.entry(prediction.lang.clone()).or_default().push(prediction);
    }
    Report {
        all: shares(&predictions.iter().collect::<Vec<_>>()),
        by_lang: by_lang.into_iter().map(|(lang, some)| (lang, shares(&some))).collect(),
    }
}

fn shares(predictions: &[&Prediction]) -> Shares {
    let count = |of: &dyn Fn(&Prediction) -> bool| predictions.iter().filter(|one| of(one)).count();
    let heard = count(&|one| one.wants_human && one.predicted);
    let alarms = count(&|one| !one.wants_human && one.predicted);
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    Shares {
        recall: share(heard, count(&|one| one.wants_human)),
        false_alarms: share(alarms, count(&|one| !one.wants_human)),
        precision: share(heard, heard + alarms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(lang: &str, wants_human: bool, predicted: bool) -> Prediction {
        let confidence = if predicted { 1.0 } else { 0.0 };
        let right = predicted == wants_human;
        Prediction { text: String::new(), lang: lang.to_owned(), wants_human, predicted, confidence, right }
    }

    #[test]
    fn alarms_are_a_share_of_the_texts_without_a_wish() {
        let report = score(&[
            prediction("de", true, true),
            prediction("de", true, true),
            prediction("de", true, false),
            prediction("de", false, true),
            prediction("en", false, false),
            prediction("en", false, false),
            prediction("en", false, false),
        ]);
        assert_eq!(report.all, Shares { recall: 2.0 / 3.0, false_alarms: 0.25, precision: 2.0 / 3.0 });
        assert_eq!(report.by_lang["de"], Shares { recall: 2.0 / 3.0, false_alarms: 1.0, precision: 2.0 / 3.0 });
        assert_eq!(report.by_lang["en"], Shares { recall: 0.0, false_alarms: 0.0, precision: 0.0 });
    }

    #[test]
    fn a_wish_is_heard_and_a_question_is_none() {
        let case = |text: &str, wants_human| Case { text: text.to_owned(), lang: "en".to_owned(), wants_human };
        let predictions = predict(&[case("I want to talk to a human", true), case("Where is my parcel?", false)]);
        assert!(predictions.iter().all(|one| one.right && one.predicted == (one.confidence >= WISHED)));
        let shown = serde_json::to_value(score(&predictions)).unwrap();
        assert_eq!((shown["recall"].as_f64(), shown["by_lang"]["en"]["recall"].as_f64()), (Some(1.0), Some(1.0)));
        assert_eq!((shown["false_alarms"].as_f64(), shown["precision"].as_f64()), (Some(0.0), Some(1.0)));
    }
}
