//! Services that turn texts into vectors, as OpenAI's protocol has it.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::openai::{Endpoint, OPENAI};
use crate::Error;
use crate::http::{GuardedClient, Method};

/// Texts that one request carries.
pub const MOST_TEXTS: usize = 64;
/// Most bytes of one answer: the vectors of that many texts, written as decimal numbers.
const MAX_BODY_BYTES: u64 = 16 * 1024 * 1024;

#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    input: &'a [&'a str],
    encoding_format: &'static str,
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<Given>,
}

#[derive(Deserialize)]
struct Given {
    /// Services that leave it out give the vectors in order.
    index: Option<usize>,
    embedding: Vec<f32>,
}

/// A service. Cloning shares its connections.
#[derive(Clone)]
pub struct Embeddings {
    http: GuardedClient,
    url: String,
    host: String,
    key: Option<String>,
    model: String,
}

impl fmt::Debug for Embeddings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the key.
        f.debug_struct("Embeddings").field("host", &self.host).field("model", &self.model).finish_non_exhaustive()
    }
}

impl Embeddings {
    /// The service with this address and key, asked for vectors of `model`. Touches no network.
    ///
    /// # Errors
    /// When the address may not be asked.
    pub fn new(http: &GuardedClient, endpoint: &Endpoint, model: &str) -> Result<Self, Error> {
        let base = endpoint.base_url.as_deref().unwrap_or(OPENAI).trim_end_matches('/');
        let host = http.checked(base, Duration::from_secs(1), MAX_BODY_BYTES)?.host();
        let key = endpoint.key.clone().filter(|key| !key.is_empty());
        Ok(Self { http: http.clone(), url: format!("{base}/embeddings"), host, key, model: model.to_owned() })
    }

    /// The service's host, for sentences.
    pub fn host(&self) -> &str {
        &self.host
    }
    /// Name of the model that is asked.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// A vector for each of up to [`MOST_TEXTS`] texts, all equally wide, within `total`.
    ///
    /// # Errors
    /// [`Error::Auth`] for a bad key, [`Error::Limited`] when it takes no more, [`Error::Unavailable`] when it is away or too
    /// slow, [`Error::Rejected`] when it refuses the request, [`Error::Unexpected`] for anything else than such vectors.
    pub async fn embed(&self, texts: &[&str], total: Duration) -> Result<Vec<Vec<f32>>, Error> {
        // An empty text is refused by some services; a space is not.
        let input: Vec<&str> = texts.iter().map(|text| if text.is_empty() { " " } else { text }).collect();
        let body = Body { model: &self.model, input: &input, encoding_format: "float" };
        let mut request = self.http.request(Method::POST, &self.url).json(&body);
        if let Some(key) = &self.key {
            request = request.bearer(key);
        }
        let request = request.total(total).idle(total).max_body_bytes(MAX_BODY_BYTES);
        let answer: Answer = request.send().await?.success()?.json()?;
        let mut vectors = vec![Vec::new(); texts.len()];
        for (place, given) in answer.data.into_iter().enumerate() {
            if let Some(vector) = vectors.get_mut(given.index.unwrap_or(place)) {
                *vector = given.embedding;
            }
        }
        let width = vectors.first().map_or(0, Vec::len);
        let is_whole = vectors.iter().all(|vector| !vector.is_empty() && vector.len() == width);
        match is_whole && vectors.iter().flatten().all(|number| number.is_finite()) {
            true => Ok(vectors.into_iter().map(of_length_one).collect()),
            false => Err(Error::Unexpected(format!("{} gave no vector for each text.", self.host))),
        }
    }
}

fn of_length_one(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|number| *number /= length);
    vector
}
