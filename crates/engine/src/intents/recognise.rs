//! Which of a workspace's own intents a text has.

use domain::ids::{IntentRef, WorkspaceId};
use domain::intents::{Effect, THRESHOLD};

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
    /// How likely it is, 0 to 1; [`THRESHOLD`] is where the examples say that it is meant.
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
        let confidence = on_our_scale(guess.confidence, known.classifier.threshold());
        Some(Recognised {
            id: row.public_id.clone(),
            name: row.name.clone(),
            confidence,
            is_meant: f64::from(confidence) >= row.threshold,
            effect: effect(row),
        })
    }))
}

/// The classifier's confidence, stretched so that the threshold which it chose by its examples lies at the usual one: an owner
/// who sets no other gets that, however many intents there are and however much they resemble each other.
fn on_our_scale(confidence: f32, chosen: f32) -> f32 {
    let (chosen, usual) = (chosen.clamp(0.01, 0.99), THRESHOLD as f32);
    if confidence < chosen {
        confidence / chosen * usual
    } else {
        (usual + (confidence - chosen) / (1.0 - chosen) * (1.0 - usual)).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_threshold_lies_at_the_usual_one_and_the_order_stays() {
        for chosen in [0.2, 0.5, 0.8, 0.95] {
            assert!(f64::from(on_our_scale(chosen, chosen)) >= THRESHOLD, "{chosen}");
            assert!(f64::from(on_our_scale(chosen - 0.001, chosen)) < THRESHOLD, "{chosen}");
            let all: Vec<f32> = (0..=100).map(|n| on_our_scale(n as f32 / 100.0, chosen)).collect();
            assert!(all.is_sorted() && all[0] == 0.0 && all[100] == 1.0, "{chosen}");
        }
    }
}
