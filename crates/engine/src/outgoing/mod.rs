//! Outgoing mail. A use case puts a letter into the mail log, in its own transaction; the job `send_mail` hands it to the
//! mail server; the log says what became of it.

mod list;
mod queue;
mod send;
mod templates;

pub use list::list_mails;
pub(crate) use queue::{Letter, queue};
pub(crate) use send::{MAX_ATTEMPTS, SEND_MAIL, give_up, send};
pub(crate) use templates::Template;
