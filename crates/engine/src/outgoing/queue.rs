//! Putting a letter into the mail log.

use domain::accounts::Email;
use domain::ids::{MailId, MailRef, WorkspaceId};
use store::mails::{self, NewMail};
use store::{NewJob, Work};

use super::templates::Template;
use super::{MAX_ATTEMPTS, SEND_MAIL};
use crate::app::App;
use crate::error::Result;
use crate::secrets::Token;

/// What the pad over a token in the mail log is made for.
pub(super) const COVER: &str = "mail token";

/// A mail to be.
#[derive(Debug)]
pub(crate) struct Letter {
    /// Which text.
    pub(crate) template: Template,
    /// Whose mail log it goes into; none for the installation's own.
    pub(crate) workspace: Option<WorkspaceId>,
    /// Public id of what it is about.
    pub(crate) about: String,
    /// Who gets it.
    pub(crate) to: Email,
    /// The subject, without names of people: it stays in the log.
    pub(crate) subject: String,
    /// What its link carries.
    pub(crate) token: Token,
}

/// Puts the letter into the log and asks for its job. The token is kept under a pad that only the installation's secret
/// makes, until the mail is sent: the database alone opens no door.
pub(crate) async fn queue(app: &App, work: &mut Work, letter: Letter) -> Result<()> {
    let id = MailId::new(work.now(), work.random());
    let covered = app.settings().secret_key.cover(COVER, &id.to_string(), &letter.token);
    let new = NewMail {
        id,
        public_id: MailRef::new(work.random()),
        template: letter.template.as_str(),
        about: letter.about,
        recipient: letter.to.as_str().to_owned(),
        recipient_folded: letter.to.folded(),
        subject: letter.subject,
        covered_token: covered.bytes(),
        created_at: work.now(),
    };
    mails::insert(letter.workspace, new, &mut *work).await?;
    let job = NewJob {
        workspace: letter.workspace,
        kind: SEND_MAIL,
        lane: None,
        payload: serde_json::json!({ "mail": id }),
        run_at: None,
        max_attempts: MAX_ATTEMPTS,
    };
    work.enqueue(job).await?;
    Ok(())
}
