//! The text files of the checkout.

use crate::{Outcome, paths};
use std::path::Path;

/// Folders that are made, not written; `data` is one only at the root.
const MADE: &[&str] = &["target", "node_modules", ".git", "dist"];

/// One text file.
pub struct File {
    /// Its path below the root, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl File {
    /// What follows the last dot of its name.
    pub fn extension(&self) -> &str {
        Path::new(&self.path).extension().and_then(|extension| extension.to_str()).unwrap_or("")
    }

    /// Its lines with their numbers from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// A line's place, as people and editors write it.
    pub fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }
}

/// All of them, sorted by path.
pub struct Tree {
    /// The files.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads the checkout.
    pub fn read() -> Outcome<Self> {
        let mut files = Vec::new();
        walk(&paths::root(), &paths::root(), &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// The files with one of these extensions below a folder (`""` for all).
    pub fn below(&self, folder: &str, extensions: &[&str]) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.path.starts_with(folder) && extensions.contains(&file.extension()))
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<File>) -> Outcome {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            let made = MADE.iter().any(|made| name == *made) || (folder == root && name == "data");
            if !made {
                walk(root, &path, files)?;
            }
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            // What is no UTF-8 is a picture or the like, and no rule is about those.
            let below = path.strip_prefix(root).unwrap_or(&path);
            files.push(File { path: below.to_string_lossy().replace('\\', "/"), text });
        }
    }
    Ok(())
}

#[cfg(test)]
impl Tree {
    /// A tree for the tests of a rule.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File { path: (*path).into(), text: (*text).into() }).collect();
        Self { files }
    }
}
