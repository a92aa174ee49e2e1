//! The client's end of a WebSocket, as little of it as a benchmark needs: it must cost next to nothing beside the server
//! that it measures.

use super::super::{Failure, failure};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

pub(super) const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;
pub(super) const PING: u8 = 0x9;
pub(super) const PONG: u8 = 0xA;

/// Most bytes of a frame that is read.
const MOST: u64 = 1024 * 1024;

pub(super) struct Reader(BufReader<OwnedReadHalf>);
pub(super) struct Writer(OwnedWriteHalf);

/// Opens a socket at this path; `headers` are whole lines.
pub(super) async fn open(address: SocketAddr, path: &str, headers: &str) -> Result<(Reader, Writer), Failure> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (reader, writer) = stream.into_split();
    let (mut reader, mut writer) = (BufReader::with_capacity(2 * 1024, reader), writer);
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n{headers}Connection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    writer.write_all(request.as_bytes()).await?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(reader.read_u8().await?);
    }
    if !head.starts_with(b"HTTP/1.1 101") {
        return Err(failure(String::from_utf8_lossy(&head).lines().next().unwrap_or_default().to_owned()));
    }
    Ok((Reader(reader), Writer(writer)))
}

impl Writer {
    /// Writes a frame in one go, masked with zeros as RFC 6455 allows: it changes nothing.
    pub(super) async fn write(&mut self, kind: u8, content: &[u8]) -> Result<(), Failure> {
        let mut frame = Vec::with_capacity(content.len() + 8);
        frame.push(0x80 | kind);
        match u8::try_from(content.len()) {
            Ok(short) if short < 126 => frame.push(0x80 | short),
            _ => {
                let length = u16::try_from(content.len()).map_err(|_| failure("a frame is too long"))?;
                frame.push(0x80 | 126);
                frame.extend_from_slice(&length.to_be_bytes());
            }
        }
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(content);
        self.0.write_all(&frame).await?;
        Ok(())
    }
}

impl Reader {
    /// The next frame; none when the server closes.
    pub(super) async fn read(&mut self) -> Result<Option<(u8, Vec<u8>)>, Failure> {
        let kind = self.0.read_u8().await? & 0x0f;
        let length = match self.0.read_u8().await? & 0x7f {
            126 => u64::from(self.0.read_u16().await?),
            127 => self.0.read_u64().await?,
            short => u64::from(short),
        };
        if length > MOST {
            return Err(failure("the server sent a frame that is too long"));
        }
        let mut content = vec![0; usize::try_from(length)?];
        self.0.read_exact(&mut content).await?;
        Ok((kind != CLOSE).then_some((kind, content)))
    }
}
