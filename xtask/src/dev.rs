//! `xtask dev`: builds, starts, and does both again whenever a source file changes. A build that fails leaves the running
//! server alone.

use crate::{
    Outcome,
    clock::{self, Clock},
    paths, server,
    setup::{self, Compiling, For},
    shell,
    site::{self, Build, stamp},
};
use std::{
    path::PathBuf,
    process::{Child, Command},
    time::{Duration, Instant, SystemTime},
};

/// Folders and files whose change asks for a build.
const WATCHED: &[&str] = &["app", "crates", "frontend/src", "migrations", "server", "style", "widget", "Cargo.toml"];

/// How often we look. A look at some hundred files takes about a millisecond.
const PAUSE: Duration = Duration::from_millis(500);

/// The command.
pub fn run(words: &[String]) -> Outcome {
    let mut clock = Clock::start();
    let compiling = setup::prepare(For::Run, &mut clock)?;
    let mut running: Option<Child> = None;
    let mut compiling = Some(compiling);
    loop {
        let seen = sources()?;
        let begun = Instant::now();
        let tools = match compiling.take() {
            Some(tools) => tools,
            None => Compiling::start()?,
        };
        match build(tools) {
            Ok(binary) => {
                stop(&mut running);
                running = Some(start(binary, words)?);
                println!("Built in {}; watching for changes.", clock::spell(begun.elapsed()));
            }
            Err(problem) => println!("Not built: {problem}. Watching for changes."),
        }
        wait_for_change(&seen, &mut running)?;
    }
}

fn build(tools: Compiling) -> Outcome<PathBuf> {
    let mut clock = Clock::start();
    let binary = clock.step("server", server::build)?;
    site::build(Build::Quick, tools, &mut clock)?;
    Ok(binary)
}

fn start(binary: PathBuf, words: &[String]) -> Outcome<Child> {
    let mut command = shell::program(&binary.to_string_lossy())?;
    command.arg("serve").args(words);
    command.spawn().map_err(|error| format!("{} cannot be started: {error}", binary.display()))
}

/// Asks the server to stop as an operator would, so that what it holds in memory is written.
fn stop(running: &mut Option<Child>) {
    let Some(mut server) = running.take() else { return };
    let _ = Command::new("kill").args(["-TERM", &server.id().to_string()]).status();
    let asked = Instant::now();
    while matches!(server.try_wait(), Ok(None)) {
        if asked.elapsed() > Duration::from_secs(10) {
            println!("The server did not stop in ten seconds; killing it.");
            let _ = server.kill();
            let _ = server.wait();
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

type Sources = Vec<(PathBuf, Option<SystemTime>)>;

fn wait_for_change(seen: &Sources, running: &mut Option<Child>) -> Outcome {
    loop {
        if let Some(Ok(Some(status))) = running.as_mut().map(Child::try_wait) {
            println!("The server ended with {status}. Watching for changes.");
            *running = None;
        }
        std::thread::sleep(PAUSE);
        if sources()? != *seen {
            return Ok(());
        }
    }
}

fn sources() -> Outcome<Sources> {
    let mut found = Vec::new();
    for watched in WATCHED {
        for file in stamp::files(&paths::root().join(watched))? {
            let changed = file.metadata().and_then(|about| about.modified()).ok();
            found.push((file, changed));
        }
    }
    Ok(found)
}
