//! A request of the browser to a server function: one piece of code for all of them.

use domain::{Code, Problem};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::unreachable_server;

/// Asks this address; with a body it is a POST of form fields. Gives the JSON of the answer.
pub async fn request(address: &str, body: Option<&str>) -> Result<String, Problem> {
    let lost = |_: JsValue| unreachable_server();
    let headers = Headers::new().map_err(lost)?;
    headers.set("Accept", "application/json").map_err(lost)?;
    let init = RequestInit::new();
    if let Some(body) = body {
        headers.set("Content-Type", "application/x-www-form-urlencoded").map_err(lost)?;
        init.set_method("POST");
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    fetch(address, &init).await
}

/// Posts a file as it is. Gives the JSON of the answer.
pub async fn send_file(address: &str, file: &web_sys::File) -> Result<String, Problem> {
    let lost = |_: JsValue| unreachable_server();
    let headers = Headers::new().map_err(lost)?;
    headers.set("Accept", "application/json").map_err(lost)?;
    headers.set("Content-Type", "application/octet-stream").map_err(lost)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(file);
    init.set_headers(&headers);
    fetch(address, &init).await
}

async fn fetch(address: &str, init: &RequestInit) -> Result<String, Problem> {
    let lost = |_: JsValue| unreachable_server();
    let response = JsFuture::from(window().fetch_with_str_and_init(address, init)).await.map_err(lost)?;
    let response: Response = response.dyn_into().map_err(lost)?;
    let text = JsFuture::from(response.text().map_err(lost)?).await.map_err(lost)?;
    let text = text.as_string().unwrap_or_default();
    if response.ok() {
        return Ok(text);
    }
    Err(serde_json::from_str(&text).unwrap_or_else(|_| problem_of_status(response.status())))
}

/// What an answer of this status means when it holds no problem of ours (a proxy, a server that is going down).
fn problem_of_status(status: u16) -> Problem {
    match status {
        413 => Problem::new(Code::TooLarge, "That is too long. Shorten it and try again."),
        429 => Problem::new(Code::Limited, "Too many attempts. Wait a moment and try again."),
        502..=504 => Problem::new(Code::Unavailable, "The server is not available at the moment. Try again."),
        _ => Problem::new(Code::Internal, format!("The server answered with {status}. Try again.")),
    }
}
