//! Mail over SMTP: one connection for each mail, each step with its end.
//!
//! Connections are not kept: a server takes seconds to greet at worst, mail goes out from jobs, and a connection that was
//! given up in the middle of a message must never be used for the next one.

use super::compose::compose;
use super::stream::Careful;
use super::{Accepted, Mail, Mailer, SmtpUrl, TlsMode};
use crate::Error;
use crate::error::{root_cause, seconds, sentence_part};
use async_trait::async_trait;
use lettre::address::Envelope;
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands;
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use lettre::{Address, Message};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use std::fmt;
use std::time::Duration;
use tokio::time::timeout;

/// Connection, encryption and greeting together. Servers that look senders up in lists greet slowly.
const OPEN_WITHIN: Duration = Duration::from_secs(30);
/// From the first command of the message to the server's final answer, which may come after a virus scan.
const HAND_OVER_WITHIN: Duration = Duration::from_secs(120);
/// After the mail has been accepted nothing depends on the good-bye.
const QUIT_WITHIN: Duration = Duration::from_secs(2);

/// Sends mail through one SMTP server.
pub struct Smtp {
    url: SmtpUrl,
    tls: Option<TlsParameters>,
    hello: ClientId,
    open_within: Duration,
    hand_over_within: Duration,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Smtp").field(&self.url).finish()
    }
}

impl Smtp {
    /// A sender for this server, as in `ROMASHKA_SMTP_URL` (see [`SmtpUrl::parse`]). Nothing is connected yet.
    ///
    /// # Errors
    /// [`Error::Rejected`] with a sentence that names the variable.
    pub fn from_url(url: &str) -> Result<Self, Error> {
        Self::new(SmtpUrl::parse(url)?)
    }

    /// A sender for this server.
    ///
    /// # Errors
    /// [`Error::Rejected`] when the file of authorities cannot be used or the host cannot have a certificate.
    pub fn new(url: SmtpUrl) -> Result<Self, Error> {
        let tls = if url.tls == TlsMode::None { None } else { Some(tls_parameters(&url)?) };
        Ok(Self { url, tls, hello: ClientId::default(), open_within: OPEN_WITHIN, hand_over_within: HAND_OVER_WITHIN })
    }

    /// Other ends: for connecting and signing in (each), and for handing a mail over.
    #[must_use]
    pub fn with_timeouts(mut self, open: Duration, hand_over: Duration) -> Self {
        self.open_within = open;
        self.hand_over_within = hand_over;
        self
    }

    /// The address that mail comes from.
    pub fn sender(&self) -> String {
        self.url.from.email.to_string()
    }

    /// Connects and signs in without sending anything, to tell whether mail would go out.
    ///
    /// # Errors
    /// As [`Mailer::send`].
    pub async fn check(&self) -> Result<(), Error> {
        let connection = self.open().await?;
        quit(connection).await;
        Ok(())
    }

    /// A connection that is encrypted and signed in as far as the configuration says.
    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let server = self.url.server();
        let mut connection = self.connect().await?;
        if self.url.tls == TlsMode::Required && !connection.is_encrypted() {
            quit(connection).await;
            return Err(Error::Rejected(format!(
                "The mail server {server} offers no encryption (STARTTLS). Use smtps:// in ROMASHKA_SMTP_URL, or add \
                 tls=none if mail and password may travel in the open."
            )));
        }
        if let Some((user, password)) = &self.url.credentials {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            if !mechanisms.iter().any(|mechanism| connection.server_info().supports_auth_mechanism(*mechanism)) {
                quit(connection).await;
                return Err(Error::Auth(format!("The mail server {server} offers no sign-in with a password.")));
            }
            let credentials = Credentials::new(user.clone(), password.clone());
            self.within(self.open_within, "sign us in", connection.auth(&mechanisms, &credentials)).await.map_err(
                // At this step every final refusal is about the sign-in, whatever its code.
                |error| match error {
                    Error::Rejected(reason) => Error::Auth(reason),
                    other => other,
                },
            )?;
        }
        Ok(connection)
    }

    /// A connection that has been greeted, and encrypted where that is wanted and offered.
    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        // A share of the whole, so that a second address gets its chance.
        let each = self.open_within / 3;
        if self.url.tls == TlsMode::Implicit {
            let target = (self.url.host.as_str(), self.url.port);
            let connect = AsyncSmtpConnection::connect_tokio1(target, Some(each), &self.hello, self.tls.clone(), None);
            return self.within(self.open_within, "greet", connect).await;
        }
        let begin = async {
            let stream = match Careful::connect(&self.url.host, self.url.port, each).await {
                Ok(stream) => stream,
                Err(wrong) => return Ok(Err(wrong)),
            };
            let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello).await?;
            // There are parameters whenever the configuration allows encryption; the caller judges what came of it.
            if let Some(tls) = self.tls.clone().filter(|_| connection.can_starttls()) {
                connection.starttls(tls, &self.hello).await?;
            }
            Ok(Ok(connection))
        };
        self.within(self.open_within, "greet", begin).await?.map_err(|wrong| unreachable(&self.url.server(), &wrong))
    }

    async fn within<T>(
        &self,
        limit: Duration,
        what: &str,
        step: impl Future<Output = Result<T, smtp::Error>>,
    ) -> Result<T, Error> {
        let server = self.url.server();
        match timeout(limit, step).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => Err(failed(&error, &server)),
            Err(_) => {
                Err(Error::Unavailable(format!("The mail server {server} did not {what} within {}.", seconds(limit))))
            }
        }
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<Accepted, Error> {
        let message = compose(mail, &self.url.from)?;
        let mut connection = self.open().await?;
        if !is_ascii(message.envelope()) && !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            quit(connection).await;
            return Err(Error::Rejected(format!(
                "The mail server {} cannot send to {}, since the part before the @ has letters that it does not know. Use \
                 another address.",
                self.url.server(),
                mail.to
            )));
        }
        // Out of time means in the middle of a command, and there is nothing polite left to say; hence the two layers.
        let handing_over = async { Ok(hand_over(&mut connection, &message).await) };
        let sent = self.within(self.hand_over_within, "take the mail", handing_over).await?;
        quit(connection).await;
        let reply = sent.map_err(|error| failed(&error, &self.url.server()))?;
        Ok(Accepted { server_reply: reply_text(&reply) })
    }
}

