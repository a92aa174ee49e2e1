//! Where a visitor's conversation stands.

use domain::conversations::Lifecycle;
use domain::ids::{ConversationId, ConversationRef};
use domain::wire::visitor::Answerer;
use store::conversations;

use super::{begin, view};
use crate::error::Result;
use crate::visitors::Visitor;

/// What a widget is told when it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitorState {
    /// Key and public id of the conversation; none before the first message.
    pub conversation: Option<(ConversationId, ConversationRef)>,
    /// Place of the newest message; 0 without a conversation.
    pub seq: i64,
    /// Where it stands.
    pub lifecycle: Lifecycle,
    /// Who answers.
    pub answerer: Answerer,
    /// Up to where a person of the team has read.
    pub agent_read_seq: i64,
    /// Up to where the visitor has read.
    pub visitor_read_seq: i64,
}

/// Reads it.
///
/// # Errors
/// The database's.
pub async fn state_for(visitor: &Visitor) -> Result<VisitorState> {
    let (workspace, db) = (visitor.workspace(), visitor.app().store().db());
    let Some(id) = begin::known(visitor).await?.conversation else {
        return Ok(VisitorState {
            conversation: None,
            seq: 0,
            lifecycle: Lifecycle::Open,
            answerer: Answerer::Bot { name: visitor.bot().name.clone() },
            agent_read_seq: 0,
            visitor_read_seq: 0,
        });
    };
    let row = conversations::get_by_id(workspace, id, db).await?;
    let listed = conversations::find_listed(workspace, &row.public_id, db).await?.ok_or(store::Error::NotFound)?;
    Ok(VisitorState {
        answerer: view::answerer(&listed),
        conversation: Some((id, listed.row.public_id)),
        seq: listed.row.last_seq,
        lifecycle: listed.row.lifecycle,
        agent_read_seq: listed.row.agent_read_seq,
        visitor_read_seq: listed.row.visitor_read_seq,
    })
}
