//! The chat widget: tiny wasm, no leptos.
//!
//! `loader.js` puts the launcher on the business's page and, when a visitor wants the chat, fetches this module and makes
//! one [`Widget`] in the launcher's shadow root. The loader owns the launcher and whether the chat is open; this module
//! owns the panel.

mod strings;
mod view;

use js_sys::Function;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{Element, ShadowRoot};

/// The chat on one page.
#[wasm_bindgen]
pub struct Widget {
    view: view::View,
}

#[wasm_bindgen]
impl Widget {
    /// Builds the closed panel in the launcher's frame inside its shadow root. `language` is one of the catalogue's codes (anything
    /// else falls back to English); `on_close` is called when the visitor presses the panel's close button.
    #[wasm_bindgen(constructor)]
    pub fn new(root: ShadowRoot, frame: Element, language: &str, on_close: Function) -> Result<Widget, JsValue> {
        Ok(Self { view: view::View::build(&root, &frame, language, &on_close)? })
    }

    /// Shows the panel and moves the focus into it.
    pub fn open(&self) -> Result<(), JsValue> {
        self.view.show()
    }

    /// Hides the panel. The loader gives the focus back to the launcher.
    pub fn close(&self) {
        self.view.hide();
    }
}
