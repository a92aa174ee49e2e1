//! The chat widget: tiny wasm, no leptos.
//!
//! `loader.js` puts the launcher on the business's page and, when a visitor wants the chat, fetches this module and makes
//! one [`Widget`] in the launcher's shadow root. The loader owns the launcher and whether the chat is open; this module
//! owns the panel and the line to the server.
//!
//! What is pure is tested on the host: `state`, `lines`, `frames`, `json`, `strings`, and the pauses and events of
//! `transport`. `view` draws, `chat` connects.

mod chat;
mod dom;
mod frames;
mod json;
mod lines;
mod ratings;
mod state;
mod strings;
mod transport;
mod view;

use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// The chat on one page.
#[wasm_bindgen]
pub struct Widget {
    chat: Rc<chat::Chat>,
}

#[wasm_bindgen]
impl Widget {
    /// Builds the closed panel in the launcher's frame inside its shadow root. `language` is one of the catalogue's codes
    /// (anything else falls back to English). `emit` is called with the name of an event and what belongs to it: `open`,
    /// `close`, `closing` (the visitor wants it closed), `unread` with a number, `message` with an object, `talking` (the next
    /// page goes on) with what is still to be sent, for [`Widget::resume`].
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: dom::Node,
        frame: dom::Node,
        origin: String,
        project: String,
        key: String,
        language: &str,
        emit: Function,
    ) -> Widget {
        let site = transport::Site { origin, project, key, language: strings::of(language).code };
        Self { chat: chat::Chat::new(&root, &frame, site, emit) }
    }

    /// How the bot is called and greets, by the server's configuration; `own` is the page's welcome message, which wins.
    pub fn configure(&self, name: &str, welcome: &str, own: Option<String>) {
        self.chat.configure(name, welcome, own);
    }

    /// Shows the panel and moves the focus into it.
    pub fn open(&self) {
        self.chat.open();
    }

    /// Hides the panel. The loader gives the focus back to the launcher.
    pub fn close(&self) {
        self.chat.close();
    }

    /// Goes on where an earlier page of this tab was left: `kept` is what the last `talking` came with. The line opens, so
    /// that the launcher can tell of news.
    pub fn resume(&self, kept: &str) {
        self.chat.go_on(kept);
    }

    /// The visitor says something through the page's own code.
    pub fn send(&self, text: &str) {
        self.chat.send(text);
    }
}
