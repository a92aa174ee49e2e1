//! The few things of the browser that talk to the network or remember something, bound by hand.

use crate::dom::Node;
use crate::json::hex_digit;
use js_sys::{Object, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};

/// How long an answer may take, in milliseconds.
const PATIENCE_MS: f64 = 20_000.0;

#[wasm_bindgen]
extern "C" {
    /// A socket.
    #[derive(Clone)]
    #[wasm_bindgen(extends = Node)]
    pub type WebSocket;
    #[wasm_bindgen(constructor, catch)]
    pub fn new(url: &str) -> Result<WebSocket, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn send(this: &WebSocket, text: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    pub fn close(this: &WebSocket);

    /// Breaks a request off.
    #[derive(Clone)]
    pub type AbortController;
    #[wasm_bindgen(constructor)]
    pub fn new() -> AbortController;
    #[wasm_bindgen(method)]
    pub fn abort(this: &AbortController);
    #[wasm_bindgen(method, getter)]
    pub fn signal(this: &AbortController) -> JsValue;
    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout)]
    fn time_out(ms: f64) -> JsValue;

    type Promise;
    #[wasm_bindgen(method)]
    fn then(this: &Promise, well: &JsValue, ill: &JsValue);
    fn fetch(url: &str, init: &Object) -> Promise;
    /// The answer to a request.
    pub type Response;
    #[wasm_bindgen(method, getter)]
    pub fn ok(this: &Response) -> bool;
    #[wasm_bindgen(method)]
    fn text(this: &Response) -> Promise;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Response) -> Option<Stream>;

    type Stream;
    #[wasm_bindgen(method, js_name = getReader)]
    fn reader(this: &Stream) -> Reader;
    /// Reads an answer as it comes.
    #[derive(Clone)]
    pub type Reader;
    #[wasm_bindgen(method)]
    fn read(this: &Reader) -> Promise;
    type Chunk;
    #[wasm_bindgen(method, getter)]
    fn value(this: &Chunk) -> Option<Uint8Array>;

    type Navigator;
    #[wasm_bindgen(js_namespace = navigator, js_name = valueOf)]
    fn navigator() -> Navigator;
    #[wasm_bindgen(method, getter, js_name = onLine)]
    fn is_online_now(this: &Navigator) -> bool;
    #[wasm_bindgen(js_namespace = localStorage, js_name = getItem, catch)]
    fn get_item(key: &str) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(js_namespace = localStorage, js_name = setItem, catch)]
    fn set_item(key: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = sessionStorage, js_name = getItem, catch)]
    fn get_of_tab(key: &str) -> Result<Option<String>, JsValue>;
    #[wasm_bindgen(js_namespace = sessionStorage, js_name = setItem, catch)]
    fn set_of_tab(key: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(bytes: &Uint8Array) -> Uint8Array;
    #[wasm_bindgen(js_namespace = console)]
    fn warn(text: &str);
    #[wasm_bindgen(js_namespace = Date)]
    fn now() -> f64;
}

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    now() as i64
}

/// An id that nobody else makes: 16 random bytes in hexadecimal digits. (`crypto.randomUUID` is missing on pages without TLS.)
pub fn new_id() -> String {
    let bytes = fill(&Uint8Array::new_with_length(16)).to_vec();
    bytes.iter().flat_map(|byte| [hex_digit(byte >> 4), hex_digit(*byte)]).collect()
}

/// Says something to the developer of the page.
pub fn complain(text: &str) {
    warn(&["ROMASHKA: ", text].concat());
}

/// Whether the browser believes that it has a network.
pub fn is_online() -> bool {
    navigator().is_online_now()
}

/// What was remembered under a key; none where the browser keeps nothing.
pub fn recall(key: &str) -> Option<String> {
    get_item(key).ok().flatten()
}

/// Remembers something, where the browser lets us.
pub fn remember(key: &str, value: &str) {
    let _ = set_item(key, value);
}

/// What this tab was told to remember under a key; none where the browser keeps nothing.
pub fn recall_in_tab(key: &str) -> Option<String> {
    get_of_tab(key).ok().flatten()
}

/// Remembers something for the pages of this tab, where the browser lets us.
pub fn remember_in_tab(key: &str, value: &str) {
    let _ = set_of_tab(key, value);
}

/// An object for the browser.
pub fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

/// Calls once with what a promise comes to; with nothing when it fails. (Futures would make the module a fifth larger.)
fn when(promise: &Promise, done: Box<dyn FnOnce(Option<JsValue>)>) {
    let done = Rc::new(Cell::new(Some(done)));
    let failed = done.clone();
    let well = move |value: JsValue| {
        if let Some(done) = done.take() {
            done(Some(value));
        }
    };
    let ill = move |_: JsValue| {
        if let Some(done) = failed.take() {
            done(None);
        }
    };
    promise.then(&Closure::once_into_js(well), &Closure::once_into_js(ill));
}

/// Posts a text; without a token it is a request that browsers send without asking the server first. Breaks off when `until` says
/// so, or after a while.
pub fn post(
    url: &str,
    body: &str,
    token: Option<&str>,
    until: Option<JsValue>,
    done: impl FnOnce(Option<Response>) + 'static,
) {
    let headers = match token {
        Some(token) => object([("authorization", ["Bearer ", token].concat().into())]),
        None => Object::new(),
    };
    let init = object([
        ("method", "POST".into()),
        ("body", body.into()),
        ("headers", headers.into()),
        ("credentials", "omit".into()),
        ("cache", "no-store".into()),
        ("signal", until.unwrap_or_else(|| time_out(PATIENCE_MS))),
    ]);
    when(&fetch(url, &init), Box::new(move |response| done(response.map(JsCast::unchecked_into))));
}

/// Posts a text and gives back whether the server was content, and its whole answer; none when nothing came through.
pub fn ask(url: &str, body: &str, token: Option<&str>, done: impl FnOnce(Option<(bool, String)>) + 'static) {
    post(url, body, token, None, move |response| match response {
        Some(response) => {
            let is_ok = response.ok();
            text_of(&response, move |text| done(text.map(|text| (is_ok, text))));
        }
        None => done(None),
    });
}

/// The whole text of an answer; none when it broke off.
pub fn text_of(response: &Response, done: impl FnOnce(Option<String>) + 'static) {
    when(&response.text(), Box::new(move |text| done(text.and_then(|text| text.as_string()))));
}

/// What reads an answer as it comes.
pub fn reader_of(response: &Response) -> Option<Reader> {
    response.body().map(|body| body.reader())
}

/// The next bytes of an answer; none at its end.
pub fn next_bytes(reader: &Reader, done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    let done = move |chunk: Option<JsValue>| {
        let bytes = chunk.and_then(|chunk| chunk.unchecked_into::<Chunk>().value());
        done(bytes.map(|bytes| bytes.to_vec()));
    };
    when(&reader.read(), Box::new(done));
}
