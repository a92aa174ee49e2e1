//! The parts of the frontend: one file that every page needs, and those that the browser fetches when somebody goes to a
//! page (`app/src/pages.rs` says which page is in which part).
//!
//! The linker leaves its relocations in the module, so that the splitter can tell what each part reaches: what one part
//! alone reaches goes into that part's file, what several reach into a chunk that they share, the rest stays in the main
//! file. Loading is a script of the splitter's that becomes a piece of the glue.

use super::{Build, emit, wasm};
use crate::{Outcome, paths};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// What the linker must leave in the module.
pub const LINKED: [&str; 2] = ["-C", "link-arg=--emit-relocs"];

/// The script that loads parts, as the module and the glue name it.
const LOADER: &str = "__wasm_split.js";

/// Where a build keeps its shrunk parts, and the list of what each part needs.
fn folder(build: Build) -> PathBuf {
    build.pieces().join("parts")
}

/// What each part needs: its own file and the chunks that it shares with others, by name without ending.
pub type Parts = BTreeMap<String, Vec<String>>;

/// The parts of what was packed last; none in a quick build, which leaves the frontend whole.
pub fn list(build: Build) -> Outcome<Parts> {
    let file = folder(build).join("parts.json");
    if !file.exists() {
        return Ok(Parts::new());
    }
    serde_json::from_str(&paths::read_text(&file)?).map_err(|wrong| format!("{}: {wrong}", file.display()))
}

/// The piece that a file of a part is made of.
pub fn piece(build: Build, name: &str) -> PathBuf {
    folder(build).join(format!("{name}.wasm"))
}

/// Forgets the parts of an earlier build.
pub fn forget(build: Build) -> Outcome {
    let folder = folder(build);
    if !folder.exists() {
        return Ok(());
    }
    std::fs::remove_dir_all(&folder).map_err(|error| format!("cannot remove {}: {error}", folder.display()))
}

/// Cuts a linked module up, into `raw`. Gives back the main module, which wasm-bindgen reads next.
pub fn cut(module: &Path, raw: &Path) -> Outcome<(PathBuf, Parts)> {
    let input = paths::read(module)?;
    let main = raw.join("frontend-main.wasm");
    let link = format!("./{LOADER}");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = raw;
    options.main_out_path = &main;
    options.main_module = "./frontend.js";
    options.link_name = &link;
    let made = wasm_split_cli_support::transform(options)
        .map_err(|wrong| format!("{} cannot be cut into parts: {wrong:#}", module.display()))?;
    Ok((main, made.prefetch_map.into_iter().collect()))
}

/// Shrinks the parts and tells the loading script their hashed names, before that is bundled into the glue.
pub fn pack(parts: &Parts, raw: &Path, build: Build) -> Outcome {
    let script = raw.join(LOADER);
    let mut text = paths::read_text(&script)?;
    // A fetch that was broken off (people leave before a page has come alive) is no error of ours: the page deals with it,
    // and the browser's own log has what the network said.
    let (loud, quiet) = ("console.error(e);", "(e instanceof TypeError ? console.debug : console.error)(e);");
    if !text.contains(loud) {
        return Err("the loading script does not tell of failures as it did".into());
    }
    text = text.replace(loud, quiet);
    let names: BTreeSet<&String> = parts.values().flatten().collect();
    for name in names {
        let file = format!("{name}.wasm");
        let piece = piece(build, name);
        wasm::shrink(&raw.join(&file), &piece, build)?;
        // The script lies in the glue, which lies beside the parts.
        let address = emit::address(&file, &paths::read(&piece)?);
        let hashed = address.rsplit('/').next().unwrap_or_default();
        let (before, after) = (format!("\"./{file}\""), format!("\"./{hashed}\""));
        if !text.contains(&before) {
            return Err(format!("the loading script does not name {file}"));
        }
        text = text.replace(&before, &after);
    }
    paths::write(&script, text)?;
    let list = serde_json::to_string_pretty(parts).map_err(|error| error.to_string())?;
    paths::write(&folder(build).join("parts.json"), list)
}
