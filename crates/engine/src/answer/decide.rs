//! What is said, or that a person takes over.

use std::time::Duration;

use domain::conversations::HandoffReason;
use domain::intents::Effect;
use domain::knowledge::Citation;
use domain::messages::Verdict;
use nlp::intent::SmallTalk;
use tokio::time::Instant;

use super::ask::{Asked, OVER_BUDGET};
use super::gather::{Evidence, Gathered, Intent};
use super::models::Cited;
use super::prompt::Prompt;
use super::reply::Action;
use super::sink::Sink;
use super::tools::Flowed;
use super::turn::Turn;
use super::{phrases, trace};
use crate::app::App;
use crate::conversations::Decision;
use crate::intents::Recognised;

/// A message that needs no knowledge.
pub(super) fn without_knowledge(turn: &Turn, gathered: &Gathered, sink: &mut dyn Sink, begun: Instant) -> Decision {
    let (language, phrases) = (gathered.language, phrases::of(gathered.language));
    if let (Intent::Own, Some(own)) = (gathered.intent, &gathered.own)
        && let Some(decision) = by_own_intent(turn, gathered, own, sink, begun)
    {
        return decision;
    }
    let text = match gathered.intent {
        Intent::Human => {
            let trace = trace::plain("wants_human", turn, gathered, begun.elapsed());
            let language = gathered.known_language;
            let reason = match turn.was_tool_away() {
                true => HandoffReason::ToolFailure,
                false => HandoffReason::CustomerRequest,
            };
            return Decision::HandOff { reason, language, trace };
        }
        Intent::Blocked => phrases.declined.to_owned(),
        Intent::Small(_) if !turn.bot.rules.small_talk => phrases.ask_back.to_owned(),
        Intent::Small(SmallTalk::Greeting) => phrases.greeting.to_owned(),
        Intent::Small(SmallTalk::Thanks) => phrases.thanks.to_owned(),
        Intent::Small(SmallTalk::Goodbye) => phrases.goodbye.to_owned(),
        Intent::Small(SmallTalk::WhoAreYou) => phrases.who_are_you(&turn.bot.name, &turn.bot.rules.company),
        Intent::Small(SmallTalk::HowAreYou) => phrases.how_are_you.to_owned(),
        Intent::Nothing | Intent::Question | Intent::Own => phrases.ask_back.to_owned(),
    };
    sink.say(&text);
    let (verdict, kind) = match gathered.intent {
        Intent::Blocked => (Verdict::Unknown, "blocked_topic"),
        Intent::Small(_) => (Verdict::Small, "small_talk"),
        _ => (Verdict::Clarified, "nothing_asked"),
    };
    Decision::Reply {
        text,
        language,
        citations: Vec::new(),
        verdict,
        confidence: 1.0,
        offers_human: gathered.intent == Intent::Blocked,
        trace: trace::plain(kind, turn, gathered, begun.elapsed()),
    }
}

/// What the business says follows from one of its own intents; nothing where the intent is a label alone.
fn by_own_intent(
    turn: &Turn,
    gathered: &Gathered,
    own: &Recognised,
    sink: &mut dyn Sink,
    begun: Instant,
) -> Option<Decision> {
    let trace = || trace::plain("own_intent", turn, gathered, begun.elapsed());
    match &own.effect {
        Effect::Label => None,
        Effect::HandOff { reason } => {
            Some(Decision::HandOff { reason: *reason, language: gathered.known_language, trace: trace() })
        }
        Effect::Answer { text } => {
            sink.say(text);
            let language = nlp::language::detect(text, Some(gathered.language)).language.unwrap_or(gathered.language);
            Some(Decision::Reply {
                text: text.clone(),
                language,
                citations: Vec::new(),
                verdict: Verdict::Answered,
                confidence: f64::from(own.confidence),
                offers_human: false,
                trace: trace(),
            })
        }
    }
}

