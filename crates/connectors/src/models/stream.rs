//! An answer of a service that speaks OpenAI's protocol, while it is being written.

use std::fmt;
use std::time::Duration;

use async_openai::error::OpenAIError;
use async_openai::types::stream::StreamResponse;
use futures::StreamExt;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::functions::Call;
use super::openai::Times;
use crate::Error;
use crate::error::seconds;

/// How long a service may take after an answer to say how many tokens it had.
const USAGE_WITHIN: Duration = Duration::from_millis(500);

/// A chunk of an answer, as far as it is needed. What else a service sends is passed over.
#[derive(Debug, Deserialize)]
pub(super) struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    /// Some services report a failure in the middle of the stream.
    #[serde(default)]
    error: Option<serde::de::IgnoredAny>,
    /// Some services count tokens, in an event of its own behind the words.
    #[serde(default)]
    usage: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(default)]
    delta: Option<Delta>,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Delta {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    tool_calls: Option<Vec<CallPiece>>,
}

/// A piece of a call: the first one names it, further ones have more of its arguments.
#[derive(Debug, Deserialize)]
struct CallPiece {
    #[serde(default)]
    index: Option<usize>,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    function: Option<FunctionPiece>,
}

#[derive(Debug, Deserialize)]
struct FunctionPiece {
    #[serde(default)]
    name: Option<String>,
    /// Text, and from some services an object.
    #[serde(default)]
    arguments: Option<Value>,
}

/// Most calls of one answer.
const CALLS: usize = 8;
/// Most bytes of the arguments of one call.
const ARGUMENT_BYTES: usize = 16 * 1024;

/// An answer that is being written.
pub struct ChatStream {
    stream: StreamResponse<Chunk>,
    host: String,
    times: Times,
    begun: Instant,
    has_begun: bool,
    ended: bool,
    is_cut: bool,
    tokens: Option<u64>,
    /// With the places that the service gives them.
    calls: Vec<(usize, Call)>,
}

impl fmt::Debug for ChatStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatStream").field("host", &self.host).field("ended", &self.ended).finish_non_exhaustive()
    }
}

impl ChatStream {
    /// The answer to a request that began then.
    pub(super) fn new(stream: StreamResponse<Chunk>, host: String, times: Times, begun: Instant) -> Self {
        let calls = Vec::new();
        Self { stream, host, times, begun, has_begun: false, ended: false, is_cut: false, tokens: None, calls }
    }

    /// Whether the answer ended because it had as many tokens as it might have, in the middle of what it was saying.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// What the model calls, once the answer is whole; empty where it calls nothing.
    pub fn take_calls(&mut self) -> Vec<Call> {
        std::mem::take(&mut self.calls).into_iter().map(|(_, call)| call).collect()
    }

    fn assemble(&mut self, piece: CallPiece) -> Result<(), Error> {
        let last = self.calls.last().map(|(place, _)| *place);
        let is_named = piece.id.as_ref().is_some_and(|id| !id.is_empty());
        // A service that counts them not begins each with its name.
        let place = piece.index.or(if is_named { None } else { last }).unwrap_or(last.map_or(0, |last| last + 1));
        let at = match self.calls.iter().position(|(known, _)| *known == place) {
            Some(at) => at,
            None => {
                self.calls.push((place, Call::default()));
                self.calls.len() - 1
            }
        };
        let too_much = || Error::Unexpected(format!("{} calls more than makes sense.", self.host));
        if self.calls.len() > CALLS {
            return Err(too_much());
        }
        let wrong = too_much();
        let Some((_, call)) = self.calls.get_mut(at) else { return Ok(()) };
        if let Some(id) = piece.id.filter(|id| !id.is_empty()) {
            call.id = id;
        }
        let Some(FunctionPiece { name, arguments }) = piece.function else { return Ok(()) };
        if let Some(name) = name.filter(|_| call.name.is_empty()) {
            call.name = name;
        }
        match arguments {
            None | Some(Value::Null) => {}
            Some(Value::String(more)) => call.arguments.push_str(&more),
            Some(whole) => call.arguments = whole.to_string(),
        }
        if call.arguments.len() > ARGUMENT_BYTES { Err(wrong) } else { Ok(()) }
    }

