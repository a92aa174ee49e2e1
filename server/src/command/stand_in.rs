//! A model service on loopback that speaks OpenAI's protocol and says what it is told to: for measuring what the program makes
//! of a model, without one. It shows pages of a website too.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::sse::{Event, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::{Json, Router};
use futures::StreamExt;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

use super::{Failure, failure};

/// What a model says.
#[derive(Debug, Clone, Default)]
pub(super) struct Speech {
    pub(super) text: String,
    /// A function, by name, that it calls with these arguments instead.
    pub(super) call: Option<(String, Value)>,
    /// Before each piece of a few letters.
    pub(super) pause: Duration,
}

/// When a reply was asked for and given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) asked: Instant,
    pub(super) first: Instant,
    pub(super) last: Instant,
}

type Speaker = Box<dyn Fn(&Value) -> Speech + Send + Sync>;

struct Inner {
    speaker: Speaker,
    given: Mutex<Option<Given>>,
    page: Mutex<String>,
}

/// The service; it ends when this is dropped.
pub(super) struct StandIn {
    pub(super) addr: SocketAddr,
    inner: Arc<Inner>,
    task: tokio::task::JoinHandle<()>,
}

impl StandIn {
    /// Answers each request with what `speaker` makes of its body.
    pub(super) async fn start(speaker: impl Fn(&Value) -> Speech + Send + Sync + 'static) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let addr = listener.local_addr()?;
        // Small pieces would wait for the acknowledgement of the piece before, as with no service that streams.
        let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
        let inner =
            Arc::new(Inner { speaker: Box::new(speaker), given: Mutex::new(None), page: Mutex::new(String::new()) });
        let router = Router::new()
            .route("/v1/chat/completions", post(complete))
            .route("/pages/{name}", get(page))
            .with_state(inner.clone());
        let task = tokio::spawn(async move {
            // It ends with the task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { addr, inner, task })
    }

    /// The address that `OPENAI_BASE_URL` takes.
    pub(super) fn base_url(&self) -> String {
        format!("http://{}/v1", self.addr)
    }

    /// Shows this under a name of its own; gives its address.
    pub(super) fn show(&self, name: usize, html: String) -> String {
        *self.inner.page.lock().unwrap_or_else(PoisonError::into_inner) = html;
        format!("http://{}/pages/{name}", self.addr)
    }

    /// When the last reply was asked for and given.
    ///
    /// # Errors
    /// When none was.
    pub(super) fn last(&self) -> Result<Given, Failure> {
        let given = *self.inner.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.ok_or_else(|| failure("The model was not asked."))
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn page(State(inner): State<Arc<Inner>>, Path(_): Path<String>) -> Response {
    let html = inner.page.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if html.is_empty() { StatusCode::NOT_FOUND.into_response() } else { Html(html).into_response() }
}

/// Letters of a piece: about a token.
const PIECE: usize = 4;

async fn complete(State(inner): State<Arc<Inner>>, Json(body): Json<Value>) -> Response {
    let asked = Instant::now();
    let Speech { text, call, pause } = (inner.speaker)(&body);
    let chars: Vec<char> = text.chars().collect();
    let mut chunks: Vec<String> = chars
        .chunks(PIECE)
        .map(|piece| json!({ "content": piece.iter().collect::<String>() }))
        .map(|delta| json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": null }] }).to_string())
        .collect();
    if let Some((name, arguments)) = call {
        let function = json!({ "name": name, "arguments": arguments.to_string() });
        let called = json!({ "index": 0, "id": "call_0", "type": "function", "function": function });
        let delta = json!({ "tool_calls": [called] });
        chunks = vec![json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": null }] }).to_string()];
    }
    chunks.push(json!({ "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] }).to_string());
    chunks.push("[DONE]".to_owned());
    let count = chunks.len();
    let events = futures::stream::iter(chunks.into_iter().enumerate()).then(move |(place, chunk)| {
        let inner = inner.clone();
        async move {
            // What stands behind the words is none of them.
            let is_word = place + 2 < count;
            if !pause.is_zero() && is_word {
                tokio::time::sleep(pause).await;
            }
            let now = Instant::now();
            let mut given = inner.given.lock().unwrap_or_else(PoisonError::into_inner);
            match given.as_mut().filter(|_| place > 0) {
                Some(given) if is_word => given.last = now,
                Some(_) => {}
                None => *given = Some(Given { asked, first: now, last: now }),
            }
            Ok::<_, Infallible>(Event::default().data(chunk))
        }
    });
    Sse::new(events).into_response()
}

/// Ids and titles of the passages in a request, in their order, with those that a tool gave.
pub(super) fn passages(request: &Value) -> Vec<(usize, String)> {
    let of_line = |line: &str| {
        let (_, rest) = line.strip_prefix("<passage ")?.split_once("id=\"")?;
        let (id, rest) = rest.split_once('"')?;
        let (_, rest) = rest.split_once("title=\"")?;
        Some((id.parse().ok()?, rest.split('"').next()?.to_owned()))
    };
    let given = messages(request).filter(|message| message["role"] == "tool");
    let given = given.filter_map(|message| message["content"].as_str());
    std::iter::once(task(request)).chain(given).flat_map(str::lines).filter_map(of_line).collect()
}

/// Whether it has called something already.
pub(super) fn has_called(request: &Value) -> bool {
    messages(request).any(|message| message["role"] == "tool")
}

fn messages(request: &Value) -> std::slice::Iter<'_, Value> {
    request["messages"].as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

/// The message with the passages.
pub(super) fn task(request: &Value) -> &str {
    let mut contents = messages(request).rev().filter_map(|message| message["content"].as_str());
    contents.find(|content| content.starts_with("<passages ")).unwrap_or_default()
}
