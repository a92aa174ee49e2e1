//! A server on loopback that speaks the OpenAI protocol, well or badly.
//!
//! It is written on bare TCP, so that it can also do what no web framework would: fall silent, break off, send nonsense.
//!
//! ```no_run
//! # async fn test() {
//! use connectors::testing::{Act, ModelServer};
//! let server = ModelServer::start(Act::say("[1] Three days.")).await; // server.base_url() is for `OPENAI_BASE_URL`
//! server.next([Act::Status(500, None), Act::say("[1] Three days.")]); // then the act that it was started with
//! let asked = server.received();
//! # }
//! ```

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Streams these pieces, with this pause before each, and ends well.
    Say(Vec<String>, Duration),
    /// Streams this text, ends well, and says how many tokens there were.
    Counted(String, u64),
    /// Takes the request and never says a byte.
    HangAtOnce,
    /// Says that it will stream, and then nothing.
    HangBeforeFirst,
    /// Streams these pieces and then nothing more, keeping the connection.
    HangAfter(Vec<String>),
    /// Streams these pieces and closes the connection without an end.
    CloseAfter(Vec<String>),
    /// Answers with this status, and `Retry-After` in seconds.
    Status(u16, Option<u64>),
    /// Streams these pieces and then an event that is no JSON.
    Malformed(Vec<String>),
    /// Streams one event with this in the place of JSON.
    MalformedWith(String),
    /// Streams this text and ends because it has as many tokens as it may have.
    Cut(String),
    /// Closes the connection without a byte.
    CloseAtOnce,
    /// Calls these functions (name and arguments), in pieces, and ends well.
    Call(Vec<(String, String)>),
    /// Streams events without an end, each with a text of this many bytes.
    Endless(usize),
}

impl Act {
    /// Streams this text in pieces of a word each.
    pub fn say(text: &str) -> Self {
        Self::Say(words(text), Duration::ZERO)
    }
    /// The same with a pause before each word.
    pub fn say_slowly(text: &str, pause: Duration) -> Self {
        Self::Say(words(text), pause)
    }
    /// Calls this function with these arguments.
    pub fn call(name: &str, arguments: &str) -> Self {
        Self::Call(vec![(name.to_owned(), arguments.to_owned())])
    }
    /// Streams this text and falls silent.
    pub fn hang_after(text: &str) -> Self {
        Self::HangAfter(words(text))
    }
    /// Streams this text and breaks off.
    pub fn close_after(text: &str) -> Self {
        Self::CloseAfter(words(text))
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_inclusive(' ').map(str::to_owned).collect()
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct ReceivedChat {
    /// Path of the address.
    pub path: String,
    /// The header of this name, as sent.
    pub authorization: Option<String>,
    /// The body; null when there was none.
    pub body: serde_json::Value,
}

impl ReceivedChat {
    /// The texts of all messages with this role.
    pub fn said(&self, role: &str) -> Vec<String> {
        let messages = self.body["messages"].as_array().cloned().unwrap_or_default();
        let of_role = messages.into_iter().filter(|message| message["role"] == role);
        of_role.filter_map(|message| message["content"].as_str().map(str::to_owned)).collect()
    }
}

/// The server; see the head of this file.
pub struct ModelServer {
    addr: SocketAddr,
    acts: Arc<Mutex<Acts>>,
    received: Arc<Mutex<Vec<ReceivedChat>>>,
    task: tokio::task::JoinHandle<()>,
}

struct Acts {
    next: VecDeque<Act>,
    then: Act,
}

impl ModelServer {
    /// A server on a free port of 127.0.0.1 that does this with every request.
    pub async fn start(act: Act) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let acts = Arc::new(Mutex::new(Acts { next: VecDeque::new(), then: act }));
        let received = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(accept(listener, acts.clone(), received.clone()));
        Self { addr, acts, received, task }
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }
    /// The address for `OPENAI_BASE_URL`.
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.addr)
    }
    /// Does this with every request from now on.
    pub fn set(&self, act: Act) {
        let mut acts = self.acts.lock().unwrap();
        acts.next.clear();
        acts.then = act;
    }
    /// Does these with the next requests, one each.
    pub fn next(&self, acts: impl IntoIterator<Item = Act>) {
        self.acts.lock().unwrap().next.extend(acts);
    }
    /// All requests so far.
    pub fn received(&self) -> Vec<ReceivedChat> {
        self.received.lock().unwrap().clone()
    }
    /// All requests once there are this many; panics when they have not come after ten seconds.
    pub async fn wait_for(&self, count: usize) -> Vec<ReceivedChat> {
        for _ in 0..1_000 {
            let received = self.received();
            if received.len() >= count {
                return received;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} of {count} requests came within ten seconds", self.received().len());
    }
}

impl Drop for ModelServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, acts: Arc<Mutex<Acts>>, received: Arc<Mutex<Vec<ReceivedChat>>>) {
    // Dropped, and its connections closed, together with this task.
    let mut open = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        // A client that leaves in the middle is part of the tests.
        open.spawn(serve(stream, acts.clone(), received.clone()));
    }
}

async fn serve(
    mut stream: TcpStream,
    acts: Arc<Mutex<Acts>>,
    received: Arc<Mutex<Vec<ReceivedChat>>>,
) -> io::Result<()> {
    let chat = read_request(&mut stream).await?;
    if chat.path.ends_with("/models") {
        received.lock().unwrap().push(chat);
        let body = r#"{"object":"list","data":[{"id":"test-model","object":"model"}]}"#;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes()).await?;
        return stream.shutdown().await;
    }
    let act = {
        let mut acts = acts.lock().unwrap();
        acts.next.pop_front().unwrap_or_else(|| acts.then.clone())
    };
    received.lock().unwrap().push(chat);
    perform(&mut stream, act).await
}

