//! The line to the server: a session, then a socket; where sockets are blocked, a stream of events with one request for each
//! frame. A line that breaks is opened again by itself, with pauses; nothing is asked of the server before the visitor acts.

mod backoff;
mod events;
pub mod net;
mod session;
mod socket;
mod stream;

use crate::dom;
use crate::frames::{Heard, Say, hear};
use crate::json::{Json, counted};
use crate::state::Link;
use net::{AbortController, WebSocket};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long a line may take until the server has answered the hello, in milliseconds.
const OPENING_MS: i32 = 12_000;
/// How long the confirmation of a message may take before the line counts as broken, in milliseconds.
const CONFIRMATION_MS: i32 = 12_000;
/// How long a stream may be silent; the server says something every 20 s. In milliseconds.
const SILENCE_MS: i32 = 50_000;
/// The same of a socket, where it is every 40 s: no browser tells of a line that has silently died.
const SOCKET_SILENCE_MS: i32 = 90_000;
/// So many sockets in a row that did not open, and a stream is tried instead.
const BLOCKED: u32 = 2;

/// Which server, for which bot, on which page.
#[derive(Debug)]
pub struct Site {
    /// The server's origin.
    pub origin: String,
    /// The `proj_…` of the snippet.
    pub project: String,
    /// The `pk_live_…` of the snippet.
    pub key: String,
    /// The language that the panel shows.
    pub language: &'static str,
}

/// What the line reports.
#[derive(Debug)]
pub enum Signal {
    /// How it is.
    Link(Link),
    /// What the server said.
    Heard(Heard),
    /// How the bot is called and greets.
    Bot {
        /// Its name.
        name: String,
        /// What it greets with; empty for the panel's own sentence.
        welcome: String,
    },
    /// The server made another visitor of this browser.
    Stranger,
}

enum Wire {
    /// A session is being opened.
    Session,
    Socket(WebSocket),
    Stream(AbortController),
}

/// The line.
pub struct Transport {
    site: Site,
    tell: Box<dyn Fn(Signal)>,
    wire: RefCell<Option<Wire>>,
    token: RefCell<Option<String>>,
    /// Up to where the visitor has read; kept beside the token.
    read: Cell<i64>,
    /// Counts wires, so that what an older one still reports is passed over.
    run: Cell<u32>,
    is_up: Cell<bool>,
    /// Attempts in a row that came to nothing.
    failures: Cell<u32>,
    /// Sockets in a row that did not open.
    blocked: Cell<u32>,
    /// The session was opened in this attempt: if it is not good enough now, no other will be.
    is_fresh: Cell<bool>,
    /// What the server asked for as the next pause, in milliseconds; 0 for our own.
    asked_pause: Cell<i32>,
    /// With a wire: breaks it. Without: opens the next.
    timer: Cell<Option<i32>>,
    /// The timer waits for a confirmation.
    is_owed: Cell<bool>,
    after: Cell<i64>,
    /// Frames that wait for their request, where the line is a stream.
    posts: RefCell<Vec<String>>,
    is_posting: Cell<bool>,
}

impl Transport {
    /// A line that is not opened yet, with what the browser remembers. `tell` hears what happens on it.
    pub fn new(site: Site, tell: Box<dyn Fn(Signal)>) -> Rc<Self> {
        let transport = Rc::new(Self {
            site,
            tell,
            wire: RefCell::default(),
            token: RefCell::default(),
            read: Cell::default(),
            run: Cell::default(),
            is_up: Cell::default(),
            failures: Cell::default(),
            blocked: Cell::default(),
            is_fresh: Cell::default(),
            asked_pause: Cell::default(),
            timer: Cell::default(),
            is_owed: Cell::default(),
            after: Cell::default(),
            posts: RefCell::default(),
            is_posting: Cell::default(),
        });
        transport.recall();
        for (name, is_there) in [("online", true), ("offline", false)] {
            let line = transport.clone();
            dom::on(&dom::window(), name, move |_| if is_there { line.wake() } else { line.lose() });
        }
        // Another tab has begun to talk, or was given another token: this one is the same visitor.
        let line = transport.clone();
        dom::on(&dom::window(), "storage", move |_| {
            if line.recall() {
                line.drop_wire();
                line.connect();
            }
        });
        let line = transport.clone();
        dom::on(&dom::document(), "visibilitychange", move |_| {
            if dom::is_visible() {
                line.wake();
            }
        });
        transport
    }

    /// Whether this browser has talked to the bot before.
    pub fn is_known(&self) -> bool {
        self.token.borrow().is_some()
    }

    /// Up to where the visitor has read, as it is remembered.
    pub fn read(&self) -> i64 {
        self.read.get()
    }

    /// After which message the next line goes on.
    pub fn set_after(&self, seq: i64) {
        self.after.set(seq);
    }

    /// Remembers up to where the visitor has read.
    pub fn set_read(&self, seq: i64) {
        self.read.set(seq);
        self.remember();
    }

    /// Opens the line, unless it is open or on its way.
    pub fn connect(self: &Rc<Self>) {
        if self.wire.borrow().is_some() {
            return;
        }
        self.recall();
        self.is_fresh.set(false);
        (self.tell)(Signal::Link(Link::Connecting));
        if self.is_known() { self.open_wire() } else { self.open_session() }
    }

    /// Something may be better now: what waits for its next attempt makes it at once.
    pub fn wake(self: &Rc<Self>) {
        if self.wire.borrow().is_none() && self.timer.get().is_some() {
            self.connect();
        }
    }

