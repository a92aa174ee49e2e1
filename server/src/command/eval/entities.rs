//! `romashka eval entities`.

use std::path::PathBuf;

use clap::Args;
use engine::evaluation::entities;

use super::{Output, read_all};
use crate::command::Failure;

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Entities {
    /// Cases, as JSON lines
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    data: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Entities {
    pub(super) fn run(self) -> Result<(), Failure> {
        let cases: Vec<entities::Case> = read_all(&self.data)?;
        let predictions = entities::predict(&cases);
        self.output.print(&entities::score(&predictions), &predictions)
    }
}
