//! The model that is always there: it says sentences of the knowledge, word for word, and nothing else.

use async_trait::async_trait;
use domain::explanation::Checked;
use nlp::extract::{Candidate, Extracted, extract};
use nlp::segment::sentences;

use super::{Broken, Cited, Draft, Model};
use crate::answer::limits::says_one_of;
use crate::answer::phrases;
use crate::answer::prompt::Prompt;
use crate::answer::sink::Sink;

/// See the head of this file.
pub(in crate::answer) struct Builtin;

#[async_trait]
impl Model for Builtin {
    fn engine(&self) -> &'static str {
        "builtin"
    }

    async fn write(&self, prompt: &Prompt, sink: &mut dyn Sink) -> Result<Draft, Broken> {
        let candidates: Vec<Candidate<'_>> = prompt
            .evidence
            .iter()
            .map(|evidence| Candidate {
                title: &evidence.title,
                heading: &evidence.heading,
                text: &evidence.text,
                language: evidence.language,
                score: evidence.score,
                coverage: evidence.coverage,
            })
            .collect();
        let mut extracted = extract(&prompt.query, prompt.language, &candidates);
        // What was just said does not answer what is asked next: the subject before weighed too much.
        if prompt.follows && is_said(prompt, &extracted) {
            let alone = extract(&prompt.question, prompt.language, &candidates);
            if is_enough(prompt, &alone) && !is_said(prompt, &alone) {
                extracted = alone;
            }
        }
        if !is_enough(prompt, &extracted) {
            return Ok(Draft { confidence: extracted.confidence, is_sure_said: true, ..Draft::default() });
        }
        let cited: Vec<Cited> = extracted
            .spans
            .iter()
            .map(|span| Cited { evidence: span.candidate, start: span.start, end: span.end })
            .flat_map(|span| sayable(prompt, span))
            .collect();
        let checked = say(prompt, &cited, sink);
        Ok(Draft { cited, confidence: extracted.confidence, is_sure_said: true, checked, ..Draft::default() })
    }
}

/// Whether it is sure enough to be offered.
fn is_enough(prompt: &Prompt, extracted: &Extracted) -> bool {
    !extracted.spans.is_empty() && f64::from(extracted.confidence) >= prompt.rules.offers_from
}

/// The span without the sentences that have words which are never said.
fn sayable(prompt: &Prompt, span: Cited) -> Vec<Cited> {
    let never = &prompt.rules.never_say;
    let Some(evidence) = prompt.evidence.get(span.evidence) else { return Vec::new() };
    let text = evidence.text.get(span.start..span.end).unwrap_or_default();
    if !says_one_of(never, text, evidence.language) {
        return vec![span];
    }
    let kept = sentences(text, evidence.language)
        .into_iter()
        .filter(|sentence| !says_one_of(never, text.get(sentence.clone()).unwrap_or_default(), evidence.language));
    kept.map(|sentence| Cited { start: span.start + sentence.start, end: span.start + sentence.end, ..span }).collect()
}

/// Whether all of it stands in the last that was said to the visitor.
fn is_said(prompt: &Prompt, extracted: &Extracted) -> bool {
    let text = |span: &nlp::extract::Span| prompt.evidence.get(span.candidate)?.text.get(span.start..span.end);
    !extracted.spans.is_empty()
        && extracted.spans.iter().all(|span| text(span).is_some_and(|text| prompt.was_said_last(text)))
}

/// Says the spans, each once, and leaves out what was said already.
fn say(prompt: &Prompt, cited: &[Cited], sink: &mut dyn Sink) -> Vec<Checked> {
    let mut checked = Vec::new();
    let foreign = cited.iter().filter_map(|cited| prompt.evidence.get(cited.evidence));
    if sink.said().is_empty() && foreign.clone().count() > 0 && foreign.clone().all(|e| e.language != prompt.language) {
        sink.say(phrases::of(prompt.language).elsewhere);
        sink.say("\n\n");
    }
    let mut last: Option<Cited> = None;
    for next in cited {
        let Some(text) = prompt.evidence.get(next.evidence).and_then(|e| e.text.get(next.start..next.end)) else {
            continue;
        };
        let text = text.trim();
        if text.is_empty() || sink.said().contains(text) {
            continue;
        }
        let between = match last {
            None if sink.said().is_empty() || sink.said().ends_with('\n') => "",
            Some(last) if last.evidence == next.evidence => between(prompt, last, *next),
            _ => "\n\n",
        };
        sink.say(&format!("{between}{text}"));
        let end = sink.said().len();
        checked.push(Checked {
            verdict: "verbatim".to_owned(),
            start: Some(end - text.len()),
            end: Some(end),
            passages: vec![next.evidence],
            support: Some(1.0),
        });
        last = Some(*next);
    }
    checked
}

/// What stands between two spans of one passage: a line break where the passage has one.
fn between(prompt: &Prompt, last: Cited, next: Cited) -> &'static str {
    let text = prompt.evidence.get(next.evidence).map_or("", |evidence| evidence.text.as_str());
    let gap = text.get(last.end..next.start).unwrap_or("\n");
    match () {
        () if gap.contains("\n\n") => "\n\n",
        () if gap.contains('\n') => "\n",
        () if gap.is_empty() => "",
        () => " ",
    }
}
