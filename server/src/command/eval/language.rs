//! `romashka eval language`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use engine::evaluation::language;

use super::{Output, read_lines};
use crate::command::Failure;

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Language {
    /// Cases, as JSON lines
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Language {
    pub(super) fn run(self) -> Result<(), Failure> {
        let cases = read_lines(&self.data)?;
        let begun = Instant::now();
        let predictions = language::predict(&cases);
        let report = language::score(&predictions, begun.elapsed().as_secs_f64());
        self.output.print(&report, &predictions)
    }
}
