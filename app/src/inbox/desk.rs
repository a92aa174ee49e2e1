//! One conversation on the screen: what is known of it, and what can be done to it beside writing.

use domain::Problem;
use domain::conversations::{Assignee, ConversationView, Holder, Transition};
use domain::events::EventKind;
use domain::ids::ConversationRef;
use domain::messages::MessageView;
use domain::permissions::Permission;
use domain::wire::ClientFrame;
use domain::wire::visitor::Typist;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;

use super::api::{MarkConversationRead, ReadConversation, ReopenConversation, ResolveConversation, TakeConversation};
use super::talk::Talk;
use crate::components::{Toasts, dom, use_toasts};
use crate::forms;
use crate::frame::{Me, use_me};
use crate::i18n::t;
use crate::live::{Heard, Live, use_live};
use crate::loading::ask;

/// The field in which answers are written.
pub const FIELD: &str = "answer";
/// The messages, which scroll.
pub const THREAD: &str = "thread";
/// Whoever goes on typing says so again after this time.
const TYPING_EVERY_MS: i64 = 3_000;
/// Whoever says nothing any more has stopped typing; a broken connection says nothing.
const TYPING_ENDS: std::time::Duration = std::time::Duration::from_secs(8);

/// A conversation on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    /// What is known of it.
    pub talk: RwSignal<Talk>,
    /// What is being done to it.
    pub acting: RwSignal<Option<Transition>>,
    /// Whether older messages are being loaded.
    pub loading_older: RwSignal<bool>,
    id: StoredValue<ConversationRef>,
    pub(super) is_sending: StoredValue<bool>,
    /// How often it was asked to be loaded since nothing was being loaded.
    refreshes: StoredValue<u32>,
    marked: StoredValue<i64>,
    typed_at: StoredValue<i64>,
    heard_typing: StoredValue<u32>,
    may_reply: bool,
    me: Me,
    live: Live,
    toasts: Option<Toasts>,
}

impl Desk {
    /// For a conversation that was loaded.
    pub fn new(talk: Talk) -> Self {
        let id = talk.conversation.id.clone();
        Self {
            talk: RwSignal::new(talk),
            acting: RwSignal::new(None),
            loading_older: RwSignal::new(false),
            id: StoredValue::new(id),
            is_sending: StoredValue::new(false),
            refreshes: StoredValue::new(0),
            marked: StoredValue::new(0),
            typed_at: StoredValue::new(0),
            heard_typing: StoredValue::new(0),
            may_reply: use_me().may(Permission::ConversationsReply),
            me: use_me(),
            live: use_live(),
            toasts: use_toasts(),
        }
    }

    /// Whether the person may answer visitors.
    pub fn may_reply(self) -> bool {
        self.may_reply
    }

    /// Whether this can be done now, by this person. It follows the conversation.
    pub fn can(self, transition: Transition) -> bool {
        self.may_reply && self.talk.with(|talk| allows(&talk.conversation, transition, &self.own_id()))
    }

    /// Does it; nothing happens where it cannot be done.
    pub fn act(self, transition: Transition) {
        let is_free = self.acting.try_with_untracked(Option::is_none) == Some(true);
        if !is_free || !untrack(|| self.can(transition)) {
            return;
        }
        let path = match transition {
            Transition::Take => TakeConversation::PATH,
            Transition::Resolve => ResolveConversation::PATH,
            Transition::Reopen => ReopenConversation::PATH,
            Transition::HandOff | Transition::Release => return,
        };
        self.acting.set(Some(transition));
        let id = self.id().to_string();
        let own = id.clone();
        forms::post(path, &[("conversation", &id)], move |answer| {
            // Who acts and goes on to the next conversation is told all the same.
            let is_here = self.acting.try_update(|acting| *acting = None).is_some();
            match answer.and_then(|text| read::<ConversationView>(&text)) {
                Ok(conversation) => {
                    let _ = self.talk.try_update(|talk| talk.conversation = conversation);
                    // What is left of the page says the rest; only this leaves the list, and may have been a slip.
                    if let (Transition::Resolve, Some(toasts)) = (transition, self.toasts) {
                        toasts.done_with_undo(t().inbox.resolved, move || self.undo_resolve(&own));
                    }
                }
                Err(problem) => self.say_failed(problem.message),
            }
            if is_here {
                self.refresh();
            }
        });
    }

