//! How well passages are found.

use crate::index::{Index, IndexPassage, Meaning, Vector};
use crate::language::detect;
use domain::Language;
use serde::{Deserialize, Serialize};

/// How many places of a search are looked at.
const PLACES: usize = 10;

/// A document: one passage.
#[derive(Debug, Clone, Deserialize)]
pub struct Document {
    /// What queries name it by.
    pub id: String,
    /// Its title, where it has one.
    pub title: Option<String>,
    /// Its text.
    pub text: String,
    /// ISO 639-1 code; found out from the text where the set does not say.
    pub lang: Option<String>,
}

/// A query and the documents that fit it.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What was asked.
    pub query: String,
    /// Ids of the documents.
    pub relevant: Vec<String>,
    /// ISO 639-1 code; found out from the words where the set does not say.
    pub lang: Option<String>,
}

/// What was found for a query.
#[derive(Debug, Clone, Serialize)]
pub struct Prediction {
    /// The query.
    pub query: String,
    /// Its language, as the set names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Ids of the documents that fit.
    pub relevant: Vec<String>,
    /// Ids of the ten that were found, best first.
    pub found: Vec<String>,
    /// Milliseconds of the search.
    pub ms: f64,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Share of the queries whose first document fits, 0 to 1.
    #[serde(rename = "hit@1")]
    pub hit_1: f64,
    /// Share with one that fits among the first three.
    #[serde(rename = "hit@3")]
    pub hit_3: f64,
    /// Among the first ten.
    #[serde(rename = "hit@10")]
    pub hit_10: f64,
    /// One through the place of the first that fits, on average; 0 beyond the tenth.
    #[serde(rename = "mrr@10")]
    pub mrr_10: f64,
    /// Discounted gain against the best order, on average.
    #[serde(rename = "ndcg@10")]
    pub ndcg_10: f64,
    /// Half of the searches took no longer, in milliseconds.
    pub p50_ms: f64,
    /// 99 of 100 searches took no longer.
    pub p99_ms: f64,
    /// Milliseconds in which the index was made.
    pub build_ms: f64,
    /// Memory of the index, in megabytes.
    pub memory_mb: f64,
}

/// The language that the set names, or that the words are in.
pub(super) fn language(named: Option<&str>, text: &str) -> Option<Language> {
    named.and_then(|named| named.parse().ok()).or_else(|| detect(text, None).language)
}

/// The index of all documents, by their place.
pub fn index(documents: &[Document]) -> Index<usize> {
    let mut index = Index::new();
    for (place, document) in documents.iter().enumerate() {
        let language = language(document.lang.as_deref(), &document.text).unwrap_or(Language::En);
        let passage = IndexPassage { ordinal: 0, heading: "", text: &document.text };
        index.put(place, language, document.title.as_deref().unwrap_or_default(), &[passage]);
    }
    index
}

/// What a model is given of a document to make its vector.
pub fn meant(document: &Document) -> String {
    format!("{}\n{}", document.title.as_deref().unwrap_or_default(), document.text).trim_start().to_owned()
}

/// Says what the documents of [`index`] mean: a vector for each, in their order.
pub fn add_vectors(index: &mut Index<usize>, vectors: &[Vec<f32>]) {
    for (place, vector) in vectors.iter().enumerate() {
        if let Some(vector) = Vector::of(vector) {
            index.put_vector(&place, 0, &vector);
        }
    }
}

/// Searches for a query. The milliseconds are for the caller to fill in.
pub fn predict(index: &Index<usize>, documents: &[Document], case: &Case) -> Prediction {
    predict_with(index, documents, case, None)
}

/// The same with the query's vector.
pub fn predict_with(
    index: &Index<usize>,
    documents: &[Document],
    case: &Case,
    meaning: Option<Meaning<'_>>,
) -> Prediction {
    let hits = index.search_with(&case.query, meaning, language(case.lang.as_deref(), &case.query), PLACES);
    let found = hits.iter().filter_map(|hit| documents.get(hit.key)).map(|document| document.id.clone()).collect();
    Prediction { query: case.query.clone(), lang: case.lang.clone(), relevant: case.relevant.clone(), found, ms: 0.0 }
}

