//! `romashka eval retrieval`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use engine::evaluation::retrieval;

use super::{Output, ms, read_lines};
use crate::command::Failure;
use crate::telemetry::resident_bytes;

/// What to measure on.
#[derive(Debug, Args)]
pub(super) struct Retrieval {
    /// Documents, as JSON lines
    #[arg(long, value_name = "FILE")]
    docs: PathBuf,
    /// Queries, as JSON lines
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    #[command(flatten)]
    output: Output,
}

impl Retrieval {
    pub(super) fn run(self) -> Result<(), Failure> {
        let documents = read_lines(&self.docs)?;
        let cases: Vec<retrieval::Case> = read_lines(&self.data)?;
        let resident = || resident_bytes().unwrap_or_default();
        let before = resident();
        let begun = Instant::now();
        let index = retrieval::index(&documents);
        let build_ms = ms(begun.elapsed());
        let memory_mb = resident().saturating_sub(before) as f64 / 1e6;
        let predict = |case| {
            let begun = Instant::now();
            let prediction = retrieval::predict(&index, &documents, case);
            retrieval::Prediction { ms: ms(begun.elapsed()), ..prediction }
        };
        let predictions: Vec<_> = cases.iter().map(predict).collect();
        self.output.print(&retrieval::score(&predictions, build_ms, memory_mb), &predictions)
    }
}
