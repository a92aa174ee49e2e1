//! From the start of the process to readiness, and memory at rest.

use super::super::{Failure, failure};
use super::figures::Figures;
use super::place::Place;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Later starts: the first one also makes the database.
const STARTS: usize = 5;
/// Time after which memory counts as memory at rest.
const REST: Duration = Duration::from_secs(3);

pub(super) async fn measure(cluster: Option<&str>, figures: &mut Figures) -> Result<(), Failure> {
    let place = Place::make(cluster).await?;
    let (mut child, took) = start(&place).await?;
    figures.add("start", "first start to ready", took.as_secs_f64() * 1e3, "ms");
    tokio::time::sleep(REST).await;
    if let Some(bytes) = child.id().and_then(resident_bytes) {
        figures.add("start", "memory at rest", bytes as f64 / 1e6, "MB");
    }
    stop(&mut child).await?;
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let (mut child, took) = start(&place).await?;
        times.push(took);
        stop(&mut child).await?;
    }
    figures.add_times("start", "start to ready", times);
    place.remove().await
}

/// Starts the server as a process of its own and waits for the line that it prints when it is ready.
async fn start(place: &Place) -> Result<(Child, Duration), Failure> {
    let begun = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .arg("serve")
        .envs(place.environment())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let stdout = child.stdout.take().ok_or_else(|| failure("the server's output cannot be read"))?;
    let line = BufReader::new(stdout).lines().next_line().await?;
    let took = begun.elapsed();
    match line {
        Some(_) => Ok((child, took)),
        None => Err(failure("The server ended instead of getting ready; run `romashka serve` to see why.")),
    }
}

async fn stop(child: &mut Child) -> Result<(), Failure> {
    if let Some(id) = child.id() {
        // The standard library sends no signal but SIGKILL, and we want an orderly end.
        Command::new("kill").arg("-TERM").arg(id.to_string()).status().await?;
    }
    child.wait().await?;
    Ok(())
}

fn resident_bytes(process: u32) -> Option<u64> {
    crate::telemetry::resident_bytes_of(&process.to_string())
}