/// The commands of one mail. Not lettre's `send`: that says good-bye before it returns a refusal, and a server that hangs
/// up on the good-bye would make a final refusal look like a time-out, to be tried again.
async fn hand_over(connection: &mut AsyncSmtpConnection, message: &Message) -> Result<Response, smtp::Error> {
    let envelope = message.envelope();
    let options = if is_ascii(envelope) { vec![] } else { vec![MailParameter::SmtpUtfEight] };
    connection.command(commands::Mail::new(envelope.from().cloned(), options)).await?;
    for recipient in envelope.to() {
        connection.command(commands::Rcpt::new(recipient.clone(), Vec::new())).await?;
    }
    connection.command(commands::Data).await?;
    connection.message(&message.formatted()).await
}

/// Whether every mail server can carry these addresses; the hosts in them have been rewritten so that it can.
fn is_ascii(envelope: &Envelope) -> bool {
    let plain = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
    envelope.from().is_none_or(plain) && envelope.to().iter().all(plain)
}

async fn quit(mut connection: AsyncSmtpConnection) {
    let _ = timeout(QUIT_WITHIN, connection.abort()).await;
}

fn tls_parameters(url: &SmtpUrl) -> Result<TlsParameters, Error> {
    let mut builder = TlsParameters::builder(url.host.clone());
    for root in crate::tls::system_roots() {
        if let Ok(root) = Certificate::from_der(root.to_vec()) {
            builder = builder.add_root_certificate(root);
        }
    }
    if let Some(file) = &url.ca_file {
        let wrong = |why: String| Error::Rejected(format!("ROMASHKA_SMTP_URL: ca={} {why}.", file.display()));
        let pem = std::fs::read(file).map_err(|e| wrong(format!("cannot be read: {e}")))?;
        let unusable = || wrong("is not a file of certificates (PEM)".into());
        let roots: Vec<_> = CertificateDer::pem_slice_iter(&pem).collect::<Result<_, _>>().map_err(|_| unusable())?;
        if roots.is_empty() {
            return Err(unusable());
        }
        for root in roots {
            let root = Certificate::from_der(root.to_vec()).map_err(|_| unusable())?;
            builder = builder.add_root_certificate(root);
        }
    }
    builder.build_rustls().map_err(|e| {
        Error::Rejected(format!("ROMASHKA_SMTP_URL: TLS cannot be set up for {}: {}.", url.host, root_cause(&e)))
    })
}

fn reply_text(reply: &Response) -> String {
    sentence_part(&format!("{} {}", reply.code(), reply.message().collect::<Vec<_>>().join(" ")))
}

/// What an error of lettre means; its texts hold what the server said and never the password.
fn failed(error: &smtp::Error, server: &str) -> Error {
    let why = root_cause(error);
    match error.status().map(|code| code.to_string()) {
        Some(code) => {
            let said = format!("The mail server {server} answered {code}: {why}.");
            match code.as_str() {
                // Sign-in required, refused, too weak, or to be encrypted first.
                "530" | "534" | "535" | "538" => Error::Auth(said),
                _ if error.is_permanent() => Error::Rejected(said),
                _ => Error::Unavailable(said),
            }
        }
        None if error.is_client() => Error::Rejected(format!("The mail server {server} cannot take this mail: {why}.")),
        None if error.is_response() => {
            Error::Unexpected(format!("The answer of {server} is not that of a mail server ({why})."))
        }
        None if error.is_tls() => Error::Unavailable(format!("No safe connection to {server} is possible ({why}).")),
        None => unreachable(server, error),
    }
}

fn unreachable(server: &str, error: &(dyn std::error::Error + 'static)) -> Error {
    Error::Unavailable(format!("The mail server {server} could not be reached ({}).", root_cause(error)))
}
