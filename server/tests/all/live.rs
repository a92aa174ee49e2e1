//! `/live`

use super::harness::{Caller, Setting, TestServer, json};
use domain::Code;
use domain::permissions::Role;
use domain::wire::{ClientFrame, ServerFrame};
use futures::{SinkExt, StreamExt};
use serde_json::json;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A browser's end of the socket.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Opens it as a page of ours does; the HTTP status when it is refused.
    pub async fn open(caller: &Caller) -> Result<Self, u16> {
        Self::open_from(caller, Some(&format!("http://{}", caller.address))).await
    }

    pub async fn open_from(caller: &Caller, origin: Option<&str>) -> Result<Self, u16> {
        let mut request = format!("ws://{}/live", caller.address).into_client_request().unwrap();
        let cookie = format!("romashka_session={}", caller.token());
        request.headers_mut().insert("cookie", cookie.parse().unwrap());
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }

    /// Opens it and says hello.
    pub async fn follow(caller: &Caller, after: Option<i64>) -> Self {
        let mut socket = Self::open(caller).await.unwrap();
        socket.say(&ClientFrame::Hello { workspace: caller.workspace().clone(), after }).await;
        socket
    }

    pub async fn say(&mut self, frame: &ClientFrame) {
        self.raw(&serde_json::to_string(frame).unwrap()).await;
    }

    pub async fn raw(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// The next frame; none when the socket is closed.
    pub async fn next(&mut self) -> Option<ServerFrame> {
        loop {
            let message = tokio::time::timeout(Duration::from_secs(10), self.0.next()).await.expect("silence");
            match message {
                // A mere sign of life.
                Some(Ok(Message::Text(text))) if text.is_empty() => {}
                Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(_) | Err(_)) | None => return None,
            }
        }
    }

    /// Waits for a sign of life; pings are not heard by pages.
    pub async fn sign(&mut self) {
        loop {
            match tokio::time::timeout(Duration::from_secs(10), self.0.next()).await.expect("silence") {
                Some(Ok(Message::Text(text))) if text.is_empty() => return,
                Some(Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    pub async fn ready(&mut self) -> i64 {
        match self.next().await {
            Some(ServerFrame::Ready { seq }) => seq,
            other => panic!("{other:?}"),
        }
    }

    pub async fn event_seq(&mut self) -> i64 {
        match self.next().await {
            Some(ServerFrame::Event { event, .. }) => event.seq,
            other => panic!("{other:?}"),
        }
    }
}

async fn make_key(owner: &Caller) {
    let body = json!({ "name": "k", "scopes": ["mail_read"] });
    assert!(owner.post("/api/api-keys", &body).await.status().is_success());
}

#[tokio::test]
async fn events_arrive_as_they_happen_and_after_a_break_from_where_it_broke_off() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut socket = Socket::follow(&owner, None).await;
    let start = socket.ready().await;
    make_key(&owner).await;
    make_key(&owner).await;
    assert_eq!(socket.event_seq().await, start + 1);
    drop(socket);
    make_key(&owner).await;
    let mut socket = Socket::follow(&owner, Some(start + 1)).await;
    assert_eq!(socket.ready().await, start + 3);
    assert_eq!(socket.event_seq().await, start + 2);
    assert_eq!(socket.event_seq().await, start + 3);
    make_key(&owner).await;
    assert_eq!(socket.event_seq().await, start + 4);
    server.down().await;
}

#[tokio::test]
async fn whoever_claims_to_have_seen_the_future_starts_anew() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut socket = Socket::follow(&owner, Some(1_000_000)).await;
    let newest = socket.ready().await;
    assert_eq!(socket.next().await, Some(ServerFrame::Reset { seq: newest }));
    server.down().await;
}

#[tokio::test]
async fn pages_of_other_sites_and_guests_get_no_socket() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    assert_eq!(Socket::open_from(&owner, Some("https://evil.example")).await.err(), Some(403));
    assert_eq!(Socket::open_from(&owner, Some("null")).await.err(), Some(403));
    assert_eq!(Socket::open_from(&owner, None).await.err(), Some(403));
    assert_eq!(Socket::open(&server.guest()).await.err(), Some(401));
    server.down().await;
}

#[tokio::test]
async fn a_frame_that_makes_no_sense_is_refused_in_words() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for first in ["", "{}", "hello", r#"{"type":"hello","workspace":"ws_nonsense"}"#, r#"{"type":"shout"}"#] {
        let mut socket = Socket::open(&owner).await.unwrap();
        socket.raw(first).await;
        assert!(matches!(socket.next().await, Some(ServerFrame::Refused { .. })), "{first}");
        assert!(socket.next().await.is_none());
    }
    let mut socket = Socket::follow(&owner, None).await;
    socket.ready().await;
    socket.raw("more").await;
    assert!(matches!(socket.next().await, Some(ServerFrame::Refused { .. })));
    let mut socket = Socket::open(&owner).await.unwrap();
    socket.raw(&"x".repeat(100_000)).await;
    assert!(socket.next().await.is_none(), "a frame that is too large ends the socket");
    server.down().await;
}

