//! What a thread knows: messages by their places, what is on its way, who writes. Pure, so that it can be tested.

use domain::analysis::{EntityKind, Feeling};
use domain::conversations::{ConversationDetail, ConversationView, EpisodeView};
use domain::feedback::Feedback;
use domain::ids::MessageRef;
use domain::memory::Fact;
use domain::messages::{Author, MessageView};
use domain::time::DAY_MS;
use domain::wire::visitor::Typist;
use serde::{Deserialize, Serialize};

/// How far a message of ours has come that the server has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// It waits for those before it, or is under way.
    Sending,
    /// The server has it; it is shown at its place with those before it.
    Stored,
    /// It was refused or lost, for this reason.
    Failed(String),
}

/// A message of ours that the server has not confirmed. Its id stays, however often it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// What the server recognises it by.
    pub client_id: String,
    /// Its words.
    pub text: String,
    /// How far it has come.
    pub way: Way,
}

/// What the bot is writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// The message that it will be.
    pub id: MessageRef,
    /// The words so far.
    pub text: String,
}

/// A conversation on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Talk {
    /// Where it stands.
    pub conversation: ConversationView,
    /// Its episodes, oldest first.
    pub episodes: Vec<EpisodeView>,
    /// What the visitor told, the newest first: what it is, and what they told.
    pub facts: Vec<(EntityKind, String)>,
    /// What was asked and answered before.
    pub summary: Option<String>,
    /// Its newest messages by place, without doubles and gaps.
    pub messages: Vec<MessageView>,
    /// Whether there are older ones.
    pub has_older: bool,
    /// What is on its way.
    pub unsent: Vec<Unsent>,
    /// What the bot is writing.
    pub writing: Option<Writing>,
    /// Who types.
    pub typing: Option<Typist>,
}

/// A line of the thread.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A day begins, counted from 1970.
    Day(i64),
    /// An episode begins.
    Episode(EpisodeView),
    /// A message, and whether it is the first in a row of its author.
    Message(Box<MessageView>, bool),
    /// Up to here the visitor has seen what was written to them.
    Seen,
}

impl Line {
    /// What tells a line from the others, and from itself when it looks different.
    pub fn key(&self) -> String {
        match self {
            Self::Day(day) => format!("d{day}"),
            Self::Episode(episode) => format!("e{}{}", episode.number, episode.handoff_reason.is_some()),
            Self::Message(message, is_first) => format!("m{}{is_first}", message.seq),
            Self::Seen => "seen".to_owned(),
        }
    }
}

impl Talk {
    /// As it was loaded.
    pub fn new(detail: ConversationDetail) -> Self {
        Self {
            conversation: detail.conversation,
            episodes: detail.episodes,
            facts: known(detail.facts),
            summary: detail.summary.map(|summary| summary.text),
            messages: detail.messages,
            has_older: detail.has_older,
            unsent: Vec::new(),
            writing: None,
            typing: None,
        }
    }

    /// Takes a message up, at its place. False when messages between it and those before are missing: then the
    /// conversation has to be loaded anew.
    pub fn take(&mut self, message: MessageView) -> bool {
        let newest = self.messages.last().map_or(0, |last| last.seq);
        if message.seq > newest + 1 {
            return false;
        }
        self.confirm(&message);
        // What is older than the oldest here is loaded when somebody asks for it, with what lies between.
        if self.has_older && self.messages.first().is_some_and(|first| message.seq < first.seq) {
            return true;
        }
        self.conversation.last_seq = self.conversation.last_seq.max(message.seq);
        match message.author {
            Author::Visitor => {
                self.conversation.visitor_seq = self.conversation.visitor_seq.max(message.seq);
                self.stop_typing(&Typist::Visitor);
            }
            Author::Bot { .. } => self.stop_typing(&Typist::Bot),
            Author::Agent { ref name, .. } => self.stop_typing(&Typist::Agent { name: name.clone() }),
            Author::System => {}
        }
        self.learn(&message);
        self.insert(message);
        true
    }

    /// Notes what a new message tells of the visitor.
    fn learn(&mut self, message: &MessageView) {
        let told = message.analysis.iter().flat_map(|analysis| &analysis.entities);
        for entity in told.filter(|entity| entity.kind.is_lasting()) {
            let fact = (entity.kind, entity.value.clone());
            self.facts.retain(|known| *known != fact);
            self.facts.insert(0, fact);
        }
    }

    /// Whether the visitor's newest words are displeased.
    pub fn is_displeased(&self) -> bool {
        let newest = self.messages.iter().rev().find(|message| message.author == Author::Visitor);
        let felt = newest.and_then(|message| message.analysis.as_ref()).map(|analysis| analysis.sentiment);
        felt.is_some_and(|felt| felt.label == Feeling::Negative)
    }

    /// Somebody has judged an answer, or taken that back.
    pub fn rate(&mut self, rated: &MessageView) {
        if let Ok(at) = self.messages.binary_search_by_key(&rated.seq, |known| known.seq) {
            self.messages[at].feedback.clone_from(&rated.feedback);
        }
    }

