//! Asking for a link with which to set a new password.

use domain::accounts::Email;
use domain::{Problem, time};
use store::users::UserRow;
use store::{Work, attempts, password_resets, users};

use super::guessing;
use crate::app::App;
use crate::error::Result;
use crate::outgoing::{Letter, Template, queue};
use crate::secrets::Token;

/// How long a link works.
pub const RESET_LASTS_MS: i64 = time::HOUR_MS;
/// Links that a person can have open by asking for them: nobody's mailbox is filled by others.
const MOST_OPEN: i64 = 3;

/// What the person is told, whether or not the address has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetRequested {
    /// Whether mail goes out here at all. If not, someone of the team makes a link (Team page), or the operator does
    /// (`romashka user reset-password`).
    pub mail_goes_out: bool,
}

/// Sends a link to the address if it has an account. The answer is the same if it has none.
///
/// # Errors
/// `invalid` for what is no address.
pub async fn request_password_reset(app: &App, email: &str) -> Result<ResetRequested> {
    let email = Email::parse(email).map_err(|wrong| Problem::field("email", wrong))?;
    if app.mailer().is_none() {
        return Ok(ResetRequested { mail_goes_out: false });
    }
    let token = Token::new(app.random().as_ref());
    let acting = app.clone();
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                note_request(&acting, &email, work).await?;
                send_link(&acting, &email, token, work).await
            })
        })
        .await?;
    Ok(ResetRequested { mail_goes_out: true })
}

/// Written for every address, so that the answer for one without an account waits for the disk, too.
async fn note_request(app: &App, email: &Email, work: &mut Work) -> Result<()> {
    let subject = guessing::reset_subject(app, &email.folded());
    let row = attempts::update_counted(&subject, work.now(), &mut *work).await?;
    Ok(attempts::update(&subject, row.count, row.blocked_until, work.now(), work).await?)
}

async fn send_link(app: &App, email: &Email, token: Token, work: &mut Work) -> Result<()> {
    let Some(user) = users::find_by_email(&email.folded(), &mut *work).await? else { return Ok(()) };
    users::lock(user.id, &mut *work).await?;
    if password_resets::count_open(user.id, work.now(), &mut *work).await? >= MOST_OPEN {
        return Ok(());
    }
    insert_link(work, &user, &token).await?;
    let letter = Letter {
        template: Template::PasswordReset,
        workspace: None,
        about: user.public_id.to_string(),
        to: Email::parse(&user.email).map_err(store::Error::Unexpected)?,
        subject: "Set a new password".to_owned(),
        token,
    };
    queue(app, work, letter).await
}

/// Puts a link of this user into the database.
pub(super) async fn insert_link(work: &mut Work, user: &UserRow, token: &Token) -> Result<()> {
    let now = work.now();
    Ok(password_resets::insert(user.id, token.hash(), now, now.plus_ms(RESET_LASTS_MS), work).await?)
}

/// The link's text.
pub(crate) fn link(app: &App, token: &Token) -> String {
    format!("{}/reset-password/{}", app.settings().public_url, token.expose())
}