    /// Says something; nothing happens while the line is not open. What `needs_answer` is missed when no answer comes.
    pub fn say(self: &Rc<Self>, say: Say<'_>, needs_answer: bool) {
        if !self.is_up.get() {
            return;
        }
        let text = say.json();
        let socket = match &*self.wire.borrow() {
            Some(Wire::Socket(socket)) => socket.clone(),
            Some(Wire::Stream(_)) => {
                self.posts.borrow_mut().push(text);
                stream::post_next(self);
                return;
            }
            _ => return,
        };
        // An error of a socket that is closing is followed by its `close`.
        let _ = socket.send(&text);
        if needs_answer && !self.is_owed.get() {
            self.set_alarm(CONFIRMATION_MS);
            self.is_owed.set(true);
        }
    }

    fn open_wire(self: &Rc<Self>) {
        if self.blocked.get() < BLOCKED { socket::open(self) } else { stream::open(self) }
    }

    fn open_session(self: &Rc<Self>) {
        self.run.set(self.run.get() + 1);
        *self.wire.borrow_mut() = Some(Wire::Session);
        session::open(self);
    }

    /// The token was no good: the server gives another one, once in an attempt.
    fn renew(self: &Rc<Self>) {
        self.drop_wire();
        if self.is_fresh.get() {
            self.refuse();
        } else {
            self.open_session();
        }
    }

    /// Whether a report comes from the wire of now.
    fn is_current(&self, run: u32) -> bool {
        self.run.get() == run
    }

    /// Takes a frame from the wire.
    fn heard(self: &Rc<Self>, text: &str) {
        let is_stream = matches!(&*self.wire.borrow(), Some(Wire::Stream(_)));
        self.set_alarm(if is_stream { SILENCE_MS } else { SOCKET_SILENCE_MS });
        // A mere sign of life is no frame.
        let Some(heard) = hear(text) else { return };
        match &heard {
            Heard::Ready { .. } => {
                self.is_up.set(true);
                self.failures.set(0);
                if !is_stream {
                    self.blocked.set(0);
                }
            }
            Heard::Error { client_id: None, code, message, retry_after_ms } => {
                if code == "unauthenticated" {
                    return self.renew();
                }
                self.ask_pause(*retry_after_ms);
                if matches!(code.as_str(), "forbidden" | "not_found") {
                    net::complain(message);
                    return self.refuse();
                }
            }
            Heard::Retry { after_ms } => self.ask_pause(Some(*after_ms)),
            _ => {}
        }
        (self.tell)(Signal::Heard(heard));
    }

    fn ask_pause(&self, ms: Option<i64>) {
        self.asked_pause.set(ms.and_then(|ms| i32::try_from(ms).ok()).unwrap_or(0));
    }

    /// The wire broke, or was never there: the next attempt is made after a pause.
    fn lose(self: &Rc<Self>) {
        if self.wire.borrow().is_none() && self.timer.get().is_none() {
            return;
        }
        self.drop_wire();
        let failures = self.failures.get();
        self.failures.set(failures + 1);
        let pause = match self.asked_pause.take() {
            0 => backoff::pause_ms(failures, js_sys::Math::random()),
            asked => asked + backoff::pause_ms(0, js_sys::Math::random()),
        };
        let line = self.clone();
        self.timer.set(Some(dom::after(pause, move || {
            line.timer.set(None);
            line.connect();
        })));
        (self.tell)(Signal::Link(if net::is_online() { Link::Lost } else { Link::Offline }));
    }

    /// The server does not want this page; only the visitor tries again.
    fn refuse(self: &Rc<Self>) {
        self.drop_wire();
        (self.tell)(Signal::Link(Link::Refused));
    }

    fn drop_wire(&self) {
        self.run.set(self.run.get() + 1);
        self.is_up.set(false);
        self.stop_alarm();
        // What was not sent is kept by the state, which sends it again over the next wire.
        self.posts.borrow_mut().clear();
        let wire = self.wire.borrow_mut().take();
        match wire {
            Some(Wire::Socket(socket)) => socket.close(),
            Some(Wire::Stream(abort)) => abort.abort(),
            Some(Wire::Session) | None => {}
        }
    }

    fn set_alarm(self: &Rc<Self>, ms: i32) {
        self.stop_alarm();
        let (line, run) = (self.clone(), self.run.get());
        self.timer.set(Some(dom::after(ms, move || {
            line.timer.set(None);
            if line.is_current(run) {
                line.wire_is_silent();
            }
        })));
    }

    fn wire_is_silent(self: &Rc<Self>) {
        let is_socket = matches!(&*self.wire.borrow(), Some(Wire::Socket(_)));
        if is_socket && !self.is_up.get() {
            self.blocked.set(self.blocked.get() + 1);
        }
        self.lose();
    }

    fn stop_alarm(&self) {
        self.is_owed.set(false);
        if let Some(timer) = self.timer.take() {
            dom::stop(timer);
        }
    }

    fn storage_key(&self) -> String {
        ["romashka.", &self.site.project].concat()
    }

    /// Token and reading place, where another tab or an earlier visit has left them; whether it is another token.
    fn recall(&self) -> bool {
        let kept = net::recall(&self.storage_key()).unwrap_or_default();
        let Some((token, read)) = kept.split_once(' ') else { return false };
        let is_same = self.token.borrow().as_deref() == Some(token);
        if !is_same {
            let before = self.token.replace(Some(token.to_owned()));
            self.read.set(Json::parse(read).and_then(|read| read.number()).unwrap_or(0));
            if before.is_some() {
                self.after.set(0);
                (self.tell)(Signal::Stranger);
            }
        }
        !is_same
    }

    fn remember(&self) {
        if let Some(token) = &*self.token.borrow() {
            net::remember(&self.storage_key(), &counted(&[token, " "].concat(), self.read.get(), ""));
        }
    }
}
