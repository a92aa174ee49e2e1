//! `/live`: the dashboard's socket. It sends each event of a workspace to those who may see it, in order and without
//! gaps; after a break the browser goes on from the last number that it has seen. Between them come the signs of typing and
//! the unfinished answers of the one conversation that the page watches.
//!
//! Most sockets are idle most of the time, so what matters is what an idle one costs: small buffers, one timer, no
//! allocation per tick.

mod watched;

use super::Web;
use super::problem::Answer;
use super::session::Caller;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::events::{EventKind, EventView};
use domain::ids::{ConversationRef, WorkspaceRef};
use domain::messages::MessageView;
use domain::permissions::Permission;
use domain::wire::visitor::Typist;
use domain::wire::{ClientFrame, ServerFrame};
use domain::{Code, Problem};
use engine::accounts::{self, ClientInfo, Session};
use engine::live::{Feed, Update};
use engine::{Ctx, conversations};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval_at, timeout};
use watched::Watched;

/// Where the socket is.
pub const PATH: &str = "/live";
/// Time for the first frame.
pub(super) const HELLO_TIME: Duration = Duration::from_secs(10);
/// How often a socket is pinged, given a sign of life (an empty message) and its session looked at anew: a removed member
/// is cut off within this time.
pub const TICK: Duration = Duration::from_secs(40);
/// What a browser waits before it comes back; spread by its own chance.
pub(super) const RETRY_MS: u32 = 2_000;
/// Sockets of one session: tabs of one browser.
const PER_SESSION: u32 = 50;
/// Bytes of a frame from a browser; the largest that there is has some 100.
const FRAME_BYTES: usize = 2 * 1024;

/// The open sockets of this process, and the streams that stand in for sockets.
#[derive(Debug)]
pub struct Sockets {
    open: watch::Sender<usize>,
    by_session: Mutex<HashMap<u64, u32>>,
    seed: RandomState,
}

impl Default for Sockets {
    fn default() -> Self {
        Self { open: watch::Sender::new(0), by_session: Mutex::default(), seed: RandomState::new() }
    }
}

impl Sockets {
    /// How many are open.
    pub fn open(&self) -> usize {
        *self.open.borrow()
    }

    /// Waits until none is open, for `at_most`.
    pub async fn closed(&self, at_most: Duration) {
        let mut open = self.open.subscribe();
        let _ = timeout(at_most, open.wait_for(|open| *open == 0)).await;
    }

    fn enter(&self, token: &str, most: u32) -> Option<u64> {
        let session = self.seed.hash_one(token);
        let mut by_session = self.by_session.lock().unwrap_or_else(PoisonError::into_inner);
        let count = by_session.entry(session).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        self.open.send_modify(|open| *open += 1);
        Some(session)
    }

    fn leave(&self, session: u64) {
        let mut by_session = self.by_session.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by_session.get_mut(&session) {
            *count -= 1;
            if *count == 0 {
                by_session.remove(&session);
            }
        }
        self.open.send_modify(|open| *open -= 1);
    }
}

/// A socket's place; gives it back when dropped, however the socket ended.
pub(super) struct Place {
    web: Web,
    session: u64,
}

impl Place {
    /// A place for one more socket of whoever has this token; none when they have as many as `most`.
    pub(super) fn take(web: &Web, token: &str, most: u32) -> Option<Self> {
        web.sockets().enter(token, most).map(|session| Self { web: web.clone(), session })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.web.sockets().leave(self.session);
    }
}

/// Answers the handshake: our own pages only, signed-in people only.
pub async fn open(
    State(web): State<Web>,
    Extension(caller): Extension<Caller>,
    Extension(client): Extension<ClientInfo>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    // A browser sends cookies with a socket of any page, and always says which page it is.
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    if !origin.is_some_and(|origin| super::csrf::is_own(&web, &headers, origin)) {
        return Answer(Problem::new(Code::Forbidden, "Sockets are for our own pages.")).into_response();
    }
    let Caller::Person { session, token } = caller else {
        return Answer(Problem::new(Code::Unauthenticated, "Sign in first.")).into_response();
    };
    let most = if web.limits().are_off() { u32::MAX } else { PER_SESSION };
    let Some(place) = Place::take(&web, &token, most) else {
        let text = format!("More than {PER_SESSION} pages are open with this sign-in. Close some.");
        return Answer(Problem::new(Code::Limited, text).retry_after(60)).into_response();
    };
    upgrade
        // tungstenite's default of 128 KiB would be most of what an idle socket costs.
        .read_buffer_size(4 * 1024)
        .write_buffer_size(0)
        .max_write_buffer_size(256 * 1024)
        .max_frame_size(FRAME_BYTES)
        .max_message_size(FRAME_BYTES)
        .on_upgrade(move |socket| async move {
            let talk = Talk { socket, web, session: *session, token: token.into(), client: Arc::new(client) };
            talk.run().await;
            drop(place);
        })
}

