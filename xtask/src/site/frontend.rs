//! The frontend: cargo, the splitter, wasm-bindgen, wasm-opt, esbuild over the glue.

use super::{Build, bundle, parts, recipe, stamp, wasm};
use crate::{Outcome, paths, shell};

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles the crate; cargo knows what has changed.
pub fn compile(build: Build) -> Outcome {
    // `rustc` and not `build`: what it tells the linker concerns this crate alone, and flags for all would hide those of
    // `.cargo/config.toml`.
    let mut command = shell::cargo(&["rustc", "--package", "frontend", "--lib", "--target", TARGET])?;
    command.args(["--profile", build.profile()]);
    if build == Build::Full {
        command.args(["--features", "split", "--"]).args(parts::LINKED);
    }
    shell::run(&mut command)
}

/// Makes the files that the pages load.
pub fn pack(build: Build) -> Outcome {
    let module = paths::target().join(TARGET).join(build.profile()).join("frontend.wasm");
    let pieces = build.pieces();
    stamp::unless_fresh(&pieces.join("frontend.stamp"), &recipe(&[&module], build.profile())?, || {
        let raw = pieces.join("frontend-raw");
        let mut bind = shell::program("wasm-bindgen")?;
        bind.args(["--target", "web", "--no-typescript", "--out-name", "frontend", "--out-dir"]).arg(&raw);
        parts::forget(build)?;
        match build {
            Build::Full => {
                let (main, parts) = parts::cut(&module, &raw)?;
                // What the parts take from the main module is exported by it, under the names of the linker.
                shell::run(bind.args(["--keep-lld-exports", "--no-demangle"]).arg(main))?;
                parts::pack(&parts, &raw, build)?;
            }
            // Names of functions in panics, for whoever is developing.
            Build::Quick => shell::run(bind.args(["--debug", "--keep-debug"]).arg(&module))?,
        }
        bundle::bundle("module", &raw.join("frontend.js"), &pieces.join("frontend.js"), build, &[])?;
        wasm::shrink(&raw.join("frontend_bg.wasm"), &pieces.join("frontend.wasm"), build)
    })
}
