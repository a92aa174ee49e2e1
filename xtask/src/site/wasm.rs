//! What both wasm bundles go through.

use super::Build;
use crate::{Outcome, shell};
use std::path::Path;

/// Shrinks a module with wasm-opt; a quick build only copies it. The module must not be stripped: wasm-opt reads from it
/// which features the compiler used.
pub fn shrink(from: &Path, to: &Path, build: Build) -> Outcome {
    match build {
        Build::Full => shell::run(shell::program("wasm-opt")?.arg("-Oz").arg(from).arg("-o").arg(to)),
        Build::Quick => std::fs::copy(from, to)
            .map(|_| ())
            .map_err(|error| format!("cannot copy {} to {}: {error}", from.display(), to.display())),
    }
}
