//! A real SMTP server on loopback.
//!
//! It speaks the protocol over TCP with an implementation that is not the one that sends, keeps what it accepts, and
//! refuses, hangs or encrypts as its [`Script`] says:
//!
//! ```no_run
//! # async fn test() -> Result<(), Box<dyn std::error::Error>> {
//! use connectors::mail::{Mail, Mailer, Smtp};
//! let server = connectors::testing::SmtpServer::start().await;
//! let smtp = Smtp::from_url(&server.url())?; // smtp://127.0.0.1:PORT?from=…
//! smtp.send(&Mail { to: "ann@example.com".into(), message_id: "1@x".into(), ..Mail::default() }).await?;
//! let mails = server.wait_for(1).await; // also: server.received()
//! assert_eq!(mails[0].to, ["ann@example.com"]);
//! server.set(connectors::testing::Script { recipient_reply: Some((550, "no".into())), ..Default::default() });
//! # Ok(()) }
//! ```
//!
//! The server ends when it is dropped. It panics where a test could not go on anyway.

use mail_parser::{MessageParser, MimeHeaders};
use mailin::response::{AUTH_OK, INVALID_CREDENTIALS, OK, Response};
use mailin::{Action, AuthMechanism, Handler, SessionBuilder};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// How the server behaves to connections that come from now on. The default accepts everything.
#[derive(Clone, Default)]
pub struct Script {
    /// Answer to `RCPT TO` instead of 250.
    pub recipient_reply: Option<(u16, String)>,
    /// Answer to a whole message instead of 250; with a code from 400 it is not kept.
    pub message_reply: Option<(u16, String)>,
    /// A sign-in with this user and password is required.
    pub user: Option<(String, String)>,
    /// Encryption: by STARTTLS, or from the first byte with [`implicit_tls`](Self::implicit_tls).
    pub tls: Option<Arc<rustls::ServerConfig>>,
    /// Encrypt from the first byte.
    pub implicit_tls: bool,
    /// Fall silent at this point and keep the connection.
    pub hang: Option<Hang>,
}

/// Where a server falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hang {
    /// Before its first word.
    BeforeGreeting,
    /// After it has taken (and kept) a message, before it says so.
    AfterMessage,
}

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct ReceivedMail {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Whether it came over an encrypted connection.
    pub encrypted: bool,
    /// Who was signed in.
    pub user: Option<String>,
    /// Headers and body as sent.
    pub raw: Vec<u8>,
}

impl ReceivedMail {
    /// A header, decoded; the first of that name.
    pub fn header(&self, name: &str) -> Option<String> {
        let message = self.parsed();
        match name.to_ascii_lowercase().as_str() {
            "subject" => message.subject().map(str::to_owned),
            "message-id" => message.message_id().map(str::to_owned),
            // Texts that look like addresses or dates are given as they stand.
            _ => message.header_raw(name).map(|value| value.trim().to_owned()),
        }
    }
    /// Name and address in `To`, decoded.
    pub fn recipient(&self) -> (Option<String>, Option<String>) {
        person(self.parsed().to())
    }
    /// Name and address in `From`, decoded.
    pub fn sender(&self) -> (Option<String>, Option<String>) {
        person(self.parsed().from())
    }
    /// The part of plain text, decoded.
    pub fn text(&self) -> Option<String> {
        self.part("plain")
    }
    /// The part of HTML, decoded.
    pub fn html(&self) -> Option<String> {
        self.part("html")
    }
    /// Type of the whole mail, as `multipart/alternative`.
    pub fn content_type(&self) -> Option<String> {
        let message = self.parsed();
        let kind = message.content_type()?;
        Some(format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()))
    }

    fn part(&self, subtype: &str) -> Option<String> {
        let message = self.parsed();
        let part = message.parts.iter().find(|part| {
            part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some(subtype))
        })?;
        // Line ends on the wire are CRLF.
        part.text_contents().map(|text| text.replace("\r\n", "\n").trim_end().to_owned())
    }
    fn parsed(&self) -> mail_parser::Message<'_> {
        MessageParser::default().parse(&self.raw).expect("a mail that can be read")
    }
}

fn person(address: Option<&mail_parser::Address<'_>>) -> (Option<String>, Option<String>) {
    let first = address.and_then(|list| list.first());
    (first.and_then(|p| p.name()).map(str::to_owned), first.and_then(|p| p.address()).map(str::to_owned))
}

/// The server; see the head of this file.
pub struct SmtpServer {
    addr: SocketAddr,
    script: Arc<Mutex<Script>>,
    received: Arc<Mutex<Vec<ReceivedMail>>>,
    task: tokio::task::JoinHandle<()>,
}

impl SmtpServer {
    /// A server that accepts everything, on a free port of 127.0.0.1.
    pub async fn start() -> Self {
        Self::start_with(Script::default()).await
    }

