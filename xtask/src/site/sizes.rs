//! The budgets of what a browser has to fetch, in bytes after brotli.

use crate::{Outcome, paths};
use serde_json::{Map, Value};
use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
};

struct Budget {
    what: &'static str,
    /// Names in the manifest, added up.
    names: &'static [&'static str],
    bytes: u64,
}

const BUDGETS: &[Budget] = &[
    Budget { what: "frontend wasm", names: &[MAIN], bytes: 300 * 1024 },
    Budget { what: "widget's loader and launcher", names: &["loader"], bytes: 5 * 1024 },
    // What the first opening of the chat fetches: the whole widget so far, whose limit is 60 KB. It was held at 45 KB until what
    // visitors think of an answer, in twelve languages, came in.
    Budget { what: "widget's first opening", names: &["loader", "widget.js", "widget.wasm"], bytes: 50 * 1024 },
];

/// The main module of the frontend, in the manifest: what every page needs.
const MAIN: &str = "frontend.wasm";

/// What a page may add to the main module: its own part, and the chunks which that part shares with others. It was 130 KB
/// until bots and knowledge became two parts: each of them is far smaller since, but more and smaller chunks are shared, which
/// pack less well (4 KB for the inbox, the largest).
const PART: u64 = 134 * 1024;

/// Prints the size of each file, and fails when a budget is broken.
pub fn check() -> Outcome {
    let manifest = paths::read_text(&paths::site().join("manifest.json"))?;
    let manifest: Map<String, Value> = serde_json::from_str(&manifest).map_err(|error| error.to_string())?;
    let mut packed = BTreeMap::new();
    for (name, address) in &manifest {
        let address = address.as_str().ok_or_else(|| format!("the manifest has no address for {name}"))?;
        let file = paths::site().join(address);
        let bytes = size(&PathBuf::from(format!("{}.br", file.display())))?;
        println!("{name:28} {:9} bytes, gzip {:7}, brotli {bytes:7}", size(&file)?, gzip(&file)?);
        packed.insert(name.as_str(), bytes);
    }
    let mut broken = Vec::new();
    let mut judge = |what: &str, sum: u64, bytes: u64| {
        println!("{what}: {sum} of {bytes} bytes");
        if sum > bytes {
            broken.push(format!("{what} has {sum} bytes after brotli, its budget is {bytes}"));
        }
    };
    for (part, sum) in parts(&packed) {
        judge(&format!("frontend part {part}"), sum, PART);
    }
    for budget in BUDGETS {
        let mut sum = 0;
        for name in budget.names {
            sum += packed.get(name).ok_or_else(|| format!("the manifest does not name {name}"))?;
        }
        judge(budget.what, sum, budget.bytes);
    }
    println!("frontend wasm, everything there is: {} bytes", everything(&manifest, &packed));
    if broken.is_empty() { Ok(()) } else { Err(broken.join("; ")) }
}

/// What a page of each part adds to the main module.
fn parts(packed: &BTreeMap<&str, u64>) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::new();
    for (name, bytes) in packed {
        if let Some((part, _)) = name.split_once('/') {
            *sums.entry(part.to_owned()).or_insert(0) += bytes;
        }
    }
    sums
}

/// Main module and all parts, each file once.
fn everything(manifest: &Map<String, Value>, packed: &BTreeMap<&str, u64>) -> u64 {
    let parts = packed.iter().filter(|(name, _)| **name == MAIN || name.contains('/'));
    let files: BTreeMap<_, _> =
        parts.map(|(name, bytes)| (manifest.get(*name).and_then(Value::as_str), *bytes)).collect();
    files.values().sum()
}

fn size(file: &Path) -> Outcome<u64> {
    file.metadata().map(|found| found.len()).map_err(|error| format!("cannot measure {}: {error}", file.display()))
}

/// Bytes of the file after gzip at its best level, for comparison: the server sends brotli, or packs while it sends.
fn gzip(file: &Path) -> Outcome<u64> {
    let content = std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&content).map_err(|error| error.to_string())?;
    Ok(packed.finish().map_err(|error| error.to_string())?.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::{everything, parts};
    use serde_json::json;
    use std::collections::BTreeMap;

    fn packed() -> BTreeMap<&'static str, u64> {
        BTreeMap::from([("frontend.wasm", 100), ("a/own.wasm", 10), ("a/shared.wasm", 5), ("b/shared.wasm", 5)])
    }

    #[test]
    fn a_page_adds_its_part_and_what_that_shares() {
        assert_eq!(parts(&packed()), BTreeMap::from([("a".to_owned(), 15), ("b".to_owned(), 5)]));
        assert!(parts(&BTreeMap::new()).is_empty());
    }

    #[test]
    fn a_shared_chunk_counts_once_in_the_whole() {
        let manifest = json!({ "frontend.wasm": "f", "a/own.wasm": "o", "a/shared.wasm": "s", "b/shared.wasm": "s", "style.css": "c" });
        let mut packed = packed();
        packed.insert("style.css", 1000);
        assert_eq!(everything(manifest.as_object().unwrap(), &packed), 115);
    }
}
