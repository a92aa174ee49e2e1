//! Local websites to ask, names to look up, and clients with short limits.

use async_trait::async_trait;
use connectors::Error;
use connectors::http::{AllowHosts, GuardedClient, Limits, Options, Resolve};
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A website on a free port of 127.0.0.1 that counts who connects.
pub struct Site {
    pub addr: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Site {
    /// Each connection's request is read up to its empty line and handed to `answer` with the connection.
    pub async fn start<F, Fut>(answer: F) -> Self
    where
        F: Fn(String, TcpStream) -> Fut + Send + Sync + Clone + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let answer = answer.clone();
                tokio::spawn(async move {
                    let head = read_head(&mut stream).await;
                    answer(head, stream).await;
                });
            }
        });
        Self { addr, connections }
    }

    /// Sends these bytes to everybody and closes.
    pub async fn saying(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Arc<[u8]> = bytes.into().into();
        Self::start(move |_, mut stream| {
            let bytes = bytes.clone();
            async move {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    /// Answers every request with this page.
    pub async fn page(body: &str) -> Self {
        let length = body.len();
        Self::saying(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")).await
    }

    /// Redirects every request to this address.
    pub async fn redirecting(status: u16, to: &str) -> Self {
        Self::saying(format!(
            "HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ))
        .await
    }

    /// What an axum router answers.
    pub async fn routing(router: axum::Router) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        addr
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.addr)
    }

    pub fn port(&self) -> u16 {
        self.addr.port()
    }

    /// How many connections have come.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

pub async fn read_head<S: tokio::io::AsyncRead + Unpin>(stream: &mut S) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// A resolver that gives its answers one after the other, and the last one for ever.
pub struct Answers {
    left: Mutex<VecDeque<Vec<IpAddr>>>,
    asked: AtomicUsize,
}

impl Answers {
    pub fn new(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |texts: &&[&str]| texts.iter().map(|text| text.parse().unwrap()).collect();
        Arc::new(Self { left: Mutex::new(answers.iter().map(parse).collect()), asked: AtomicUsize::new(0) })
    }
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Resolve for Answers {
    async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut left = self.left.lock().unwrap();
        if left.len() > 1 { Ok(left.pop_front().unwrap()) } else { Ok(left.front().cloned().unwrap_or_default()) }
    }
}

/// Limits short enough for tests and long enough for a busy machine.
pub fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(5),
        idle: Duration::from_secs(5),
        total: Duration::from_secs(10),
        max_body_bytes: 1024 * 1024,
        ..Limits::default()
    }
}

/// A client to which only these hosts are opened.
pub fn client(allow: &str) -> GuardedClient {
    GuardedClient::new(AllowHosts::parse(allow).unwrap(), limits()).unwrap()
}

/// A client with these names. Its connections leave from loopback, so that one to a public address fails on this machine
/// and no test ever speaks to the internet.
pub fn client_with(allow: &str, resolver: Arc<Answers>) -> GuardedClient {
    GuardedClient::with(Options {
        allow_hosts: AllowHosts::parse(allow).unwrap(),
        limits: limits(),
        resolver,
        local_address: Some([127, 0, 0, 1].into()),
        ..Options::default()
    })
    .unwrap()
}

/// The sentence of a refusal.
#[track_caller]
pub fn rejected<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(error @ Error::Rejected(_)) => error.to_string(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// The sentence of something that may pass.
#[track_caller]
pub fn unavailable<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Err(error @ Error::Unavailable(_)) => error.to_string(),
        other => panic!("expected something that may pass, got {other:?}"),
    }
}
