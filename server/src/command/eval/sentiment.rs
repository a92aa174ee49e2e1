//! `romashka eval sentiment`.

use std::path::PathBuf;

use clap::Args;
use engine::evaluation::sentiment::{self, Learnt};

use super::{Output, read_all};
use crate::command::Failure;

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Sentiment {
    /// Cases, as JSON lines
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    data: Vec<PathBuf>,
    /// Learn from these cases; without it, what the bot finds out is measured
    #[arg(long, value_name = "FILE", num_args = 1..)]
    train: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Sentiment {
    pub(super) fn run(self) -> Result<(), Failure> {
        let cases: Vec<sentiment::Case> = read_all(&self.data)?;
        let predictions = if self.train.is_empty() {
            sentiment::predict(&cases, sentiment::built_in)
        } else {
            let learnt = Learnt::of(&read_all(&self.train)?);
            sentiment::predict(&cases, |case| learnt.find(&case.text, &case.lang).unwrap_or_default())
        };
        self.output.print(&sentiment::score(&predictions), &predictions)
    }
}
