//! The few things of the browser that the panel needs, bound by hand: what cannot fail with the names that are used here is
//! not made to return errors, which would be a third of the code around it.

use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// Anything of the page: an element, the shadow root, the window.
    #[derive(Clone, Debug)]
    pub type Node;

    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create(tag: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createElementNS)]
    fn create_in(space: &str, tag: &str) -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    fn create_text(text: &str) -> Node;
    // What is always there and has no function that gives it out: its own methods do.
    #[wasm_bindgen(js_namespace = window, js_name = valueOf)]
    /// The window.
    pub fn window() -> Node;
    #[wasm_bindgen(js_namespace = document, js_name = getRootNode)]
    /// The document.
    pub fn document() -> Node;

    /// Puts an element at the end.
    #[wasm_bindgen(method)]
    pub fn append(this: &Node, child: &Node);
    /// Puts an element before another; at the end when there is none.
    #[wasm_bindgen(method, js_name = insertBefore)]
    pub fn insert_before(this: &Node, child: &Node, before: Option<&Node>);
    /// Takes the element out of the page.
    #[wasm_bindgen(method)]
    pub fn remove(this: &Node);
    #[wasm_bindgen(method, getter, js_name = firstChild)]
    pub fn first_child(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, js_name = nextSibling)]
    pub fn next_sibling(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set(this: &Node, name: &str, value: &str);
    #[wasm_bindgen(method, js_name = getAttribute)]
    pub fn get(this: &Node, name: &str) -> Option<String>;
    /// Replaces everything inside by this text.
    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub fn set_text(this: &Node, text: &str);
    #[wasm_bindgen(method, setter, js_name = className)]
    pub fn set_class(this: &Node, class: &str);
    #[wasm_bindgen(method, setter)]
    pub fn set_hidden(this: &Node, hidden: bool);
    #[wasm_bindgen(method)]
    pub fn focus(this: &Node);
    #[wasm_bindgen(method, js_name = focus)]
    fn focus_with(this: &Node, options: &JsValue);
    /// This element or the nearest around it that fits.
    #[wasm_bindgen(method)]
    pub fn closest(this: &Node, selector: &str) -> Option<Node>;
    #[wasm_bindgen(method, js_name = querySelectorAll)]
    pub fn all(this: &Node, selector: &str) -> js_sys::Array;
    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Node) -> String;
    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Node, value: &str);
    #[wasm_bindgen(method, getter, js_name = scrollTop)]
    pub fn scroll_top(this: &Node) -> f64;
    #[wasm_bindgen(method, setter, js_name = scrollTop)]
    pub fn set_scroll_top(this: &Node, top: f64);
    #[wasm_bindgen(method, getter, js_name = scrollHeight)]
    pub fn scroll_height(this: &Node) -> f64;
    #[wasm_bindgen(method, getter, js_name = clientHeight)]
    pub fn client_height(this: &Node) -> f64;
    #[wasm_bindgen(method, getter)]
    fn style(this: &Node) -> Style;
    #[wasm_bindgen(method, getter, js_name = activeElement)]
    pub fn active_element(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter, js_name = visibilityState)]
    fn visibility(this: &Node) -> String;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn listen(this: &Node, name: &str, listener: &JsValue);
    #[wasm_bindgen(method, js_name = matchMedia)]
    fn match_media(this: &Node, query: &str) -> Node;
    #[wasm_bindgen(method, getter)]
    fn matches(this: &Node) -> bool;
    #[wasm_bindgen(method, js_name = setTimeout)]
    fn set_timeout(this: &Node, callback: &JsValue, ms: i32) -> i32;
    #[wasm_bindgen(method, js_name = clearTimeout)]
    fn clear_timeout(this: &Node, timer: i32);
    #[wasm_bindgen(method, js_name = requestAnimationFrame)]
    fn request_frame(this: &Node, callback: &JsValue) -> i32;
    #[wasm_bindgen(method, getter, js_name = visualViewport)]
    fn viewport(this: &Node) -> Option<Node>;
    #[wasm_bindgen(method, getter)]
    fn height(this: &Node) -> f64;
    #[wasm_bindgen(method, getter, js_name = offsetTop)]
    fn offset_top(this: &Node) -> f64;
    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    fn sheets(this: &Node) -> js_sys::Array;
    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    fn set_sheets(this: &Node, sheets: &js_sys::Array);

    type Style;
    #[wasm_bindgen(method, js_name = setProperty)]
    fn set_property(this: &Style, name: &str, value: &str);

    type CSSStyleSheet;
    #[wasm_bindgen(constructor)]
    fn new() -> CSSStyleSheet;
    #[wasm_bindgen(method, js_name = replaceSync)]
    fn replace(this: &CSSStyleSheet, text: &str);

    type ResizeObserver;
    #[wasm_bindgen(constructor)]
    fn new(callback: &JsValue) -> ResizeObserver;
    #[wasm_bindgen(method)]
    fn observe(this: &ResizeObserver, node: &Node);

    /// Something that happened in the page.
    pub type Event;
    #[wasm_bindgen(method, getter)]
    pub fn target(this: &Event) -> Node;
    #[wasm_bindgen(method, js_name = preventDefault)]
    pub fn prevent(this: &Event);
    #[wasm_bindgen(method, getter)]
    pub fn key(this: &Event) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = shiftKey)]
    pub fn is_shifted(this: &Event) -> bool;
    /// 229 while an input method has the keys: Enter chooses a word then. (Safari says `isComposing` too late.)
    #[wasm_bindgen(method, getter, js_name = keyCode)]
    pub fn key_code(this: &Event) -> f64;
    /// What a message of a socket carries.
    #[wasm_bindgen(method, getter)]
    pub fn data(this: &Event) -> JsValue;
}

