//! Services that speak OpenAI's protocol of chat completions: OpenAI itself, and the many that do as it does, down to a
//! model on one's own machine.
//!
//! The protocol is spoken by `async-openai`, with requests and answers of our own (its types reject what some services
//! send) on the guarded client, and without its retries: who asks decides about a second attempt.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::functions::Tools;
use super::guarded::{Guarded, NotUnderstood};
use super::stream::{ChatStream, meaning, too_slow};
use crate::Error;
use crate::http::{GuardedClient, Method};

/// OpenAI's own address.
pub const OPENAI: &str = "https://api.openai.com/v1";
/// The model that is asked where none is named.
pub const DEFAULT_MODEL: &str = "gpt-4o-mini";
/// Most bytes of one answer, with everything that its protocol puts around the words.
const MAX_BODY_BYTES: u64 = 2 * 1024 * 1024;

/// Which service, as an operator set it.
#[derive(Clone, Default)]
pub struct Endpoint {
    /// Address below which `/chat/completions` lies; none for OpenAI's own.
    pub base_url: Option<String>,
    /// The key; none for a service that needs none.
    pub key: Option<String>,
    /// Name of the model; none for [`DEFAULT_MODEL`].
    pub model: Option<String>,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { base_url, key, model } = self;
        let key = key.as_ref().map(|_| "…");
        f.debug_struct("Endpoint").field("base_url", base_url).field("key", &key).field("model", model).finish()
    }
}

/// How long a service may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Until the first words.
    pub first_piece: Duration,
    /// Between words.
    pub between: Duration,
    /// For the whole answer.
    pub total: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self { first_piece: Duration::from_secs(8), between: Duration::from_secs(8), total: Duration::from_secs(30) }
    }
}

/// Who said something in what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The rules.
    System,
    /// The person who asks.
    User,
    /// The model, earlier.
    Assistant,
}

/// One message of what is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Who.
    pub role: Role,
    /// The words.
    pub content: String,
}

/// What a model is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Chat {
    /// The model; none for the one that the operator set.
    pub model: Option<String>,
    /// The rules first, the question last.
    pub messages: Vec<Said>,
    /// The form that the answer has to have; none where any will do.
    pub form: Option<Form>,
    /// What the model may call before it answers.
    pub tools: Option<Tools>,
    /// Most tokens of the answer.
    pub max_tokens: u32,
    /// 0 to 2: how freely it chooses words.
    pub temperature: f64,
    /// -2 to 2: how much it avoids words that it has used.
    pub presence_penalty: f64,
    /// -2 to 2: how much it avoids words that it has used often.
    pub frequency_penalty: f64,
}

/// The form of an answer: by a schema where a service knows them, by word where it does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// A JSON schema.
    pub schema: Value,
    /// What is added to the first message beside the schema.
    pub with_schema: String,
    /// What is added to it without one.
    pub without: String,
}

/// How much of the protocol a service knows: it refuses a request with something that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// All of it.
    Whole,
    /// No schema.
    WithoutSchema,
    /// No schema, no choice of how words are chosen, and the newer name for the most tokens.
    Bare,
}

impl Dialect {
    const ALL: [Self; 3] = [Self::Whole, Self::WithoutSchema, Self::Bare];

    fn body(self, model: &str, chat: &Chat, with_functions: bool) -> Value {
        let has_schema = self == Self::Whole;
        let mut messages = chat.messages.clone();
        if let (Some(form), Some(first)) = (&chat.form, messages.first_mut()) {
            first.content.push_str(if has_schema { &form.with_schema } else { &form.without });
        }
        let messages = match &chat.tools {
            Some(tools) => tools.between(&messages),
            None => json!(messages),
        };
        let mut body = json!({ "model": model, "stream": true, "messages": messages });
        if let Some(tools) = chat.tools.as_ref().filter(|_| with_functions) {
            tools.add_to(&mut body);
        }
        if self == Self::Bare {
            body["max_completion_tokens"] = json!(chat.max_tokens);
            return body;
        }
        body["stream_options"] = json!({ "include_usage": true });
        body["max_tokens"] = json!(chat.max_tokens);
        body["temperature"] = json!(chat.temperature);
        body["presence_penalty"] = json!(chat.presence_penalty);
        body["frequency_penalty"] = json!(chat.frequency_penalty);
        if let Some(form) = chat.form.as_ref().filter(|_| has_schema) {
            let named = json!({ "name": "reply", "strict": true, "schema": form.schema });
            body["response_format"] = json!({ "type": "json_schema", "json_schema": named });
        }
        body
    }
}

#[derive(Deserialize)]
struct Models {
    data: Vec<ModelName>,
}

#[derive(Deserialize)]
struct ModelName {
    id: String,
}

/// A service. Cloning shares its connections.
#[derive(Clone)]
pub struct OpenAi {
    client: Client<OpenAIConfig>,
    http: GuardedClient,
    base_url: String,
    key: Option<String>,
    host: String,
    model: String,
    times: Times,
    /// Place in [`Dialect::ALL`] of what the service understood last.
    dialect: Arc<AtomicU8>,
    /// Whether it has refused a request because of its functions.
    refuses_functions: Arc<AtomicBool>,
}

impl fmt::Debug for OpenAi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenAi").field("host", &self.host).field("model", &self.model).finish_non_exhaustive()
    }
}