/// Why a socket ends.
enum End {
    /// The browser went away, or does not answer.
    Gone,
    /// The server goes down, or cannot read the log.
    Retry,
    /// It may not, or not any more.
    Refused(Problem),
}

struct Talk {
    socket: WebSocket,
    web: Web,
    session: Session,
    token: Arc<str>,
    client: Arc<ClientInfo>,
}

impl Talk {
    async fn run(mut self) {
        let end = self.follow().await;
        let (frame, code) = match end {
            End::Gone => return,
            End::Retry => (ServerFrame::Retry { after_ms: RETRY_MS }, close_code::RESTART),
            End::Refused(problem) => (ServerFrame::Refused { problem }, close_code::POLICY),
        };
        // Whoever does not read their last frame is not waited for.
        let _ = timeout(Duration::from_secs(5), async {
            let _ = self.say(&frame).await;
            let _ = self.socket.send(Message::Close(Some(CloseFrame { code, reason: Utf8Bytes::default() }))).await;
        })
        .await;
    }

    async fn follow(&mut self) -> End {
        let (workspace, after) = match self.hello().await {
            Ok(hello) => hello,
            Err(end) => return end,
        };
        let mut feed = match feed(self.session.clone(), workspace.clone(), after).await {
            Ok(feed) => feed,
            Err(end) => return end,
        };
        let stopping = self.web.stopping().clone();
        let pace = self.web.socket_tick();
        let mut tick = interval_at(tokio::time::Instant::now() + pace, pace);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = true;
        let mut watched = Watched::default();
        loop {
            tokio::select! {
                biased;
                () = stopping.cancelled() => return End::Retry,
                received = self.socket.recv() => match received {
                    None | Some(Err(_) | Ok(Message::Close(_))) => return End::Gone,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => heard = true,
                    Some(Ok(message @ (Message::Text(_) | Message::Binary(_)))) => {
                        heard = true;
                        if let Err(end) = self.hear(&message.into_data(), &workspace, &mut watched).await {
                            return end;
                        }
                    }
                },
                update = feed.next() => {
                    if let Err(end) = self.pass_on(update, &workspace).await {
                        return end;
                    }
                }
                frame = watched.next() => {
                    let Some(frame) = frame else { return End::Retry };
                    if self.is_own(&frame) {
                        continue;
                    }
                    if let Err(end) = self.say(&frame).await {
                        return end;
                    }
                }
                _ = tick.tick() => {
                    if !heard {
                        return End::Gone;
                    }
                    heard = false;
                    if let Err(end) = self.still_allowed(&workspace).await {
                        return end;
                    }
                    // A page is told nothing of pings.
                    for sign in [Message::Ping(bytes::Bytes::new()), Message::Text(Utf8Bytes::from_static(""))] {
                        if self.socket.send(sign).await.is_err() {
                            return End::Gone;
                        }
                    }
                }
            }
        }
    }

    async fn hello(&mut self) -> Result<(WorkspaceRef, Option<i64>), End> {
        let first = match timeout(HELLO_TIME, self.socket.recv()).await {
            Ok(Some(Ok(Message::Text(text)))) => text,
            Ok(Some(Ok(_))) => return Err(End::Refused(Problem::invalid("Say hello first."))),
            Ok(_) => return Err(End::Gone),
            Err(_) => return Err(End::Refused(Problem::invalid("Say hello within ten seconds."))),
        };
        match serde_json::from_str(first.as_str()) {
            Ok(ClientFrame::Hello { workspace, after }) => Ok((workspace, after)),
            Ok(_) | Err(_) => Err(End::Refused(Problem::invalid("The first frame is no hello."))),
        }
    }

