//! What a person writes, until the server has it: sent one after another, kept over a reload, and heard of when it fails
//! after the conversation has left the screen.

use domain::Problem;
use domain::ids::ConversationRef;
use domain::messages::{MessageView, parse_message};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::Reply;
use super::desk::{Desk, read};
use super::talk::{Unsent, Way};
use crate::components::dom;
use crate::forms;
use crate::i18n::{fill, t};

fn name_of_kept(conversation: &ConversationRef) -> String {
    format!("unsent {conversation}")
}

fn kept(conversation: &ConversationRef) -> Vec<Unsent> {
    dom::kept(&name_of_kept(conversation)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn keep(conversation: &ConversationRef, unsent: &[Unsent]) {
    let text = if unsent.is_empty() { None } else { serde_json::to_string(unsent).ok() };
    dom::keep(&name_of_kept(conversation), text.as_deref());
}

impl Desk {
    /// Sends the visitor an answer. It is on the screen at once.
    pub fn send(self, typed: &str) {
        let Ok(text) = parse_message(typed) else { return };
        let unsent = Unsent { client_id: dom::random_id(), text, way: Way::Sending };
        self.talk.update(|talk| talk.unsent.push(unsent));
        self.stop_typing();
        self.keep_unsent();
        self.pump();
        request_animation_frame(|| dom::reveal("thread-end"));
    }

    /// Sends again what failed, under its old id: should it have arrived after all, it is not doubled.
    pub fn retry(self, client_id: &str) {
        self.goes(client_id, Way::Sending);
        self.pump();
    }

    fn goes(self, client_id: &str, way: Way) {
        self.talk.update(|talk| {
            if let Some(unsent) = talk.unsent.iter_mut().find(|unsent| unsent.client_id == client_id) {
                unsent.way = way;
            }
        });
        self.keep_unsent();
    }

    /// Forgets what failed.
    pub fn discard(self, client_id: &str) {
        self.talk.update(|talk| talk.unsent.retain(|unsent| unsent.client_id != client_id));
        self.keep_unsent();
    }

    /// One after another, so that they are stored in the order in which they were written.
    fn pump(self) {
        if self.is_sending.try_get_value() != Some(false) {
            return;
        }
        let next =
            self.talk.with_untracked(|talk| talk.unsent.iter().find(|unsent| unsent.way == Way::Sending).cloned());
        let Some(next) = next else { return };
        self.is_sending.set_value(true);
        let (id, client_id) = (self.id(), next.client_id.clone());
        let name = self.talk.with_untracked(|talk| talk.conversation.contact_name.clone());
        post(&id.clone(), &next, move |answer| {
            if self.is_sending.try_update_value(|is_sending| *is_sending = false).is_none() {
                return self.goes_on_unseen(id, name, &client_id, answer);
            }
            match answer {
                Ok(message) => {
                    self.goes(&client_id, Way::Stored);
                    self.take(message);
                }
                Err(problem) => self.goes(&client_id, Way::Failed(problem.message)),
            }
            self.pump();
        });
    }

    /// The conversation was left while this was under way. What waits behind it follows, and what fails is said: it is
    /// there, to be sent again, when the conversation is opened.
    fn goes_on_unseen(self, id: ConversationRef, name: String, client_id: &str, answer: Result<MessageView, Problem>) {
        if answer.is_err() {
            return self.say_failed(fill(t().inbox.failed_unseen, &[("name", &name)]));
        }
        let mut unsent = kept(&id);
        unsent.retain(|unsent| unsent.client_id != client_id);
        keep(&id, &unsent);
        // Where the conversation is open again, these have failed already, and the person decides.
        let Some(next) = unsent.into_iter().find(|unsent| unsent.way == Way::Sending) else { return };
        let client_id = next.client_id.clone();
        post(&id.clone(), &next, move |answer| self.goes_on_unseen(id, name, &client_id, answer));
    }

    /// What is not sent survives a reload of the page.
    pub(super) fn keep_unsent(self) {
        let id = self.id();
        self.talk.with_untracked(|talk| keep(&id, &talk.unsent));
    }

    /// Brings back what was not sent before the page was loaded anew. Whether it arrived is not known: that is for the
    /// person to say, and no answer goes out behind their back.
    pub fn restore_unsent(self) {
        let mut unsent = kept(&self.id());
        if unsent.is_empty() {
            return;
        }
        self.talk.update(|talk| {
            let is_there = |id: &str| talk.messages.iter().any(|message| message.client_id.as_deref() == Some(id));
            unsent.retain(|unsent| !is_there(&unsent.client_id));
            for unsent in &mut unsent {
                if !matches!(unsent.way, Way::Failed(_)) {
                    unsent.way = Way::Failed(String::new());
                }
            }
            talk.unsent = unsent;
        });
        self.keep_unsent();
    }
}

fn post(conversation: &ConversationRef, unsent: &Unsent, done: impl FnOnce(Result<MessageView, Problem>) + 'static) {
    let id = conversation.to_string();
    let values = [("conversation", id.as_str()), ("client_id", &unsent.client_id), ("text", &unsent.text)];
    forms::post(Reply::PATH, &values, move |answer| done(answer.and_then(|text| read(&text))));
}
