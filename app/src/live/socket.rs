//! The socket itself: frames, reconnecting, and what the browser says about the network.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use domain::Code;
use domain::ids::WorkspaceRef;
use domain::wire::{ClientFrame, ServerFrame};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, MessageEvent, WebSocket};

use super::{Heard, Live, LiveState, pause_ms};
use crate::api::{Visit, WhoIsHere};
use crate::loading::ask;

/// A page that is loading has better things to do; it is as fresh as the server's rendering anyway.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// After so many failures in a row the page says that it is behind: a restart of the server is shorter than that.
const QUIET_ATTEMPTS: u32 = 1;
/// After so many, the page asks whether it is still signed in: a handshake that is refused does not tell the browser why.
const ATTEMPTS_BEFORE_ASKING: u32 = 2;
/// How long the line may be silent: the server gives a sign of life every 40 s, and a browser is told nothing of a line
/// that has silently died.
const SILENCE: Duration = Duration::from_secs(90);

struct Feed {
    live: Live,
    workspace: WorkspaceRef,
    seq: Cell<Option<i64>>,
    attempts: Cell<u32>,
    /// Counts connections, so that a late word from an old socket is not taken for one of the new.
    generation: Cell<u32>,
    open: RefCell<Option<Connection>>,
    /// Whether the hello was taken, so that something else can be said.
    is_ready: Cell<bool>,
    is_over: Cell<bool>,
    /// Goes off when the line has been silent for too long.
    alarm: Cell<Option<TimeoutHandle>>,
}

thread_local! {
    /// The feed of this page.
    static FEED: RefCell<Weak<Feed>> = const { RefCell::new(Weak::new()) };
}

/// Says something, if the server listens now. What it must know later is said again with each new connection.
pub(super) fn say(frame: &ClientFrame) {
    if let Some(feed) = FEED.with(|feed| feed.borrow().upgrade()) {
        feed.say(frame);
    }
}

impl Feed {
    fn say(&self, frame: &ClientFrame) {
        if let (true, Some(open), Ok(text)) =
            (self.is_ready.get(), self.open.borrow().as_ref(), serde_json::to_string(frame))
        {
            let _ = open.socket.send_with_str(&text);
        }
    }
    fn stop_alarm(&self) {
        if let Some(alarm) = self.alarm.take() {
            alarm.clear();
        }
    }
}

/// The line has just given a sign of life, or is being opened.
fn expect_sign(feed: &Rc<Feed>, generation: u32) {
    feed.stop_alarm();
    let here = Rc::clone(feed);
    feed.alarm.set(set_timeout_with_handle(move || lost(&here, generation, None), SILENCE).ok());
}

struct Connection {
    socket: WebSocket,
    // The socket calls them for as long as it lives.
    _on_open: Closure<dyn FnMut(Event)>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut(Event)>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}

/// Connects soon, and stays connected until the owner of the calling scope is gone.
pub(super) fn follow(live: Live, workspace: WorkspaceRef, seq: Option<i64>) {
    let feed = Rc::new(Feed {
        live,
        workspace,
        seq: Cell::new(seq),
        attempts: Cell::new(0),
        generation: Cell::new(0),
        open: RefCell::new(None),
        is_ready: Cell::new(false),
        is_over: Cell::new(false),
        alarm: Cell::new(None),
    });
    FEED.with(|here| here.replace(Rc::downgrade(&feed)));
    live.is(LiveState::Connecting);
    let first = Rc::clone(&feed);
    set_timeout(move || connect(&first), FIRST_PAUSE);

    let back = Rc::clone(&feed);
    let online = window_event_listener(ev::online, move |_| retry_now(&back));
    let away = Rc::clone(&feed);
    let offline = window_event_listener(ev::offline, move |_| {
        away.stop_alarm();
        away.open.replace(None);
        away.live.is(LiveState::Behind);
    });
    let kept = StoredValue::new_local(Some((feed, online, offline)));
    on_cleanup(move || {
        if let Some((feed, online, offline)) = kept.try_update_value(Option::take).flatten() {
            online.remove();
            offline.remove();
            feed.is_over.set(true);
            feed.stop_alarm();
            feed.open.replace(None);
            feed.live.is(LiveState::Off);
        }
    });
}

fn retry_now(feed: &Rc<Feed>) {
    feed.attempts.set(0);
    connect(feed);
}

