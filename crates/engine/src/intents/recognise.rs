//! Which of a workspace's own intents a text has.

use domain::ids::{IntentRef, WorkspaceId};
use domain::intents::Effect;

use super::effect;
use crate::app::App;
use crate::error::Result;

/// The likeliest of a workspace's own intents.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Recognised {
    /// Which.
    pub(crate) id: IntentRef,
    /// What it is called.
    pub(crate) name: String,
    /// How likely it is, 0 to 1.
    pub(crate) confidence: f32,
    /// Whether that reaches its threshold.
    pub(crate) is_meant: bool,
    /// What follows then.
    pub(crate) effect: Effect,
}

/// The likeliest of the workspace's own intents that are looked for; none where there are none, or none fits at all.
pub(crate) async fn recognise(app: &App, workspace: WorkspaceId, text: &str) -> Result<Option<Recognised>> {
    let Some(known) = app.learnt().fresh(app.store(), workspace).await? else { return Ok(None) };
    let best = known.classifier.classify(text).into_iter().next();
    Ok(best.and_then(|guess| {
        let row = known.intents.iter().find(|row| row.name == guess.label)?;
        Some(Recognised {
            id: row.public_id.clone(),
            name: row.name.clone(),
            confidence: guess.confidence,
            is_meant: f64::from(guess.confidence) >= row.threshold,
            effect: effect(row),
        })
    }))
}
