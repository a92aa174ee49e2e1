//! One call of a tool: only one that is on, only with what the visitor has said, and only what gives no orders is taken.

use domain::analysis::EntityKind;
use domain::tools::{ToolOutcome, ToolUse};
use serde_json::Value;
use tokio::time::Instant;

use super::kit::{Kit, Ready};
use super::{Given, Outcome, TOOLS, arguments};
use crate::answer::screen;
use crate::app::App;

/// Why a call is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused {
    /// In a word, for the log.
    pub(super) why: &'static str,
    /// In a sentence, for a model.
    pub(super) told: &'static str,
}

/// Reads what a model wrote as arguments of a tool.
pub(super) fn read(kit: &Kit, name: &str, written: &str) -> Result<(Ready, Given), Refused> {
    let unknown = Refused { why: "not_allowed", told: "There is no such tool." };
    let ready = kit.find(name).ok_or(unknown)?;
    let malformed = Refused {
        why: "arguments",
        told: "The arguments do not keep to the schema. Call it again with all of them, as JSON.",
    };
    let written: Value = serde_json::from_str(written).map_err(|_| malformed)?;
    let written = written.as_object().ok_or(malformed)?;
    let wanted = ready.tool.wants(&ready.settings);
    if written.keys().any(|key| !wanted.iter().any(|argument| argument.id == key)) {
        return Err(malformed);
    }
    let mut given = Given::new();
    for argument in wanted {
        let text = written.get(argument.id).and_then(Value::as_str).ok_or(malformed)?;
        let value = arguments::read(argument.kind, text).ok_or(malformed)?;
        if !arguments::was_said(&value, &kit.words) {
            let told = "The visitor has not said that. Ask the visitor, and never make it up.";
            return Err(Refused { why: "not_said", told });
        }
        given.insert(argument.id, value);
    }
    Ok((ready.clone(), given))
}

/// Makes the call, and notes it.
pub(super) async fn call(app: &App, kit: &mut Kit, ready: &Ready, given: &Given) -> Result<(), Refused> {
    let id = ready.tool.card().id;
    if let Some(why) = kit.is_exhausted() {
        refuse(kit, id, why);
        if why == "too_many_misses" {
            kit.last = Some(Outcome::NotFound);
        }
        return Err(Refused { why, told: "Nothing more can be looked up now." });
    }
    let begun = Instant::now();
    let outcome = screened(ready.tool.call(app.http(), &ready.settings, given).await);
    let ms = (begun.elapsed().as_secs_f64() * 100_000.0).ceil() / 100.0;
    let (came, why) = match &outcome {
        Outcome::Found(_) => (ToolOutcome::Found, None),
        Outcome::NotFound => (ToolOutcome::NotFound, None),
        Outcome::Failed(why) => (ToolOutcome::Failed, Some((*why).to_owned())),
    };
    metrics::counter!("romashka_tool_calls_total", "tool" => id, "outcome" => came.as_str()).increment(1);
    kit.used.push(ToolUse { tool: id.to_owned(), outcome: came, why, missing: None, ms });
    kit.last = Some(outcome);
    Ok(())
}

/// Notes a call that is not made. A name that is no tool's may be anything, so it is not kept.
pub(super) fn refuse(kit: &mut Kit, name: &str, why: &'static str) {
    let known = TOOLS.iter().map(|tool| tool.card().id).find(|id| *id == name).unwrap_or("unknown");
    kit.used.push(ToolUse {
        tool: known.to_owned(),
        outcome: ToolOutcome::Refused,
        why: Some(why.to_owned()),
        missing: None,
        ms: 0.0,
    });
}

/// Notes that the visitor is asked for something.
pub(super) fn ask(kit: &mut Kit, id: &str, missing: EntityKind) {
    kit.used.push(ToolUse {
        tool: id.to_owned(),
        outcome: ToolOutcome::Asked,
        why: None,
        missing: Some(missing),
        ms: 0.0,
    });
}

/// Whoever could write orders to a bot into the system could write the lie beside them too, so all of it is left aside.
fn screened(outcome: Outcome) -> Outcome {
    let Outcome::Found(found) = outcome else { return outcome };
    let words: Vec<&str> = found.parts.iter().map(|(_, text)| text.as_str()).collect();
    if screen::gives_orders(&words.join("\n")) { Outcome::Failed("orders") } else { Outcome::Found(found) }
}
