//! What was called goes into the event log: which tool, what came of it, how long it took, and nothing of what it was about.

use domain::events::{Actor, EventKind, NewEvent};
use serde_json::json;
use store::conversations;

use super::Kit;
use crate::answer::turn::Turn;
use crate::app::App;
use crate::error::Result;

/// Writes an event for each call and each refusal.
///
/// # Errors
/// The database's.
pub(in crate::answer) async fn log(app: &App, turn: &Turn, kit: &Kit) -> Result<()> {
    let used: Vec<_> = kit.used.iter().filter(|one| one.missing.is_none()).cloned().collect();
    let Some((workspace, bot, conversation)) = kit.of.clone().filter(|_| !used.is_empty()) else { return Ok(()) };
    let conversation = match conversation {
        Some(id) => match conversations::get_by_id(workspace, id, app.store().db()).await {
            Ok(row) => Some(row.public_id),
            // Erased while the answer was written.
            Err(store::Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let actor = Actor::Bot(turn.bot.id);
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                for one in used {
                    let event = NewEvent::new(EventKind::ToolCalled, actor, bot.as_str()).with(json!({
                        "tool": one.tool,
                        "outcome": one.outcome,
                        "why": one.why,
                        "ms": one.ms,
                        "conversation": conversation,
                    }));
                    work.record(workspace, event).await?;
                }
                Ok(())
            })
        })
        .await
}