    /// Reopens the conversation of this id, which may have left the screen.
    fn undo_resolve(self, id: &str) {
        if self.talk.try_with_untracked(|_| ()).is_some() {
            return self.act(Transition::Reopen);
        }
        forms::post(ReopenConversation::PATH, &[("conversation", id)], move |answer| {
            if let Err(problem) = answer {
                self.say_failed(problem.message);
            }
        });
    }

    pub(super) fn say_failed(self, message: String) {
        if let Some(toasts) = self.toasts {
            toasts.failed(message);
        }
    }

    /// Loads the messages before the oldest here.
    pub fn load_older(self) {
        let oldest = self.talk.with_untracked(|talk| talk.messages.first().map(|first| first.seq));
        let (Some(oldest), false) = (oldest, self.loading_older.get_untracked()) else { return };
        self.loading_older.set(true);
        let arguments = vec![("conversation", Some(self.id().to_string())), ("before", Some(oldest.to_string()))];
        spawn_local(async move {
            let answer = ask::<ReadConversation>(arguments).await;
            if self.loading_older.try_update(|loading| *loading = false).is_none() {
                return;
            }
            match answer {
                Ok(Some(detail)) => {
                    dom::keep_place(THREAD);
                    self.talk.update(|talk| talk.take_older(detail));
                }
                Ok(None) => {}
                Err(refused) => self.say_failed(refused.0.message),
            }
        });
    }

    /// Loads the conversation anew, into what is there.
    pub fn refresh(self) {
        // Whoever asks while it is being loaded wants what is true after it: then it is loaded once more.
        if self.refreshes.try_update_value(|asked| std::mem::replace(asked, asked.saturating_add(1))) != Some(0) {
            return;
        }
        let id = self.id().to_string();
        spawn_local(async move {
            loop {
                let Some(asked) = self.refreshes.try_get_value() else { return };
                let answer = ask::<ReadConversation>(vec![("conversation", Some(id.clone()))]).await;
                if let Ok(Some(detail)) = answer {
                    let _ = self.talk.try_update(|talk| talk.refresh(detail));
                    self.mark_read();
                }
                let over = self.refreshes.try_update_value(|now| {
                    let over = *now == asked;
                    *now = if over { 0 } else { 1 };
                    over
                });
                if over != Some(false) {
                    return;
                }
            }
        });
    }

    /// Something came over the socket.
    pub fn hear(self, heard: &Heard) {
        let Some(own) = self.id.try_get_value() else { return };
        match heard {
            Heard::Missed => self.refresh(),
            Heard::Connected => {
                let _ = self.talk.try_update(Talk::forget_signs);
            }
            Heard::Happened { conversation, .. } if conversation.as_ref() != Some(&own) => {}
            Heard::Happened { kind: EventKind::MessageRated, message, .. } => {
                if let Some(message) = message {
                    let _ = self.talk.try_update(|talk| talk.rate(message));
                }
            }
            Heard::Happened { message: Some(message), .. } => self.take((**message).clone()),
            Heard::Happened { kind: EventKind::ConversationViewed, payload, .. } => {
                let seq = payload.get("seq").and_then(serde_json::Value::as_i64).unwrap_or_default();
                let by_visitor = payload.get("by").and_then(serde_json::Value::as_str) == Some("visitor");
                let _ = self.talk.try_update(|talk| {
                    let conversation = &mut talk.conversation;
                    let seen = match by_visitor {
                        true => &mut conversation.visitor_read_seq,
                        false => &mut conversation.agent_read_seq,
                    };
                    *seen = (*seen).max(seq);
                });
            }
            Heard::Happened { .. } => self.refresh(),
            Heard::Typing { conversation, who, on } if *conversation == own => self.hear_typing(who, *on),
            Heard::Draft { conversation, id, text } if *conversation == own => {
                let _ = self.talk.try_update(|talk| talk.writes(id.clone(), text.clone()));
            }
            Heard::Typing { .. } | Heard::Draft { .. } => {}
        }
    }

