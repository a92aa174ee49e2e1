//! What the chat knows: pure, without a browser, so that every order of events can be tried on the host.

use crate::frames::{Answerer, Author, Heard, Message, Say};
use crate::json::Json;
use crate::ratings::Ratings;

/// How the line to the server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Nobody has asked for one.
    Asleep,
    /// On its way.
    Connecting,
    /// Open: what is said goes out at once.
    Up,
    /// Broken; it will be tried again by itself.
    Lost,
    /// The browser has no network.
    Offline,
    /// The server does not want this page (wrong key, foreign address).
    Refused,
}

/// What the visitor wants to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// These words.
    Text(String),
    /// A human.
    Human,
}

/// Something of the visitor's that the server has not confirmed.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// Our own id of it, the same however often it is sent.
    pub client_id: String,
    /// What it is.
    pub wish: Wish,
    /// When it was written, in milliseconds since 1970.
    pub at: i64,
    /// The server will not take it; only the visitor can try again.
    pub failed: bool,
}

impl Pending {
    /// How it is said to the server.
    pub fn say(&self) -> Say<'_> {
        let client_id = &self.client_id;
        match &self.wish {
            Wish::Text(text) => Say::Message { client_id, text },
            Wish::Human => Say::Human { client_id },
        }
    }
}

/// An answer that is being written: a preview, which the stored message replaces.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    id: String,
    attempt: i64,
    /// Place of the piece that comes next; none after a replacement, when whatever comes next fits.
    next: Option<i64>,
    /// The text so far; empty when a piece was lost, because words with a hole say something else.
    pub text: String,
}

/// What has to follow from a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A message of the other side is new; the page may be told.
    Arrived(Message),
    /// This can be sent again after so many milliseconds.
    Resend(String, i64),
    /// The server said what is wrong with something that we sent; for the website's developer.
    Complain(String),
}

/// Everything that the panel shows.
#[derive(Debug)]
pub struct State {
    /// The line to the server.
    pub link: Link,
    /// The bot's name.
    pub bot: String,
    /// What the bot greets with.
    pub welcome: String,
    /// Stored messages by place.
    pub messages: Vec<Message>,
    /// What is not confirmed, in the order in which it was written.
    pub pending: Vec<Pending>,
    /// The answer that is being written.
    pub draft: Option<Draft>,
    /// Who types; an empty name is the bot.
    pub typist: Option<String>,
    /// Who answers.
    pub answerer: Answerer,
    /// Up to where the team has read.
    pub team_read: i64,
    /// Up to where the visitor has read.
    pub read: i64,
    /// What the visitor thinks of answers, as far as it is on its way.
    pub ratings: Ratings,
    /// Newest place that the server itself has told, in order: where to go on after a break.
    heard: i64,
    /// Newest place there was when the line was opened.
    newest: i64,
}

impl State {
    /// A chat in which nothing has happened. `read` is up to where the visitor has read, as remembered.
    pub fn new(read: i64) -> Self {
        Self {
            link: Link::Asleep,
            bot: String::new(),
            welcome: String::new(),
            messages: Vec::new(),
            pending: Vec::new(),
            draft: None,
            typist: None,
            answerer: Answerer::Bot(String::new()),
            team_read: 0,
            read,
            ratings: Ratings::default(),
            heard: 0,
            newest: 0,
        }
    }

    /// After which message the server should go on.
    pub fn after(&self) -> i64 {
        self.heard
    }

    /// Whether what was missed is still coming in; a screen reader need not read all of it out.
    pub fn is_catching_up(&self) -> bool {
        self.heard < self.newest
    }

    /// The visitor has said something.
    pub fn wish(&mut self, client_id: String, wish: Wish, at: i64) {
        self.pending.push(Pending { client_id, wish, at, failed: false });
    }

    /// What is not confirmed, for the next page of the tab: a list of frames.
    pub fn kept(&self) -> String {
        let mut kept = String::from("[");
        for pending in &self.pending {
            if kept.len() > 1 {
                kept.push(',');
            }
            kept.push_str(&pending.say().json());
        }
        kept.push(']');
        kept
    }

