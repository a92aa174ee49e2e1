//! A website on loopback for everything that imports: each test puts its answers under paths of its own.

use connectors::http::AllowHosts;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex};

static SITE: LazyLock<SocketAddr> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    address
});
static PAGES: LazyLock<Mutex<HashMap<String, Vec<u8>>>> = LazyLock::new(Mutex::default);
static ASKED: LazyLock<Mutex<Vec<String>>> = LazyLock::new(Mutex::default);
/// A page that never comes.
const SILENCE: &[u8] = b"(silence)";

#[allow(clippy::disallowed_methods)] // Each request has a thread of its own, which serves nobody else.
fn answer(mut stream: TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or_default();
    ASKED.lock().unwrap().push(head.to_string());
    let missing = || b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec();
    let bytes = PAGES.lock().unwrap().get(path).cloned().unwrap_or_else(missing);
    if bytes == SILENCE {
        std::thread::sleep(std::time::Duration::from_secs(30));
        return;
    }
    // Who has read enough may leave.
    let _ = stream.write_all(&bytes);
}

/// What the world's client may reach although it is private: this website alone.
pub fn opened() -> AllowHosts {
    AllowHosts::parse(&SITE.to_string()).unwrap()
}

/// Answers `path` with these bytes from now on; gives its address.
pub fn raw(path: &str, bytes: impl Into<Vec<u8>>) -> String {
    PAGES.lock().unwrap().insert(path.to_owned(), bytes.into());
    format!("http://{}{path}", *SITE)
}

/// Answers `path` with this body and kind.
pub fn page(path: &str, kind: &str, body: impl AsRef<[u8]>) -> String {
    status(path, 200, kind, body)
}

/// Answers `path` with this status.
pub fn status(path: &str, status: u16, kind: &str, body: impl AsRef<[u8]>) -> String {
    let body = body.as_ref();
    let kind = if kind.is_empty() { String::new() } else { format!("Content-Type: {kind}\r\n") };
    let head = format!("HTTP/1.1 {status} Said\r\n{kind}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    raw(path, [head.as_bytes(), body].concat())
}

/// Says nothing to whoever asks for `path`.
pub fn silence(path: &str) -> String {
    raw(path, SILENCE)
}

/// The heads of all requests so far whose path begins like this.
pub fn asked(path: &str) -> Vec<String> {
    let heads = ASKED.lock().unwrap();
    heads.iter().filter(|head| head.split(' ').nth(1).is_some_and(|asked| asked.starts_with(path))).cloned().collect()
}

/// The address of a path.
pub fn address(path: &str) -> String {
    format!("http://{}{path}", *SITE)
}

/// Redirects `path` to this address.
pub fn redirect(path: &str, to: &str) -> String {
    raw(path, format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
}
