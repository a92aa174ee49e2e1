//! How well entities are found.

use crate::entities::{Kind, find};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text and what it names.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What was written.
    pub text: String,
    /// ISO 639-1 code of its language.
    pub lang: String,
    /// What it names, in any order.
    pub entities: Vec<Named>,
}

/// An entity of a case or of a prediction.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct Named {
    /// What it is.
    pub kind: Kind,
    /// The words that name it.
    pub text: String,
    /// The same however it is written; see [`crate::entities::Entity`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What was found for a case.
#[derive(Debug, Clone, Serialize)]
pub struct Prediction {
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: String,
    /// What it names.
    pub entities: Vec<Named>,
    /// What was found.
    pub predicted: Vec<Named>,
    /// How many of these are right: the same kind and the same words, but for signs and spaces around them.
    pub right: usize,
    /// How many of the right ones have another value than the case says; 0 where it says none.
    pub other_values: usize,
}

/// The marks of some entities, each 0 to 1. Where nothing was to be found and nothing was, they are 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Marks {
    /// Share of what was found that is right.
    pub precision: f64,
    /// Share of what there is that was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Marks of all entities.
    #[serde(flatten)]
    pub all: Marks,
    /// Marks of each kind.
    pub by_kind: BTreeMap<String, Marks>,
    /// Marks of each language.
    pub by_lang: BTreeMap<String, Marks>,
    /// Share of what was found right, and has a value in its case, that has this value.
    pub same_value: f64,
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    there: usize,
    found: usize,
    right: usize,
}

impl Counts {
    fn marks(self) -> Marks {
        let share = |of: usize| if of == 0 { 1.0 } else { self.right as f64 / of as f64 };
        let both = self.there + self.found;
        let f1 = if both == 0 { 1.0 } else { 2.0 * self.right as f64 / both as f64 };
        Marks { precision: share(self.found), recall: share(self.there), f1 }
    }
}

/// Finds what each text names; its language is given.
pub fn predict(cases: &[Case]) -> Vec<Prediction> {
    let predict = |case: &Case| {
        let found = find(&case.text, case.lang.parse().ok()).into_iter();
        let named = found.map(|one| Named {
            kind: one.kind,
            text: case.text[one.start..one.end].to_owned(),
            value: Some(one.value),
        });
        let predicted: Vec<Named> = named.collect();
        let pairs = pairs(&case.entities, &predicted);
        let differs = |(there, found): &&(&Named, &Named)| there.value.is_some() && there.value != found.value;
        Prediction {
            text: case.text.clone(),
            lang: case.lang.clone(),
            right: pairs.len(),
            other_values: pairs.iter().filter(differs).count(),
            entities: case.entities.clone(),
            predicted,
        }
    };
    cases.iter().map(predict).collect()
}

/// What is there with what was found for it, each once.
fn pairs<'a>(there: &'a [Named], found: &'a [Named]) -> Vec<(&'a Named, &'a Named)> {
    let mut left: Vec<&Named> = found.iter().collect();
    let take = |one: &'a Named| {
        let same = |other: &&Named| other.kind == one.kind && bare(&other.text) == bare(&one.text);
        let place = left.iter().position(same)?;
        Some((one, left.swap_remove(place)))
    };
    there.iter().filter_map(take).collect()
}

/// Words without signs and spaces around them; the sign of a currency is one of the words.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "#№.,;:!?()[]<>\"'。、，！？".contains(c))
}

/// Scores predictions.
pub fn score(predictions: &[Prediction]) -> Report {
    let mut all = Counts::default();
    let mut by_kind: BTreeMap<String, Counts> = BTreeMap::new();
    let mut by_lang = by_kind.clone();
    let (mut with_value, mut other_values) = (0, 0);
    for prediction in predictions {
        let pairs = pairs(&prediction.entities, &prediction.predicted);
        with_value += pairs.iter().filter(|pair| pair.0.value.is_some()).count();
        other_values += prediction.other_values;
        let mut count = |kind: Kind, add: &dyn Fn(&mut Counts)| {
            add(&mut all);
            add(by_kind.entry(kind.id().to_owned()).or_default());
            add(by_lang.entry(prediction.lang.clone()).or_default());
        };
        prediction.entities.iter().for_each(|one| count(one.kind, &|counts| counts.there += 1));
        prediction.predicted.iter().for_each(|one| count(one.kind, &|counts| counts.found += 1));
        pairs.iter().for_each(|(one, _)| count(one.kind, &|counts| counts.right += 1));
    }
    let marks =
        |counts: BTreeMap<String, Counts>| counts.into_iter().map(|(name, count)| (name, count.marks())).collect();
    Report {
        all: all.marks(),
        by_kind: marks(by_kind),
        by_lang: marks(by_lang),
        same_value: if with_value == 0 { 1.0 } else { 1.0 - f64::from(other_values as u32) / with_value as f64 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missed_lowers_recall_and_what_is_made_up_lowers_precision() {
        let line = r##"{"text":"order #55120 for $5","lang":"en","entities":[{"kind":"order_number","text":"#55120"},
            {"kind":"money","text":"$5","value":"5 EUR"},{"kind":"product","text":"for"}]}"##;
        let case: Case = serde_json::from_str(line).unwrap();
        let predictions = predict(&[case]);
        assert_eq!((predictions[0].right, predictions[0].other_values), (2, 1));
        let report = score(&predictions);
        assert_eq!((report.all.precision, report.all.recall, report.all.f1), (1.0, 2.0 / 3.0, 0.8));
        assert_eq!((report.by_kind["product"].recall, report.by_lang["en"].f1, report.same_value), (0.0, 0.8, 0.0));
        let json = serde_json::to_value(&report).unwrap();
        assert!(json["f1"].is_number() && json["by_kind"]["money"]["f1"].is_number());
    }
}
