//! The thread: lines that are kept while they stay what they are, so that nothing flickers and a screen reader reads out only
//! what is new.

use super::{thumbs, words};
use crate::dom::{self, Node, add, add_text, button, make};
use crate::lines::{Kind, Line, Note};
use crate::state::State;
use crate::strings::Strings;
use js_sys::{Date, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::JsValue;

/// Nearer to the end than this many pixels counts as being there.
const AT_END_PX: f64 = 80.0;

/// The list of messages.
pub struct Thread {
    words: &'static Strings,
    scroller: Node,
    newest: Node,
    shown: RefCell<Vec<(Line, Node)>>,
    /// Whether the thread goes on to its end with what comes.
    follows: Rc<Cell<bool>>,
    /// Heights of content and window when they were last looked at: a scroll with other ones is the browser's and no person's.
    heights: Rc<Cell<(f64, f64)>>,
}

impl Thread {
    /// Adds an empty thread to the panel.
    pub fn build(panel: &Node, words: &'static Strings) -> Self {
        let scroller = add(panel, "div", "thread");
        scroller.set("role", "log");
        scroller.set("aria-label", words.thread);
        scroller.set("tabindex", "0");
        let newest = button(panel, "newest", words.newest, None);
        newest.set("data-act", "newest");
        newest.set_hidden(true);
        let follows = Rc::new(Cell::new(true));
        let heights = Rc::new(Cell::new((0.0, 0.0)));
        let (place, arrow, here, before) = (scroller.clone(), newest.clone(), follows.clone(), heights.clone());
        dom::on(&scroller, "scroll", move |_| {
            let now = (place.scroll_height(), place.client_height());
            if before.replace(now) != now {
                return;
            }
            let is_at_end = place.scroll_height() - place.scroll_top() - place.client_height() < AT_END_PX;
            here.set(is_at_end);
            if is_at_end {
                arrow.set_hidden(true);
            }
        });
        // A turned telephone, a keyboard, a line about the connection: the newest words stay in sight.
        let (place, here) = (scroller.clone(), follows.clone());
        dom::on_resize(&scroller, move || {
            if here.get() {
                place.set_scroll_top(place.scroll_height());
            }
        });
        Self { words, scroller, newest, shown: RefCell::default(), follows, heights }
    }

    /// From now on the thread stays at its end.
    pub fn follow(&self) {
        self.follows.set(true);
    }

    /// Scrolls to the newest line, and stays there.
    pub fn go_to_end(&self) {
        self.follow();
        self.newest.set_hidden(true);
        self.scroller.set_scroll_top(self.scroller.scroll_height());
    }

    /// Shows these lines.
    pub fn draw(&self, state: &State, lines: Vec<Line>) {
        self.scroller.set("aria-busy", if state.is_catching_up() { "true" } else { "false" });
        let mut before: Vec<_> = self.shown.take().into_iter().map(Some).collect();
        let mut shown = Vec::with_capacity(lines.len());
        let (mut place, mut cursor, mut has_grown) = (0, self.scroller.first_child(), false);
        for line in lines {
            let is_same = |old: &Option<(Line, Node)>| old.as_ref().is_some_and(|(old, _)| old.key == line.key);
            let found =
                if before.get(place).is_some_and(is_same) { Some(place) } else { before.iter().position(is_same) };
            let node = match found.and_then(|found| before[found].take().map(|old| (found, old))) {
                Some((found, (old, node))) => {
                    place = found + 1;
                    if old != line {
                        self.change(&node, &old, &line, &state.bot);
                        has_grown |= old.text != line.text;
                    }
                    node
                }
                None => {
                    has_grown |= !matches!(line.kind, Kind::Day(_) | Kind::Welcome);
                    let node = make("div", "");
                    self.fill(&node, &line, &state.bot);
                    node
                }
            };
            match &cursor {
                Some(here) if JsValue::from(here) == JsValue::from(&node) => cursor = node.next_sibling(),
                _ => self.scroller.insert_before(&node, cursor.as_ref()),
            }
            shown.push((line, node));
        }
        for (_, node) in before.into_iter().flatten() {
            node.remove();
        }
        *self.shown.borrow_mut() = shown;
        self.heights.set((self.scroller.scroll_height(), self.scroller.client_height()));
        if self.follows.get() {
            self.go_to_end();
        } else if has_grown {
            self.newest.set_hidden(false);
        }
    }

    /// Draws a line that is another now. Where only the note has changed the words stay untouched, so that they are not read out again.
    fn change(&self, node: &Node, old: &Line, line: &Line, bot: &str) {
        let noted = Line { note: line.note, at: line.at, ..old.clone() };
        let rated = Line { rating: line.rating.clone(), asks_why: line.asks_why, ..old.clone() };
        if line.is_answer && rated == *line {
            // The words stay untouched, and the focus where it is.
            return thumbs::show(node, line, self.words);
        }
        match node.all(".note").get(0) {
            note if noted == *line && note.is_object() => {
                let note: Node = wasm_bindgen::JsCast::unchecked_into(note);
                note.set_text("");
                self.fill_note(&note, line);
            }
            _ => {
                node.set_text("");
                self.fill(node, line, bot);
            }
        }
    }

    fn fill(&self, node: &Node, line: &Line, bot: &str) {
        let words = self.words;
        match &line.kind {
            Kind::Day(at) => {
                node.set_class("day");
                node.set_text(&day(*at, words.code));
            }
            Kind::Event => {
                node.set_class("event");
                node.set("dir", "auto");
                node.set_text(&line.text);
            }
            Kind::Human => {
                node.set_class("event");
                add_text(node, "span", "", words.asked);
                self.fill_note(&add(node, "p", "note"), line);
            }
            Kind::Own => {
                node.set_class("line own");
                add_text(node, "span", "unseen", words.you);
                let bubble = add_text(node, "div", "bubble", &line.text);
                bubble.set("dir", "auto");
                self.fill_note(&add(node, "p", "note"), line);
            }
            Kind::Typing(who) => {
                node.set_class("line other");
                let bubble = add(node, "div", "bubble dots");
                let who = if who.is_empty() { bot } else { who };
                let who = if who.is_empty() { words.bot } else { who };
                add_text(&bubble, "span", "unseen", &named(words.typing, who));
                for _ in 0..3 {
                    add(&bubble, "i", "").set("aria-hidden", "true");
                }
            }
            Kind::Welcome => self.fill_other(node, line, Some(bot)),
            Kind::Other(name) => self.fill_other(node, line, name.as_deref()),
            Kind::Draft(name) => {
                // Read out when it is whole, and not with each piece.
                node.set("aria-live", "off");
                self.fill_other(node, line, name.as_deref());
            }
        }
    }

    fn fill_other(&self, node: &Node, line: &Line, name: Option<&str>) {
        node.set_class("line other");
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            let head = add(node, "p", "name");
            add_text(&head, "bdi", "", name);
            if line.at > 0 {
                add_text(&head, "time", "", &time(line.at, self.words.code));
            }
        }
        let bubble = add(node, "div", "bubble");
        bubble.set("dir", "auto");
        words::show(&bubble, &line.text);
        if !line.sources.is_empty() {
            let sources = add(node, "div", "sources");
            add_text(&sources, "span", "", self.words.sources);
            let list = add(&sources, "ul", "");
            for source in &line.sources {
                let item = add(&list, "li", "");
                match &source.url {
                    Some(url) => words::link(&item, url).set_text(&source.title),
                    None => item.set_text(&source.title),
                }
            }
        }
        if line.is_answer {
            thumbs::show(node, line, self.words);
        }
        if line.offers_human {
            button(node, "offer", self.words.human, None).set("data-act", "human");
        }
    }

    fn fill_note(&self, note: &Node, line: &Line) {
        let words = self.words;
        let text = match line.note {
            Note::Nothing => "",
            Note::Sending => words.sending,
            Note::Waiting => words.waiting,
            Note::Sent => words.sent,
            Note::Seen => words.seen,
            Note::Failed => words.failed,
        };
        add_text(note, "time", "", &time(line.at, words.code));
        if !text.is_empty() {
            add_text(note, "span", if line.note == Note::Failed { "failed" } else { "" }, text);
        }
        if line.note == Note::Failed {
            let again = button(note, "again", words.again, None);
            again.set("data-act", "retry");
            again.set("data-id", &line.key);
        }
    }
}

/// A sentence with a name in the place of `{}`.
fn named(sentence: &str, name: &str) -> String {
    let (before, after) = (sentence.split('{').next(), sentence.split('}').nth(1));
    [before.unwrap_or_default(), name, after.unwrap_or_default()].concat()
}

/// Options for the browser's own way to write times.
fn options<const N: usize>(fields: [(&str, &str); N]) -> JsValue {
    let options = js_sys::Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    options.into()
}

fn time(at: i64, language: &str) -> String {
    let date = Date::new(&JsValue::from_f64(at as f64));
    date.to_locale_time_string_with_options(language, &options([("hour", "numeric"), ("minute", "2-digit")])).into()
}

fn day(at: i64, language: &str) -> String {
    let date = Date::new(&JsValue::from_f64(at as f64));
    let form = options([("weekday", "long"), ("day", "numeric"), ("month", "long")]);
    date.to_locale_date_string(language, &form).into()
}
