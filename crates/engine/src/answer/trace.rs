//! How an answer came about, kept with it: ids and figures, and no words of anybody.

use std::time::Duration;

use domain::explanation::{AnswerBasis, Parameters, PassageFigures, Times, Trace};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::ask::Asked;
use super::gather::{Evidence, Gathered};
use super::prompt::Prompt;
use super::turn::Turn;
use crate::app::App;
use crate::knowledge::Dropped;

/// Of a message that needed no knowledge.
pub(super) fn plain(kind: &str, turn: &Turn, gathered: &Gathered, total: Duration) -> Value {
    let times = Times { total: ms(total), ..Times::default() };
    kept(&Trace { kind: kind.to_owned(), ms: times, ..begun(turn, gathered) })
}

/// What is known when the question has been looked up.
pub(super) fn begun(turn: &Turn, gathered: &Gathered) -> Trace {
    let looked = &gathered.looked;
    Trace {
        kind: "question".to_owned(),
        analysis: Some(gathered.analysis.clone()),
        read: turn.places.clone(),
        asked: gathered.asked.iter().map(|at| turn.place(*at)).collect(),
        follows: looked.follows,
        subject: looked.subject.clone(),
        found: looked.evidence.iter().map(figures).collect(),
        dropped: looked.dropped.iter().map(dropped).collect(),
        basis: (looked.generation > 0).then(|| AnswerBasis {
            hash: String::new(),
            configuration: String::new(),
            prompt: String::new(),
            knowledge: looked.generation,
            program: String::new(),
        }),
        ..Trace::default()
    }
}

/// Of an answer.
pub(super) fn of(app: &App, turn: &Turn, mut prompt: Prompt, asked: Asked, gather: Duration, begun: Instant) -> Value {
    let mut trace = std::mem::take(&mut prompt.trace);
    let chat = prompt.chat();
    let was_asked = asked.tries > 0;
    let parameters = Parameters {
        max_tokens: chat.max_tokens,
        temperature: chat.temperature,
        presence_penalty: chat.presence_penalty,
        frequency_penalty: chat.frequency_penalty,
    };
    let configuration = digest(&json!([turn.bot.public_id, turn.bot.name, turn.bot.persona, turn.bot.rules]));
    let read = digest(&json!([prompt.query, prompt.language, chat.messages]));
    let (program, knowledge) = (app.settings().version, trace.basis.take().map_or(0, |basis| basis.knowledge));
    let engine = if was_asked { json!([asked.model, parameters]) } else { json!(asked.engine) };
    trace.basis = Some(AnswerBasis {
        hash: digest(&json!([configuration, read, knowledge, program, engine])),
        configuration,
        prompt: read,
        knowledge,
        program: program.to_owned(),
    });
    for cited in &asked.draft.cited {
        if let Some(figures) = trace.found.get_mut(cited.evidence) {
            figures.cited = true;
        }
    }
    trace.engine = Some(asked.engine.to_owned());
    trace.model = asked.model;
    trace.parameters = was_asked.then_some(parameters);
    trace.tries = asked.tries;
    trace.redacted = prompt.vault.counts().filter(|_| was_asked);
    trace.action = (asked.engine != "builtin").then(|| asked.draft.action.as_str().to_owned());
    trace.repaired = asked.repaired.map(str::to_owned);
    trace.fallback = asked.fallback.map(str::to_owned);
    trace.checked = asked.draft.checked;
    trace.tools = prompt.tools.used;
    trace.ms = Times { gather: Some(ms(gather)), ask: Some(ms(asked.took)), total: ms(begun.elapsed()) };
    kept(&trace)
}

fn figures(evidence: &Evidence) -> PassageFigures {
    PassageFigures {
        item: evidence.item.clone(),
        version: evidence.version,
        passage: evidence.ordinal,
        language: evidence.language,
        score: evidence.score,
        coverage: evidence.coverage,
        effect: evidence.effect,
        start: Some(evidence.start),
        end: Some(evidence.end),
        cited: false,
        why: None,
    }
}

fn dropped(dropped: &Dropped) -> PassageFigures {
    PassageFigures {
        item: dropped.item.public_id.clone(),
        version: dropped.item.version,
        passage: dropped.ordinal,
        language: dropped.language,
        score: dropped.score,
        coverage: dropped.coverage,
        effect: None,
        start: None,
        end: None,
        cited: false,
        why: Some(dropped.why),
    }
}

/// The first half of the SHA-256 of this, in hexadecimal digits.
fn digest(of: &Value) -> String {
    let hash = Sha256::digest(of.to_string());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// As it is stored. Figures and lists of them can always be written.
fn kept(trace: &Trace) -> Value {
    serde_json::to_value(trace).unwrap_or_default()
}

/// To the hundredth.
fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}
