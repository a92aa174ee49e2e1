//! `xtask setup`: looks for everything that building, running and testing need, and installs what is missing.
//!
//! Everything comes from the Rust, npm and Debian package registries. What cannot be installed here is named with its
//! remedy.

mod compiled;
mod npm;
mod packages;
mod rust;

pub use compiled::Compiling;
pub use packages::{is_root, postgres_programs};

use crate::{Outcome, clock::Clock};

/// How much to install.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// What `make run` needs.
    Run,
    /// That, and what the tests need: Chromium, PostgreSQL's server programs, the journeys' npm packages.
    Test,
}

/// The command.
pub fn run(words: &[String]) -> Outcome {
    let wanted = if words.iter().any(|word| word == "test") { For::Test } else { For::Run };
    let mut clock = Clock::start();
    let compiling = prepare(wanted, &mut clock)?;
    clock.step("tools that we compile", || compiling.finish())?;
    println!("Everything is there. {}", clock.summary());
    Ok(())
}

/// Installs what is quick, and starts compiling the tools that are missing. Those are needed late, and take minutes: the
/// caller compiles the rest of the house beside them and asks for their end when it needs them.
pub fn prepare(wanted: For, clock: &mut Clock) -> Outcome<Compiling> {
    clock.step("system packages", || packages::install(wanted))?;
    clock.step("Rust targets", || rust::install(wanted))?;
    let compiling = Compiling::start()?;
    clock.step("npm packages", || npm::install(wanted))?;
    clock.step("crates", rust::fetch)?;
    Ok(compiling)
}