    /// A server that behaves like this.
    pub async fn start_with(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("an address");
        let script = Arc::new(Mutex::new(script));
        let received = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(accept(listener, script.clone(), received.clone()));
        Self { addr, script, received, task }
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }
    /// The address for `ROMASHKA_SMTP_URL`, with a sender.
    pub fn url(&self) -> String {
        format!("smtp://{}?from=Romashka <no-reply@romashka.test>", self.addr)
    }
    /// Changes its behaviour for connections that come from now on.
    pub fn set(&self, script: Script) {
        *self.script.lock().unwrap() = script;
    }
    /// All mails so far.
    pub fn received(&self) -> Vec<ReceivedMail> {
        self.received.lock().unwrap().clone()
    }
    /// All mails once there are this many; panics when they have not come after ten seconds.
    pub async fn wait_for(&self, count: usize) -> Vec<ReceivedMail> {
        for _ in 0..500 {
            let mails = self.received();
            if mails.len() >= count {
                return mails;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} of {count} mails came within ten seconds", self.received().len());
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

async fn accept(listener: TcpListener, script: Arc<Mutex<Script>>, received: Arc<Mutex<Vec<ReceivedMail>>>) {
    // Dropped, and its sessions ended, together with this task.
    let mut sessions = tokio::task::JoinSet::new();
    while let Ok((stream, peer)) = listener.accept().await {
        let script = script.lock().unwrap().clone();
        // A client that leaves in the middle is part of the tests.
        sessions.spawn(session(stream, peer.ip(), script, received.clone()));
    }
}

async fn session(
    stream: TcpStream,
    peer: IpAddr,
    script: Script,
    received: Arc<Mutex<Vec<ReceivedMail>>>,
) -> io::Result<()> {
    if script.hang == Some(Hang::BeforeGreeting) {
        return std::future::pending().await;
    }
    let acceptor = script.tls.clone().map(TlsAcceptor::from);
    let mail = Arc::new(Mutex::new(Incoming::default()));
    let mut stream: Box<dyn Stream> = Box::new(stream);
    let mut builder = SessionBuilder::new("smtp.romashka.test");
    if script.user.is_some() {
        builder.enable_auth(AuthMechanism::Plain).enable_auth(AuthMechanism::Login);
        if acceptor.is_none() || script.implicit_tls {
            builder.insecure_enable_plaintext_auth();
        }
    }
    match &acceptor {
        Some(tls) if script.implicit_tls => {
            stream = Box::new(tls.accept(stream).await?);
            mail.lock().unwrap().encrypted = true;
        }
        Some(_) => {
            builder.enable_start_tls();
        }
        None => {}
    }
    let mut stream = BufReader::new(stream);
    let mut session = builder.build(peer, Recorder { script: script.clone(), mail: mail.clone(), received });
    stream.write_all(&session.greeting().buffer()?).await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        // This implementation stays inside a message that it has refused, and would swallow the good-bye.
        if mail.lock().unwrap().refused {
            stream.write_all(b"221 Goodbye\r\n").await?;
            return stream.shutdown().await;
        }
        let reply = session.process(&line);
        if mail.lock().unwrap().taken && script.hang == Some(Hang::AfterMessage) {
            return std::future::pending().await;
        }
        if reply.action != Action::NoReply {
            stream.write_all(&reply.buffer()?).await?;
            stream.flush().await?;
        }
        match (reply.action, &acceptor) {
            (Action::Close, _) => return stream.shutdown().await,
            (Action::UpgradeTls, Some(tls)) => {
                stream = BufReader::new(Box::new(tls.accept(stream.into_inner()).await?));
                session.tls_active();
                mail.lock().unwrap().encrypted = true;
            }
            _ => {}
        }
    }
}

/// What one connection has brought so far.
#[derive(Default)]
struct Incoming {
    from: String,
    to: Vec<String>,
    raw: Vec<u8>,
    encrypted: bool,
    user: Option<String>,
    taken: bool,
    refused: bool,
}

struct Recorder {
    script: Script,
    mail: Arc<Mutex<Incoming>>,
    received: Arc<Mutex<Vec<ReceivedMail>>>,
}

impl Recorder {
    fn sign_in(&self, user: &str, password: &str) -> Response {
        match &self.script.user {
            Some((name, secret)) if name == user && secret == password => {
                self.mail.lock().unwrap().user = Some(user.to_owned());
                AUTH_OK
            }
            _ => INVALID_CREDENTIALS,
        }
    }
}

impl Handler for Recorder {
    fn mail(&mut self, _: IpAddr, _: &str, from: &str) -> Response {
        let mut mail = self.mail.lock().unwrap();
        mail.from = from.to_owned();
        mail.to.clear();
        mail.raw.clear();
        OK
    }
    fn rcpt(&mut self, to: &str) -> Response {
        if let Some((code, text)) = &self.script.recipient_reply {
            return Response::custom(*code, text.clone());
        }
        self.mail.lock().unwrap().to.push(to.to_owned());
        OK
    }
    fn data(&mut self, line: &[u8]) -> io::Result<()> {
        self.mail.lock().unwrap().raw.extend_from_slice(line);
        Ok(())
    }
    fn data_end(&mut self) -> Response {
        let reply = match &self.script.message_reply {
            Some((code, text)) => Response::custom(*code, text.clone()),
            None => Response::custom(250, format!("queued as {}", self.received.lock().unwrap().len() + 1)),
        };
        let mut mail = self.mail.lock().unwrap();
        mail.refused = reply.is_error;
        if !reply.is_error {
            mail.taken = true;
            self.received.lock().unwrap().push(ReceivedMail {
                from: mail.from.clone(),
                to: mail.to.clone(),
                encrypted: mail.encrypted,
                user: mail.user.clone(),
                raw: std::mem::take(&mut mail.raw),
            });
        }
        reply
    }
    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        self.sign_in(user, password)
    }
    fn auth_login(&mut self, user: &str, password: &str) -> Response {
        self.sign_in(user, password)
    }
}
