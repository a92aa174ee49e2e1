//! Accepts connections and bounds what each may cost: how many there are, how long a request's head may take, how long
//! an answer may stand unread. hyper is driven directly, since `axum::serve` has no switch for any of these.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// What a connection may cost.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Connections at once, sockets included; more wait in the system's queue.
    pub connections: usize,
    /// Time for the head of a request, also while a kept-alive connection waits for its next one.
    pub head: Duration,
    /// Time that bytes may wait for a client that does not read.
    pub write: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connections: 50_000,
            head: Duration::from_secs(20),
            write: Duration::from_secs(30),
            head_bytes: 32 * 1024,
        }
    }
}

/// Where a connection comes from, in each request's extensions.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// Serves until `stop`, then lets requests in flight end, for `grace` at the most.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, stop: CancellationToken, grace: Duration) {
    let seats = Arc::new(Semaphore::new(bounds.connections));
    let open = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = accept(&listener, &seats) => accepted,
        };
        let Some((stream, peer, seat)) = accepted else { continue };
        let _ = stream.set_nodelay(true);
        let io = Bounded { stream, _seat: seat, patience: bounds.write, stalled: None };
        open.spawn(connection(io, peer, router.clone(), bounds, stop.clone()));
    }
    drop(listener);
    open.close();
    if timeout(grace, open.wait()).await.is_err() {
        tracing::warn!(connections = open.len(), "requests were still running at the deadline and are cut off");
    }
}

async fn accept(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let seat = Arc::clone(seats).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, seat)),
        Err(wrong) => {
            // The peer gave up before we came to it: nothing to do. Out of file handles: some must close first.
            if !matches!(wrong.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) {
                tracing::error!(%wrong, "cannot accept connections");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            None
        }
    }
}

async fn connection(io: Bounded, peer: SocketAddr, router: Router, bounds: Bounds, stop: CancellationToken) {
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.head)
        .max_buf_size(bounds.head_bytes.max(8 * 1024))
        .serve_connection(TokioIo::new(io), service)
        .with_upgrades();
    // Boxed, so that the state of a finished request does not stay with the task's frame.
    let mut served = Box::pin(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = stop.cancelled() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(wrong) = ended {
        tracing::debug!(%wrong, "a connection ended early");
    }
}

/// A connection that holds its seat for as long as it is open, upgraded or not, and fails when its other side stops
/// reading.
struct Bounded {
    stream: TcpStream,
    _seat: OwnedSemaphorePermit,
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Bounded {
    fn watched<T>(&mut self, polled: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let patience = self.patience;
        let sleep = self.stalled.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + patience)));
        ready!(sleep.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read")))
    }
}

impl AsyncRead for Bounded {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watched(polled, cx)
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.watched(polled, cx)
    }
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
