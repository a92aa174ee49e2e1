//! Messages as the team sees them, with what was thought of them.

use std::collections::HashMap;

use domain::ids::{MessageId, WorkspaceId};
use domain::messages::{AuthorKind, MessageView};
use store::Db;
use store::feedback::{self, FeedbackRow};
use store::messages::MessageRow;

use super::view;

/// In the order in which they came.
pub(crate) async fn show(
    workspace: WorkspaceId,
    messages: Vec<MessageRow>,
    db: &Db,
) -> store::Result<Vec<MessageView>> {
    let answers: Vec<MessageId> = messages.iter().filter(|m| m.author == AuthorKind::Bot).map(|m| m.id).collect();
    let judged = feedback::list(workspace, &answers, db).await?;
    let mut judged: HashMap<MessageId, FeedbackRow> = judged.into_iter().map(|row| (row.message_id, row)).collect();
    let shown = messages.into_iter().map(|row| {
        let feedback = judged.remove(&row.id).map(FeedbackRow::into_feedback);
        MessageView { feedback, ..view::message(row) }
    });
    Ok(shown.collect())
}
