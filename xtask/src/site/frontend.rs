//! The frontend: cargo, wasm-bindgen, wasm-opt, esbuild over the glue.

use super::{Build, bundle, recipe, stamp, wasm};
use crate::{Outcome, paths, shell};

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles the crate; cargo knows what has changed.
pub fn compile(build: Build) -> Outcome {
    shell::run(&mut shell::cargo(&[
        "build",
        "--package",
        "frontend",
        "--target",
        TARGET,
        "--profile",
        build.profile(),
    ])?)
}

/// Makes the two files that the page loads.
pub fn pack(build: Build) -> Outcome {
    let module = paths::target().join(TARGET).join(build.profile()).join("frontend.wasm");
    let pieces = build.pieces();
    stamp::unless_fresh(&pieces.join("frontend.stamp"), &recipe(&[&module], build.profile())?, || {
        let raw = pieces.join("frontend-raw");
        let mut bind = shell::program("wasm-bindgen")?;
        bind.args(["--target", "web", "--no-typescript", "--out-name", "frontend", "--out-dir"]).arg(&raw).arg(&module);
        if build == Build::Quick {
            // Names of functions in panics, for whoever is developing.
            bind.args(["--debug", "--keep-debug"]);
        }
        shell::run(&mut bind)?;
        bundle::bundle("module", &raw.join("frontend.js"), &pieces.join("frontend.js"), build, &[])?;
        wasm::shrink(&raw.join("frontend_bg.wasm"), &pieces.join("frontend.wasm"), build)
    })
}