async fn perform(stream: &mut TcpStream, act: Act) -> io::Result<()> {
    match act {
        Act::HangAtOnce => std::future::pending().await,
        Act::Status(status, retry_after) => {
            let retry = retry_after.map(|seconds| format!("retry-after: {seconds}\r\n")).unwrap_or_default();
            let body = r#"{"error":{"message":"the test wants it so","type":"test"}}"#;
            let head = format!(
                "HTTP/1.1 {status} So\r\ncontent-type: application/json\r\nconnection: close\r\n{retry}content-length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(format!("{head}{body}").as_bytes()).await?;
            stream.shutdown().await
        }
        Act::HangBeforeFirst => {
            start_stream(stream).await?;
            std::future::pending().await
        }
        Act::Say(pieces, pause) => {
            start_stream(stream).await?;
            say(stream, &pieces, pause).await?;
            event(stream, r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#).await?;
            event(stream, "[DONE]").await?;
            stream.write_all(b"0\r\n\r\n").await?;
            stream.shutdown().await
        }
        Act::Cut(text) => {
            start_stream(stream).await?;
            say(stream, &words(&text), Duration::ZERO).await?;
            event(stream, r#"{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}"#).await?;
            event(stream, "[DONE]").await?;
            stream.write_all(b"0\r\n\r\n").await?;
            stream.shutdown().await
        }
        Act::CloseAtOnce => stream.shutdown().await,
        Act::Call(calls) => {
            start_stream(stream).await?;
            for (index, (name, arguments)) in calls.iter().enumerate() {
                let function = serde_json::json!({ "name": name, "arguments": "" });
                call(stream, serde_json::json!({ "index": index, "id": format!("call_{index}"), "type": "function", "function": function })).await?;
                // As services do: the arguments come in pieces that say nothing by themselves.
                let letters: Vec<char> = arguments.chars().collect();
                for piece in letters.chunks(5) {
                    let function = serde_json::json!({ "arguments": piece.iter().collect::<String>() });
                    call(stream, serde_json::json!({ "index": index, "function": function })).await?;
                }
            }
            event(stream, r#"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#).await?;
            event(stream, "[DONE]").await?;
            stream.write_all(b"0\r\n\r\n").await?;
            stream.shutdown().await
        }
        Act::Counted(text, tokens) => {
            start_stream(stream).await?;
            say(stream, &words(&text), Duration::ZERO).await?;
            event(stream, r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}"#).await?;
            let usage = serde_json::json!({ "choices": [], "usage": { "total_tokens": tokens } });
            event(stream, &usage.to_string()).await?;
            event(stream, "[DONE]").await?;
            stream.write_all(b"0\r\n\r\n").await?;
            stream.shutdown().await
        }
        Act::HangAfter(pieces) => {
            start_stream(stream).await?;
            say(stream, &pieces, Duration::ZERO).await?;
            std::future::pending().await
        }
        Act::CloseAfter(pieces) => {
            start_stream(stream).await?;
            say(stream, &pieces, Duration::ZERO).await?;
            stream.shutdown().await
        }
        Act::Malformed(pieces) => {
            start_stream(stream).await?;
            say(stream, &pieces, Duration::ZERO).await?;
            event(stream, "{\"choices\": [broken").await?;
            stream.write_all(b"0\r\n\r\n").await?;
            stream.shutdown().await
        }
        Act::MalformedWith(text) => {
            start_stream(stream).await?;
            event(stream, &text).await?;
            stream.write_all(b"0\r\n\r\n").await?;
            stream.shutdown().await
        }
        Act::Endless(bytes) => {
            start_stream(stream).await?;
            let piece = "x".repeat(bytes);
            loop {
                say(stream, std::slice::from_ref(&piece), Duration::ZERO).await?;
            }
        }
    }
}

async fn start_stream(stream: &mut TcpStream) -> io::Result<()> {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).await?;
    event(stream, r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#).await
}

async fn say(stream: &mut TcpStream, pieces: &[String], pause: Duration) -> io::Result<()> {
    for piece in pieces {
        tokio::time::sleep(pause).await;
        let chunk = serde_json::json!({
            "id": "chatcmpl-test", "object": "chat.completion.chunk", "created": 1, "model": "test-model",
            "choices": [{ "index": 0, "delta": { "content": piece }, "finish_reason": null }],
        });
        event(stream, &chunk.to_string()).await?;
    }
    Ok(())
}

async fn call(stream: &mut TcpStream, piece: serde_json::Value) -> io::Result<()> {
    let delta = serde_json::json!({ "tool_calls": [piece] });
    let chunk = serde_json::json!({ "choices": [{ "index": 0, "delta": delta, "finish_reason": null }] });
    event(stream, &chunk.to_string()).await
}

/// One server-sent event in a chunk of its own.
async fn event(stream: &mut TcpStream, text: &str) -> io::Result<()> {
    let event = format!("data: {text}\n\n");
    stream.write_all(format!("{:x}\r\n{event}\r\n", event.len()).as_bytes()).await?;
    stream.flush().await
}

async fn read_request(stream: &mut TcpStream) -> io::Result<ReceivedChat> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let header = |name: &str| {
        head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let length: usize = header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    while bytes.len() < head_end + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(ReceivedChat {
        path: head.split_whitespace().nth(1).unwrap_or_default().to_owned(),
        authorization: header("authorization"),
        body: serde_json::from_slice(&bytes[head_end..]).unwrap_or_default(),
    })
}
