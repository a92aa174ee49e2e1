//! The panel's elements. Built node by node, because pages with Trusted Types refuse markup in strings.

mod thread;
mod thumbs;
mod words;

use crate::dom::{self, Node, add, add_text, button, on};
use crate::frames::Answerer;
use crate::json::counted;
use crate::lines::Line;
use crate::state::{Link, State};
use crate::strings::Strings;
use js_sys::Date;
use std::cell::RefCell;
use std::rc::Rc;
use thread::Thread;
use wasm_bindgen::prelude::JsValue;

/// Most UTF-16 units of a message, which is what `maxlength` counts; the server counts characters, of which there are never more.
const LONGEST: &str = "4000";
const CROSS: &str = "M6 6l12 12M18 6 6 18";
const ARROW_UP: &str = "M12 19V5M5.5 11.5 12 5l6.5 6.5";

/// What the visitor does in the panel.
#[derive(Debug)]
pub enum Act {
    /// Closes it.
    Close,
    /// Sends these words.
    Send(String),
    /// Wants a human.
    Human,
    /// Tries to send again what failed under this id.
    Retry(String),
    /// Tries the line again at once.
    Reconnect,
    /// Has changed what is in the field; what it is now.
    Typing(String),
    /// Judges the answer of this id: whether it helped.
    Vote(String, bool),
    /// Says why the answer did not help: as the server knows it, or in words.
    Explain(Option<String>, Option<String>),
}

/// The panel on the page.
pub struct View {
    words: &'static Strings,
    root: Node,
    panel: Node,
    title: Node,
    who: Node,
    thread: Rc<Thread>,
    status: Node,
    human: Node,
    field: Node,
    /// What the status line says, so that it is announced once.
    said: RefCell<&'static str>,
}

/// The visitor's calendar day of a time, as a number.
pub fn day_of(at: i64) -> i64 {
    let offset_min = Date::new(&JsValue::from_f64(at as f64)).get_timezone_offset() as i64;
    (at - offset_min * 60_000).div_euclid(86_400_000)
}

impl View {
    /// Adds the hidden panel to the frame, and its style to the shadow root. `typed` is what is in the field at first, and
    /// `act` hears what the visitor does.
    pub fn build(root: &Node, frame: &Node, words: &'static Strings, typed: &str, act: Rc<dyn Fn(Act)>) -> Self {
        dom::adopt(root, include_str!(concat!(env!("OUT_DIR"), "/widget.css")));
        let panel = dom::make("section", "panel");
        panel.set("role", "dialog");
        panel.set("aria-label", words.title);
        panel.set("tabindex", "-1");
        panel.set("lang", words.code);
        panel.set("dir", if words.is_right_to_left() { "rtl" } else { "ltr" });
        panel.set_hidden(true);
        // No `header`: that would be a second banner of the page.
        let header = add(&panel, "div", "head");
        let names = add(&header, "div", "names");
        let title = add_text(&names, "h2", "", words.title);
        let who = add_text(&names, "p", "who", words.bot);
        button(&header, "icon close", words.close, Some(CROSS)).set("data-act", "close");
        let thread = Rc::new(Thread::build(&panel, words));
        let status = add(&panel, "p", "status");
        status.set("role", "status");
        let form = add(&panel, "form", "composer");
        let field = add(&form, "textarea", "");
        for (name, value) in [
            ("rows", "1"),
            ("maxlength", LONGEST),
            ("aria-label", words.placeholder),
            ("placeholder", words.placeholder),
            ("enterkeyhint", "send"),
        ] {
            field.set(name, value);
        }
        field.set_value(typed);
        button(&form, "icon send", words.send, Some(ARROW_UP)).set("type", "submit");
        let human = button(&panel, "human", words.human, None);
        human.set("data-act", "human");
        frame.append(&panel);
        let said = RefCell::default();
        let view = Self { words, root: root.clone(), panel, title, who, thread, status, human, field, said };
        view.listen(&form, act);
        view
    }

