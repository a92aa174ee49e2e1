//! `/api/ai`

use crate::http::idempotency::Once;
use crate::http::input::{Id, Input};
use crate::http::problem::Answer;
use crate::http::session::Who;
use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::Language;
use domain::chat::{AnalyzedIntent, ChatAnswer, ChatFrame, ChatMessage, DetectedLanguage};
use domain::explanation::Explanation;
use domain::feedback::{Feedback, FeedbackView, Vote, VoteReason};
use domain::ids::{BotRef, MessageRef};
use engine::Ctx;
use engine::answer::{self, Nowhere, Sink, Turn};
use futures::future::BoxFuture;
use serde::Deserialize;
use std::convert::Infallible;
use tokio::sync::mpsc;
use utoipa::ToSchema;

/// What the bot shall answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Chat {
    /// The bot.
    bot: BotRef,
    /// 1 to 50 messages, the oldest first. The last is the visitor's.
    messages: Vec<ChatMessage>,
    /// The visitor's language, as in `es`; found out if left out.
    language: Option<Language>,
}

/// What a bot says to these messages. Nothing is kept, and nobody is called. With `Accept: text/event-stream` the words come
/// while they are written: each event's `data` is a `ChatFrame`, and the last one is the whole answer.
#[utoipa::path(post, path = "/api/ai/chat", tag = "ai", request_body = Chat,
    responses((status = 200, content((ChatAnswer = "application/json"), (ChatFrame = "text/event-stream")))))]
pub async fn chat(Who(ctx): Who, headers: HeaderMap, Input(chat): Input<Chat>) -> Result<Response, Answer> {
    let turn = answer::chat_turn(&ctx, &chat.bot, chat.messages, chat.language).await?;
    let mut accepted = headers.get_all(header::ACCEPT).iter().filter_map(|accept| accept.to_str().ok());
    if accepted.any(|accept| accept.to_ascii_lowercase().contains("text/event-stream")) {
        return Ok(events(ctx, turn));
    }
    Ok(Json(answer::chat(&ctx, &turn, &mut Nowhere::default()).await?).into_response())
}

/// A text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// 1 to 4,000 characters.
    text: String,
}

/// In which of the twelve languages a text is written.
#[utoipa::path(post, path = "/api/ai/detect-language", tag = "ai", request_body = Text,
    responses((status = 200, body = DetectedLanguage)))]
pub async fn detect_language(Who(ctx): Who, Input(text): Input<Text>) -> Result<Json<DetectedLanguage>, Answer> {
    Ok(Json(answer::detect_language(&ctx, &text.text)?))
}

/// A text, and its language where it is known.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// 1 to 4,000 characters.
    pub(super) text: String,
    /// As in `es`; found out if left out.
    pub(super) language: Option<Language>,
}

/// What somebody wants, of the built-in intents of customer service and of the workspace's own.
#[utoipa::path(post, path = "/api/ai/analyze-intent", tag = "ai", request_body = Said,
    responses((status = 200, body = AnalyzedIntent)))]
pub async fn analyze_intent(Who(ctx): Who, Input(said): Input<Said>) -> Result<Json<AnalyzedIntent>, Answer> {
    Ok(Json(answer::analyze_intent(&ctx, &said.text, said.language).await?))
}

/// How a bot's message came about: what it saw, found, asked, checked and decided.
#[utoipa::path(get, path = "/api/ai/messages/{id}/explanation", tag = "ai", params(("id" = String, Path)),
    responses((status = 200, body = Explanation)))]
pub async fn explain(Who(ctx): Who, Id(message): Id<MessageRef>) -> Result<Json<Explanation>, Answer> {
    Ok(Json(answer::explain(&ctx, &message).await?))
}

/// What somebody thinks of a bot's answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// The bot's message.
    message: MessageRef,
    /// Thumb up or down; `null` or left out takes it back.
    vote: Option<Vote>,
    /// Why it did not help; only with a thumb down.
    reason: Option<VoteReason>,
    /// Some words on it, at most 500 characters.
    comment: Option<String>,
}

/// Keeps what the visitor thinks of a bot's answer, in the place of what was kept before: the same vote that they can give in
/// the widget.
#[utoipa::path(post, path = "/api/ai/feedback", tag = "ai", params(Once), request_body = Judged,
    responses((status = 200, body = FeedbackView)))]
pub async fn feedback(Who(ctx): Who, once: Once, Input(judged): Input<Judged>) -> Result<Json<FeedbackView>, Answer> {
    let ctx = once.on(ctx);
    let Judged { message, vote, reason, comment } = judged;
    let feedback = vote.map(|vote| Feedback::parse(vote, reason, comment)).transpose().map_err(engine::Error::from)?;
    Ok(Json(engine::conversations::rate_for(&ctx, &message, feedback).await?))
}

/// Hands the words on. An answer has a few thousand characters, so they need no bound of their own.
struct Pieces {
    to: mpsc::UnboundedSender<String>,
    said: String,
}

impl Sink for Pieces {
    fn say(&mut self, words: &str) {
        if !words.is_empty() {
            self.said.push_str(words);
            // Nobody hears it any more: the answer is given up with the body that it was for.
            let _ = self.to.send(words.to_owned());
        }
    }
    fn said(&self) -> &str {
        &self.said
    }
}

/// An answer under way. It is written only while somebody reads the body.
struct Told {
    work: Option<BoxFuture<'static, ChatFrame>>,
    pieces: mpsc::UnboundedReceiver<String>,
    last: Option<ChatFrame>,
}

impl Told {
    fn new(ctx: Ctx, turn: Turn) -> Self {
        let (to, pieces) = mpsc::unbounded_channel();
        let work = async move {
            let mut sink = Pieces { to, said: String::new() };
            match answer::chat(&ctx, &turn, &mut sink).await {
                Ok(answer) => ChatFrame::Answer(answer),
                Err(error) => reported(error),
            }
        };
        Self { work: Some(Box::pin(work)), pieces, last: None }
    }

    /// The next event; none behind the last.
    async fn next(&mut self) -> Option<ChatFrame> {
        loop {
            let Some(work) = &mut self.work else {
                return match self.pieces.recv().await {
                    Some(text) => Some(ChatFrame::Piece { text }),
                    None => self.last.take(),
                };
            };
            tokio::select! {
                biased;
                Some(text) = self.pieces.recv() => return Some(ChatFrame::Piece { text }),
                last = work => {
                    self.last = Some(last);
                    self.work = None;
                }
            }
        }
    }
}

/// A failure after the answer's head was sent, where no layer can write it out any more.
fn reported(error: engine::Error) -> ChatFrame {
    let problem = error.into_problem();
    tracing::error!(code = problem.code.as_str(), message = problem.message, "a streamed answer failed");
    ChatFrame::Error { code: problem.code.as_str().to_owned(), message: problem.message }
}

fn events(ctx: Ctx, turn: Turn) -> Response {
    let stream = futures::stream::unfold(Told::new(ctx, turn), |mut told| async move {
        // JSON has no line breaks.
        let json = serde_json::to_string(&told.next().await?).ok()?;
        Some((Ok::<_, Infallible>(Bytes::from(format!("data: {json}\n\n"))), told))
    });
    let mut response = Body::from_stream(stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    // nginx gathers answers unless it is told not to.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
