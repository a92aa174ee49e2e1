//! A widget's end: sessions, the socket, and server-sent events with posts.

use super::harness::{Caller, Setting, TestServer, plain_client};
use domain::bots::{BotChange, BotView};
use domain::conversations::ConversationDetail;
use domain::messages::{Author, MessageView};
use domain::wire::visitor::{BotFrame, SessionGranted, VisitorFrame};
use engine::Ctx;
use futures::{SinkExt, StreamExt};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// The page that the widget stands on.
pub const PAGE: &str = "https://shop.example";

/// A server that gives nobody up while the test looks elsewhere.
pub async fn calm() -> TestServer {
    TestServer::with(Setting { socket_tick: Duration::from_secs(60), ..Setting::default() }).await
}

/// The workspace of somebody signed in.
pub async fn ctx(server: &TestServer, caller: &Caller) -> Ctx {
    let session = engine::accounts::open_session(&server.engine, caller.token(), &Default::default()).await.unwrap();
    session.unwrap().ctx_in(caller.workspace()).unwrap()
}

/// A bot whose widget may stand on [`PAGE`].
pub async fn bot(server: &TestServer, owner: &Caller) -> BotView {
    let ctx = ctx(server, owner).await;
    let bot = engine::bots::create(&ctx, "Daisy").await.unwrap();
    let change = BotChange { domains: Some(vec!["shop.example".to_owned()]), ..BotChange::default() };
    engine::bots::update(&ctx, &bot.id, change).await.unwrap()
}

/// What a widget on [`PAGE`] knows.
#[derive(Clone)]
pub struct Widget {
    pub address: SocketAddr,
    pub origin: Option<String>,
    pub project: String,
    pub key: String,
    pub client: reqwest::Client,
}

impl Widget {
    pub fn of(address: SocketAddr, bot: &BotView) -> Self {
        Self {
            address,
            origin: Some(PAGE.to_owned()),
            project: bot.id.to_string(),
            key: bot.widget.key.to_string(),
            client: plain_client(),
        }
    }

    /// The same on another page, or in no browser.
    pub fn on(&self, origin: Option<&str>) -> Self {
        Self { origin: origin.map(str::to_owned), ..self.clone() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("http://{}{path}", self.address));
        match &self.origin {
            Some(origin) => request.header("origin", origin),
            None => request,
        }
    }

    pub async fn ask(&self, token: Option<&str>) -> Response {
        let body = json!({ "project": self.project, "key": self.key, "token": token });
        self.request(Method::POST, "/v1/session").json(&body).send().await.unwrap()
    }

    /// A new visitor.
    pub async fn session(&self) -> SessionGranted {
        let answer = self.ask(None).await;
        let status = answer.status();
        let text = answer.text().await.unwrap();
        serde_json::from_str(&text).unwrap_or_else(|wrong| panic!("{status} {wrong}: {text}"))
    }

    /// Sends a frame without a socket.
    pub async fn post(&self, token: &str, frame: &VisitorFrame) -> Response {
        self.request(Method::POST, "/v1/frames").bearer_auth(token).json(frame).send().await.unwrap()
    }

    /// A socket that has said nothing yet.
    pub async fn socket(&self) -> Chat {
        let mut request = format!("ws://{}/v1/socket", self.address).into_client_request().unwrap();
        if let Some(origin) = &self.origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Chat(socket),
            Err(Error::Http(answer)) => panic!("{}", answer.status()),
            Err(other) => panic!("{other}"),
        }
    }

    /// A socket that has said hello.
    pub async fn hello(&self, token: &str, after: i64) -> Chat {
        let mut chat = self.socket().await;
        chat.say(&VisitorFrame::Hello { token: token.to_owned(), after }).await;
        chat
    }

    /// A new visitor whose socket is ready.
    pub async fn visitor(&self) -> (String, Chat) {
        let token = self.session().await.token;
        let mut chat = self.hello(&token, 0).await;
        chat.ready().await;
        (token, chat)
    }

    /// The same by server-sent events.
    pub async fn stream(&self, token: &str, after: i64) -> Events {
        let hello = VisitorFrame::Hello { token: token.to_owned(), after };
        let answer = self.request(Method::POST, "/v1/stream").json(&hello).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream", "{:?}", answer.status());
        Events { answer, unread: String::new() }
    }
}

pub fn message(client_id: &str, text: &str) -> VisitorFrame {
    VisitorFrame::Message { client_id: client_id.to_owned(), text: text.to_owned() }
}

