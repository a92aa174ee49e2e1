//! Counting tests from what the runners print.

use std::fmt;

/// How many tests there were of each kind, and why some were skipped.
#[derive(Default, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Tests that held.
    pub passed: u64,
    /// Tests that did not.
    pub failed: u64,
    /// Tests that were not run.
    pub skipped: u64,
    /// One reason for each skipped test that named one.
    pub reasons: Vec<String>,
    /// Tests that said `SKIPPED:` and that the coming result line counts as passed.
    pending: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

impl Tally {
    /// Takes in one line of `cargo test -- --show-output`. A test that finds it cannot run prints `SKIPPED: reason` and
    /// returns; libtest counts it as passed, we do not.
    pub fn cargo_line(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            for part in counts.split(['.', ';']) {
                let mut words = part.split_whitespace();
                let (Some(Ok(count)), Some(kind)) = (words.next().map(str::parse::<u64>), words.next()) else {
                    continue;
                };
                match kind {
                    "passed" => self.passed += count.saturating_sub(std::mem::take(&mut self.pending)),
                    "failed" => self.failed += count,
                    "ignored" => self.skipped += count,
                    _ => {}
                }
            }
        } else if let Some(reason) = line.strip_prefix("SKIPPED: ") {
            self.skipped += 1;
            self.pending += 1;
            self.reasons.push(reason.into());
        } else if let Some((name, reason)) = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... ignored"))
        {
            let reason = reason.trim_start_matches([',', ' ']);
            self.reasons.push(if reason.is_empty() { name.into() } else { format!("{name}: {reason}") });
        }
    }

    /// Takes in one line of `end2end/run.mjs`.
    pub fn journey_line(&mut self, line: &str) {
        if let Some(reason) = line.strip_prefix("SKIPPED: ") {
            self.reasons.push(reason.into());
        } else if let Some(counts) = line.strip_prefix("journeys: ") {
            for part in counts.split(", ") {
                let Some((Ok(count), kind)) = part.split_once(' ').map(|(count, kind)| (count.parse::<u64>(), kind))
                else {
                    continue;
                };
                match kind {
                    "passed" => self.passed += count,
                    "failed" => self.failed += count,
                    "skipped" => self.skipped += count,
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.cargo_line(line));
        tally
    }

    #[test]
    fn the_results_of_all_test_binaries_are_added() {
        let tally = tally(&[
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 2 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ]);
        assert_eq!(tally.to_string(), "8 passed, 2 failed, 0 skipped");
    }

    #[test]
    fn a_skipped_test_is_not_a_passed_one_and_names_its_reason() {
        let tally = tally(&[
            "SKIPPED: no chromium",
            "test store::slow ... ignored, takes an hour",
            "test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ]);
        assert_eq!(tally.to_string(), "3 passed, 0 failed, 2 skipped");
        assert_eq!(tally.reasons, ["no chromium", "store::slow: takes an hour"]);
    }

    #[test]
    fn journeys_are_counted_from_their_closing_line() {
        let mut tally = Tally::default();
        for line in ["ok", "SKIPPED: no firefox", "journeys: 7 passed, 1 failed, 1 skipped"] {
            tally.journey_line(line);
        }
        assert_eq!(tally.to_string(), "7 passed, 1 failed, 1 skipped");
        assert_eq!(tally.reasons, ["no firefox"]);
    }
}
