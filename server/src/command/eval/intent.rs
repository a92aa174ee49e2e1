//! `romashka eval intent`.

use std::path::PathBuf;

use clap::Args;
use engine::evaluation::intent;

use super::{Meanings, Output, read_all};
use crate::command::{Failure, failure};

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
    pub(super) fn run(self, embedder: Option<&str>) -> Result<(), Failure> {
        let cases: Vec<intent::Case> = read_all(&self.data)?;
        let meanings = Meanings::open(embedder)?;
        if meanings.is_some() && self.train.is_empty() {
            return Err(failure("--embedder is for intents that are learnt. Name examples with --train."));
        }
        let predictions = if self.train.is_empty() {
            intent::predict(&cases, intent::built_in)
        } else {
            let examples: Vec<intent::Case> = read_all(&self.train)?;
            let texts = |cases: &[intent::Case]| -> Result<Vec<Vec<f32>>, Failure> {
                let texts: Vec<&str> = cases.iter().map(|case| case.text.as_str()).collect();
                meanings.as_ref().map_or_else(|| Ok(Vec::new()), |meanings| meanings.of_questions(&texts))
            };
            let classifier = intent::learn_with(&examples, &texts(&examples)?);
            let vectors = texts(&cases)?;
            intent::predict_each(&cases, |place, case| {
                intent::find_with(&classifier, &case.text, vectors.get(place).map(Vec::as_slice))
            })
        };
        self.output.print(&intent::score(&predictions), &predictions)
    }
}
