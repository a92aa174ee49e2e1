//! Rust's own pieces: the wasm target, the lints, the crates.

use super::For;
use crate::{Outcome, shell};
use std::path::Path;

const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target, and for the tests the formatter and the lints, to the pinned toolchain.
pub fn install(wanted: For) -> Outcome {
    let sysroot = shell::output(shell::program("rustc")?.args(["--print", "sysroot"]))?;
    if !Path::new(&sysroot).join("lib/rustlib").join(WASM).exists() {
        rustup(&["target", "add", WASM])?;
    }
    if wanted == For::Test {
        for (component, program) in [("rustfmt", "rustfmt"), ("clippy", "cargo-clippy")] {
            if !Path::new(&sysroot).join("bin").join(program).exists() {
                rustup(&["component", "add", component])?;
            }
        }
    }
    Ok(())
}

/// Downloads every crate of the lock file, so that trunk, which builds offline, finds them.
pub fn fetch() -> Outcome {
    shell::run(&mut shell::cargo(&["fetch", "--quiet"])?)
}

fn rustup(words: &[&str]) -> Outcome {
    if !shell::has("rustup") {
        return Err(format!(
            "this Rust was not installed by rustup, so `rustup {}` cannot be run; add it by your Rust's own means",
            words.join(" ")
        ));
    }
    shell::run(shell::program("rustup")?.args(words))
}
