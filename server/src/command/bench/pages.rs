//! How long the server takes for each page, over HTTP on one kept-alive connection, signed in.

use super::super::{Failure, failure};
use super::figures::Figures;
use super::place::{self, Place};
use crate::http::Kind;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Requests before measuring begins.
const WARM_UP: usize = 20;
/// Requests of a page at the most.
const MOST: usize = 2_000;

pub(super) async fn measure(cluster: Option<&str>, seconds: u64, figures: &mut Figures) -> Result<(), Failure> {
    let place = Place::make(cluster).await?;
    let running = place.serve().await?;
    let token = place::set_up(&running.engine).await?;
    let (_, routes) = crate::http::router(&running.web);
    // Pages with a parameter need a link that is still good; the component page is for developers.
    let pages: Vec<_> = routes
        .into_iter()
        .filter(|route| {
            route.kind == Kind::Page && !route.path.contains(['{', ':', '*']) && !route.path.starts_with("/dev")
        })
        .collect();
    let each = Duration::from_secs(seconds) / 2;
    for page in pages {
        let mut client = Client::connect(running.address, &page.path, &token).await?;
        // Pages for guests lead those away who are signed in.
        if client.get().await? != 200 {
            client = Client::connect(running.address, &page.path, "").await?;
            if client.get().await? != 200 {
                continue;
            }
        }
        for _ in 0..WARM_UP {
            client.get().await?;
        }
        let begun = Instant::now();
        let mut times = Vec::new();
        while begun.elapsed() < each && times.len() < MOST {
            let sent = Instant::now();
            let status = client.get().await?;
            times.push(sent.elapsed());
            if status != 200 {
                return Err(failure(format!("{} answered {status} while it was measured.", page.path)));
            }
        }
        figures.add_times("pages", &page.path, times);
    }
    running.stop().await;
    place.remove().await
}

/// A connection that asks for one page again and again.
struct Client {
    stream: BufReader<TcpStream>,
    request: String,
}

impl Client {
    async fn connect(address: SocketAddr, path: &str, token: &str) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let cookie =
            if token.is_empty() { String::new() } else { format!("Cookie: {}={token}\r\n", app::api::SESSION_COOKIE) };
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\n{cookie}\r\n");
        Ok(Self { stream: BufReader::new(stream), request })
    }

    /// Asks, reads the whole answer, gives its status.
    async fn get(&mut self) -> Result<u16, Failure> {
        self.stream.get_mut().write_all(self.request.as_bytes()).await?;
        let first = self.line().await?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status: u16 = status.ok_or_else(|| failure(format!("The server answered “{first}”.")))?;
        let mut length = None;
        loop {
            let header = self.line().await?.to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(bytes) = header.strip_prefix("content-length:") {
                length = bytes.trim().parse::<usize>().ok();
            }
        }
        match length {
            Some(length) => self.skip(length).await?,
            None => loop {
                let size = self.line().await?;
                let size = usize::from_str_radix(size.trim(), 16)?;
                self.skip(size + 2).await?;
                if size == 0 {
                    break;
                }
            },
        }
        Ok(status)
    }

    async fn line(&mut self) -> Result<String, Failure> {
        use tokio::io::AsyncBufReadExt;
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err(failure("The server closed the connection while it was measured."));
        }
        Ok(line.trim_end().to_owned())
    }

    async fn skip(&mut self, mut bytes: usize) -> Result<(), Failure> {
        let mut buffer = [0; 8 * 1024];
        while bytes > 0 {
            let wanted = bytes.min(buffer.len());
            self.stream.read_exact(&mut buffer[..wanted]).await?;
            bytes -= wanted;
        }
        Ok(())
    }
}
