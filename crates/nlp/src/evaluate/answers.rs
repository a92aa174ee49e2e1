//! How well questions are answered, word for word, and how well it is known when they are not.

use super::retrieval::{Document, language};
use crate::extract::{Candidate, OFFERS, extract};
use crate::index::{Index, Meaning};
use crate::segment::{count_words, fold};
use domain::Language;
use serde::{Deserialize, Serialize};

/// Passages that answers are taken from.
const PASSAGES: usize = 8;
/// Steps of the reliability table.
const STEPS: usize = 10;

/// A question.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// What is asked.
    pub question: String,
    /// Texts of which a right answer has one; none where the documents do not answer.
    pub answers: Vec<String>,
    /// Id of the document that answers.
    pub source: Option<String>,
    /// ISO 639-1 code; found out from the words where the set does not say.
    pub lang: Option<String>,
}

/// What was answered.
#[derive(Debug, Clone, Serialize)]
pub struct Prediction {
    /// The question.
    pub question: String,
    /// Its language, as the set names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Texts of which a right answer has one; none where the documents do not answer.
    pub answers: Vec<String>,
    /// Id of the document that answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The best answer that there is; where `answered` is false it is kept back.
    pub answer: String,
    /// Ids of the documents that it is taken from.
    pub sources: Vec<String>,
    /// Words of the answer.
    pub words: usize,
    /// How likely the answer is right, 0 to 1.
    pub confidence: f32,
    /// Whether the answer is given: its confidence is high enough for that.
    pub answered: bool,
    /// Whether the answer, given or kept back, has one of the texts; case and accents aside.
    pub right: bool,
    /// Milliseconds of search and answer.
    pub ms: f64,
}

/// A row of the reliability table: answers of like confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// Lowest confidence of the row.
    pub from: f64,
    /// Highest.
    pub to: f64,
    /// Questions.
    pub count: usize,
    /// Confidence on average.
    pub confidence: f64,
    /// Share that is right.
    pub right: f64,
}

/// The scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Of the questions that the documents answer, the share that was given an answer that is right.
    pub answered_right: f64,
    /// Half of the answers given have no more words.
    pub answer_words_p50: f64,
    /// Of the questions that the documents answer and that were given an answer, the share whose answer comes from the right
    /// document.
    pub source_right: f64,
    /// Share of all questions that were given an answer that is wrong.
    pub wrong: f64,
    /// Of the questions that were given no answer, the share that the documents do not answer.
    pub abstention_precision: f64,
    /// Of the questions that the documents do not answer, the share that was given no answer.
    pub abstention_recall: f64,
    /// How far confidence lies from the share of right answers, on average over the rows of the table.
    pub ece: f64,
    /// Confidence against truth, in ten steps, over all questions.
    pub reliability: Vec<Reliability>,
}

/// Answers a question. The milliseconds are for the caller to fill in.
pub fn predict(index: &Index<usize>, documents: &[Document], case: &Case) -> Prediction {
    predict_with(index, documents, case, None)
}

/// The same with the question's vector.
pub fn predict_with(
    index: &Index<usize>,
    documents: &[Document],
    case: &Case,
    meaning: Option<Meaning<'_>>,
) -> Prediction {
    let known = language(case.lang.as_deref(), &case.question);
    let hits = index.search_with(&case.question, meaning, known, PASSAGES);
    let candidates: Vec<Candidate<'_>> = hits
        .iter()
        .filter_map(|hit| documents.get(hit.key).map(|document| (hit, document)))
        .map(|(hit, document)| Candidate {
            title: document.title.as_deref().unwrap_or_default(),
            heading: "",
            text: &document.text,
            language: hit.language,
            score: hit.score,
            coverage: hit.coverage,
        })
        .collect();
    let language = known.unwrap_or(Language::En);
    let extracted = extract(&case.question, language, &candidates);
    let pieces =
        extracted.spans.iter().filter_map(|span| candidates.get(span.candidate)?.text.get(span.start..span.end));
    let answer = pieces.collect::<Vec<_>>().join(" ");
    let mut sources: Vec<String> = Vec::new();
    for span in &extracted.spans {
        if let Some(document) = hits.get(span.candidate).and_then(|hit| documents.get(hit.key))
            && !sources.contains(&document.id)
        {
            sources.push(document.id.clone());
        }
    }
    let same = fold(&answer, language);
    Prediction {
        question: case.question.clone(),
        lang: case.lang.clone(),
        right: case.answers.iter().any(|wanted| same.contains(&fold(wanted, language))),
        answers: case.answers.clone(),
        source: case.source.clone(),
        words: count_words(&answer),
        answered: extracted.confidence >= OFFERS && !answer.is_empty(),
        confidence: extracted.confidence,
        answer,
        sources,
        ms: 0.0,
    }
}

