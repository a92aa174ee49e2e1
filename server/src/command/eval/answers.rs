//! `romashka eval answers`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use engine::evaluation::{answers, retrieval};

use super::{Output, ms, read_lines};
use crate::command::Failure;

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Answers {
    /// Documents, as JSON lines: {"id","title"?,"text","lang"?}
    #[arg(long, value_name = "FILE")]
    docs: PathBuf,
    /// Questions, as JSON lines
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Answers {
    pub(super) fn run(self) -> Result<(), Failure> {
        let documents = read_lines(&self.docs)?;
        let cases: Vec<answers::Case> = read_lines(&self.data)?;
        let index = retrieval::index(&documents);
        let predict = |case| {
            let begun = Instant::now();
            let prediction = answers::predict(&index, &documents, case);
            answers::Prediction { ms: ms(begun.elapsed()), ..prediction }
        };
        let predictions: Vec<_> = cases.iter().map(predict).collect();
        self.output.print(&answers::score(&predictions), &predictions)
    }
}
