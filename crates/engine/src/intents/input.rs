//! Reading what people typed about an intent.

use domain::error::FieldErrors;
use domain::intents::{Effect, IntentChange, parse_effect, parse_examples, parse_intent_name, parse_threshold};
use domain::{Code, Problem};
use store::intents::IntentRow;

use crate::error::Result;

/// Takes over what `change` names; gives the names of the fields that differ.
pub(super) fn apply(row: &mut IntentRow, change: IntentChange) -> Result<Vec<&'static str>> {
    let mut wrong = FieldErrors::default();
    let name = change.name.and_then(|typed| wrong.take("name", parse_intent_name(&typed)));
    let examples = change.examples.and_then(|typed| wrong.take("examples", parse_examples(&typed)));
    let threshold = change.threshold.and_then(|typed| wrong.take("threshold", parse_threshold(typed)));
    let effect = change.effect.and_then(|typed| wrong.take("effect", parse_effect(typed)));
    if let Some(problem) = wrong.into_problem() {
        return Err(problem.into());
    }
    let mut changed = Vec::new();
    if let Some(name) = name.filter(|name| *name != row.name) {
        row.name_folded = name.to_lowercase();
        row.name = name;
        changed.push("name");
    }
    if let Some(examples) = examples.filter(|examples| *examples != row.examples) {
        row.examples = examples;
        changed.push("examples");
    }
    if let Some(threshold) = threshold.filter(|threshold| *threshold != row.threshold) {
        row.threshold = threshold;
        changed.push("threshold");
    }
    if let Some(on) = change.on.filter(|on| *on != row.is_on) {
        row.is_on = on;
        changed.push("on");
    }
    if let Some(effect) = effect.filter(|effect| *effect != super::effect(row)) {
        row.effect = effect.kind();
        (row.handoff_reason, row.answer) = match effect {
            Effect::Label => (None, String::new()),
            Effect::HandOff { reason } => (Some(reason), String::new()),
            Effect::Answer { text } => (None, text),
        };
        changed.push("effect");
    }
    Ok(changed)
}

/// Says that another intent has this name, if one of `others` does.
pub(super) fn check_name(row: &IntentRow, others: &[IntentRow]) -> Result<()> {
    match others.iter().find(|other| other.name_folded == row.name_folded && other.id != row.id) {
        None => Ok(()),
        Some(other) => {
            let text = format!("There is an intent “{}” already. Choose another name.", other.name);
            Err(Problem { code: Code::Conflict, ..Problem::field("name", text) }.into())
        }
    }
}
