//! `cargo test` over every crate that runs on the host.

use super::tally::Tally;
use crate::{Outcome, shell};

/// Runs the tests with a PostgreSQL at hand and adds what they printed to the tally.
pub fn test(postgres_url: &str, tally: &mut Tally) -> Outcome {
    let failed_before = tally.failed;
    // The default members: all crates but `frontend`. `--show-output` brings the `SKIPPED:` lines of passing tests.
    let mut command = shell::cargo(&["test", "--no-fail-fast", "--", "--show-output"])?;
    command.env("ROMASHKA_TEST_POSTGRES_URL", postgres_url);
    let succeeded = shell::follow(&mut command, |line| tally.cargo_line(line))?;
    if !succeeded && tally.failed == failed_before {
        return Err("cargo test failed before it could count a failed test; see above".into());
    }
    Ok(())
}
