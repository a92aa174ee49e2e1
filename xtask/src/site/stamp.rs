//! Stamps: a step is skipped when its inputs are what they were when it last succeeded.

use crate::{Outcome, paths};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The stamp of files and folders, their names and content, and of how the step is done (`recipe`). A path that does not
/// exist counts as empty.
pub fn of(inputs: &[&Path], recipe: &str) -> Outcome<String> {
    let mut sum = Sha256::new();
    sum.update(recipe);
    for input in inputs {
        for file in files(input)? {
            sum.update(file.to_string_lossy().as_bytes());
            sum.update([0]);
            sum.update(paths::read(&file)?);
        }
    }
    Ok(hex(&sum.finalize()))
}

/// A short name for content: what changes changes its name.
pub fn name(content: &[u8]) -> String {
    hex(&Sha256::digest(content))[..16].to_owned()
}

/// Does the work unless the mark holds this stamp, and marks it then.
pub fn unless_fresh(mark: &Path, stamp: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    if std::fs::read_to_string(mark).is_ok_and(|found| found == stamp) {
        return Ok(());
    }
    // Broken off half-way, the step must not look done.
    let _ = std::fs::remove_file(mark);
    work()?;
    paths::write(mark, stamp)
}

/// Every file below a path (or the file itself), sorted.
pub fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(if path.exists() { vec![path.to_path_buf()] } else { Vec::new() });
    }
    let entries = std::fs::read_dir(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let mut found = Vec::new();
    for entry in entries.flatten() {
        found.extend(files(&entry.path())?);
    }
    found.sort();
    Ok(found)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{of, unless_fresh};
    use std::cell::Cell;

    #[test]
    fn a_step_runs_again_only_when_its_inputs_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (input, mark) = (folder.path().join("input"), folder.path().join("mark"));
        let runs = Cell::new(0);
        let step = || {
            let stamp = of(&[&input], "recipe").unwrap();
            unless_fresh(&mark, &stamp, || {
                runs.set(runs.get() + 1);
                Ok(())
            })
        };
        std::fs::write(&input, "one").unwrap();
        step().unwrap();
        step().unwrap();
        assert_eq!(runs.get(), 1);
        std::fs::write(&input, "two").unwrap();
        step().unwrap();
        assert_eq!(runs.get(), 2);
    }

    #[test]
    fn a_failed_step_is_not_fresh() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        unless_fresh(&mark, "a", || Ok(())).unwrap();
        assert!(unless_fresh(&mark, "b", || Err("no".into())).is_err());
        assert!(!mark.exists());
    }
}
