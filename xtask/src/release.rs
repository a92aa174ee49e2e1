//! `xtask release`: one binary with site, widget and migrations inside, tried out where it has nothing else.

use crate::{
    Outcome,
    clock::Clock,
    paths, server,
    setup::{self, For},
    shell,
    site::{self, Build},
};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The command.
pub fn run(_: &[String]) -> Outcome {
    let mut clock = Clock::start();
    let compiling = setup::prepare(For::Run, &mut clock)?;
    site::build(Build::Full, compiling, &mut clock)?;
    let binary = clock.step("server", server::build_release)?;
    clock.step("start from an empty folder", || smoke(&binary))?;
    let size = binary.metadata().map(|found| found.len()).map_err(|error| error.to_string())?;
    println!("{} ({} MB) in {}.", binary.display(), size / 1_000_000, clock.summary());
    Ok(())
}

/// Starts the binary in an empty folder and fetches a page and the widget's loader.
fn smoke(binary: &Path) -> Outcome {
    let folder = std::env::temp_dir().join(format!("romashka-release-{}", std::process::id()));
    paths::make_dir(&folder)?;
    let result = smoke_in(&folder, binary);
    let _ = std::fs::remove_dir_all(&folder);
    result
}

fn smoke_in(folder: &Path, binary: &Path) -> Outcome {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no free port: {error}"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?.to_string();
    drop(listener);
    let started = Instant::now();
    let mut server = Command::new(binary)
        .arg("serve")
        .current_dir(folder)
        .env("ROMASHKA_ADDR", &address)
        .env_remove("DATABASE_URL")
        .env_remove("ROMASHKA_DATA_DIR")
        .stdin(Stdio::null())
        .spawn()
        .map_err(|error| format!("{} cannot be started: {error}", binary.display()))?;
    let tried = try_out(&address);
    let _ = shell::output(Command::new("kill").args(["-TERM", &server.id().to_string()]));
    let ended = server.wait().map_err(|error| error.to_string())?;
    tried?;
    println!("Started, asked and stopped in {:.1} s.", started.elapsed().as_secs_f64());
    if ended.success() { Ok(()) } else { Err(format!("asked to stop, the server ended with {ended}")) }
}

fn try_out(address: &str) -> Outcome {
    let begun = Instant::now();
    while get(address, "/readyz").map(|status| status != 200).unwrap_or(true) {
        if begun.elapsed() > Duration::from_secs(20) {
            return Err("the server was not ready after 20 seconds".into());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let manifest = paths::read_text(&paths::site().join("manifest.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).map_err(|error| error.to_string())?;
    let assets = manifest.as_object().ok_or("the manifest is no table")?.values().filter_map(|value| value.as_str());
    for path in ["/".to_owned()].into_iter().chain(assets.map(|asset| format!("/{asset}"))) {
        match get(address, &path)? {
            // A fresh installation sends its first visitor to where the owner is made.
            200 => {}
            302 | 303 | 307 | 308 if path == "/" => {}
            status => return Err(format!("{path} answered {status}")),
        }
    }
    Ok(())
}

/// The status of a GET, by hand: an HTTP client for three requests would be most of this program.
fn get(address: &str, path: &str) -> Outcome<u16> {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.take(64).read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    let answer = ask().map_err(|error| format!("{path} could not be fetched: {error}"))?;
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    status.ok_or_else(|| format!("{path} answered what is no HTTP"))
}
