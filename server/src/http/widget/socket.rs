//! `GET /v1/socket`: a visitor's frames in both directions.
//!
//! Most sockets are idle most of the time: small buffers, one timer, nothing allocated per tick.

use super::super::Web;
use super::super::live::{HELLO_TIME, Place, RETRY_MS};
use super::super::session::client_address;
use super::frame::{self, Refusal};
use super::line::Line;
use super::{act, cors, entry};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use domain::wire::visitor::{BotFrame, VisitorFrame};
use domain::{Code, Problem};
use std::net::IpAddr;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval_at, timeout};

/// Bytes of a message that are read so that its sender can be told that it is too large; what is larger still ends the
/// connection.
const READ_BYTES: usize = 1_200_000;

/// Answers the handshake. Who the visitor is, and whether the page may show the widget, is said by the first frame.
pub async fn open(State(web): State<Web>, upgrade: WebSocketUpgrade, request: Request) -> Response {
    let origin = cors::origin(request.headers()).map(str::to_owned);
    let address = client_address(request.extensions());
    upgrade
        // tungstenite's default of 128 KiB would be most of what an idle socket costs.
        .read_buffer_size(4 * 1024)
        .write_buffer_size(0)
        .max_write_buffer_size(256 * 1024)
        .max_frame_size(READ_BYTES)
        .max_message_size(READ_BYTES)
        // Boxed: the task's frame is what an idle socket costs.
        .on_upgrade(move |socket| Box::pin(Talk { socket, web, origin, address, has_read_much: false }.run()))
}

/// Why a socket ends.
enum End {
    /// The browser went away, or does not answer.
    Gone,
    /// The server goes down, cannot read its database, or wants its memory back.
    Retry,
    /// It may not, or not any more.
    Refused(Problem),
}

struct Talk {
    socket: WebSocket,
    web: Web,
    origin: Option<String>,
    address: IpAddr,
    /// A message that was too large has left its buffer with the socket.
    has_read_much: bool,
}

impl Talk {
    async fn run(mut self) {
        let (frame, code) = match self.follow().await {
            End::Gone => return,
            End::Retry => (BotFrame::Retry { after_ms: RETRY_MS }, close_code::RESTART),
            End::Refused(problem) => {
                let code = if problem.code == Code::TooLarge { close_code::SIZE } else { close_code::POLICY };
                (Refusal::from(problem).into_frame(), code)
            }
        };
        // Whoever does not read their last frame is not waited for.
        let _ = timeout(Duration::from_secs(5), async {
            let _ = self.say(&frame).await;
            let _ = self.socket.send(Message::Close(Some(CloseFrame { code, reason: Utf8Bytes::default() }))).await;
            // What is still on its way would otherwise break the line before the last frame is read.
            if code == close_code::SIZE {
                while let Some(Ok(_)) = self.socket.recv().await {}
            }
        })
        .await;
    }

    async fn follow(&mut self) -> End {
        let (mut line, _place) = match self.hello().await {
            Ok(line) => line,
            Err(end) => return end,
        };
        let stopping = self.web.stopping().clone();
        let pace = self.web.socket_tick();
        let mut tick = interval_at(tokio::time::Instant::now() + pace, pace);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = true;
        loop {
            tokio::select! {
                biased;
                () = stopping.cancelled() => return End::Retry,
                received = self.socket.recv() => match received {
                    None | Some(Ok(Message::Close(_))) => return End::Gone,
                    Some(Err(wrong)) => return broken(&wrong),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => heard = true,
                    Some(Ok(message @ (Message::Text(_) | Message::Binary(_)))) => {
                        heard = true;
                        if let Err(end) = self.hear(message.into_data(), &mut line).await {
                            return end;
                        }
                    }
                },
                frame = line.next() => {
                    let Some(frame) = frame else { return End::Retry };
                    if let Err(end) = self.say(&frame).await {
                        return end;
                    }
                }
                _ = tick.tick() => {
                    if !heard {
                        return End::Gone;
                    }
                    if self.has_read_much {
                        return End::Retry;
                    }
                    heard = false;
                    if let Err(problem) = line.look(self.origin.as_deref()).await {
                        return End::Refused(problem);
                    }
                    // A page is told nothing of pings.
                    for sign in [Message::Ping(Bytes::new()), Message::Text(Utf8Bytes::from_static(""))] {
                        if self.socket.send(sign).await.is_err() {
                            return End::Gone;
                        }
                    }
                }
            }
        }
    }

    async fn hello(&mut self) -> Result<(Line, Place), End> {
        let refused = |text: &str| Err(End::Refused(Problem::invalid(text)));
        let first = match timeout(HELLO_TIME, self.socket.recv()).await {
            Ok(Some(Ok(message @ (Message::Text(_) | Message::Binary(_))))) => message.into_data(),
            Ok(Some(Ok(_))) => return refused("Say hello first."),
            Ok(Some(Err(wrong))) => return Err(broken(&wrong)),
            Ok(None) => return Err(End::Gone),
            Err(_) => return refused("Say hello within ten seconds."),
        };
        let (token, after) = match frame::read(&first) {
            Ok(VisitorFrame::Hello { token, after }) => (token, after),
            Ok(_) => return refused("The first frame must be hello, with the token of POST /v1/session."),
            Err(refusal) => return Err(End::Refused(refusal.problem)),
        };
        entry::enter(&self.web, &token, after, self.origin.as_deref(), self.address)
            .await
            .map_err(|problem| if problem.code == Code::Unavailable { End::Retry } else { End::Refused(problem) })
    }

    /// Does what the visitor's frame says. What cannot be taken is answered, and the connection goes on.
    async fn hear(&mut self, message: Bytes, line: &mut Line) -> Result<(), End> {
        self.has_read_much |= message.len() > frame::FRAME_BYTES;
        let done = match act::read(&self.web, line.visitor(), &message) {
            Ok(frame) => {
                drop(message);
                act::act(&self.web, line.visitor(), frame).await
            }
            Err(refusal) => Err(refusal),
        };
        match done {
            Ok(Some(answer)) => self.say(&answer).await,
            Ok(None) => Ok(()),
            Err(refusal) => self.say(&refusal.into_frame()).await,
        }
    }

    async fn say(&mut self, frame: &BotFrame) -> Result<(), End> {
        let Ok(text) = serde_json::to_string(frame) else { return Err(End::Retry) };
        self.socket.send(Message::Text(text.into())).await.map_err(|_| End::Gone)
    }
}

/// Why nothing more can be read. tungstenite's own kind of error is not public through axum; its words for what exceeds a
/// limit are held by a test through a real socket.
fn broken(wrong: &axum::Error) -> End {
    if wrong.to_string().starts_with("Space limit exceeded") { End::Refused(frame::too_large()) } else { End::Gone }
}