    fn listen(&self, form: &Node, act: Rc<dyn Fn(Act)>) {
        let (field, tell) = (self.field.clone(), act.clone());
        let submit = Rc::new(move || {
            let text = field.value();
            if !text.trim().is_empty() {
                field.set_value("");
                grow(&field);
                tell(Act::Send(text));
            }
            field.focus();
        });
        let send = submit.clone();
        on(form, "submit", move |event| {
            event.prevent();
            send();
        });
        on(&self.field, "keydown", move |event| {
            if event.key().as_deref() == Some("Enter") && !event.is_shifted() && event.key_code() != 229.0 {
                event.prevent();
                submit();
            }
        });
        let (field, tell) = (self.field.clone(), act.clone());
        on(&self.field, "input", move |_| {
            grow(&field);
            tell(Act::Typing(field.value()));
        });
        let explain = act.clone();
        let (thread, panel, field) = (self.thread.clone(), self.panel.clone(), self.field.clone());
        on(&self.panel, "click", move |event| {
            let Some(pressed) = event.target().closest("[data-act]") else { return };
            let id = || pressed.get("data-id").unwrap_or_default();
            match pressed.get("data-act").as_deref() {
                // They stay, and so does the focus.
                Some("up") => return act(Act::Vote(id(), true)),
                Some("down") => return act(Act::Vote(id(), false)),
                Some("why") => return act(Act::Explain(Some(id()), None)),
                Some("close") => return act(Act::Close),
                Some("human") => act(Act::Human),
                Some("retry") => act(Act::Retry(id())),
                Some("reconnect") => act(Act::Reconnect),
                Some("newest") => thread.go_to_end(),
                _ => return,
            }
            // What was pressed goes away now, and the focus must not go with it.
            rest_focus(&panel, &field);
        });
        let (panel, root, field) = (self.panel.clone(), self.root.clone(), self.field.clone());
        on(&self.panel, "keydown", move |event| {
            let key = event.key();
            let target = event.target();
            if key.as_deref() == Some("Tab") && covers_page() {
                keep_inside(&panel, &root, &event);
            } else if key.as_deref() == Some("Enter")
                && event.key_code() != 229.0
                && target.get("data-act").as_deref() == Some("more")
            {
                event.prevent();
                explain(Act::Explain(None, Some(target.value())));
                rest_focus(&panel, &field);
            }
        });
        let panel = self.panel.clone();
        dom::on_viewport(move |top, height| {
            dom::set_style(&panel, "--top", &counted("", top as i64, "px"));
            dom::set_style(&panel, "--height", &counted("", height as i64, "px"));
        });
    }

    /// Shows the panel and moves the focus into it.
    pub fn show(&self) {
        self.panel.set_hidden(false);
        self.panel.set("aria-modal", if covers_page() { "true" } else { "false" });
        grow(&self.field);
        self.thread.go_to_end();
        rest_focus(&self.panel, &self.field);
    }

    /// Hides the panel.
    pub fn hide(&self) {
        self.panel.set_hidden(true);
    }

    /// What comes next is the visitor's own: the thread goes to its end with it.
    pub fn follow(&self) {
        self.thread.follow();
    }

    /// Shows the state.
    pub fn draw(&self, state: &State, lines: Vec<Line>) {
        let words = self.words;
        let (title, who) = match &state.answerer {
            Answerer::Agent(name) => (name, words.team),
            Answerer::Queue => (&state.bot, words.queue),
            Answerer::Bot(_) => (&state.bot, words.bot),
        };
        self.title.set_text(if title.is_empty() { words.title } else { title });
        self.who.set_text(who);
        // With a person there, or on the way, there is nothing left to ask for.
        let can_ask = matches!(state.answerer, Answerer::Bot(_)) && !state.asked_for_human();
        self.human.set_hidden(!can_ask);
        self.draw_status(state);
        self.thread.draw(state, lines);
    }

    fn draw_status(&self, state: &State) {
        let words = self.words;
        let (text, class) = match state.link {
            Link::Asleep | Link::Up => ("", "status"),
            // Only shown when it takes a while.
            Link::Connecting => (words.connecting, "status soon"),
            Link::Lost => (words.lost, "status"),
            Link::Offline => (words.offline, "status"),
            Link::Refused => (words.refused, "status"),
        };
        if *self.said.borrow() == text {
            return;
        }
        *self.said.borrow_mut() = text;
        self.status.set_class(class);
        self.status.set_text(text);
        if state.link == Link::Lost {
            dom::say(&self.status, " ");
            button(&self.status, "again", words.again, None).set("data-act", "reconnect");
        }
    }
}

/// Puts the focus into the field, unless that would bring up a keyboard over what there is to read.
fn rest_focus(panel: &Node, field: &Node) {
    if dom::holds("(pointer: coarse)") { panel.focus() } else { field.focus() }
}

/// Whether the panel takes the whole screen, as `panel.css` says.
fn covers_page() -> bool {
    dom::holds("(max-width: 480px)")
}

/// The field is as high as its words, within what the style allows.
fn grow(field: &Node) {
    dom::set_style(field, "height", "auto");
    dom::set_style(field, "height", &counted("", field.scroll_height() as i64, "px"));
}

/// Keeps the focus in a panel that covers the page: after the last element comes the first.
fn keep_inside(panel: &Node, root: &Node, event: &dom::Event) {
    let focusable = panel.all("button:not([hidden]), a[href], input, textarea, [tabindex='0']");
    let (first, last) = (focusable.get(0), focusable.get(focusable.length().saturating_sub(1)));
    let (edge, other) = if event.is_shifted() { (first, last) } else { (last, first) };
    let now: JsValue = root.active_element().map(JsValue::from).unwrap_or_default();
    if now == edge {
        event.prevent();
        wasm_bindgen::JsCast::unchecked_into::<Node>(other).focus();
    }
}