/// A new element with a class.
pub fn make(tag: &str, class: &str) -> Node {
    let node = create(tag);
    if !class.is_empty() {
        node.set_class(class);
    }
    node
}

/// A new element at the end of another.
pub fn add(parent: &Node, tag: &str, class: &str) -> Node {
    let node = make(tag, class);
    parent.append(&node);
    node
}

/// The same with words in it.
pub fn add_text(parent: &Node, tag: &str, class: &str, text: &str) -> Node {
    let node = add(parent, tag, class);
    node.set_text(text);
    node
}

/// Words at the end of an element.
pub fn say(parent: &Node, text: &str) {
    parent.append(&create_text(text));
}

/// A button with a label; its picture, one path, or the label as its words.
pub fn button(parent: &Node, class: &str, label: &str, path: Option<&str>) -> Node {
    let button = add(parent, "button", class);
    button.set("type", "button");
    match path {
        None => button.set_text(label),
        Some(path) => {
            button.set("aria-label", label);
            let space = "http://www.w3.org/2000/svg";
            let svg = create_in(space, "svg");
            svg.set("viewBox", "0 0 24 24");
            svg.set("aria-hidden", "true");
            let line = create_in(space, "path");
            line.set("d", path);
            svg.append(&line);
            button.append(&svg);
        }
    }
    button
}

/// A property of an element's own style; through the object model, which a Content Security Policy lets pass.
pub fn set_style(node: &Node, name: &str, value: &str) {
    node.style().set_property(name, value);
}

/// Whether a media query holds now.
pub fn holds(query: &str) -> bool {
    window().match_media(query).matches()
}

/// Whether anybody can see the page.
pub fn is_visible() -> bool {
    document().visibility() == "visible"
}

/// A listener for as long as the page lives.
pub fn on(target: &Node, name: &str, listener: impl FnMut(Event) + 'static) {
    target.listen(name, &Closure::<dyn FnMut(Event)>::new(listener).into_js_value());
}

/// Calls after some time; the number stops it.
pub fn after(ms: i32, call: impl FnOnce() + 'static) -> i32 {
    window().set_timeout(&Closure::once_into_js(call), ms)
}

/// Stops a timer.
pub fn stop(timer: i32) {
    window().clear_timeout(timer);
}

/// Calls before the page is painted next.
pub fn next_frame(call: impl FnOnce() + 'static) {
    window().request_frame(&Closure::once_into_js(call));
}

/// Calls with top and height of what can be seen, now and whenever that changes (a keyboard on the screen).
pub fn on_viewport(call: impl Fn(f64, f64) + 'static) {
    let Some(viewport) = window().viewport() else { return };
    let seen = viewport.clone();
    let tell = std::rc::Rc::new(move || call(seen.offset_top(), seen.height()));
    tell();
    for name in ["resize", "scroll"] {
        let tell = tell.clone();
        on(&viewport, name, move |_| tell());
    }
}

/// Calls whenever an element has another size.
pub fn on_resize(node: &Node, mut call: impl FnMut() + 'static) {
    ResizeObserver::new(&Closure::<dyn FnMut(Event)>::new(move |_| call()).into_js_value()).observe(node);
}

/// Adds a style sheet to a shadow root.
pub fn adopt(root: &Node, css: &str) {
    let sheet = CSSStyleSheet::new();
    sheet.replace(css);
    let sheets = root.sheets();
    let all = js_sys::Array::new();
    for sheet in sheets.iter() {
        all.push(&sheet);
    }
    all.push(&sheet);
    root.set_sheets(&all);
}
