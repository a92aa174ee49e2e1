//! `romashka eval answers`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use engine::evaluation::{answers, retrieval};

use super::{Meanings, Output, ms, read_lines};
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
    pub(super) fn run(self, embedder: Option<&str>) -> Result<(), Failure> {
        let documents = read_lines(&self.docs)?;
        let cases: Vec<answers::Case> = read_lines(&self.data)?;
        let meanings = Meanings::open(embedder)?;
        let mut index = retrieval::index(&documents);
        if let Some(meanings) = &meanings {
            let texts: Vec<String> = documents.iter().map(retrieval::meant).collect();
            retrieval::add_vectors(&mut index, &meanings.of_passages(&texts)?);
        }
        let predict = |case: &answers::Case| -> Result<_, Failure> {
            let begun = Instant::now();
            let vector = meanings.as_ref().map(|meanings| meanings.of_question(&case.question)).transpose()?;
            let meaning = meanings.as_ref().zip(vector.as_deref()).map(|(meanings, vector)| meanings.meaning(vector));
            let prediction = answers::predict_with(&index, &documents, case, meaning);
            Ok(answers::Prediction { ms: ms(begun.elapsed()), ..prediction })
        };
        let predictions = cases.iter().map(predict).collect::<Result<Vec<_>, _>>()?;
        self.output.print(&answers::score(&predictions), &predictions)
    }
}
