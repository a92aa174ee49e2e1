//! `romashka eval retrieval`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use engine::evaluation::retrieval;

use super::{Meanings, Output, ms, read_lines};
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
    pub(super) fn run(self, embedder: Option<&str>) -> Result<(), Failure> {
        let documents = read_lines(&self.docs)?;
        let cases: Vec<retrieval::Case> = read_lines(&self.data)?;
        let meanings = Meanings::open(embedder)?;
        let resident = || resident_bytes().unwrap_or_default();
        let before = resident();
        let begun = Instant::now();
        let mut index = retrieval::index(&documents);
        if let Some(meanings) = &meanings {
            let texts: Vec<String> = documents.iter().map(retrieval::meant).collect();
            retrieval::add_vectors(&mut index, &meanings.of_passages(&texts)?);
        }
        let build_ms = ms(begun.elapsed());
        let memory_mb = resident().saturating_sub(before) as f64 / 1e6;
        let predict = |case: &retrieval::Case| -> Result<_, Failure> {
            let begun = Instant::now();
            let vector = meanings.as_ref().map(|meanings| meanings.of_question(&case.query)).transpose()?;
            let meaning = meanings.as_ref().zip(vector.as_deref()).map(|(meanings, vector)| meanings.meaning(vector));
            let prediction = retrieval::predict_with(&index, &documents, case, meaning);
            Ok(retrieval::Prediction { ms: ms(begun.elapsed()), ..prediction })
        };
        let predictions = cases.iter().map(predict).collect::<Result<Vec<_>, _>>()?;
        self.output.print(&retrieval::score(&predictions, build_ms, memory_mb), &predictions)
    }
}
