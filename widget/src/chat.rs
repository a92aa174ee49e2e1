//! What happens on what: the visitor acts, the server speaks, the page shows it.

use crate::dom::{self, Node};
use crate::frames::{Author, Heard, Message, Say};
use crate::lines::lines;
use crate::ratings::Ratings;
use crate::state::{Effect, State, Wish};
use crate::strings::{self, Strings};
use crate::transport::{Signal, Site, Transport, net};
use crate::view::{Act, View};
use js_sys::Function;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::JsValue;

/// Somebody who was seen typing and was not heard of since, in milliseconds: their line may have broken.
const TYPIST_MS: i32 = 60_000;
/// That the visitor types is told again after so many milliseconds, and taken back after as many without a key.
const TYPING_MS: i64 = 4_000;

/// The chat on one page.
pub struct Chat {
    words: &'static Strings,
    /// Under which the tab remembers what is in the field.
    typed_key: String,
    state: RefCell<State>,
    view: OnceCell<View>,
    line: OnceCell<Rc<Transport>>,
    /// Calls the loader with the name of an event and what belongs to it.
    emit: Function,
    is_open: Cell<bool>,
    /// A drawing is due before the next paint.
    is_due: Cell<bool>,
    /// When the server was last told that the visitor types; 0 when it was told that they stopped.
    typing_at: Cell<i64>,
    unread: Cell<usize>,
    /// Counts how often somebody was seen typing.
    typists: Cell<u32>,
    /// The page's own welcome message wins over the bot's.
    welcome: RefCell<Option<String>>,
}

impl Chat {
    /// Builds the closed panel.
    pub fn new(root: &Node, frame: &Node, site: Site, emit: Function) -> Rc<Self> {
        let words = strings::of(site.language);
        let typed_key = ["romashka.typed.", &site.project].concat();
        let typed = net::recall_in_tab(&typed_key).unwrap_or_default();
        let chat = Rc::new(Self {
            words,
            typed_key,
            state: RefCell::new(State::new(0)),
            view: OnceCell::new(),
            line: OnceCell::new(),
            emit,
            is_open: Cell::default(),
            is_due: Cell::default(),
            typing_at: Cell::default(),
            unread: Cell::default(),
            typists: Cell::default(),
            welcome: RefCell::default(),
        });
        let here = chat.clone();
        let line = Transport::new(site, Box::new(move |signal| here.hear(signal)));
        chat.state.borrow_mut().read = line.read();
        let here = chat.clone();
        let view = View::build(root, frame, words, &typed, Rc::new(move |act| here.act(act)));
        let _ = (chat.line.set(line), chat.view.set(view));
        let here = chat.clone();
        dom::on(&dom::document(), "visibilitychange", move |_| here.look());
        chat.name_bot("", "");
        chat
    }

    /// How the bot is called and greets, from the server's configuration; `own` is the page's welcome message.
    pub fn configure(self: &Rc<Self>, name: &str, welcome: &str, own: Option<String>) {
        *self.welcome.borrow_mut() = own;
        self.name_bot(name, welcome);
    }

    /// Shows the panel; whoever has talked here before gets their conversation.
    pub fn open(self: &Rc<Self>) {
        if self.is_open.replace(true) {
            return;
        }
        self.draw();
        if let Some(view) = self.view.get() {
            view.show();
        }
        self.resume();
        self.look();
        self.tell("open", &JsValue::UNDEFINED);
    }

    /// Hides the panel.
    pub fn close(self: &Rc<Self>) {
        if self.is_open.replace(false) {
            if let Some(view) = self.view.get() {
                view.hide();
            }
            self.tell("close", &JsValue::UNDEFINED);
        }
    }

    /// Takes up what an earlier page of this tab could not send any more, and opens the line.
    pub fn go_on(self: &Rc<Self>, kept: &str) {
        self.state.borrow_mut().bring_back(kept, net::now_ms());
        self.resume();
        self.redraw();
    }

