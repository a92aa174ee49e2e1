//! The model that is always there: it says sentences of the knowledge, word for word, and nothing else.

use async_trait::async_trait;
use nlp::extract::{Candidate, extract};

use super::{Broken, Cited, Draft, Model};
use crate::answer::phrases;
use crate::answer::prompt::Prompt;
use crate::answer::sink::Sink;

/// Below this it is silent: what it found does not answer the question.
pub(in crate::answer) const SILENT_BELOW: f32 = 0.3;

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
        let extracted = extract(&prompt.query, prompt.language, &candidates);
        if extracted.confidence < SILENT_BELOW || extracted.spans.is_empty() {
            return Ok(Draft { cited: Vec::new(), confidence: extracted.confidence });
        }
        let cited: Vec<Cited> = extracted
            .spans
            .iter()
            .map(|span| Cited { evidence: span.candidate, start: span.start, end: span.end })
            .collect();
        say(prompt, &cited, sink);
        Ok(Draft { cited, confidence: extracted.confidence })
    }
}

/// Says the spans, each once, and leaves out what was said already.
fn say(prompt: &Prompt, cited: &[Cited], sink: &mut dyn Sink) {
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
        last = Some(*next);
    }
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
