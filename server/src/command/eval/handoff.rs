//! `romashka eval handoff`.

use std::path::PathBuf;

use clap::Args;
use engine::evaluation::handoff;

use super::{Output, read_all};
use crate::command::Failure;

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Handoff {
    /// Cases, as JSON lines
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    data: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Handoff {
    pub(super) fn run(self) -> Result<(), Failure> {
        let cases: Vec<handoff::Case> = read_all(&self.data)?;
        let predictions = handoff::predict(&cases);
        self.output.print(&handoff::score(&predictions), &predictions)
    }
}