/// The widget's end of a socket.
pub struct Chat(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Chat {
    pub async fn say(&mut self, frame: &VisitorFrame) {
        self.raw(&serde_json::to_string(frame).unwrap()).await;
    }

    pub async fn raw(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// Says it unless the connection is broken.
    pub async fn try_say(&mut self, frame: &VisitorFrame) -> bool {
        self.0.send(Message::text(serde_json::to_string(frame).unwrap())).await.is_ok()
    }

    /// The next frame; none when the socket is closed.
    pub async fn next(&mut self) -> Option<BotFrame> {
        self.next_within(Duration::from_secs(20)).await
    }

    /// The same for those who have to wait longer.
    pub async fn next_within(&mut self, patience: Duration) -> Option<BotFrame> {
        loop {
            match tokio::time::timeout(patience, self.0.next()).await.expect("silence") {
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

    /// The code with which the server closes, after passing over what it says before.
    pub async fn close_code(&mut self) -> u16 {
        loop {
            match tokio::time::timeout(Duration::from_secs(20), self.0.next()).await.expect("silence") {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(Message::Close(None)) | Err(_)) | None => return 0,
                Some(Ok(_)) => {}
            }
        }
    }

    pub async fn ready(&mut self) -> BotFrame {
        match self.next().await {
            Some(frame @ BotFrame::Ready { .. }) => frame,
            other => panic!("{other:?}"),
        }
    }

    /// The first frame that `wanted` takes; passes over the others.
    pub async fn find<T>(&mut self, mut wanted: impl FnMut(BotFrame) -> Option<T>) -> T {
        loop {
            let frame = self.next().await.expect("the socket is closed");
            if let Some(found) = wanted(frame) {
                return found;
            }
        }
    }

    /// Sends a message and waits for its acknowledgement: its place.
    pub async fn send(&mut self, client_id: &str, text: &str) -> i64 {
        self.say(&message(client_id, text)).await;
        self.accepted(client_id).await.1
    }

    /// Id and place of an acknowledged message.
    pub async fn accepted(&mut self, wanted: &str) -> (String, i64) {
        self.find(|frame| match frame {
            BotFrame::Accepted { client_id, id, seq, .. } if client_id == wanted => Some((id.to_string(), seq)),
            BotFrame::Error { client_id: Some(client_id), message, .. } if client_id == wanted => panic!("{message}"),
            _ => None,
        })
        .await
    }

    /// The next stored message of the bot.
    pub async fn reply(&mut self) -> MessageView {
        self.find(|frame| match frame {
            BotFrame::Message { message } if matches!(message.author, Author::Bot { .. }) => Some(message),
            _ => None,
        })
        .await
    }

    /// Stored messages until the one in this place.
    pub async fn messages_until(&mut self, last: i64) -> Vec<MessageView> {
        let mut all = Vec::new();
        while all.last().is_none_or(|message: &MessageView| message.seq < last) {
            all.push(self.find(stored).await);
        }
        all
    }

    /// Whether nothing but signs of typing comes for this long.
    pub async fn is_silent(&mut self, time: Duration) -> bool {
        let next =
            tokio::time::timeout(time, self.find(|f| (!matches!(f, BotFrame::Typing { .. })).then_some(f))).await;
        next.is_err()
    }
}

/// A frame's stored message.
pub fn stored(frame: BotFrame) -> Option<MessageView> {
    match frame {
        BotFrame::Message { message } => Some(message),
        _ => None,
    }
}

/// A stream of server-sent events.
pub struct Events {
    answer: Response,
    unread: String,
}

impl Events {
    /// The next frame; none at the end.
    pub async fn next(&mut self) -> Option<BotFrame> {
        loop {
            if let Some((event, rest)) = self.unread.split_once("\n\n") {
                let frame = event.strip_prefix("data: ").map(|json| serde_json::from_str(json).unwrap());
                self.unread = rest.to_owned();
                match frame {
                    Some(frame) => return Some(frame),
                    None => continue,
                }
            }
            let piece = tokio::time::timeout(Duration::from_secs(20), self.answer.chunk()).await.expect("silence");
            self.unread.push_str(std::str::from_utf8(&piece.ok()??).unwrap());
        }
    }

    pub async fn find<T>(&mut self, mut wanted: impl FnMut(BotFrame) -> Option<T>) -> T {
        loop {
            if let Some(found) = wanted(self.next().await.expect("the stream has ended")) {
                return found;
            }
        }
    }
}

/// All conversations of a workspace with their messages, as its team sees them.
pub async fn everything(ctx: &Ctx) -> Vec<ConversationDetail> {
    let mut all = Vec::new();
    for list in [domain::conversations::InboxList::Open, domain::conversations::InboxList::Resolved] {
        let page = engine::conversations::list(ctx, list, Default::default()).await.unwrap();
        for conversation in page.items {
            all.push(engine::conversations::read(ctx, &conversation.id, None).await.unwrap());
        }
    }
    all
}

/// The words of a problem.
pub fn words(problem: &Value) -> &str {
    problem["detail"].as_str().unwrap()
}