    /// What is thought of the answer at this place.
    pub fn feedback(&self, seq: i64) -> Option<Feedback> {
        let at = self.messages.binary_search_by_key(&seq, |known| known.seq).ok()?;
        self.messages[at].feedback.clone()
    }

    /// Takes up what was loaded anew.
    pub fn refresh(&mut self, detail: ConversationDetail) {
        let newest = self.messages.last().map_or(0, |last| last.seq);
        let meets = detail.messages.first().is_none_or(|first| first.seq <= newest + 1);
        let read = self.conversation.visitor_read_seq;
        self.conversation = detail.conversation;
        self.conversation.visitor_read_seq = self.conversation.visitor_read_seq.max(read);
        self.episodes = detail.episodes;
        self.facts = known(detail.facts);
        self.summary = detail.summary.map(|summary| summary.text);
        if !meets {
            self.messages.clear();
            self.has_older = detail.has_older;
        }
        for message in detail.messages {
            self.confirm(&message);
            self.rate(&message);
            self.insert(message);
        }
    }

    /// Takes up older messages. Those that the thread has meanwhile left behind, to begin anew, would leave a gap.
    pub fn take_older(&mut self, detail: ConversationDetail) {
        let newest = detail.messages.last().map_or(0, |last| last.seq);
        if self.messages.first().is_some_and(|first| first.seq > newest + 1) {
            return;
        }
        self.has_older = detail.has_older;
        for message in detail.messages {
            self.insert(message);
        }
    }

    /// Somebody types, or has stopped.
    pub fn types(&mut self, who: Typist, on: bool) {
        if on {
            self.typing = Some(who);
        } else {
            self.stop_typing(&who);
        }
    }

    /// What the bot has written so far; nothing: it has given up.
    pub fn writes(&mut self, id: MessageRef, text: String) {
        if self.messages.iter().rev().any(|message| message.id == id) {
            return;
        }
        self.stop_typing(&Typist::Bot);
        self.writing = (!text.is_empty()).then_some(Writing { id, text });
    }

    /// Forgets who types and what is being written: nobody would say that it has ended.
    pub fn forget_signs(&mut self) {
        self.typing = None;
        self.writing = None;
    }

    /// The lines of the thread. `zone` gives what the reader's clock is ahead of UTC at a time, in milliseconds.
    pub fn lines(&self, zone: impl Fn(i64) -> i64) -> Vec<Line> {
        let seen_up_to = self
            .messages
            .iter()
            .rev()
            .find(|m| m.seq <= self.conversation.visitor_read_seq && is_ours(m))
            .map(|message| message.seq);
        let mut lines = Vec::with_capacity(self.messages.len() + 4);
        let (mut day, mut author): (Option<i64>, Option<&Author>) = (None, None);
        for message in &self.messages {
            let at = message.created_at.0;
            let today = (at + zone(at)).div_euclid(DAY_MS);
            if day != Some(today) {
                day = Some(today);
                author = None;
                lines.push(Line::Day(today));
            }
            // The first episode begins with the conversation, which needs no word.
            if let Some(episode) = self.episodes.iter().find(|e| e.first_seq == message.seq && e.number > 1) {
                author = None;
                lines.push(Line::Episode(episode.clone()));
            }
            let is_first = author != Some(&message.author);
            author = Some(&message.author);
            lines.push(Line::Message(Box::new(message.clone()), is_first));
            if seen_up_to == Some(message.seq) {
                lines.push(Line::Seen);
            }
        }
        lines
    }

    /// The name of the bot, where it has written here.
    pub fn bot_name(&self) -> Option<String> {
        self.messages.iter().rev().find_map(|message| match &message.author {
            Author::Bot { name } => Some(name.clone()),
            _ => None,
        })
    }

    fn stop_typing(&mut self, who: &Typist) {
        if self.typing.as_ref() == Some(who) {
            self.typing = None;
        }
    }

    /// What was on its way, or was being written, is there.
    fn confirm(&mut self, message: &MessageView) {
        if self.writing.as_ref().is_some_and(|writing| writing.id == message.id) {
            self.writing = None;
        }
        if let (Author::Agent { .. }, Some(client_id)) = (&message.author, &message.client_id) {
            self.unsent.retain(|unsent| unsent.client_id != *client_id);
        }
    }

    fn insert(&mut self, message: MessageView) {
        if let Err(at) = self.messages.binary_search_by_key(&message.seq, |known| known.seq) {
            self.messages.insert(at, message);
        }
    }
}

fn known(facts: Vec<Fact>) -> Vec<(EntityKind, String)> {
    facts.into_iter().map(|fact| (fact.kind, fact.value)).collect()
}

fn is_ours(message: &MessageView) -> bool {
    matches!(message.author, Author::Bot { .. } | Author::Agent { .. })
}

#[cfg(test)]
#[path = "talk_tests.rs"]
mod tests;
