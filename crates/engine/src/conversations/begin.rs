//! The conversation in which a visitor says something: the one that they have, gone on with or opened anew, or a first one.

use domain::conversations::{Holder, Lifecycle, Transition};
use domain::events::EventKind;
use domain::ids::{ConversationId, ConversationRef};
use domain::{Language, Timestamp};
use store::Work;
use store::conversations::{self, ConversationRow};
use store::episodes::{self, EpisodeRow};
use store::{contacts, counters};

use super::{Accepted, lock, post};
use crate::error::Result;
use crate::visitors::Visitor;

/// The counter from which conversations take their numbers.
const NUMBERS: &str = "conversation";

/// What can be known before the transaction: where the visitor talks, and the language in which.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) conversation: Option<ConversationId>,
    pub(super) language: Option<Language>,
}

/// Looks it up outside of the transaction, so that little is read inside.
pub(super) async fn known(visitor: &Visitor) -> Result<Known> {
    if let Some((conversation, language)) = visitor.known_conversation() {
        return Ok(Known { conversation: Some(conversation), language });
    }
    let (workspace, db) = (visitor.workspace(), visitor.app().store().db());
    match conversations::newest_of_contact(workspace, visitor.contact(), visitor.bot().id, db).await? {
        Some(row) => Ok(Known { conversation: Some(row.id), language: row.language }),
        None => {
            let contact = contacts::get_by_id(workspace, visitor.contact(), db).await?;
            Ok(Known { conversation: None, language: contact.language })
        }
    }
}

/// The conversation, held until the commit; it may be resolved. The first time it is made.
pub(super) async fn hold(visitor: &Visitor, known: Known, work: &mut Work) -> Result<ConversationRow> {
    let workspace = visitor.workspace();
    if let Some(conversation) = known.conversation {
        return lock::hold(workspace, conversation, work).await;
    }
    // Two tabs may begin at once, on two nodes: the second waits here for the first one's commit, and finds it.
    contacts::update_seen(workspace, visitor.contact(), work.now(), &mut *work).await?;
    let newest = conversations::newest_of_contact(workspace, visitor.contact(), visitor.bot().id, &mut *work).await?;
    match newest {
        Some(row) => lock::hold(workspace, row.id, work).await,
        None => start(visitor, known.language, work).await,
    }
}

/// Keeps in mind where the visitor talks. After an error it is looked up anew: it may have been erased meanwhile.
pub(super) fn remember(visitor: &Visitor, written: Result<(Accepted, ConversationRow)>) -> Result<Accepted> {
    let known = written.as_ref().ok().map(|(_, row)| (row.id, row.language));
    visitor.know_conversation(known);
    written.map(|(accepted, _)| accepted)
}

async fn start(visitor: &Visitor, language: Option<Language>, work: &mut Work) -> Result<ConversationRow> {
    let (workspace, now) = (visitor.workspace(), work.now());
    let number = counters::next(workspace, NUMBERS, work).await?;
    let row = ConversationRow {
        id: ConversationId::new(now, work.random()),
        public_id: ConversationRef::new(work.random()),
        workspace_id: workspace,
        number,
        bot_id: visitor.bot().id,
        widget_id: visitor.widget().id,
        contact_id: visitor.contact(),
        lifecycle: Lifecycle::Open,
        assignee: Holder::Bot,
        agent_id: None,
        language,
        episode: 1,
        handoff_reason: None,
        waiting_since: None,
        last_seq: 0,
        preview: String::new(),
        visitor_seq: 0,
        visitor_at: None,
        answered_seq: 0,
        agent_read_seq: 0,
        visitor_read_seq: 0,
        created_at: now,
        last_message_at: now,
    };
    conversations::insert(&row, &mut *work).await?;
    episodes::insert(&EpisodeRow::begun(workspace, row.id, 1, 1, now), &mut *work).await?;
    let payload = serde_json::json!({ "number": number, "bot": visitor.bot().public_id });
    post::record(work, &row, EventKind::ConversationStarted, visitor.actor(), payload).await?;
    Ok(row)
}

/// Opens a resolved conversation anew, with the bot. Nothing of before is owed any more.
pub(super) async fn new_episode(
    row: &mut ConversationRow,
    actor: domain::events::Actor,
    work: &mut Work,
) -> Result<()> {
    lock::step(row, Transition::Reopen)?;
    row.episode += 1;
    row.handoff_reason = None;
    row.answered_seq = row.visitor_seq;
    let now: Timestamp = work.now();
    let episode = EpisodeRow::begun(row.workspace_id, row.id, row.episode, row.last_seq + 1, now);
    episodes::insert(&episode, &mut *work).await?;
    let payload = serde_json::json!({ "episode": row.episode });
    post::record(work, row, EventKind::ConversationReopened, actor, payload).await
}
