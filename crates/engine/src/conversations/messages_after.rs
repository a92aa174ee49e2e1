//! What a visitor has not seen yet.

use domain::messages::MessageView;
use store::messages;

use super::{begin, show};
use crate::error::Result;
use crate::visitors::Visitor;

/// Up to `limit` messages of the visitor's conversation after the place `after`, the oldest first, as visitors may see them.
///
/// # Errors
/// The database's.
pub async fn messages_after(visitor: &Visitor, after: i64, limit: u32) -> Result<Vec<MessageView>> {
    let Some(conversation) = begin::known(visitor).await?.conversation else { return Ok(Vec::new()) };
    let db = visitor.app().store().db();
    let rows = messages::list_after(visitor.workspace(), conversation, after, limit, db).await?;
    let shown = show::show(visitor.workspace(), rows, db).await?;
    Ok(shown.into_iter().map(MessageView::for_visitor).collect())
}