    fn hear_typing(self, who: &Typist, on: bool) {
        // The person's own typing comes back to their other windows, where it says nothing new.
        if matches!(who, Typist::Agent { name } if self.me.0.with_untracked(|me| me.user.name == *name)) {
            return;
        }
        let turn = self.heard_typing.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        let _ = self.talk.try_update(|talk| talk.types(who.clone(), on));
        if on {
            let who = who.clone();
            let over = move || {
                if self.heard_typing.try_get_value() == turn {
                    let _ = self.talk.try_update(|talk| talk.types(who, false));
                }
            };
            set_timeout(over, TYPING_ENDS);
        }
    }

    pub(super) fn take(self, message: MessageView) {
        let waiting = self.talk.try_with_untracked(|talk| talk.unsent.len());
        let fits = self.talk.try_update(|talk| talk.take(message));
        if fits == Some(false) {
            self.refresh();
        }
        if self.talk.try_with_untracked(|talk| talk.unsent.len()) != waiting {
            self.keep_unsent();
        }
        self.mark_read();
    }

    /// Says that the visitor's messages have been read, when somebody who answers has them before their eyes.
    pub fn mark_read(self) {
        if !self.may_reply || !dom::is_visible() {
            return;
        }
        let unread = self
            .talk
            .try_with_untracked(|talk| talk.conversation.is_unread().then_some(talk.conversation.last_seq))
            .flatten();
        let Some(seq) = unread.filter(|seq| self.marked.try_get_value().is_some_and(|marked| marked < *seq)) else {
            return;
        };
        self.marked.set_value(seq);
        let values = [("conversation", self.id().to_string()), ("seq", seq.to_string())];
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        forms::post(MarkConversationRead::PATH, &values, move |answer| {
            // It will be said with the next message, or when the page comes back to the front.
            if answer.is_err() {
                let _ = self.marked.try_update_value(|marked| *marked = 0);
            }
        });
    }

    /// The person types; the visitor is told, not more often than needed.
    pub fn typing(self) {
        let now = dom::now_ms();
        if self.may_reply && now - self.typed_at.get_value() > TYPING_EVERY_MS {
            self.typed_at.set_value(now);
            self.live.say(&ClientFrame::Typing { conversation: self.id(), on: true });
        }
    }

    /// The person has stopped.
    pub fn stop_typing(self) {
        if self.typed_at.try_get_value().is_some_and(|at| at != 0) {
            self.typed_at.set_value(0);
            self.live.say(&ClientFrame::Typing { conversation: self.id(), on: false });
        }
    }

    /// Its public id.
    pub fn id(self) -> ConversationRef {
        self.id.get_value()
    }

    /// Whether the person has the conversation.
    pub fn is_mine(self) -> bool {
        let own = self.own_id();
        self.talk
            .with(|talk| matches!(&talk.conversation.assignee, Assignee::Agent { id, .. } if id.to_string() == own))
    }

    fn own_id(self) -> String {
        self.me.0.with_untracked(|me| me.user.id.to_string())
    }
}

/// Whether the table of what may follow what allows this, for the person with this id.
fn allows(conversation: &ConversationView, transition: Transition, own: &str) -> bool {
    let (holder, is_mine) = match &conversation.assignee {
        Assignee::Bot => (Holder::Bot, false),
        Assignee::Queue => (Holder::Queue, false),
        Assignee::Agent { id, .. } => (Holder::Agent, id.to_string() == own),
    };
    // What a colleague has is not taken away from them by this button; an answer takes it over.
    let is_free = transition != Transition::Take || (holder != Holder::Agent && !is_mine);
    is_free && transition.apply(conversation.lifecycle, holder).is_some()
}

pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|_| crate::api::not_understood())
}
