//! Builds `target/site`: frontend, style sheet, chart library, widget. See `main.rs` for what lies there afterwards.

mod bundle;
mod emit;
mod frontend;
mod names;
mod parts;
pub mod sizes;
pub mod stamp;
mod wasm;
mod widget;

use crate::{Outcome, clock::Clock, paths, setup::Compiling};
use std::path::{Path, PathBuf};

/// How much work the result is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// Small: optimised for size, shrunk and compressed.
    Full,
    /// Soon: for `make dev`.
    Quick,
}

impl Build {
    /// cargo's profile for the wasm crates.
    fn profile(self) -> &'static str {
        match self {
            Self::Full => "wasm",
            Self::Quick => "wasm-dev",
        }
    }

    /// Where this build keeps its pieces, apart from the other's, so that switching costs nothing.
    fn pieces(self) -> PathBuf {
        paths::pieces().join(self.profile())
    }
}

/// One file of the site: what the manifest calls it, and the piece that it is made of.
struct Asset {
    name: String,
    piece: PathBuf,
}

/// Builds the site. Waits for the tools when it comes to them.
pub fn build(build: Build, compiling: Compiling, clock: &mut Clock) -> Outcome {
    clock.step("frontend, compiled", || frontend::compile(build))?;
    clock.step("tools that we compile", || compiling.finish())?;
    clock.step("frontend, packed", || frontend::pack(build))?;
    clock.step("style sheet and chart library", || bundle::style(build).and_then(|()| bundle::charts(build)))?;
    clock.step("widget", || widget::build(build))?;
    clock.step("site", || emit::write(build))
}

/// The stamp of a step: its inputs, its recipe, and this program's own way of doing it.
fn recipe(inputs: &[&Path], recipe: &str) -> Outcome<String> {
    let ours = paths::root().join("xtask/src/site");
    let bundler = paths::root().join("frontend/bundle.mjs");
    let lock = paths::root().join("frontend/package-lock.json");
    stamp::of(&[inputs, &[&ours, &bundler, &lock]].concat(), recipe)
}
