//! The widget: trunk compiles the crate and makes its glue, wasm-opt shrinks it, and the loader is told the names.

use super::names::{self, Names};
use super::{Build, bundle, emit, recipe, stamp, wasm};
use crate::{Outcome, paths, shell};

/// Makes glue, module and loader.
pub fn build(build: Build) -> Outcome {
    let root = paths::root();
    let pieces = build.pieces();
    let inputs = ["widget", "crates/domain", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "Trunk.toml"];
    let inputs = inputs.map(|path| root.join(path));
    let inputs: Vec<_> = inputs.iter().map(|path| path.as_path()).collect();
    stamp::unless_fresh(&pieces.join("widget.stamp"), &recipe(&inputs, build.profile())?, || {
        let mut trunk = shell::program("trunk")?;
        trunk.args(["--quiet", "build", "--cargo-profile", build.profile()]);
        shell::run(&mut trunk)?;
        let made = root.join("target/widget-dist");
        let (glue, module) = (pieces.join("widget.js"), pieces.join("widget.wasm"));
        let renamed = wasm::shrink_with(&made.join("widget_bg.wasm"), &module, build, &[names::OPTION])?;
        if build == Build::Full {
            let raw = made.join("widget.js");
            paths::write(&raw, Names::read(&renamed)?.apply(&paths::read_text(&raw)?)?)?;
        }
        bundle::bundle("module", &made.join("widget.js"), &glue, build, &[])?;
        let constants = [
            format!("WIDGET_JS=/{}", emit::address("widget.js", &paths::read(&glue)?)),
            format!("WIDGET_WASM=/{}", emit::address("widget.wasm", &paths::read(&module)?)),
        ];
        bundle::bundle("loader", &root.join("widget/loader.js"), &pieces.join("loader.js"), build, &constants)
    })
}
