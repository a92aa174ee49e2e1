//! Writes the finished site: names after content, brotli beside each file, the manifest, and nothing left from before.

use super::{Asset, Build, parts, stamp};
use crate::{Outcome, paths};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::{Path, PathBuf},
};

/// The widget's loader: customers' pages hold this address, so it never changes.
const LOADER: &str = "v1/widget.js";

/// The files with hashed names. A file of a part is listed once for each part that needs it, as `PART/FILE`.
fn assets(build: Build) -> Outcome<Vec<Asset>> {
    let names = ["frontend.js", "frontend.wasm", "style.css", "echarts.js", "widget.js", "widget.wasm"];
    let mut assets: Vec<_> =
        names.into_iter().map(|name| Asset { name: name.into(), piece: build.pieces().join(name) }).collect();
    for (part, files) in parts::list(build)? {
        for file in files {
            assets.push(Asset { name: format!("{part}/{file}.wasm"), piece: parts::piece(build, &file) });
        }
    }
    Ok(assets)
}

/// The address of an asset below the site's root: `assets/NAME.HASH.EXT`, where a part does not show.
pub fn address(name: &str, content: &[u8]) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("assets/{stem}.{}.{extension}", stamp::name(content))
}

/// Brings `target/site` up to date with the pieces.
pub fn write(build: Build) -> Outcome {
    let site = paths::site();
    let mut manifest = BTreeMap::new();
    let mut kept = BTreeSet::new();
    for asset in assets(build)? {
        let content = paths::read(&asset.piece)?;
        let address = address(&asset.name, &content);
        place(&site.join(&address), &content, build, &mut kept)?;
        manifest.insert(asset.name, address);
    }
    place(&site.join(LOADER), &paths::read(&build.pieces().join("loader.js"))?, build, &mut kept)?;
    manifest.insert("loader".into(), LOADER.into());
    let file = site.join("manifest.json");
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| error.to_string())? + "\n";
    write_if_changed(&file, text.as_bytes())?;
    kept.insert(file);
    for found in stamp::files(&site)? {
        if !kept.contains(&found) {
            std::fs::remove_file(&found).map_err(|error| format!("cannot remove {}: {error}", found.display()))?;
        }
    }
    Ok(())
}

/// Puts a file, and in a full build its compressed form, in its place.
fn place(file: &Path, content: &[u8], build: Build, kept: &mut BTreeSet<PathBuf>) -> Outcome {
    let compressed = PathBuf::from(format!("{}.br", file.display()));
    let changed = write_if_changed(file, content)?;
    kept.insert(file.to_path_buf());
    if build == Build::Full {
        if changed || !compressed.exists() {
            paths::write(&compressed, brotli(content)?)?;
        }
        kept.insert(compressed);
    }
    Ok(())
}

/// The server's binary embeds these files and is compiled again when one is newer, so what is the same is left alone.
fn write_if_changed(file: &Path, content: &[u8]) -> Outcome<bool> {
    if std::fs::read(file).is_ok_and(|found| found == content) {
        return Ok(false);
    }
    paths::write(file, content)?;
    Ok(true)
}

fn brotli(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut packed = Vec::new();
    // The best quality and the window that every browser accepts.
    let mut writer = brotli::CompressorWriter::new(&mut packed, 64 * 1024, 11, 22);
    writer.write_all(content).map_err(|error| format!("cannot compress: {error}"))?;
    drop(writer);
    Ok(packed)
}

#[cfg(test)]
mod tests {
    use super::{address, brotli};

    #[test]
    fn an_address_changes_with_the_content_and_keeps_its_kind() {
        let one = address("frontend.wasm", b"one");
        assert!(one.starts_with("assets/frontend.") && one.ends_with(".wasm"), "{one}");
        assert_ne!(one, address("frontend.wasm", b"two"));
        assert_eq!(one, address("frontend.wasm", b"one"));
    }

    #[test]
    fn what_is_compressed_comes_back_whole() {
        let text = b"chamomile ".repeat(1000);
        let packed = brotli(&text).unwrap();
        assert!(packed.len() < 100);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut back).unwrap();
        assert_eq!(back, text);
    }
}
