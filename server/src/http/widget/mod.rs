//! What widgets on other people's websites talk to: `POST /v1/session`, then `/v1/socket`, or, where sockets are blocked,
//! `POST /v1/stream` with `POST /v1/frames`. The frames are those of [`domain::wire::visitor`], the same on both ways.
//!
//! No cookie is read or set here, so there is nothing that another site could forge: a visitor is whoever holds the token.
//! Which websites may show a widget is decided by the engine, which gets the page's origin with each call.

mod act;
mod body;
mod cors;
mod entry;
mod frame;
mod frames;
mod line;
mod session;
mod socket;
mod stream;

use super::Web;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};

/// Opens a session.
pub const SESSION: &str = "/v1/session";
/// The socket.
pub const SOCKET: &str = "/v1/socket";
/// Server-sent events, in place of the socket.
pub const STREAM: &str = "/v1/stream";
/// One frame of the visitor, in place of the socket.
pub const FRAMES: &str = "/v1/frames";

/// Method, path and handler of each route.
fn routes() -> [(&'static str, &'static str, MethodRouter<Web>); 4] {
    [
        ("POST", SESSION, post(session::open)),
        ("GET", SOCKET, get(socket::open)),
        ("POST", STREAM, post(stream::open)),
        ("POST", FRAMES, post(frames::take)),
    ]
}

/// The routes, with bounds of their own, and what is allowed to pages of other sites.
pub fn router(web: &Web, mut note: impl FnMut(&str, &str)) -> Router<Web> {
    let mut router = Router::new();
    for (method, path, route) in routes() {
        note(method, path);
        router = router.route(path, route);
    }
    router.layer(from_fn_with_state(web.clone(), body::keep)).layer(from_fn(cors::allow))
}
