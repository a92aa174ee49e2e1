//! The budgets of what a browser has to fetch, in bytes after brotli.

use crate::{Outcome, paths};
use std::path::{Path, PathBuf};

struct Budget {
    what: &'static str,
    /// Names in the manifest, added up.
    names: &'static [&'static str],
    bytes: u64,
}

const BUDGETS: &[Budget] = &[
    Budget { what: "frontend wasm", names: &["frontend.wasm"], bytes: 300 * 1024 },
    Budget { what: "widget's loader and launcher", names: &["loader"], bytes: 5 * 1024 },
    Budget { what: "whole widget", names: &["loader", "widget.js", "widget.wasm"], bytes: 60 * 1024 },
];

/// Prints the size of each file, and fails when a budget is broken.
pub fn check() -> Outcome {
    let manifest = paths::read_text(&paths::site().join("manifest.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).map_err(|error| error.to_string())?;
    let file = |name: &str| -> Outcome<PathBuf> {
        let address = manifest[name].as_str().ok_or_else(|| format!("the manifest does not name {name}"))?;
        Ok(paths::site().join(address))
    };
    let entries = manifest.as_object().ok_or("the manifest is no table")?;
    for name in entries.keys() {
        let (raw, packed) = (size(&file(name)?)?, compressed(&file(name)?)?);
        println!("{name:15} {raw:9} bytes, brotli {packed:7}");
    }
    let mut broken = Vec::new();
    for budget in BUDGETS {
        let mut sum = 0;
        for name in budget.names {
            sum += compressed(&file(name)?)?;
        }
        println!("{}: {sum} of {} bytes", budget.what, budget.bytes);
        if sum > budget.bytes {
            broken.push(format!("{} has {sum} bytes after brotli, its budget is {}", budget.what, budget.bytes));
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("; ")) }
}

fn compressed(file: &Path) -> Outcome<u64> {
    size(&PathBuf::from(format!("{}.br", file.display())))
}

fn size(file: &Path) -> Outcome<u64> {
    file.metadata().map(|found| found.len()).map_err(|error| format!("cannot measure {}: {error}", file.display()))
}
