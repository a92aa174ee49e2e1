//! What both wasm bundles go through.

use super::Build;
use crate::{Outcome, paths, shell};
use std::path::Path;

/// Shrinks a module with wasm-opt; a quick build only copies it. The module must not be stripped: wasm-opt reads from it
/// which features the compiler used.
///
/// The wasm-opt is npm's binaryen. Debian 12's (108) exports the wrong table when a module has two, as all of
/// wasm-bindgen's have: the result loads and then fails at its first call.
pub fn shrink(from: &Path, to: &Path, build: Build) -> Outcome {
    shrink_with(from, to, build, &[]).map(|_| ())
}

/// The same with more options of wasm-opt. Gives back what it printed; a quick build has nothing to print.
pub fn shrink_with(from: &Path, to: &Path, build: Build, options: &[&str]) -> Outcome<String> {
    match build {
        Build::Full => {
            let wasm_opt = paths::root().join("frontend/node_modules/binaryen/bin/wasm-opt");
            if let Some(folder) = to.parent() {
                paths::make_dir(folder)?;
            }
            // It warns of names that it does not know how to read and then drops: said only when it fails.
            let mut command = shell::program("node")?;
            shell::output(command.arg(wasm_opt).arg("-Oz").args(options).arg(from).arg("-o").arg(to))
        }
        Build::Quick => std::fs::copy(from, to)
            .map(|_| String::new())
            .map_err(|error| format!("cannot copy {} to {}: {error}", from.display(), to.display())),
    }
}