    /// Does what the page says after its hello. A conversation that is not there (any more), or that this person may not
    /// see, is passed over: the page hears of it where it loads it, and its events go on.
    async fn hear(&mut self, message: &[u8], workspace: &WorkspaceRef, watched: &mut Watched) -> Result<(), End> {
        let ctx = self.session.ctx_in(workspace).map_err(end_of)?;
        self.web.limits().known(("session", &*self.token), Some(ctx.workspace())).map_err(End::Refused)?;
        let done = match serde_json::from_slice(message) {
            Ok(ClientFrame::Watch { conversation }) => {
                watched.end();
                watch_conversation(&ctx, conversation, watched).await
            }
            Ok(ClientFrame::Typing { conversation, on }) => conversations::type_as_agent(&ctx, &conversation, on).await,
            Ok(ClientFrame::Hello { .. }) | Err(_) => {
                return Err(End::Refused(Problem::invalid("After its hello a page says watch and typing.")));
            }
        };
        match done.map_err(engine::Error::into_problem) {
            Err(problem) if !matches!(problem.code, Code::NotFound | Code::Forbidden) => Err(end_with(problem)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Whether this tells that the person at this end types: they know.
    fn is_own(&self, frame: &ServerFrame) -> bool {
        let ServerFrame::Typing { who: Typist::Agent { name }, .. } = frame else { return false };
        *name == self.session.view().user.name
    }

    /// Opens the session anew: it may have ended, or its person may have left the workspace.
    async fn still_allowed(&mut self, workspace: &WorkspaceRef) -> Result<(), End> {
        match accounts::open_session(self.web.engine(), &self.token, &self.client).await {
            Ok(Some(session)) => {
                let (before, now) = (self.session.ctx_in(workspace), session.ctx_in(workspace).map_err(end_of)?);
                self.session = session;
                // What this socket tells was decided when it came: with another role it comes again.
                let same = |ctx: &Ctx| Permission::all().all(|permission| ctx.may(permission) == now.may(permission));
                if before.is_ok_and(|before| same(&before)) { Ok(()) } else { Err(End::Retry) }
            }
            Ok(None) => Err(End::Refused(Problem::new(Code::Unauthenticated, "You are signed out. Sign in again."))),
            // The database is away: that is no reason to throw everybody out. The feed notices it by itself.
            Err(_) => Ok(()),
        }
    }

    /// Sends an update. After what changes who belongs to the workspace, it first makes sure that this person still does.
    async fn pass_on(&mut self, update: Update, workspace: &WorkspaceRef) -> Result<(), End> {
        let frame = match update {
            Update::Ready(seq) => ServerFrame::Ready { seq },
            Update::Event(told) => {
                if changes_members(&told.event) {
                    self.still_allowed(workspace).await?;
                }
                let message = told.message.map(|message| Box::new(MessageView::clone(&message)));
                ServerFrame::Event { event: told.event, conversation: told.conversation, message }
            }
            Update::Reset(seq) => ServerFrame::Reset { seq },
            Update::Away => return Err(End::Retry),
        };
        self.say(&frame).await
    }

    async fn say(&mut self, frame: &ServerFrame) -> Result<(), End> {
        let Ok(text) = serde_json::to_string(frame) else { return Err(End::Retry) };
        self.socket.send(Message::Text(text.into())).await.map_err(|_| End::Gone)
    }
}

async fn feed(session: Session, workspace: WorkspaceRef, after: Option<i64>) -> Result<Feed, End> {
    let ctx = session.ctx_in(&workspace).map_err(end_of)?;
    engine::live::follow(&ctx, after).await.map_err(end_of)
}

fn changes_members(event: &EventView) -> bool {
    matches!(event.kind, EventKind::MemberRemoved | EventKind::MemberRoleChanged)
}

async fn watch_conversation(
    ctx: &Ctx,
    conversation: Option<ConversationRef>,
    watched: &mut Watched,
) -> engine::Result<()> {
    if let Some(conversation) = conversation {
        let feed = engine::live::watch(ctx, &conversation).await?;
        watched.begin(conversation, feed);
    }
    Ok(())
}

fn end_of(error: engine::Error) -> End {
    end_with(error.into_problem())
}

fn end_with(problem: Problem) -> End {
    if problem.code == Code::Unavailable { End::Retry } else { End::Refused(problem) }
}