/// Scores what [`predict`] answered.
pub fn score(predictions: &[Prediction]) -> Report {
    let count = |of: &dyn Fn(&Prediction) -> bool| predictions.iter().filter(|prediction| of(prediction)).count();
    let can = |p: &Prediction| !p.answers.is_empty();
    let has_source = |p: &Prediction| p.answered && can(p) && p.source.is_some();
    let from_source = |p: &Prediction| p.sources.iter().any(|id| Some(id) == p.source.as_ref());
    let mut words: Vec<f64> = predictions.iter().filter(|p| p.answered).map(|p| p.words as f64).collect();
    words.sort_unstable_by(f64::total_cmp);
    let silent_rightly = count(&|p| !p.answered && !can(p));
    let reliability = reliability(predictions);
    let apart = |row: &Reliability| row.count as f64 * (row.confidence - row.right).abs();
    Report {
        answered_right: share(count(&|p| can(p) && p.answered && p.right), count(&can)),
        answer_words_p50: super::retrieval::quantile(&words, 0.5),
        source_right: share(count(&|p| has_source(p) && from_source(p)), count(&has_source)),
        wrong: share(count(&|p| p.answered && !p.right), predictions.len()),
        abstention_precision: share(silent_rightly, count(&|p| !p.answered)),
        abstention_recall: share(silent_rightly, count(&|p| !can(p))),
        ece: reliability.iter().map(apart).sum::<f64>() / predictions.len().max(1) as f64,
        reliability,
    }
}

/// Share of wrong answers among all questions, if only the surest answers were given, to `answered` (0 to 1) of the questions
/// that the documents answer in number.
pub fn wrong_at(predictions: &[Prediction], answered: f64) -> f64 {
    let mut surest: Vec<&Prediction> = predictions.iter().collect();
    surest.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let can = predictions.iter().filter(|prediction| !prediction.answers.is_empty()).count();
    let given = &surest[..((can as f64 * answered).round() as usize).min(surest.len())];
    share(given.iter().filter(|prediction| !prediction.right).count(), predictions.len())
}

fn reliability(predictions: &[Prediction]) -> Vec<Reliability> {
    let step = |prediction: &Prediction| ((f64::from(prediction.confidence) * STEPS as f64) as usize).min(STEPS - 1);
    let row = |number: usize| {
        let of: Vec<&Prediction> = predictions.iter().filter(|prediction| step(prediction) == number).collect();
        let sum: f64 = of.iter().map(|prediction| f64::from(prediction.confidence)).sum();
        Reliability {
            from: number as f64 / STEPS as f64,
            to: (number + 1) as f64 / STEPS as f64,
            count: of.len(),
            confidence: if of.is_empty() { 0.0 } else { sum / of.len() as f64 },
            right: share(of.iter().filter(|prediction| prediction.right).count(), of.len()),
        }
    };
    (0..STEPS).map(row).collect()
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(can: bool, right: bool, confidence: f32, words: usize) -> Prediction {
        Prediction {
            question: String::new(),
            lang: None,
            answers: if can { vec!["x".into()] } else { Vec::new() },
            source: can.then(|| "d".into()),
            answer: "x".into(),
            sources: vec![if right { "d".into() } else { "e".into() }],
            words,
            confidence,
            answered: confidence >= OFFERS,
            right,
            ms: 0.0,
        }
    }

    #[test]
    fn scores_tell_right_wrong_and_kept_back_apart() {
        let predictions = [
            given(true, true, 0.95, 10),
            given(true, false, 0.85, 30),
            given(true, true, 0.05, 99),
            given(false, false, 0.05, 99),
            given(false, false, 0.95, 20),
        ];
        let report = score(&predictions);
        assert_eq!((report.answered_right, report.source_right), (1.0 / 3.0, 0.5));
        assert_eq!((report.wrong, report.answer_words_p50), (0.4, 20.0));
        assert_eq!((report.abstention_precision, report.abstention_recall), (0.5, 0.5));
        let (sure, unsure) = (&report.reliability[9], &report.reliability[0]);
        assert_eq!((sure.count, sure.right, unsure.count, unsure.right), (2, 0.5, 2, 0.5));
        assert!((report.ece - (2.0 * 0.45 + 0.85 + 2.0 * 0.45) / 5.0).abs() < 1e-6, "{}", report.ece);
        assert_eq!((wrong_at(&predictions, 0.34), wrong_at(&predictions, 1.0)), (0.0, 0.4));
    }

    #[test]
    fn the_keys_are_those_that_were_agreed() {
        let line = serde_json::to_value(score(&[])).unwrap();
        let mut keys: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        let wanted = [
            "abstention_precision",
            "abstention_recall",
            "answer_words_p50",
            "answered_right",
            "ece",
            "reliability",
            "source_right",
            "wrong",
        ];
        assert_eq!(keys, wanted);
    }

    #[test]
    fn an_answer_names_its_source_and_says_whether_it_is_right() {
        let documents: Vec<Document> = [
            r#"{"id":"a","title":"Delivery","text":"Parcels to Norway take two days. Gift wrapping is free.","lang":"en"}"#,
            r#"{"id":"b","title":"Returns","text":"Lamps can be sent back within 60 days.","lang":"en"}"#,
        ]
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
        let index = super::super::retrieval::index(&documents);
        let case =
            r#"{"question":"How long do parcels to Norway take?","answers":["two days"],"source":"a","lang":"en"}"#;
        let found = predict(&index, &documents, &serde_json::from_str(case).unwrap());
        assert!(found.right && found.answered, "{found:?}");
        assert_eq!((found.sources, found.words), (vec!["a".to_owned()], 6));
    }
}
