//! `romashka eval intent`.

use std::path::PathBuf;

use clap::Args;
use engine::evaluation::intent;

use super::{Output, read_all};
use crate::command::Failure;

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Intent {
    /// Cases, as JSON lines. Where some are out of scope ("oos"), a text of which the bot is not sure counts as such
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    data: Vec<PathBuf>,
    /// Learn an owner's intents from these cases; without it, the built-in ones are measured
    #[arg(long, value_name = "FILE", num_args = 1..)]
    train: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

impl Intent {
    pub(super) fn run(self) -> Result<(), Failure> {
        let cases: Vec<intent::Case> = read_all(&self.data)?;
        let predictions = if self.train.is_empty() {
            intent::predict(&cases, intent::built_in)
        } else {
            let classifier = intent::learn(&read_all(&self.train)?);
            intent::predict(&cases, |case| intent::find(&classifier, &case.text))
        };
        self.output.print(&intent::score(&predictions), &predictions)
    }
}