    /// Tokens of question and answer, as the service counts them; none where it does not say so within half a second of the
    /// answer's end.
    pub async fn tokens(&mut self) -> Option<u64> {
        let end = Instant::now() + USAGE_WITHIN;
        while self.ended && self.tokens.is_none() {
            match timeout_at(end, self.stream.next()).await {
                Ok(Some(Ok(chunk))) => self.count(&chunk),
                _ => break,
            }
        }
        self.tokens
    }

    fn count(&mut self, chunk: &Chunk) {
        let total = chunk.usage.as_ref().and_then(|usage| usage.get("total_tokens")?.as_u64());
        self.tokens = total.or(self.tokens);
    }

    /// The next words, never none; nothing when the answer is whole.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it is too slow or breaks off, [`Error::Unexpected`] when it makes no sense,
    /// [`Error::Rejected`] when the service cut it because of what it says.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        while !self.ended {
            let Some(chunk) = self.chunk().await? else {
                return Err(Error::Unavailable(format!("{} broke off in the middle of an answer.", self.host)));
            };
            self.count(&chunk);
            if chunk.error.is_some() {
                return Err(Error::Unavailable(format!("{} failed in the middle of an answer.", self.host)));
            }
            let Some(choice) = chunk.choices.into_iter().next() else { continue };
            match choice.finish_reason.as_deref() {
                Some("content_filter") => {
                    return Err(Error::Rejected(format!("{} cut its answer because of what it says.", self.host)));
                }
                Some(reason) if !reason.is_empty() => (self.ended, self.is_cut) = (true, reason == "length"),
                _ => {}
            }
            let Some(Delta { content, tool_calls }) = choice.delta else { continue };
            for piece in tool_calls.into_iter().flatten() {
                self.has_begun = true;
                self.assemble(piece)?;
            }
            if let Some(words) = content.filter(|words| !words.is_empty()) {
                self.has_begun = true;
                return Ok(Some(words));
            }
        }
        Ok(None)
    }

    async fn chunk(&mut self) -> Result<Option<Chunk>, Error> {
        let end = self.begun + self.times.total;
        let patience = match self.has_begun {
            true => Instant::now() + self.times.between,
            false => self.begun + self.times.first_piece,
        };
        match timeout_at(patience.min(end), self.stream.next()).await {
            Ok(chunk) => chunk.transpose().map_err(|wrong| meaning(wrong, &self.host)),
            Err(_) if end <= patience => Err(too_slow(&self.host, "did not finish within", self.times.total)),
            Err(_) if self.has_begun => Err(too_slow(&self.host, "stopped in the middle for", self.times.between)),
            Err(_) => Err(too_slow(&self.host, "did not begin within", self.times.first_piece)),
        }
    }
}

pub(super) fn too_slow(host: &str, how: &str, time: Duration) -> Error {
    Error::Unavailable(format!("{host} {how} {}.", seconds(time)))
}

/// What an error of the library means. Nothing of what was said is repeated: it may be personal.
pub(super) fn meaning(error: OpenAIError, host: &str) -> Error {
    match error {
        OpenAIError::Boxed(boxed) => match boxed.downcast::<Error>() {
            Ok(ours) => *ours,
            Err(_) => Error::Unexpected(format!("{host} could not be asked.")),
        },
        OpenAIError::StreamError(_) | OpenAIError::Reqwest(_) => {
            Error::Unavailable(format!("The connection to {host} broke off in the middle of an answer."))
        }
        _ => Error::Unexpected(format!("The answer of {host} makes no sense.")),
    }
}
