//! Giving a conversation to people.

use domain::Language;
use domain::conversations::{HandoffReason, Transition};
use domain::events::{Actor, EventKind};
use domain::messages::Verdict;
use store::conversations::ConversationRow;
use store::messages::MessageRow;
use store::{Work, episodes};

use super::{lock, post};
use crate::error::Result;
use crate::hours;

/// Why, by whom, and what is kept with the message that tells the visitor.
#[derive(Debug)]
pub(crate) struct HandOff {
    /// Why.
    pub(crate) reason: HandoffReason,
    /// Who does it.
    pub(crate) actor: Actor,
    /// What the visitor's wish is called, so that it is taken once.
    pub(crate) client_id: Option<String>,
    /// The message of the visitor that has its reply by this.
    pub(crate) replies_to: Option<i64>,
    /// How the bot came to it.
    pub(crate) trace: Option<serde_json::Value>,
}

/// Gives it to the queue, from which a person takes it, and tells the visitor so in their language. From now on no answer
/// is owed by the bot. The caller holds the row's lock and writes the row afterwards.
///
/// # Errors
/// `conflict` when the bot does not have it.
pub(crate) async fn hand_off(work: &mut Work, row: &mut ConversationRow, how: HandOff) -> Result<MessageRow> {
    lock::step(row, Transition::HandOff)?;
    let now = work.now();
    row.handoff_reason = Some(how.reason);
    row.waiting_since = Some(now);
    row.answered_seq = row.visitor_seq;
    episodes::update_handoff(row.workspace_id, row.id, row.episode, how.reason, now, &mut *work).await?;
    let payload = serde_json::json!({ "reason": how.reason });
    post::record(work, row, EventKind::ConversationHandedOff, how.actor, payload).await?;
    let absence = hours::absence(row.workspace_id, now, &mut *work).await?;
    let (phrases, language) = (post::phrases_for(row), row.language.unwrap_or(Language::En));
    let told = post::NewMessage {
        client_id: how.client_id,
        language: row.language,
        verdict: Some(Verdict::HandedOff),
        replies_to: how.replies_to,
        trace: how.trace,
        ..post::NewMessage::told(hours::handed_off(phrases, language, absence.as_ref()))
    };
    post::post(work, row, told, how.actor).await
}
