//! Watching a workspace.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::events::EventKind;
use domain::permissions::Permission;
use store::Store;
use store::events::{self, After, Bounds};
use tokio::sync::watch;

use super::told::{self, Remembered, Told};
use super::topic::{CLOSED, Topic};
use crate::ctx::Ctx;
use crate::error::Result;

/// Events that a watcher who has fallen behind reads at once; few, since they are kept while the watcher is slow.
const CATCH_UP: u16 = 50;

/// What a watcher is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// First: the number of the newest event there is.
    Ready(i64),
    /// Something happened.
    Event(Box<Told>),
    /// The log does not reach back to what the watcher has seen: load everything anew, and go on after this number.
    Reset(i64),
    /// The node goes down, or its database is away: come again soon, the last number still holds.
    Away,
}

/// What a watcher listens to. Costs some hundred bytes while nothing happens.
#[derive(Debug)]
pub struct Feed {
    store: Store,
    topic: Arc<Topic>,
    tip: watch::Receiver<i64>,
    /// The last event that was told, or passed over.
    seq: i64,
    /// Told first.
    first: Option<Update>,
    /// The log did not reach back to where the watcher wanted to go on.
    reset: Option<i64>,
    /// What a watcher who has fallen behind has read and not yet been told.
    page: std::vec::IntoIter<Remembered>,
    sees: Sees,
    _watcher: Watcher,
}

/// Which events this watcher may see.
#[derive(Debug, Clone, Copy)]
struct Sees {
    everything: bool,
    members: bool,
    invitations: bool,
    api_keys: bool,
    bots: bool,
    knowledge: bool,
    conversations: bool,
}

impl Sees {
    fn of(ctx: &Ctx) -> Self {
        Self {
            everything: ctx.may(Permission::EventsRead),
            members: ctx.may(Permission::MembersRead),
            invitations: ctx.may(Permission::MembersManage),
            api_keys: ctx.may(Permission::ApiKeysManage),
            bots: ctx.may(Permission::BotsRead),
            knowledge: ctx.may(Permission::KnowledgeRead),
            conversations: ctx.may(Permission::ConversationsRead),
        }
    }

    /// What this watcher is told of it; none if nothing.
    fn cut(self, told: &Told) -> Option<Update> {
        if !self.sees(told.event.kind) {
            return None;
        }
        let mut told = told.clone();
        if !self.conversations {
            (told.conversation, told.message) = (None, None);
        }
        Some(Update::Event(Box::new(told)))
    }

    /// A new kind has to be decided about here.
    fn sees(self, kind: EventKind) -> bool {
        self.everything
            || match kind {
                EventKind::WorkspaceCreated | EventKind::WorkspaceUpdated => true,
                EventKind::MemberJoined | EventKind::MemberRoleChanged | EventKind::MemberRemoved => self.members,
                EventKind::MemberInvited | EventKind::InvitationRevoked | EventKind::MemberPasswordLinkCreated => {
                    self.invitations
                }
                EventKind::ApiKeyCreated | EventKind::ApiKeyRevoked => self.api_keys,
                EventKind::BotCreated
                | EventKind::BotUpdated
                | EventKind::IntentCreated
                | EventKind::IntentUpdated
                | EventKind::IntentDeleted
                | EventKind::BudgetNeared
                | EventKind::BudgetExhausted
                | EventKind::BudgetUpdated
                | EventKind::ToolCalled => self.bots,
                EventKind::ItemCreated
                | EventKind::ItemUpdated
                | EventKind::ItemPublished
                | EventKind::ItemArchived => self.knowledge,
                EventKind::ConversationStarted
                | EventKind::ConversationHandedOff
                | EventKind::ConversationAssigned
                | EventKind::ConversationReleased
                | EventKind::ConversationResolved
                | EventKind::ConversationReopened
                | EventKind::ConversationViewed
                | EventKind::MessageReceived
                | EventKind::MessagePosted
                | EventKind::MessageRated => self.conversations,
            }
    }
}

/// Counts the watcher while it is there.
#[derive(Debug)]
struct Watcher(Arc<AtomicI64>);

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Watches the workspace from after the event `after`, or from now on. Those who may not read the whole event log get the
/// events of what they may see.
///
/// # Errors
/// When the one who acts does not belong here, or the database is away.
pub async fn follow(ctx: &Ctx, after: Option<i64>) -> Result<Feed> {
    ctx.allow(Permission::WorkspaceRead)?;
    let hub = ctx.app().live();
    let topic = hub.topic(ctx.workspace()).await?;
    // From here on nothing is missed: what comes moves the tip.
    let tip = topic.watch();
    let store = hub.store().clone();
    let bounds = events::bounds(ctx.workspace(), store.db()).await?;
    let reaches = |seq: i64| seq <= bounds.last_seq && bounds.reach_back_to(seq);
    let reset = after.is_some_and(|seq| !reaches(seq)).then_some(bounds.last_seq);
    let seq = after.filter(|seq| reaches(*seq)).unwrap_or(bounds.last_seq);
    let counter = hub.counter();
    counter.fetch_add(1, Ordering::Relaxed);
    Ok(Feed {
        store,
        topic,
        tip,
        seq,
        first: Some(Update::Ready(bounds.last_seq)),
        reset,
        page: Vec::new().into_iter(),
        sees: Sees::of(ctx),
        _watcher: Watcher(counter),
    })
}

impl Feed {
    /// The next update; waits for it. Nothing is lost if the wait is given up.
    pub async fn next(&mut self) -> Update {
        if let Some(first) = self.first.take() {
            return first;
        }
        if let Some(seq) = self.reset.take() {
            return Update::Reset(seq);
        }
        loop {
            for read in self.page.by_ref() {
                self.seq = read.told.event.seq;
                if let Some(update) = self.sees.cut(&read.told) {
                    return update;
                }
            }
            let tip = *self.tip.borrow_and_update();
            if tip == CLOSED {
                return Update::Away;
            }
            if self.seq >= tip {
                if self.tip.changed().await.is_err() {
                    return Update::Away;
                }
                continue;
            }
            if let Some(known) = self.topic.remembered(self.seq + 1) {
                self.seq = known.told.event.seq;
                if let Some(update) = self.sees.cut(&known.told) {
                    return update;
                }
                continue;
            }
            match events::list_after(self.topic.workspace, self.seq, CATCH_UP, self.store.db()).await {
                Ok(After::Events(events)) if events.is_empty() => return Update::Away,
                Ok(After::Events(events)) => {
                    let wants = self.sees.conversations;
                    match told::load(&self.store, self.topic.workspace, &events, &HashMap::new(), |_| wants).await {
                        Ok(page) => self.page = page.into_iter(),
                        Err(error) => return away(&error),
                    }
                }
                Ok(After::Gone(Bounds { last_seq, .. })) => {
                    self.seq = last_seq;
                    return Update::Reset(last_seq);
                }
                Err(error) => return away(&error),
            }
        }
    }
}

fn away(error: &store::Error) -> Update {
    tracing::warn!(%error, "the log could not be read for a watcher");
    Update::Away
}
