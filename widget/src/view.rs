//! The panel's elements. Built node by node, because pages with Trusted Types refuse markup in strings.

use crate::strings::{self, Strings};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Element, HtmlElement, ShadowRoot};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The panel on the page.
pub struct View {
    panel: HtmlElement,
}

impl View {
    /// Adds the hidden panel to the frame, and its style to the shadow root.
    pub fn build(
        root: &ShadowRoot,
        frame: &Element,
        language: &str,
        on_close: &js_sys::Function,
    ) -> Result<Self, JsValue> {
        let document =
            web_sys::window().and_then(|window| window.document()).ok_or("the chat needs a page to live in")?;
        adopt_style(root)?;
        let words = strings::of(language);
        let panel: HtmlElement = element(&document, "section", "panel")?.unchecked_into();
        panel.set_attribute("role", "dialog")?;
        panel.set_attribute("aria-labelledby", "romashka-title")?;
        panel.set_attribute("tabindex", "-1")?;
        panel.set_lang(words.code);
        panel.set_dir(if words.is_right_to_left() { "rtl" } else { "ltr" });
        panel.set_hidden(true);
        let header = header(&document, words, on_close)?;
        panel.append_child(&header)?;
        let thread = element(&document, "div", "thread")?;
        panel.append_child(&thread)?;
        frame.append_child(&panel)?;
        Ok(Self { panel })
    }

    /// Shows the panel and moves the focus into it.
    pub fn show(&self) -> Result<(), JsValue> {
        self.panel.set_hidden(false);
        self.panel.focus()
    }

    /// Hides the panel.
    pub fn hide(&self) {
        self.panel.set_hidden(true);
    }
}

fn adopt_style(root: &ShadowRoot) -> Result<(), JsValue> {
    let sheet = CssStyleSheet::new()?;
    sheet.replace_sync(include_str!("../style/panel.css"))?;
    let sheets = root.adopted_style_sheets();
    sheets.push(&sheet);
    root.set_adopted_style_sheets(&sheets);
    Ok(())
}

fn header(document: &Document, words: &Strings, on_close: &js_sys::Function) -> Result<Element, JsValue> {
    let title = element(document, "h2", "title")?;
    title.set_id("romashka-title");
    title.set_text_content(Some(words.title));
    let close = element(document, "button", "close")?;
    close.set_attribute("type", "button")?;
    close.set_attribute("aria-label", words.close)?;
    let cross = cross(document)?;
    close.append_child(&cross)?;
    close.add_event_listener_with_callback("click", on_close)?;
    let header = element(document, "header", "header")?;
    header.append_child(&title)?;
    header.append_child(&close)?;
    Ok(header)
}

fn cross(document: &Document) -> Result<Element, JsValue> {
    let svg = document.create_element_ns(Some(SVG), "svg")?;
    svg.set_attribute("viewBox", "0 0 24 24")?;
    svg.set_attribute("aria-hidden", "true")?;
    let path = document.create_element_ns(Some(SVG), "path")?;
    path.set_attribute("d", "M6 6l12 12M18 6 6 18")?;
    svg.append_child(&path)?;
    Ok(svg)
}

fn element(document: &Document, tag: &str, class: &str) -> Result<Element, JsValue> {
    let made = document.create_element(tag)?;
    made.set_class_name(class);
    Ok(made)
}
