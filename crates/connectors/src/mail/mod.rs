//! Outgoing mail.
//!
//! The server is the operator's choice ([`SmtpUrl`], `ROMASHKA_SMTP_URL`), so the guard that keeps users out of private
//! networks does not apply to it: a relay on the same machine is the usual case.

mod compose;
mod smtp;
mod stream;
mod url;

pub use smtp::Smtp;
pub use url::{SmtpUrl, TlsMode};

use crate::Error;
use async_trait::async_trait;

/// One mail to one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// The address that it goes to.
    pub to: String,
    /// The name shown beside that address.
    pub to_name: Option<String>,
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same in HTML; with it the mail has two parts of which the reader's program shows one.
    pub html: Option<String>,
    /// Further headers (`List-Unsubscribe`, `Auto-Submitted`, `Reply-To`, …) with their values. What the mail itself is
    /// made of (sender, recipients, subject, date, content) cannot be set here.
    pub headers: Vec<(String, String)>,
    /// The `Message-ID`, `something@host`, with or without angle brackets. It belongs to the job and not to the attempt:
    /// when an attempt is repeated because its outcome was unknown, the recipient's server can see that it is the same.
    pub message_id: String,
}

/// A mail that a server has taken responsibility for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What the server said, with its code; often the number in its queue.
    pub server_reply: String,
}

/// Something that sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands this mail over.
    ///
    /// # Errors
    /// - [`Error::Rejected`]: the mail cannot be sent as it is, or the server refuses it for good (5xx).
    /// - [`Error::Auth`]: the server does not accept our sign-in.
    /// - [`Error::Unavailable`]: the server is away, too slow, or asks to try later (4xx). It may have taken the mail when
    ///   its last answer was lost; see [`Mail::message_id`].
    async fn send(&self, mail: &Mail) -> Result<Accepted, Error>;
}