    /// Takes up what the page before has kept. The ids are those of before: what has arrived is not doubled.
    pub fn bring_back(&mut self, kept: &str, at: i64) {
        for frame in Json::parse(kept).unwrap_or(Json::Null).list() {
            let wish = frame.get("text").text().map_or(Wish::Human, |text| Wish::Text(text.to_owned()));
            self.wish(frame.get("client_id").words(), wish, at);
        }
    }

    /// Whether the visitor has asked for a human and waits for the answer to that.
    pub fn asked_for_human(&self) -> bool {
        self.pending.iter().any(|pending| pending.wish == Wish::Human && !pending.failed)
    }

    /// What failed is to be tried again.
    pub fn retry(&mut self, client_id: &str) {
        if let Some(pending) = self.pending.iter_mut().find(|pending| pending.client_id == client_id) {
            pending.failed = false;
        }
    }

    /// The line has changed. While it is not open nobody is seen typing, and a preview would be out of date.
    pub fn set_link(&mut self, link: Link) {
        // A next attempt is no news to somebody who has been told that the line is broken.
        if link == Link::Connecting && matches!(self.link, Link::Lost | Link::Offline) {
            return;
        }
        self.link = link;
        if link != Link::Up {
            self.draft = None;
            self.typist = None;
        }
        if link == Link::Refused {
            for pending in &mut self.pending {
                pending.failed = true;
            }
        }
    }

    /// Another visitor than before (the token had run out): what was said belongs to the other one, what waits is still to be sent.
    pub fn forget(&mut self) {
        self.messages.clear();
        self.ratings = Ratings::default();
        self.draft = None;
        self.typist = None;
        self.answerer = Answerer::Bot(self.bot.clone());
        (self.team_read, self.read, self.heard, self.newest) = (0, 0, 0, 0);
    }

    /// How many messages of the other side the visitor has not seen.
    pub fn unread(&self) -> usize {
        self.messages.iter().filter(|m| m.seq > self.read && m.author != Author::Visitor && !m.is_event).count()
    }

    /// Everything here is on the screen. Gives back the place to tell the server, when it is news.
    pub fn see_all(&mut self) -> Option<i64> {
        let newest = self.messages.last().map_or(0, |message| message.seq);
        (newest > self.read).then(|| {
            self.read = newest;
            newest
        })
    }

    /// Takes what the server said. `now` in milliseconds since 1970.
    pub fn take(&mut self, heard: Heard, now: i64) -> Option<Effect> {
        match heard {
            Heard::Ready { seq, answerer, read } => {
                self.link = Link::Up;
                self.newest = seq;
                self.team_read = self.team_read.max(read);
                self.set_answerer(answerer);
            }
            Heard::Message(message) => return self.store(message),
            Heard::Accepted { client_id, id, seq } => self.accept(&client_id, id, seq, now),
            Heard::Piece { id, attempt, index, text } => self.piece(id, attempt, index, &text),
            Heard::Replace { id, attempt, text } => {
                let is_older = self.draft.as_ref().is_some_and(|draft| draft.id == id && draft.attempt > attempt);
                if !is_older && !self.is_stored(&id) {
                    self.draft = Some(Draft { id, attempt, next: None, text });
                }
            }
            Heard::Retract { id } => {
                if self.draft.as_ref().is_some_and(|draft| draft.id == id) {
                    self.draft = None;
                }
            }
            Heard::Typing { who, on } => {
                if on {
                    self.typist = Some(who);
                } else if self.typist.as_ref() == Some(&who) {
                    self.typist = None;
                }
            }
            Heard::Feedback { id, rating } => self.ratings.confirm(&mut self.messages, &id, rating),
            Heard::Read { seq } => self.team_read = self.team_read.max(seq),
            // Whoever had it is done with it: the bot answers what is written next.
            Heard::Status { is_resolved: true, .. } => self.answerer = Answerer::Bot(self.bot.clone()),
            Heard::Status { answerer, .. } => {
                // A person took over: what the bot was writing will not come.
                if !matches!(answerer, Answerer::Bot(_)) {
                    self.draft = None;
                }
                self.set_answerer(answerer);
            }
            Heard::Error { client_id: Some(id), message, retry_after_ms, .. } => {
                if let Some(after_ms) = retry_after_ms {
                    return Some(Effect::Resend(id, after_ms));
                }
                if let Some(pending) = self.pending.iter_mut().find(|pending| pending.client_id == id) {
                    pending.failed = true;
                }
                self.ratings.refuse(&mut self.messages, &id);
                return Some(Effect::Complain(message));
            }
            Heard::Error { message, .. } => return Some(Effect::Complain(message)),
            Heard::Retry { .. } => {}
        }
        None
    }