/// The answer to a question. What the knowledge does not cover is said so, with the offer of a person.
pub(super) fn decide(
    app: &App,
    turn: &Turn,
    prompt: Prompt,
    asked: Asked,
    sink: &mut dyn Sink,
    times: (Duration, Instant),
) -> Decision {
    let (gather, begun) = times;
    let (language, phrases) = (prompt.language, phrases::of(prompt.language));
    match asked.draft.action {
        Action::HandOff(reason) if reason != HandoffReason::MissingKnowledge && sink.said().is_empty() => {
            let trace = trace::of(app, turn, prompt, asked, gather, begun);
            return Decision::HandOff { reason, language: Some(language), trace };
        }
        Action::Clarify => {
            let text = sink.said().trim().to_owned();
            let confidence = f64::from(asked.draft.confidence.clamp(0.0, 1.0));
            let trace = trace::of(app, turn, prompt, asked, gather, begun);
            let (citations, verdict, offers_human) = (Vec::new(), Verdict::Clarified, false);
            return Decision::Reply { text, language, citations, verdict, confidence, offers_human, trace };
        }
        _ => {}
    }
    let is_known = !asked.draft.cited.is_empty() && !sink.said().is_empty();
    let verdict = match is_known {
        false => Verdict::Unknown,
        true if asked.draft.is_sure_said && f64::from(asked.draft.confidence) < turn.bot.rules.answers_from => {
            Verdict::Clarified
        }
        true => Verdict::Answered,
    };
    if verdict == Verdict::Unknown && asked.fallback == Some(OVER_BUDGET) && sink.said().is_empty() {
        let (reason, language) = (HandoffReason::Budget, Some(language));
        return Decision::HandOff { reason, language, trace: trace::of(app, turn, prompt, asked, gather, begun) };
    }
    match verdict {
        Verdict::Unknown => sink.say(phrases.unknown),
        Verdict::Clarified => sink.say(&format!("\n\n{}", phrases.perhaps)),
        _ => {}
    }
    let citations = if is_known { citations(&prompt, &asked.draft.cited) } else { Vec::new() };
    Decision::Reply {
        text: sink.said().trim().to_owned(),
        language,
        citations,
        verdict,
        confidence: f64::from(asked.draft.confidence.clamp(0.0, 1.0)),
        offers_human: verdict != Verdict::Answered,
        trace: trace::of(app, turn, prompt, asked, gather, begun),
    }
}

/// What a tool came to, which is said.
pub(super) fn by_tool(
    app: &App,
    turn: &Turn,
    mut prompt: Prompt,
    asked: Asked,
    flowed: Flowed,
    sink: &mut dyn Sink,
    times: (Duration, Instant),
) -> Decision {
    let language = prompt.language;
    prompt.trace.kind = "tool".to_owned();
    Decision::Reply {
        text: sink.said().trim().to_owned(),
        language,
        citations: Vec::new(),
        verdict: flowed.verdict,
        confidence: 1.0,
        offers_human: flowed.offers_human,
        trace: trace::of(app, turn, prompt, asked, times.0, times.1),
    }
}

/// Spans of items, each once, in the order in which they were used; neighbours of one passage become one.
fn citations(prompt: &Prompt, cited: &[Cited]) -> Vec<Citation> {
    let mut all: Vec<Citation> = Vec::new();
    for cited in cited {
        let evidence = prompt.evidence.get(cited.evidence).filter(|evidence| !evidence.is_from_tool);
        let Some(evidence) = evidence else { continue };
        let (start, end) = place(evidence, *cited);
        let same = all.iter_mut().find(|known| {
            known.item == evidence.item
                && known.heading == evidence.heading
                && known.start <= end
                && start <= known.end + 2
        });
        match same {
            Some(known) => (known.start, known.end) = (known.start.min(start), known.end.max(end)),
            None => all.push(Citation {
                item: evidence.item.clone(),
                version: evidence.version,
                title: evidence.title.clone(),
                url: evidence.url.clone(),
                heading: evidence.heading.clone(),
                start,
                end,
            }),
        }
    }
    all
}

/// Where a span stands in the item's text. A passage that lost Markdown signs cannot be counted in, so the whole of it is
/// named.
fn place(evidence: &Evidence, cited: Cited) -> (i64, i64) {
    let length = i64::try_from(evidence.text.len()).unwrap_or(i64::MAX);
    let at = |offset: usize| i64::try_from(offset).map_or(evidence.end, |offset| evidence.start + offset);
    if length == evidence.end - evidence.start {
        (at(cited.start), at(cited.end))
    } else {
        (evidence.start, evidence.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::prompt::tests::{evidence, prompt};
    use domain::Language;

    #[test]
    fn spans_are_counted_in_the_items_text_where_that_is_possible() {
        let plain = evidence("One. Two. Three.", Language::En);
        let second = Cited { evidence: 0, start: 5, end: 9 };
        assert_eq!(place(&plain, second), (15, 19));
        let marked = Evidence { end: plain.end + 4, ..plain.clone() };
        assert_eq!(place(&marked, second), (10, marked.end));
    }

    #[test]
    fn neighbouring_spans_become_one_citation() {
        let prompt = prompt(vec![evidence("One. Two. Three.", Language::En)], Language::En);
        let cited = [(0, 4), (5, 9)].map(|(start, end)| Cited { evidence: 0, start, end });
        let citations = citations(&prompt, &cited);
        assert_eq!(citations.len(), 1);
        assert_eq!((citations[0].start, citations[0].end), (10, 19));
    }
}
