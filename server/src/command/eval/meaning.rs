//! `--embedder DIR`: what texts mean, by a model folder.

use std::path::Path;
use std::sync::Arc;

use engine::evaluation::{Grasp, Meaning};

use crate::command::{Failure, failure};
use crate::compose::{Folder, Side, model_folder};

/// A model, tried out.
pub(in crate::command) struct Meanings {
    folder: Arc<Folder>,
    grasp: Grasp,
    threads: usize,
}

impl Meanings {
    /// Reads what was set as embedder, which has to be a folder, and tries it out.
    pub(in crate::command) fn open(setting: Option<&str>) -> Result<Option<Self>, Failure> {
        let Some(setting) = setting.map(str::trim).filter(|setting| !setting.is_empty()) else { return Ok(None) };
        if setting.starts_with("openai:") {
            return Err(failure("--embedder names a service. Here a model folder is measured; name one."));
        }
        Self::of(model_folder(Path::new(setting))?).map(Some)
    }

    fn of(folder: Arc<Folder>) -> Result<Self, Failure> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let (questions, passages) = Grasp::trial();
        let questions = folder.embed(Side::Query, &questions, threads)?;
        let passages = folder.embed(Side::Passage, &passages, threads)?;
        let grasp = Grasp::of(&questions, &passages).ok_or_else(|| failure("The model could not be tried out."))?;
        Ok(Self { folder, grasp, threads })
    }

    /// The vectors of texts that are to be found.
    pub(super) fn of_passages(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, Failure> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        Ok(self.folder.embed(Side::Passage, &texts, self.threads)?)
    }

    /// The vectors of what people say.
    pub(super) fn of_questions(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Failure> {
        Ok(self.folder.embed(Side::Query, texts, self.threads)?)
    }

    /// The vector of one, on the thread that asks.
    pub(in crate::command) fn of_question(&self, text: &str) -> Result<Vec<f32>, Failure> {
        Ok(self.folder.embed(Side::Query, &[text], 1)?.pop().unwrap_or_default())
    }

    /// What a vector is worth.
    pub(super) fn meaning<'a>(&'a self, vector: &'a [f32]) -> Meaning<'a> {
        Meaning { vector, grasp: &self.grasp }
    }
}