    fn set_answerer(&mut self, answerer: Answerer) {
        if let Answerer::Bot(name) = &answerer {
            self.bot.clone_from(name);
        }
        self.answerer = answerer;
    }

    fn is_stored(&self, id: &str) -> bool {
        self.messages.iter().any(|message| message.id == id)
    }

    /// Puts a message into its place; the same place again replaces it.
    fn store(&mut self, message: Message) -> Option<Effect> {
        self.heard = self.heard.max(message.seq);
        if self.draft.as_ref().is_some_and(|draft| draft.id == message.id) {
            self.draft = None;
        }
        if let Some(client_id) = &message.client_id {
            self.pending.retain(|pending| pending.client_id != *client_id);
        }
        match &message.author {
            Author::Visitor => {}
            Author::Bot(_) => self.stop_typing(""),
            Author::Agent(name) => self.stop_typing(&name.clone()),
            Author::System => {}
        }
        let is_ours = message.author == Author::Visitor;
        match self.messages.binary_search_by_key(&message.seq, |known| known.seq) {
            Ok(place) => {
                self.messages[place] = message;
                None
            }
            Err(place) => {
                self.messages.insert(place, message.clone());
                (!is_ours).then_some(Effect::Arrived(message))
            }
        }
    }

    fn stop_typing(&mut self, who: &str) {
        if self.typist.as_deref() == Some(who) {
            self.typist = None;
        }
    }

    /// What waited is stored. Its words move into the thread now; the server tells the whole message as well, which
    /// replaces this one. Where to go on after a break follows only what the server has told in order.
    fn accept(&mut self, client_id: &str, id: String, seq: i64, now: i64) {
        let Some(place) = self.pending.iter().position(|pending| pending.client_id == client_id) else { return };
        let pending = self.pending.remove(place);
        let Wish::Text(text) = pending.wish else { return };
        if let Err(place) = self.messages.binary_search_by_key(&seq, |known| known.seq) {
            let client_id = Some(pending.client_id);
            let author = Author::Visitor;
            let sources = Vec::new();
            let message = Message {
                id,
                seq,
                client_id,
                author,
                is_event: false,
                text,
                sources,
                offers_human: false,
                is_answer: false,
                rating: None,
                at: now,
            };
            self.messages.insert(place, message);
        }
    }

    fn piece(&mut self, id: String, attempt: i64, index: i64, text: &str) {
        if self.is_stored(&id) {
            return;
        }
        match &mut self.draft {
            Some(draft) if draft.id == id && draft.attempt == attempt => match draft.next {
                Some(next) if index < next => {}
                Some(next) if index > next => *draft = Draft { id, attempt, next: Some(i64::MAX), text: String::new() },
                next => {
                    draft.text.push_str(text);
                    draft.next = next.map(|next| next + 1);
                }
            },
            Some(draft) if draft.id == id && draft.attempt > attempt => {}
            // Who joins in the middle sees dots until the whole text is there.
            _ if index > 0 => self.draft = Some(Draft { id, attempt, next: Some(i64::MAX), text: String::new() }),
            _ => self.draft = Some(Draft { id, attempt, next: Some(1), text: text.to_owned() }),
        }
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
