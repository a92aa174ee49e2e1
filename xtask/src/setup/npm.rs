//! The npm packages that the lock files pin.

use super::For;
use crate::{Outcome, paths, shell, site::stamp};

/// Installs the packages of each folder whose lock file has changed since the last time.
pub fn install(wanted: For) -> Outcome {
    let folders: &[&str] = if wanted == For::Test { &["frontend", "end2end"] } else { &["frontend"] };
    for folder in folders {
        let here = paths::root().join(folder);
        let lock = here.join("package-lock.json");
        // Inside node_modules, so that removing that folder also removes the claim that it is up to date.
        let mark = here.join("node_modules/.romashka-stamp");
        stamp::unless_fresh(&mark, &stamp::of(&[&lock], "npm ci")?, || {
            // Nothing that we use needs an install script, so none may run.
            let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"];
            shell::run(shell::program("npm")?.args(words).current_dir(&here))
        })?;
    }
    Ok(())
}
