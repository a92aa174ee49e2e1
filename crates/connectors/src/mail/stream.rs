//! The connection before it is encrypted, read so carefully that nothing foreign is carried over into the encrypted part.

use lettre::transport::smtp::client::AsyncTokioStream;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// A connection that reads single bytes until encryption begins.
///
/// Whoever sits on the way can append answers of their own to the server's "go ahead" for STARTTLS. A client that reads
/// ahead finds them in its buffer after the handshake and takes them for the server's encrypted words. Read byte by byte,
/// they stay in the socket, where the handshake meets them and fails.
#[derive(Debug)]
pub(super) struct Careful {
    stream: TcpStream,
    encrypted: bool,
}

/// First byte of a TLS handshake; no command begins with it.
const TLS_HANDSHAKE: u8 = 0x16;

impl Careful {
    /// Connects to the first address of the host that takes the connection. Each has its own time, so that a silent one
    /// (a broken IPv6 route, most often) leaves time for the next.
    pub(super) async fn connect(host: &str, port: u16, each: Duration) -> io::Result<Self> {
        let mut failure = io::Error::new(io::ErrorKind::NotFound, "its name has no address");
        for address in tokio::net::lookup_host((host, port)).await? {
            match timeout(each, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    stream.set_nodelay(true)?;
                    return Ok(Self { stream, encrypted: false });
                }
                Ok(Err(wrong)) => failure = wrong,
                Err(_) => failure = io::Error::new(io::ErrorKind::TimedOut, "no answer to the attempt to connect"),
            }
        }
        Err(failure)
    }
}

impl AsyncRead for Careful {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.encrypted || buf.remaining() == 0 {
            return Pin::new(&mut self.stream).poll_read(cx, buf);
        }
        let mut byte = [0];
        let mut one = ReadBuf::new(&mut byte);
        let polled = Pin::new(&mut self.stream).poll_read(cx, &mut one);
        buf.put_slice(one.filled());
        polled
    }
}

impl AsyncWrite for Careful {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.encrypted |= bytes.first() == Some(&TLS_HANDSHAKE);
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for Careful {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}
