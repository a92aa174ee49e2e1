//! What esbuild makes: the style sheet, the chart library, and small scripts. `frontend/bundle.mjs` holds its settings.

use super::{Build, recipe, stamp};
use crate::{Outcome, paths, shell};
use std::path::Path;

/// The style sheet with its imports in one file.
pub fn style(build: Build) -> Outcome {
    let sources = paths::root().join("style");
    let output = build.pieces().join("style.css");
    stamp::unless_fresh(&output.with_extension("css.stamp"), &recipe(&[&sources], build.profile())?, || {
        bundle("style", &sources.join("main.css"), &output, build, &[])
    })
}

/// The part of ECharts that our charts use.
pub fn charts(build: Build) -> Outcome {
    let source = paths::root().join("frontend/echarts.mjs");
    let output = build.pieces().join("echarts.js");
    stamp::unless_fresh(&output.with_extension("js.stamp"), &recipe(&[&source], build.profile())?, || {
        bundle("script", &source, &output, build, &[])
    })
}

/// Bundles one thing: `kind` is one of those in `bundle.mjs`, `constants` are `NAME=TEXT`.
pub fn bundle(kind: &str, input: &Path, output: &Path, build: Build, constants: &[String]) -> Outcome {
    let mut command = shell::program("node")?;
    command.arg(paths::root().join("frontend/bundle.mjs")).arg(kind).arg(input).arg(output).args(constants);
    if build == Build::Quick {
        command.arg("--plain");
    }
    shell::run(&mut command)
}
