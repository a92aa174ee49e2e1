//! The journeys of `end2end/` in Chromium, against the built server.

use super::tally::Tally;
use crate::{Outcome, paths, shell};
use std::path::Path;

/// Runs them and adds what they printed to the tally.
pub fn test(server: &Path, tally: &mut Tally) -> Outcome {
    let before = (tally.passed, tally.failed, tally.skipped);
    let mut command = shell::program("node")?;
    command.arg("run.mjs").current_dir(paths::root().join("end2end")).env("ROMASHKA_BIN", server);
    let succeeded = shell::follow(&mut command, |line| tally.journey_line(line))?;
    let counted = before != (tally.passed, tally.failed, tally.skipped);
    if !counted || (!succeeded && tally.failed == before.1) {
        return Err("the journeys broke off before they could count; see above".into());
    }
    Ok(())
}
