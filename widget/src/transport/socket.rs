//! The line as a WebSocket.

use super::net::WebSocket;
use super::{OPENING_MS, Transport, Wire};
use crate::dom;
use crate::frames::Say;
use std::rc::Rc;

/// Opens a socket and says hello on it.
pub fn open(line: &Rc<Transport>) {
    let url = ["ws", line.site.origin.strip_prefix("http").unwrap_or_default(), "/v1/socket"].concat();
    line.run.set(line.run.get() + 1);
    let run = line.run.get();
    let socket = match WebSocket::new(&url) {
        Ok(socket) => socket,
        Err(_) => {
            *line.wire.borrow_mut() = Some(Wire::Session);
            return closed(line, run);
        }
    };
    *line.wire.borrow_mut() = Some(Wire::Socket(socket.clone()));
    line.set_alarm(OPENING_MS);
    let (here, hello) = (line.clone(), socket.clone());
    dom::on(&socket, "open", move |_| {
        if here.is_current(run) {
            let token = here.token.borrow().clone().unwrap_or_default();
            let _ = hello.send(&Say::Hello { token: &token, after: here.after.get() }.json());
        }
    });
    let here = line.clone();
    dom::on(&socket, "message", move |event| {
        if let (true, Some(text)) = (here.is_current(run), event.data().as_string()) {
            here.heard(&text);
        }
    });
    // A socket that a page's Content Security Policy forbids has an error and no end, in Chromium.
    for name in ["error", "close"] {
        let here = line.clone();
        dom::on(&socket, name, move |_| closed(&here, run));
    }
}

fn closed(line: &Rc<Transport>, run: u32) {
    if line.is_current(run) {
        if !line.is_up.get() {
            line.blocked.set(line.blocked.get() + 1);
        }
        line.lose();
    }
}