#[tokio::test]
async fn a_removed_member_is_cut_off() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let ann = server.member(&owner, "ann@one.example", Role::Agent).await;
    let mut socket = Socket::follow(&ann, None).await;
    socket.ready().await;
    let members = json(owner.get("/api/members").await).await;
    let id =
        members["items"].as_array().unwrap().iter().find(|m| m["email"] == "ann@one.example").unwrap()["id"].clone();
    assert!(owner.delete(&format!("/api/members/{}", id.as_str().unwrap())).await.status().is_success());
    match socket.next().await {
        Some(ServerFrame::Refused { problem }) => {
            assert!(matches!(problem.code, Code::NotFound | Code::Unauthenticated))
        }
        other => panic!("{other:?}"),
    }
    assert!(socket.next().await.is_none());
    server.down().await;
}

#[tokio::test]
async fn a_socket_ends_with_the_session_that_opened_it() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut socket = Socket::follow(&owner, None).await;
    socket.ready().await;
    engine::accounts::sign_out(&server.engine, owner.token()).await.unwrap();
    match socket.next().await {
        Some(ServerFrame::Refused { problem }) => assert_eq!(problem.code, Code::Unauthenticated),
        other => panic!("{other:?}"),
    }
    server.down().await;
}

#[tokio::test]
async fn a_page_stays_in_its_workspace_whatever_another_tab_switches_to() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    // Signing in takes its time, during which a socket that nobody reads from would be given up: it comes first.
    let back = server.sign_in("olga@one.example").await;
    let mut socket = Socket::follow(&owner, None).await;
    let start = socket.ready().await;
    let session = engine::accounts::open_session(&server.engine, owner.token(), &Default::default()).await.unwrap();
    engine::accounts::create_workspace(&session.unwrap(), "Shop Three", "").await.unwrap();
    // The session is in the new workspace now; the socket still follows the old one, also when it is looked at anew.
    assert!(tokio::time::timeout(Duration::from_millis(700), socket.next()).await.is_err());
    let session =
        engine::accounts::open_session(&server.engine, back.token(), &Default::default()).await.unwrap().unwrap();
    engine::accounts::switch_workspace(&session, owner.workspace().clone()).await.unwrap();
    make_key(&back).await;
    assert_eq!(socket.event_seq().await, start + 1);
    server.down().await;
}

#[tokio::test]
async fn a_server_that_goes_down_tells_its_sockets_to_come_back() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut socket = Socket::follow(&owner, None).await;
    socket.ready().await;
    assert_eq!(server.web.sockets().open(), 1);
    server.stop.cancel();
    assert!(matches!(socket.next().await, Some(ServerFrame::Retry { after_ms }) if after_ms > 0));
    server.web.sockets().closed(Duration::from_secs(5)).await;
    assert_eq!(server.web.sockets().open(), 0);
    server.down().await;
}

#[tokio::test]
async fn an_idle_socket_is_given_signs_of_life_that_a_page_can_hear() {
    let server = TestServer::with(Setting { socket_tick: Duration::from_millis(100), ..Setting::default() }).await;
    let owner = server.owner().await;
    let mut socket = Socket::follow(&owner, None).await;
    for _ in 0..3 {
        socket.sign().await;
    }
    server.down().await;
}

#[tokio::test]
async fn a_socket_that_answers_no_ping_is_given_up() {
    let server = TestServer::with(Setting { socket_tick: Duration::from_millis(200), ..Setting::default() }).await;
    let owner = server.owner().await;
    let socket = Socket::follow(&owner, None).await;
    // Nobody reads from it, so nobody answers.
    super::harness::eventually("the dead socket is gone", || async { server.web.sockets().open() == 0 }).await;
    drop(socket);
    server.down().await;
}

#[tokio::test]
async fn one_sign_in_holds_fifty_sockets_and_no_more() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut open = Vec::new();
    for _ in 0..50 {
        open.push(Socket::follow(&owner, None).await);
    }
    assert_eq!(Socket::open(&owner).await.err(), Some(429));
    drop(open);
    super::harness::eventually("the places come free", || async { server.web.sockets().open() == 0 }).await;
    assert!(Socket::open(&owner).await.is_ok());
    server.down().await;
}