    /// Opens the line for somebody who has talked here before, or has something to say.
    fn resume(self: &Rc<Self>) {
        let waits = !self.state.borrow().pending.is_empty();
        if let Some(line) = self.line.get().filter(|line| waits || line.is_known()) {
            line.connect();
        }
    }

    /// The visitor says something.
    pub fn send(self: &Rc<Self>, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.typing_at.set(0);
            self.wish(Wish::Text(text.to_owned()));
        }
    }

    fn wish(self: &Rc<Self>, wish: Wish) {
        let id = net::new_id();
        self.state.borrow_mut().wish(id.clone(), wish, net::now_ms());
        self.keep();
        self.go_out(&id);
        if let Some(view) = self.view.get() {
            view.follow();
        }
        self.redraw();
    }

    /// Sends what waits under this id, or opens the line that will.
    fn go_out(self: &Rc<Self>, id: &str) {
        let Some(line) = self.line.get() else { return };
        let pending = self.state.borrow().pending.iter().find(|pending| pending.client_id == id).cloned();
        let Some(pending) = pending.filter(|pending| !pending.failed) else { return };
        line.connect();
        line.say(pending.say(), true);
    }

    /// The next page of this tab goes on, and sends what this one could not send any more.
    fn keep(&self) {
        let kept = self.state.borrow().kept();
        self.tell("talking", &kept.as_str().into());
    }

    fn act(self: &Rc<Self>, act: Act) {
        match act {
            Act::Close => self.tell("closing", &JsValue::UNDEFINED),
            Act::Send(text) => {
                net::remember_in_tab(&self.typed_key, "");
                self.send(&text);
            }
            Act::Human => {
                let asked = self.state.borrow().asked_for_human();
                if !asked {
                    self.wish(Wish::Human);
                }
            }
            Act::Retry(id) => {
                self.state.borrow_mut().retry(&id);
                self.go_out(&id);
                self.redraw();
            }
            Act::Reconnect => {
                if let Some(line) = self.line.get() {
                    line.wake();
                }
            }
            Act::Typing(text) => {
                net::remember_in_tab(&self.typed_key, &text);
                self.typing(text.trim().is_empty());
            }
            Act::Vote(id, is_up) => {
                self.with_ratings(|ratings, messages| ratings.vote(messages, &id, is_up));
                self.say_rating(&id);
            }
            Act::Explain(reason, comment) => {
                let said = self
                    .with_ratings(|ratings, messages| ratings.explain(messages, reason.as_deref(), comment.as_deref()));
                if let Some(id) = said {
                    self.say_rating(&id);
                }
            }
        }
    }

    fn with_ratings<R>(&self, act: impl FnOnce(&mut Ratings, &mut [Message]) -> R) -> R {
        let mut state = self.state.borrow_mut();
        let State { ratings, messages, .. } = &mut *state;
        act(ratings, messages)
    }

    /// Says what is to be said about this answer; while the line is broken it waits.
    fn say_rating(self: &Rc<Self>, id: &str) {
        if let (Some(line), Some(say)) = (self.line.get(), self.state.borrow().ratings.say(id)) {
            line.say(say, true);
        }
        self.redraw();
    }

    fn typing(self: &Rc<Self>, is_empty: bool) {
        let (before, now) = (self.typing_at.get(), net::now_ms());
        let Some(line) = self.line.get() else { return };
        if is_empty {
            if before != 0 {
                self.typing_at.set(0);
                line.say(Say::Typing { on: false }, false);
            }
        } else if now - before > TYPING_MS {
            self.typing_at.set(now);
            line.say(Say::Typing { on: true }, false);
            let here = self.clone();
            dom::after(2 * TYPING_MS as i32, move || {
                if here.typing_at.get() == now {
                    here.typing(true);
                }
            });
        }
    }

    fn hear(self: &Rc<Self>, signal: Signal) {
        match signal {
            Signal::Link(link) => self.state.borrow_mut().set_link(link),
            Signal::Bot { name, welcome } => self.name_bot(&name, &welcome),
            Signal::Stranger => self.state.borrow_mut().forget(),
            Signal::Heard(heard) => {
                let is_ready = matches!(heard, Heard::Ready { .. });
                if let Heard::Typing { on: true, .. } = heard {
                    self.await_typist();
                }
                let waited = self.state.borrow().pending.len();
                let effect = self.state.borrow_mut().take(heard, net::now_ms());
                if let Some(line) = self.line.get() {
                    line.set_after(self.state.borrow().after());
                }
                let ids: Vec<_> = self.state.borrow().pending.iter().map(|p| p.client_id.clone()).collect();
                if is_ready || ids.len() != waited {
                    self.keep();
                }
                if is_ready {
                    ids.iter().for_each(|id| self.go_out(id));
                    let waiting = self.state.borrow().ratings.waiting();
                    waiting.iter().for_each(|id| self.say_rating(id));
                }
                match effect {
                    Some(Effect::Arrived(message)) => self.arrived(&message),
                    Some(Effect::Resend(id, ms)) => {
                        let here = self.clone();
                        dom::after(i32::try_from(ms).unwrap_or(i32::MAX), move || {
                            here.go_out(&id);
                            here.say_rating(&id);
                        });
                    }
                    Some(Effect::Complain(text)) => net::complain(&text),
                    None => {}
                }
            }
        }
        self.look();
    }

    fn await_typist(self: &Rc<Self>) {
        let count = self.typists.get() + 1;
        self.typists.set(count);
        let here = self.clone();
        dom::after(TYPIST_MS, move || {
            if here.typists.get() == count {
                here.state.borrow_mut().typist = None;
                here.redraw();
            }
        });
    }

    fn arrived(&self, message: &Message) {
        // What was read in an earlier visit is no news to the page.
        if message.seq <= self.state.borrow().read {
            return;
        }
        let (author, name) = match &message.author {
            Author::Bot(name) => ("bot", name.as_str()),
            Author::Agent(name) => ("agent", name.as_str()),
            Author::System | Author::Visitor => ("system", ""),
        };
        let detail = net::object([
            ("id", message.id.as_str().into()),
            ("author", author.into()),
            ("name", name.into()),
            ("text", message.text.as_str().into()),
        ]);
        self.tell("message", &detail);
    }

    fn name_bot(self: &Rc<Self>, name: &str, welcome: &str) {
        {
            let mut state = self.state.borrow_mut();
            if !name.is_empty() {
                state.bot = name.to_owned();
            }
            let own = self.welcome.borrow();
            let said = own.as_deref().unwrap_or(welcome);
            state.welcome = if said.is_empty() { self.words.welcome } else { said }.to_owned();
        }
        self.redraw();
    }

    /// Something may have come onto the screen, or left it.
    fn look(self: &Rc<Self>) {
        if self.is_open.get() && dom::is_visible() {
            let seen = self.state.borrow_mut().see_all();
            if let (Some(seq), Some(line)) = (seen, self.line.get()) {
                line.set_read(seq);
                line.say(Say::Read { seq }, false);
            }
        }
        let unread = self.state.borrow().unread();
        if self.unread.replace(unread) != unread {
            self.tell("unread", &JsValue::from_f64(unread as f64));
        }
        self.redraw();
    }

    /// Draws before the next paint, once for all that happens until then.
    fn redraw(self: &Rc<Self>) {
        if self.is_open.get() && !self.is_due.replace(true) {
            let here = self.clone();
            dom::next_frame(move || here.draw());
        }
    }

    fn draw(&self) {
        self.is_due.set(false);
        if let Some(view) = self.view.get() {
            let state = self.state.borrow();
            view.draw(&state, lines(&state, crate::view::day_of));
        }
    }

    fn tell(&self, name: &str, detail: &JsValue) {
        // The loader passes it on when we are done, so that the page's own code never runs in the middle of ours.
        let _ = self.emit.call2(&JsValue::UNDEFINED, &name.into(), detail);
    }
}
