//! `POST /v1/stream`: what the socket says, as server-sent events, for networks that block sockets. The body is the hello
//! frame, so that the token stands in no address; what the visitor says goes to `POST /v1/frames`.

use super::super::Web;
use super::super::live::{Place, RETRY_MS};
use super::super::problem::Answer;
use super::super::session::client_address;
use super::frame::{self, Refusal};
use super::line::Line;
use super::{cors, entry};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use domain::Problem;
use domain::wire::visitor::{BotFrame, VisitorFrame};
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// How often something is sent at least: proxies cut what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Answers with a stream that ends when the server goes down or the visitor may not listen any more.
pub async fn open(State(web): State<Web>, request: Request) -> Response {
    let origin = cors::origin(request.headers()).map(str::to_owned);
    let address = client_address(request.extensions());
    let body = match axum::body::to_bytes(request.into_body(), frame::FRAME_BYTES).await {
        Ok(body) => body,
        Err(_) => return Answer(frame::too_large()).into_response(),
    };
    let (token, after) = match frame::read(&body) {
        Ok(VisitorFrame::Hello { token, after }) => (token, after),
        Ok(_) => {
            let text = "The body must be a hello frame, with the token of POST /v1/session.";
            return Answer(Problem::invalid(text)).into_response();
        }
        Err(refusal) => return Answer(refusal.problem).into_response(),
    };
    match entry::enter(&web, &token, after, origin.as_deref(), address).await {
        Ok((line, place)) => events(Told::new(web, line, place, origin)),
        Err(problem) => Answer(problem).into_response(),
    }
}

fn events(told: Told) -> Response {
    let stream = futures::stream::unfold(Box::new(told), |mut told| async move {
        let bytes = told.next().await?;
        Some((Ok::<_, Infallible>(bytes), told))
    });
    let mut response = Body::from_stream(stream).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    // nginx gathers answers unless it is told not to.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// A stream under way.
struct Told {
    web: Web,
    line: Line,
    origin: Option<String>,
    tick: Interval,
    sign: Interval,
    is_over: bool,
    _place: Place,
}

impl Told {
    fn new(web: Web, line: Line, place: Place, origin: Option<String>) -> Self {
        let every = |pace: Duration| {
            let mut every = interval_at(Instant::now() + pace, pace);
            every.set_missed_tick_behavior(MissedTickBehavior::Delay);
            every
        };
        let (tick, sign) = (every(web.socket_tick()), every(SIGN_OF_LIFE));
        Self { web, line: line.one_way(), origin, tick, sign, is_over: false, _place: place }
    }

    /// The next event; none at the end.
    async fn next(&mut self) -> Option<Bytes> {
        if self.is_over {
            return None;
        }
        let stopping = self.web.stopping().clone();
        loop {
            let last = tokio::select! {
                biased;
                () = stopping.cancelled() => BotFrame::Retry { after_ms: RETRY_MS },
                frame = self.line.next() => match frame {
                    Some(frame) => return event(&frame),
                    None => BotFrame::Retry { after_ms: RETRY_MS },
                },
                _ = self.tick.tick() => match self.line.look(self.origin.as_deref()).await {
                    Ok(()) => continue,
                    Err(problem) => Refusal::from(problem).into_frame(),
                },
                _ = self.sign.tick() => return Some(Bytes::from_static(b": still here\n\n")),
            };
            self.is_over = true;
            return event(&last);
        }
    }
}

/// A frame as an event: JSON has no line breaks.
fn event(frame: &BotFrame) -> Option<Bytes> {
    let json = serde_json::to_string(frame).ok()?;
    Some(format!("data: {json}\n\n").into())
}