fn connect(feed: &Rc<Feed>) {
    if feed.is_over.get() {
        return;
    }
    let generation = feed.generation.get().wrapping_add(1);
    feed.generation.set(generation);
    feed.is_ready.set(false);
    // The old socket, if there is one, closes by being dropped.
    feed.open.replace(None);
    let Some(address) = address() else { return };
    let Ok(socket) = WebSocket::new(&address) else { return lost(feed, generation, None) };

    let on_open = {
        let (feed, socket) = (Rc::clone(feed), socket.clone());
        Closure::<dyn FnMut(Event)>::new(move |_| {
            let hello = ClientFrame::Hello { workspace: feed.workspace.clone(), after: feed.seq.get() };
            if let Ok(text) = serde_json::to_string(&hello) {
                let _ = socket.send_with_str(&text);
            }
        })
    };
    let on_message = {
        let feed = Rc::clone(feed);
        Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if feed.generation.get() != generation {
                return;
            }
            expect_sign(&feed, generation);
            // A mere sign of life is no frame.
            if let Some(text) = event.data().as_string()
                && let Ok(frame) = serde_json::from_str::<ServerFrame>(&text)
            {
                take(&feed, generation, frame);
            }
        })
    };
    let on_close = {
        let feed = Rc::clone(feed);
        Closure::<dyn FnMut(Event)>::new(move |_| lost(&feed, generation, None))
    };
    socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
    let connection = Connection { socket, _on_open: on_open, _on_message: on_message, _on_close: on_close };
    feed.open.replace(Some(connection));
    expect_sign(feed, generation);
}

fn take(feed: &Rc<Feed>, generation: u32, frame: ServerFrame) {
    match frame {
        ServerFrame::Ready { seq } => {
            feed.attempts.set(0);
            if feed.seq.get().is_none() {
                feed.seq.set(Some(seq));
            }
            feed.is_ready.set(true);
            feed.live.tell(Heard::Connected);
            if let Some(conversation) = feed.live.watched() {
                feed.say(&ClientFrame::Watch { conversation: Some(conversation) });
            }
            feed.live.is(LiveState::Live);
        }
        ServerFrame::Event { event, conversation, message } => {
            feed.seq.set(Some(event.seq));
            feed.live.happened(event.kind);
            feed.live.tell(Heard::Happened { kind: event.kind, payload: event.payload, conversation, message });
        }
        ServerFrame::Typing { conversation, who, on } => feed.live.tell(Heard::Typing { conversation, who, on }),
        ServerFrame::Draft { conversation, id, text } => feed.live.tell(Heard::Draft { conversation, id, text }),
        ServerFrame::Reset { seq } => {
            feed.seq.set(Some(seq));
            feed.live.missed();
            feed.live.is(LiveState::Live);
        }
        ServerFrame::Retry { after_ms } => lost(feed, generation, Some(after_ms)),
        ServerFrame::Refused { problem } => {
            // Who is signed out may sign in again beside this page, which then goes on.
            feed.is_over.set(problem.code != Code::Unauthenticated);
            feed.live.is(LiveState::Refused(problem.code));
        }
    }
}

fn lost(feed: &Rc<Feed>, generation: u32, after_ms: Option<u32>) {
    if feed.generation.get() != generation || feed.is_over.get() {
        return;
    }
    let attempts = feed.attempts.get();
    feed.attempts.set(attempts.saturating_add(1));
    if attempts >= QUIET_ATTEMPTS && !feed.live.is_refused() {
        feed.live.is(LiveState::Behind);
    }
    if attempts == ATTEMPTS_BEFORE_ASKING {
        ask_who_is_here(feed);
    }
    let pause =
        after_ms.map_or_else(|| u64::try_from(pause_ms(attempts, js_sys::Math::random())).unwrap_or(500), u64::from);
    feed.is_ready.set(false);
    feed.stop_alarm();
    // Not this socket's callbacks: dropping them while one runs is not allowed.
    feed.generation.set(generation.wrapping_add(1));
    let feed = Rc::clone(feed);
    let expected = feed.generation.get();
    set_timeout(
        move || {
            if feed.generation.get() == expected {
                connect(&feed);
            }
        },
        Duration::from_millis(pause),
    );
}

fn ask_who_is_here(feed: &Rc<Feed>) {
    let feed = Rc::clone(feed);
    spawn_local(async move {
        if let Ok(Visit::Guest | Visit::FirstRun) = ask::<WhoIsHere>(Vec::new()).await
            && !feed.is_over.get()
        {
            feed.live.is(LiveState::Refused(Code::Unauthenticated));
        }
    });
}

fn address() -> Option<String> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}/live", location.host().ok()?))
}
