//! The server's binary.

use crate::{Outcome, paths, shell};
use std::path::PathBuf;

/// Builds the server for development and gives back its binary. It reads the site from disk, so that a changed style sheet
/// does not mean a new binary.
///
/// Not `--package server`: the default members as a whole get the same features as in `cargo test`, and are compiled once.
pub fn build() -> Outcome<PathBuf> {
    // rust-embed insists on the folder, also before the site is built.
    paths::make_dir(&paths::site())?;
    shell::run(&mut shell::cargo(&["build", "--bin", "romashka"])?)?;
    Ok(paths::server("debug"))
}

/// Builds the server for release, with the site inside.
pub fn build_release() -> Outcome<PathBuf> {
    shell::run(&mut shell::cargo(&["build", "--release", "--bin", "romashka"])?)?;
    Ok(paths::server("release"))
}
