//! Licences and banned crates, by `deny.toml`. Only where cargo-deny is installed: compiling it takes longer than
//! everything else here together, and its advisory list cannot be fetched on every machine.

use super::{Finding, tree::Tree};
use crate::{Outcome, shell};

/// What cargo-deny objects to.
pub fn find(_: &Tree) -> Outcome<Vec<Finding>> {
    if !shell::has("cargo-deny") {
        println!("cargo-deny is not installed; licences and banned crates are not looked at.");
        return Ok(Vec::new());
    }
    let words = ["deny", "--offline", "check", "bans", "licenses", "sources"];
    Ok(match shell::run(&mut shell::cargo(&words)?) {
        Ok(()) => Vec::new(),
        Err(problem) => vec![Finding::new("deny.toml", problem)],
    })
}