impl OpenAi {
    /// The service, asked through this client. Touches no network.
    ///
    /// # Errors
    /// When the address may not be asked, or the key cannot be sent.
    pub fn new(http: &GuardedClient, endpoint: &Endpoint, times: Times) -> Result<Self, Error> {
        let base_url = endpoint.base_url.as_deref().unwrap_or(OPENAI).trim_end_matches('/').to_owned();
        let key = endpoint.key.clone().filter(|key| !key.is_empty());
        if key.as_ref().is_some_and(|key| !key.bytes().all(|b| b.is_ascii_graphic())) {
            return Err(Error::Rejected("The key of the model service has characters that cannot be sent.".into()));
        }
        let checked = http.checked(&base_url, times.first_piece, MAX_BODY_BYTES)?;
        let host = checked.host();
        // Everything that this type would take from the environment by itself is set.
        let config = OpenAIConfig::new()
            .with_api_base(&base_url)
            .with_api_key(key.clone().unwrap_or_default())
            .with_org_id("")
            .with_project_id("");
        let client = Client::build(checked.composer()?, config);
        let client = client.with_http_service(Guarded::new(checked, key.is_some()));
        let model = endpoint.model.clone().unwrap_or_else(|| DEFAULT_MODEL.to_owned());
        let (dialect, refuses_functions) = Default::default();
        Ok(Self { client, http: http.clone(), base_url, key, host, model, times, dialect, refuses_functions })
    }

    /// Name of the model that is asked.
    pub fn model(&self) -> &str {
        &self.model
    }
    /// The service's host, for sentences.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Asks; the words come piece by piece. A service that does not understand the request is asked again in plainer words,
    /// and in those from then on.
    ///
    /// # Errors
    /// [`Error::Auth`] for a bad key, [`Error::Limited`] when it takes no more, [`Error::Unavailable`] when it is away
    /// or too slow, [`Error::Rejected`] when it refuses the request (as for an unknown model).
    pub async fn ask(&self, chat: &Chat) -> Result<ChatStream, Error> {
        let begun = Instant::now();
        let has_functions = chat.tools.as_ref().is_some_and(|tools| !tools.functions.is_empty());
        if !has_functions || self.refuses_functions() {
            return self.ask_in_any(chat, false, begun).await.map_err(Refusal::into_error);
        }
        match self.ask_in_any(chat, true, begun).await {
            Err(Refusal::NotUnderstood(_)) => {
                let stream = self.ask_in_any(chat, false, begun).await.map_err(Refusal::into_error)?;
                self.refuses_functions.store(true, Ordering::Relaxed);
                Ok(stream)
            }
            other => other.map_err(Refusal::into_error),
        }
    }

    /// Whether it has refused a request because of its functions; it is asked without any from then on.
    pub fn refuses_functions(&self) -> bool {
        self.refuses_functions.load(Ordering::Relaxed)
    }

    async fn ask_in_any(&self, chat: &Chat, with_functions: bool, begun: Instant) -> Result<ChatStream, Refusal> {
        let first = usize::from(self.dialect.load(Ordering::Relaxed));
        let mut refused = None;
        for (place, dialect) in Dialect::ALL.into_iter().enumerate().skip(first) {
            if dialect == Dialect::WithoutSchema && chat.form.is_none() {
                continue;
            }
            match self.ask_in(dialect, chat, with_functions, begun).await {
                Ok(stream) => {
                    if refused.is_some() {
                        self.dialect.store(u8::try_from(place).unwrap_or_default(), Ordering::Relaxed);
                    }
                    return Ok(stream);
                }
                Err(Refusal::NotUnderstood(wrong)) => refused = Some(wrong),
                Err(other) => return Err(other),
            }
        }
        let wrong = refused.unwrap_or_else(|| Error::Rejected(format!("{} understands no request.", self.host)));
        Err(Refusal::NotUnderstood(wrong))
    }

    async fn ask_in(
        &self,
        dialect: Dialect,
        chat: &Chat,
        with_functions: bool,
        begun: Instant,
    ) -> Result<ChatStream, Refusal> {
        let model = chat.model.as_deref().unwrap_or(&self.model);
        let asked = self.client.chat();
        let asking = asked.create_stream_byot(dialect.body(model, chat, with_functions));
        let stream = match timeout_at(begun + self.times.first_piece, asking).await {
            Ok(answer) => answer.map_err(|wrong| refusal(wrong, &self.host))?,
            Err(_) => {
                let wrong = too_slow(&self.host, "did not answer within", self.times.first_piece);
                return Err(Refusal::Other(wrong));
            }
        };
        Ok(ChatStream::new(stream, self.host.clone(), self.times, begun))
    }

    /// Whether the service answers and takes the key: whether its list of models names ours; none when it has no list.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn check(&self) -> Result<Option<bool>, Error> {
        let mut request = self.http.request(Method::GET, &format!("{}/models", self.base_url));
        if let Some(key) = &self.key {
            request = request.bearer(key);
        }
        let answer = request.total(self.times.total).send().await?;
        if matches!(answer.status.as_u16(), 404 | 405 | 501) {
            return Ok(None);
        }
        let listed: Result<Models, Error> = answer.success()?.json();
        Ok(listed.ok().map(|models| models.data.iter().any(|model| model.id == self.model)))
    }
}

/// Why an attempt gave no stream.
enum Refusal {
    /// The service knows something of the request not.
    NotUnderstood(Error),
    Other(Error),
}

impl Refusal {
    fn into_error(self) -> Error {
        match self {
            Self::NotUnderstood(wrong) | Self::Other(wrong) => wrong,
        }
    }
}

fn refusal(error: OpenAIError, host: &str) -> Refusal {
    match error {
        OpenAIError::Boxed(boxed) => match boxed.downcast::<NotUnderstood>() {
            Ok(wrong) => Refusal::NotUnderstood(wrong.0),
            Err(boxed) => Refusal::Other(meaning(OpenAIError::Boxed(boxed), host)),
        },
        other => Refusal::Other(meaning(other, host)),
    }
}
