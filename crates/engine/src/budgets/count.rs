//! Counting what an answer took.

use domain::budget::{Level, level};
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{BotId, ConversationId, WorkspaceId};
use serde_json::json;
use store::{model_use, workspaces};

use crate::app::App;
use crate::error::Result;

/// Counts calls of a model service and their tokens. Where that brings the use of a day or a month to four fifths of its
/// limit, or to its end, an event says so.
///
/// # Errors
/// The database's.
pub(crate) async fn count(
    app: &App,
    workspace: WorkspaceId,
    bot: BotId,
    conversation: Option<ConversationId>,
    (calls, tokens): (i64, i64),
) -> Result<()> {
    app.store()
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                let used = model_use::add(workspace, conversation, calls, tokens, &mut *work).await?;
                let budget = model_use::budget(workspace, &mut *work).await?;
                for (name, limit, used) in [("day", budget.day, used.day), ("month", budget.month, used.month)] {
                    let (before, after) = (level(limit, used - tokens), level(limit, used));
                    let kind = match after {
                        _ if after == before => continue,
                        Level::Exhausted => EventKind::BudgetExhausted,
                        _ => EventKind::BudgetNeared,
                    };
                    let row = workspaces::get(workspace, &mut *work).await?;
                    let event = NewEvent::new(kind, Actor::Bot(bot), row.public_id.as_str());
                    work.record(workspace, event.with(json!({ "limit": name, "tokens": used }))).await?;
                }
                Ok(())
            })
        })
        .await
}
