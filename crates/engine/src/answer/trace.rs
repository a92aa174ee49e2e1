//! How an answer came about, for the team: ids and figures, and no words of anybody.

use std::time::Duration;

use serde_json::{Value, json};

use super::ask::Asked;
use super::prompt::Prompt;

/// Of a message that needed no knowledge.
pub(super) fn plain(kind: &str, total: Duration) -> Value {
    json!({ "kind": kind, "ms": { "total": ms(total) } })
}

/// Of an answer.
pub(super) fn of(prompt: &Prompt, asked: &Asked, gather: Duration, total: Duration) -> Value {
    let found: Vec<Value> = prompt
        .evidence
        .iter()
        .map(|evidence| {
            json!({
                "item": evidence.item,
                "version": evidence.version,
                "passage": evidence.ordinal,
                "language": evidence.language,
                "score": evidence.score,
                "coverage": evidence.coverage,
            })
        })
        .collect();
    json!({
        "kind": "question",
        "engine": asked.engine,
        "model": asked.model,
        "tries": asked.tries,
        "fallback": asked.fallback,
        "follows": prompt.follows,
        "found": found,
        "ms": { "gather": ms(gather), "ask": ms(asked.took), "total": ms(total) },
    })
}

/// To the hundredth.
fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 100_000.0).round() / 100.0
}
