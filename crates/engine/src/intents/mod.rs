//! A business's own intents: kept, learnt from their examples, and looked for in what visitors write.

mod create;
mod delete;
mod input;
mod learnt;
mod list;
mod recognise;
mod update;

pub use create::create;
pub use delete::delete;
pub(crate) use learnt::Learnt;
pub use list::list;
pub(crate) use recognise::{Recognised, recognise};
pub use update::update;

use domain::Problem;
use domain::conversations::HandoffReason;
use domain::intents::{Effect, EffectKind, IntentView};
use store::intents::IntentRow;

use crate::error::Error;

fn view(row: IntentRow) -> IntentView {
    let effect = effect(&row);
    IntentView {
        id: row.public_id,
        name: row.name,
        examples: row.examples,
        threshold: row.threshold,
        on: row.is_on,
        effect,
        version: row.version,
        updated_at: row.updated_at,
    }
}

fn effect(row: &IntentRow) -> Effect {
    match row.effect {
        EffectKind::Label => Effect::Label,
        EffectKind::HandOff => {
            Effect::HandOff { reason: row.handoff_reason.unwrap_or(HandoffReason::UnsupportedRequest) }
        }
        EffectKind::Answer => Effect::Answer { text: row.answer.clone() },
    }
}

/// Names what is missing.
fn none_here(error: store::Error) -> Error {
    match error {
        store::Error::NotFound => Problem::not_found("this intent").into(),
        other => other.into(),
    }
}
