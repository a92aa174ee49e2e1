//! What an idle socket costs. The sockets' other side is a process of its own, so that only the server's memory counts.

use super::super::{Failure, failure};
use super::figures::Figures;
use super::place::{self, Place};
use super::wire::{self, PING, PONG, Reader, TEXT, Writer};
use crate::telemetry::resident_bytes;
use domain::ids::WorkspaceRef;
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

/// Sockets that are opened before the first look at the memory, so that what is there once does not count.
const WARM_UP: u64 = 200;
/// Handshakes under way at once.
const AT_ONCE: usize = 64;

pub(super) async fn measure(cluster: Option<&str>, sockets: u64, figures: &mut Figures) -> Result<(), Failure> {
    let place = Place::make(cluster).await?;
    let running = place.serve().await?;
    let token = place::set_up(&running.engine).await?;
    let session = engine::accounts::open_session(&running.engine, &token, &engine::accounts::ClientInfo::default())
        .await
        .map_err(super::super::explained)?
        .ok_or_else(|| failure("The benchmark's session is gone."))?;
    let workspace = session.view().current.ok_or_else(|| failure("The benchmark has no workspace."))?.id;

    let warm = client(&running.address, WARM_UP, &token, &workspace).await?;
    let before = settled_memory().await?;
    let begun = Instant::now();
    let many = client(&running.address, sockets, &token, &workspace).await?;
    let took = begun.elapsed();
    let after = settled_memory().await?;
    let open = running.web.sockets().open() as u64;
    if open != sockets + WARM_UP {
        return Err(failure(format!(
            "{open} sockets are open instead of {}; is `ulimit -n` too low?",
            sockets + WARM_UP
        )));
    }
    figures.add("sockets", "idle sockets", sockets as f64, "");
    figures.add("sockets", "memory each", after.saturating_sub(before) as f64 / sockets as f64 / 1e3, "KB");
    figures.add("sockets", "opened", sockets as f64 / took.as_secs_f64(), "/s");
    many.close().await?;
    warm.close().await?;
    running.stop().await;
    place.remove().await
}

async fn settled_memory() -> Result<u64, Failure> {
    tokio::time::sleep(Duration::from_secs(2)).await;
    resident_bytes()
        .ok_or_else(|| failure("This system does not tell the memory of a process; the benchmark needs /proc."))
}

/// A process that holds sockets.
struct Holder {
    child: tokio::process::Child,
}

impl Holder {
    /// Closes its standard input, at which it ends.
    async fn close(mut self) -> Result<(), Failure> {
        drop(self.child.stdin.take());
        self.child.wait().await?;
        Ok(())
    }
}

async fn client(address: &SocketAddr, sockets: u64, token: &str, workspace: &WorkspaceRef) -> Result<Holder, Failure> {
    let mut child = Command::new(std::env::current_exe()?)
        .args(["bench", "--connect", &address.to_string(), "--sockets", &sockets.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(stdin) = &mut child.stdin {
        stdin.write_all(format!("{token} {workspace}\n").as_bytes()).await?;
        stdin.flush().await?;
    }
    let stdout = child.stdout.take().ok_or_else(|| failure("the other side's output cannot be read"))?;
    match BufReader::new(stdout).lines().next_line().await? {
        Some(_) => Ok(Holder { child }),
        None => Err(failure("The other side of the sockets ended early.")),
    }
}

/// The other side: opens the sockets, says so, answers pings, and ends with its standard input.
pub(super) async fn hold(address: SocketAddr, sockets: u64) -> Result<(), Failure> {
    rlimit::increase_nofile_limit(sockets + 256)?;
    let mut stdin = BufReader::new(tokio::io::stdin());
    let mut line = String::new();
    stdin.read_line(&mut line).await?;
    let (token, workspace) = line
        .trim()
        .split_once(' ')
        .ok_or_else(|| failure("Standard input must begin with a session token and the id of a workspace."))?;
    let hello = serde_json::to_vec(&domain::wire::ClientFrame::Hello { workspace: workspace.parse()?, after: None })?;
    let cookie = format!("Cookie: {}={token}\r\n", app::api::SESSION_COOKIE);
    let (ready, mut opened) = tokio::sync::mpsc::channel(64);
    let turns = std::sync::Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
    for _ in 0..sockets {
        let turn = std::sync::Arc::clone(&turns).acquire_owned().await?;
        let (cookie, hello, ready) = (cookie.clone(), hello.clone(), ready.clone());
        tokio::spawn(async move {
            let outcome = shake_hands(address, &cookie, &hello).await;
            drop(turn);
            match outcome {
                Ok(socket) => {
                    let _ = ready.send(Ok(())).await;
                    drop(ready);
                    answer_pings(socket).await;
                }
                Err(wrong) => drop(ready.send(Err(wrong.to_string())).await),
            }
        });
    }
    drop(ready);
    for _ in 0..sockets {
        if let Some(Err(wrong)) = opened.recv().await {
            return Err(failure(format!("A socket could not be opened: {wrong}")));
        }
    }
    println!("open");
    stdin.read_to_end(&mut Vec::new()).await?;
    Ok(())
}

/// Opens a socket and reads the server's first frame.
async fn shake_hands(address: SocketAddr, cookie: &str, hello: &[u8]) -> Result<(Reader, Writer), Failure> {
    let (mut reader, mut writer) = wire::open(address, crate::http::live::PATH, cookie).await?;
    writer.write(TEXT, hello).await?;
    reader.read().await?;
    Ok((reader, writer))
}

async fn answer_pings((mut reader, mut writer): (Reader, Writer)) {
    while let Ok(Some((kind, content))) = reader.read().await {
        if kind == PING && writer.write(PONG, &content).await.is_err() {
            return;
        }
    }
}
