//! Events with the messages that they tell of.

use std::collections::HashMap;
use std::sync::Arc;

use domain::events::{Event, EventKind, EventView};
use domain::ids::{ConversationRef, MessageRef, WorkspaceId};
use domain::messages::MessageView;
use store::Store;
use store::messages::{self, MessageRow};

use crate::conversations::{show, view};

/// An event, and what it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What happened.
    pub event: EventView,
    /// The conversation in which it happened.
    pub conversation: Option<ConversationRef>,
    /// The message that was written or rated, unless it is gone again.
    pub message: Option<Arc<MessageView>>,
}

/// An event as it is remembered.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) told: Told,
    /// Whether its message was looked for.
    pub(super) is_loaded: bool,
}

impl Remembered {
    fn take(&mut self, message: MessageView) {
        self.told.message = Some(Arc::new(message));
    }
}

/// Whether the event's subject is a conversation.
fn is_of_conversation(kind: EventKind) -> bool {
    match kind {
        EventKind::ConversationStarted
        | EventKind::ConversationHandedOff
        | EventKind::ConversationAssigned
        | EventKind::ConversationReleased
        | EventKind::ConversationResolved
        | EventKind::ConversationReopened
        | EventKind::ConversationViewed
        | EventKind::MessageReceived
        | EventKind::MessagePosted
        | EventKind::MessageRated => true,
        EventKind::WorkspaceCreated
        | EventKind::WorkspaceUpdated
        | EventKind::MemberInvited
        | EventKind::InvitationRevoked
        | EventKind::MemberJoined
        | EventKind::MemberRoleChanged
        | EventKind::MemberRemoved
        | EventKind::MemberPasswordLinkCreated
        | EventKind::ApiKeyCreated
        | EventKind::ApiKeyRevoked
        | EventKind::BotCreated
        | EventKind::BotUpdated
        | EventKind::IntentCreated
        | EventKind::IntentUpdated
        | EventKind::IntentDeleted
        | EventKind::BudgetNeared
        | EventKind::BudgetExhausted
        | EventKind::BudgetUpdated
        | EventKind::ToolCalled
        | EventKind::ItemCreated
        | EventKind::ItemUpdated
        | EventKind::ItemPublished
        | EventKind::ItemArchived => false,
    }
}

fn conversation_of(event: &Event) -> Option<ConversationRef> {
    if is_of_conversation(event.fact.kind) { event.fact.subject.parse().ok() } else { None }
}

fn message_of(event: &Event) -> Option<MessageRef> {
    match event.fact.kind {
        EventKind::MessageReceived | EventKind::MessagePosted | EventKind::MessageRated => {
            event.fact.payload.get("message")?.as_str()?.parse().ok()
        }
        _ => None,
    }
}

/// Gives these events with their messages, of the conversations that `wanted` names. Messages that are not among the
/// `known` are loaded at once.
pub(super) async fn load(
    store: &Store,
    workspace: WorkspaceId,
    events: &[Event],
    known: &HashMap<MessageRef, MessageRow>,
    wanted: impl Fn(&ConversationRef) -> bool,
) -> store::Result<Vec<Remembered>> {
    let mut remembered: Vec<Remembered> = Vec::with_capacity(events.len());
    let mut refs = Vec::new();
    for event in events {
        let conversation = conversation_of(event);
        let message = message_of(event);
        let is_loaded = message.is_none() || conversation.as_ref().is_some_and(&wanted);
        let told = Told { event: EventView::from(event), conversation, message: None };
        let mut one = Remembered { told, is_loaded };
        if let Some(message) = message.filter(|_| is_loaded) {
            // What was thought of it is not among what was written.
            match known.get(&message).filter(|_| event.fact.kind != EventKind::MessageRated) {
                Some(row) => one.take(view::message(row.clone())),
                None => refs.push((remembered.len(), message)),
            }
        }
        remembered.push(one);
    }
    if refs.is_empty() {
        return Ok(remembered);
    }
    let ids: Vec<MessageRef> = refs.iter().map(|(_, message)| message.clone()).collect();
    let rows = messages::list_by_refs(workspace, &ids, store.db()).await?;
    let shown = match events.iter().any(|event| event.fact.kind == EventKind::MessageRated) {
        true => show::show(workspace, rows, store.db()).await?,
        false => rows.into_iter().map(view::message).collect(),
    };
    let by_ref: HashMap<MessageRef, MessageView> = shown.into_iter().map(|one| (one.id.clone(), one)).collect();
    for (place, message) in refs {
        if let (Some(shown), Some(one)) = (by_ref.get(&message), remembered.get_mut(place)) {
            one.take(shown.clone());
        }
    }
    Ok(remembered)
}
