//! What gives texts their vectors: a model folder in this process, or a service. A question never waits long for it: what
//! is slow or fails is left out, and the words of the question find what they find.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use connectors::models::{Embeddings, MOST_TEXTS};
use domain::{Language, Timestamp};
use embedder::{Folder, Side};
use nlp::index::Grasp;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::answer::Breaker;
use crate::error::{Error, Result, internal};

/// How long a question waits for its vector from a model in this process.
const FOLDER_WAIT: Duration = Duration::from_millis(300);
/// The same from a service.
const SERVICE_WAIT: Duration = Duration::from_secs(1);
/// How long passages wait for theirs.
const PASSAGES_WAIT: Duration = Duration::from_secs(60);
/// Questions whose vectors are kept: a question that leans on the one before is looked up more than once.
const KEPT: usize = 128;

/// What gives texts their vectors.
#[derive(Debug, Clone)]
pub enum Embedder {
    /// A model folder, loaded.
    Folder(Arc<Folder>),
    /// A service that speaks OpenAI's protocol.
    Service(Box<Embeddings>),
}

/// The embedder of a node, with what keeps it from slowing anyone.
#[derive(Debug)]
pub(crate) struct Meanings {
    embedder: Embedder,
    model: String,
    breaker: Breaker,
    /// Questions that a folder works on at a time: more would only make each slower.
    places: Semaphore,
    kept: Mutex<VecDeque<(String, Arc<[f32]>)>>,
    /// How well it grasps languages, once that was tried out.
    grasp: OnceLock<Arc<Grasp>>,
    is_tried: AtomicBool,
}

impl Meanings {
    pub(crate) fn new(embedder: Embedder) -> Self {
        let model = match &embedder {
            Embedder::Folder(folder) => folder.id().to_owned(),
            Embedder::Service(service) => format!("{}/{}", service.host(), service.model()),
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            embedder,
            model,
            breaker: Breaker::default(),
            places: Semaphore::new(cores),
            kept: Mutex::default(),
            grasp: OnceLock::new(),
            is_tried: AtomicBool::new(false),
        }
    }

    /// Tries out how well the model grasps languages, beside everything else, unless that is done or under way.
    pub(crate) fn try_out(self: &Arc<Self>) {
        if self.grasp.get().is_some() || self.is_tried.swap(true, Ordering::AcqRel) {
            return;
        }
        let this = self.clone();
        tokio::spawn(async move {
            let (questions, passages) = Grasp::trial();
            match this.vectors_of_trial(&questions, &passages).await.map(|(q, p)| Grasp::of(&q, &p)) {
                Ok(Some(grasp)) => {
                    let heard = Language::ALL.iter().filter(|language| grasp.weight(**language) > 0.0);
                    let heard: Vec<&str> = heard.map(|language| language.code()).collect();
                    tracing::info!(model = this.model, languages = heard.join(" "), "the embedder was tried out");
                    let _ = this.grasp.set(Arc::new(grasp));
                }
                Ok(None) => tracing::warn!("the embedder gave other vectors than it was asked for"),
                Err(error) => {
                    tracing::warn!(%error, "the embedder could not be tried out; questions are looked up by words");
                    this.is_tried.store(false, Ordering::Release);
                }
            }
        });
    }

    async fn vectors_of_trial(&self, questions: &[&str], passages: &[&str]) -> Result<(Vec<Vec<f32>>, Vec<Vec<f32>>)> {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Ok((self.all(Side::Query, owned(questions)).await?, self.all(Side::Passage, owned(passages)).await?))
    }

    /// Which model it is, as vectors are stored under it.
    pub(crate) fn model(&self) -> &str {
        &self.model
    }

    /// Whether texts leave this process to become vectors.
    pub(crate) fn is_outside(&self) -> bool {
        matches!(self.embedder, Embedder::Service(_))
    }

    /// What a question means, and what that is worth; none when it could not be found out in time.
    pub(crate) async fn of_question(
        self: &Arc<Self>,
        now: Timestamp,
        question: &str,
    ) -> Option<(Arc<[f32]>, Arc<Grasp>)> {
        if let (Some(known), Some(grasp)) = (self.known(question), self.grasp.get()) {
            return Some((known, grasp.clone()));
        }
        let mut permit = self.breaker.enter(now)?;
        let Some(grasp) = self.grasp.get().cloned() else {
            self.try_out();
            return None;
        };
        let wait = match self.embedder {
            Embedder::Folder(_) => FOLDER_WAIT,
            Embedder::Service(_) => SERVICE_WAIT,
        };
        let one = vec![question.to_owned()];
        match timeout(wait, self.embed(Side::Query, one, wait)).await {
            Ok(Ok(mut vectors)) => {
                permit.good();
                let vector: Arc<[f32]> = vectors.pop()?.into();
                self.keep(question, &vector);
                Some((vector, grasp))
            }
            Ok(Err(error)) => {
                let (rest, for_good) = match &error {
                    Error::Connectors(outside) => (outside.retry_after(), !outside.is_retryable()),
                    _ => (None, false),
                };
                tracing::warn!(%error, "the embedder failed; questions are looked up by their words");
                permit.failed(now, rest, for_good);
                None
            }
            Err(_) => {
                tracing::warn!("the embedder was too slow for a question, which is looked up by its words");
                permit.failed(now, None, false);
                None
            }
        }
    }

    /// What passages mean, in their order.
    ///
    /// # Errors
    /// The service's; `internal` when a folder cannot read a text.
    pub(crate) async fn of_passages(&self, texts: Vec<String>) -> Result<Vec<Vec<f32>>> {
        self.all(Side::Passage, texts).await
    }

    async fn all(&self, side: Side, texts: Vec<String>) -> Result<Vec<Vec<f32>>> {
        let mut vectors = Vec::with_capacity(texts.len());
        let mut texts = texts.into_iter().peekable();
        while texts.peek().is_some() {
            let piece: Vec<String> = texts.by_ref().take(MOST_TEXTS).collect();
            vectors.extend(self.embed(side, piece, PASSAGES_WAIT).await?);
        }
        Ok(vectors)
    }

    async fn embed(&self, side: Side, texts: Vec<String>, wait: Duration) -> Result<Vec<Vec<f32>>> {
        match &self.embedder {
            Embedder::Folder(folder) => {
                // Passages are in no hurry, and come from one job at a time.
                let place = match side {
                    Side::Query => Some(self.places.acquire().await.map_err(|error| internal(&error.to_string()))?),
                    Side::Passage => None,
                };
                let folder = folder.clone();
                let work = tokio::task::spawn_blocking(move || {
                    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                    folder.embed(side, &texts, 1)
                });
                let vectors = work.await.map_err(|error| internal(&error.to_string()))?;
                drop(place);
                Ok(vectors.map_err(|error| internal(&error.to_string()))?)
            }
            Embedder::Service(service) => {
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                Ok(service.embed(&texts, wait).await?)
            }
        }
    }

    fn known(&self, question: &str) -> Option<Arc<[f32]>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == question).map(|(_, vector)| vector.clone())
    }

    fn keep(&self, question: &str, vector: &Arc<[f32]>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.push_front((question.to_owned(), vector.clone()));
    }
}
