//! Where things are.

use crate::Outcome;
use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// cargo's target folder: what `CARGO_TARGET_DIR` says, else `target` in the checkout.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The finished site. Always in the checkout, wherever cargo compiles: the server embeds it by this path.
pub fn site() -> PathBuf {
    root().join("target/site")
}

/// Half-finished pieces of the site, and the stamps that tell what they were made from.
pub fn pieces() -> PathBuf {
    root().join("target/site-pieces")
}

/// The server's binary in a cargo profile's folder (`debug` or `release`).
pub fn server(profile_folder: &str) -> PathBuf {
    target().join(profile_folder).join("romashka")
}

/// Tools that we compile ourselves; outside the checkout, so that every clone shares them.
pub fn tools() -> Outcome<PathBuf> {
    if let Some(cache) = std::env::var_os("XDG_CACHE_HOME") {
        return Ok(Path::new(&cache).join("romashka/tools"));
    }
    let home = std::env::var_os("HOME").ok_or("HOME is not set, so there is no place for the tools; set it")?;
    Ok(Path::new(&home).join(".cache/romashka/tools"))
}

/// Makes a folder and those above it.
pub fn make_dir(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))
}

/// Reads a file.
pub fn read(file: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// Reads a text file.
pub fn read_text(file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// Writes a file, and the folder that it lies in.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Outcome {
    if let Some(folder) = file.parent() {
        make_dir(folder)?;
    }
    std::fs::write(file, content).map_err(|error| format!("cannot write {}: {error}", file.display()))
}
