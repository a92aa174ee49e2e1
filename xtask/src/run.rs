//! `xtask run` and `xtask build`.

use crate::{
    Outcome,
    clock::Clock,
    server,
    setup::{self, For},
    shell,
    site::{self, Build},
};
use std::{os::unix::process::CommandExt, path::PathBuf};

/// Builds everything without starting it.
pub fn build(_: &[String]) -> Outcome {
    let mut clock = Clock::start();
    everything(&mut clock)?;
    println!("Built in {}.", clock.summary());
    Ok(())
}

/// Builds what the browser gets, and says how large it is; `quick` as `dev` does it.
pub fn site(words: &[String]) -> Outcome {
    let mut clock = Clock::start();
    let quick = words.iter().any(|word| word == "quick");
    let compiling = setup::prepare(For::Run, &mut clock)?;
    site::build(if quick { Build::Quick } else { Build::Full }, compiling, &mut clock)?;
    println!("Built in {}.", clock.summary());
    if quick { Ok(()) } else { site::sizes::check() }
}

/// Sets up, builds and becomes the server, which prints its address.
pub fn run(words: &[String]) -> Outcome {
    let mut clock = Clock::start();
    let binary = everything(&mut clock)?;
    println!("Built in {}. Starting.", clock.summary());
    let mut server = shell::program(&binary.to_string_lossy())?;
    server.arg("serve").args(words);
    // In our place, so that signals reach it and its exit code is ours.
    Err(format!("{} cannot be started: {}", binary.display(), server.exec()))
}

/// The order keeps both cores busy on a fresh machine: while the tools compile, so do server and frontend.
fn everything(clock: &mut Clock) -> Outcome<PathBuf> {
    let compiling = setup::prepare(For::Run, clock)?;
    let binary = clock.step("server", server::build)?;
    site::build(Build::Full, compiling, clock)?;
    Ok(binary)
}