/// Scores what [`predict`] found; how long the index took to make and how much memory it holds is for the caller to say.
pub fn score(predictions: &[Prediction], build_ms: f64, memory_mb: f64) -> Report {
    let mean =
        |of: &dyn Fn(&Prediction) -> f64| predictions.iter().map(of).sum::<f64>() / predictions.len().max(1) as f64;
    let hit = |places: usize| mean(&|prediction| f64::from(u8::from(place(prediction).is_some_and(|at| at < places))));
    let mut times: Vec<f64> = predictions.iter().map(|prediction| prediction.ms).collect();
    times.sort_unstable_by(f64::total_cmp);
    Report {
        hit_1: hit(1),
        hit_3: hit(3),
        hit_10: hit(PLACES),
        mrr_10: mean(&|prediction| place(prediction).map_or(0.0, |at| 1.0 / (at + 1) as f64)),
        ndcg_10: mean(&gain),
        p50_ms: quantile(&times, 0.5),
        p99_ms: quantile(&times, 0.99),
        build_ms,
        memory_mb,
    }
}

/// The place of the first that fits, from 0.
fn place(prediction: &Prediction) -> Option<usize> {
    prediction.found.iter().take(PLACES).position(|id| prediction.relevant.contains(id))
}

fn gain(prediction: &Prediction) -> f64 {
    let discount = |at: usize| 1.0 / ((at + 2) as f64).log2();
    let found = prediction.found.iter().take(PLACES).enumerate();
    let gain: f64 = found.filter(|(_, id)| prediction.relevant.contains(id)).map(|(at, _)| discount(at)).sum();
    let best: f64 = (0..prediction.relevant.len().min(PLACES)).map(discount).sum();
    if best > 0.0 { gain / best } else { 0.0 }
}

/// The value of which this part is not above; `sorted` rises.
pub(super) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let at = (sorted.len() as f64 * part).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(relevant: &[&str], found: &[&str], ms: f64) -> Prediction {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        Prediction { query: String::new(), lang: None, relevant: owned(relevant), found: owned(found), ms }
    }

    #[test]
    fn scores_follow_the_places_of_what_fits() {
        let predictions =
            [found(&["a"], &["a", "b"], 1.0), found(&["c"], &["a", "b", "x", "c"], 2.0), found(&["d"], &[], 9.0)];
        let report = score(&predictions, 5.0, 3.0);
        assert_eq!((report.hit_1, report.hit_3, report.hit_10), (1.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0));
        assert!((report.mrr_10 - 1.25 / 3.0).abs() < 1e-9);
        assert!((report.ndcg_10 - (1.0 + 1.0 / 5f64.log2()) / 3.0).abs() < 1e-9);
        assert_eq!((report.p50_ms, report.p99_ms, report.build_ms, report.memory_mb), (2.0, 9.0, 5.0, 3.0));
        let two = score(&[found(&["a", "b"], &["b", "x", "a"], 0.0)], 0.0, 0.0);
        assert!((two.ndcg_10 - 1.5 / (1.0 + 1.0 / 3f64.log2())).abs() < 1e-9);
    }

    #[test]
    fn the_keys_are_those_that_were_agreed() {
        let line = serde_json::to_value(score(&[], 0.0, 0.0)).unwrap();
        let mut keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        let wanted = ["build_ms", "hit@1", "hit@10", "hit@3", "memory_mb", "mrr@10", "ndcg@10", "p50_ms", "p99_ms"];
        assert_eq!(keys, wanted);
    }

    #[test]
    fn documents_are_found_in_their_language_with_and_without_its_name() {
        let read = |line: &str| serde_json::from_str::<Document>(line).unwrap();
        let documents = [
            read(r#"{"id":"ship","title":null,"text":"We deliver parcels to Norway within two days.","lang":"en"}"#),
            read(r#"{"id":"zahlen","text":"Sie können bei uns mit Kreditkarte bezahlen."}"#),
        ];
        let index = index(&documents);
        let case = Case { query: "Kann ich mit Karte bezahlen?".into(), relevant: vec!["zahlen".into()], lang: None };
        assert_eq!(predict(&index, &documents, &case).found.first().map(String::as_str), Some("zahlen"));
    }
}
