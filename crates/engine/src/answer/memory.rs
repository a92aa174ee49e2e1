//! What is remembered of a visitor when a turn is answered.

use domain::analysis::EntityKind;
use domain::messages::{AuthorKind, MessageKind};
use domain::time::DAY_MS;
use store::conversations::ConversationRow;
use store::messages::MessageRow;
use store::{contact_facts, contacts, conversation_memories};

use super::turn::Earlier;
use crate::app::App;
use crate::error::Result;

/// Facts that an answer is given.
pub(super) const FACTS: u32 = 12;
/// Messages of the episodes before that a question may lean on.
const BEFORE: usize = 6;
/// A question does not lean on what was said longer ago than this.
const FRESH_MS: i64 = 7 * DAY_MS;
/// Surer than this, what a visitor told counts.
const SURE: f64 = 0.5;

/// All of it is words of visitors and bots: material, and no orders to anybody.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Memory {
    /// What was asked and answered before the newest messages, or in an earlier conversation.
    pub summary: Option<String>,
    /// What the visitor told of themselves and their orders, here or earlier, the newest first.
    pub facts: Vec<(EntityKind, String)>,
    /// What was said last in the episodes before this one, the oldest first, while it is fresh.
    pub before: Vec<Earlier>,
    /// What the contact is called, as they gave it themselves outside of their words. No model reads it.
    pub called: Option<String>,
}

impl Memory {
    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.summary.is_none() && self.facts.is_empty() && self.before.is_empty()
    }

    /// What the visitor says that they are called.
    pub fn name(&self) -> Option<&str> {
        self.facts.iter().find(|(kind, _)| *kind == EntityKind::Name).map(|(_, name)| name.as_str())
    }
}

/// What is remembered in this conversation. `newest` are its newest messages, the oldest first. Whoever `wants_name` is told
/// what the contact is called.
///
/// # Errors
/// The database's.
pub(super) async fn recall(
    app: &App,
    row: &ConversationRow,
    newest: &[MessageRow],
    wants_name: bool,
) -> Result<Memory> {
    let (workspace, db, now) = (row.workspace_id, app.store().db(), app.clock().now());
    let facts = contact_facts::list(workspace, row.contact_id, FACTS, db).await?;
    let memories = conversation_memories::list(workspace, row.contact_id, 3, db).await?;
    let own = memories.iter().position(|memory| memory.conversation_id == row.id).unwrap_or(0);
    let summary = memories.into_iter().nth(own).map(|memory| memory.summary);
    let is_fresh = |message: &&MessageRow| message.created_at.plus_ms(FRESH_MS) > now;
    let of_before = newest.iter().filter(|m| m.episode < row.episode && m.kind == MessageKind::Text).filter(is_fresh);
    let mut before: Vec<Earlier> = of_before
        .map(|message| Earlier {
            seq: message.seq,
            by_us: message.author != AuthorKind::Visitor,
            text: message.text.clone(),
            offers_human: false,
            tool: None,
        })
        .collect();
    before.drain(..before.len().saturating_sub(BEFORE));
    let facts = facts.into_iter().filter(|fact| fact.confidence >= SURE).map(|fact| (fact.kind, fact.value)).collect();
    let called = if wants_name { contacts::get_by_id(workspace, row.contact_id, db).await?.name } else { None };
    Ok(Memory { summary, facts, before, called })
}
