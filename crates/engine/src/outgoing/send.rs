//! Handing a letter to the mail server: the work of the job `send_mail`.

use connectors::mail::{Mail, Mailer};
use domain::ids::{InvitationRef, MailId, WorkspaceId};
use domain::operations::MailState;
use domain::{Problem, Timestamp};
use store::Work;
use store::mails::{self, MailRow};
use store::{invitations, password_resets, users, workspaces};

use super::queue::COVER;
use super::templates::{self, Parts, Template};
use crate::accounts;
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// Name of the job.
pub(crate) const SEND_MAIL: &str = "send_mail";
/// Runs before a mail is given up; the runner's waits between them add up to hours.
pub(crate) const MAX_ATTEMPTS: u16 = 10;

/// A letter that can be written: its parts, or why there is no use in sending it any more.
enum Written {
    Parts(Parts),
    Pointless(&'static str),
}

/// Sends a mail of the log if it still waits. A second run after success sends nothing; a run whose success could not be
/// written down sends the same mail, with the same Message-ID, again.
///
/// # Errors
/// Where another run makes sense: the server is away, asks to come later, or does not know us (someone is going to set it
/// right). The log has the server's words; the error has none, since they may name the receiver.
pub(crate) async fn send(app: &App, mail: MailId, is_last: bool) -> Result<()> {
    let Some(row) = mails::find(mail, app.store().db()).await? else { return Ok(()) };
    if row.state != MailState::Queued {
        return Ok(());
    }
    let Some(mailer) = app.mailer().cloned() else {
        return end(app, mail, MailState::Failed, "No mail server is set up (ROMASHKA_SMTP_URL).".to_owned()).await;
    };
    let parts = match write(app, &row).await? {
        Written::Parts(parts) => parts,
        Written::Pointless(why) => return end(app, mail, MailState::Failed, why.to_owned()).await,
    };
    let counted = app.store().write(None, move |work| Box::pin(mails::update_attempted(mail, work))).await?;
    if !counted {
        return Ok(());
    }
    hand_over(app, mailer.as_ref(), &row, parts, is_last).await
}

async fn hand_over(app: &App, mailer: &dyn Mailer, row: &MailRow, parts: Parts, is_last: bool) -> Result<()> {
    let mail = Mail {
        to: row.recipient.clone(),
        subject: row.subject.clone(),
        text: parts.text,
        html: Some(parts.html),
        // RFC 3834: keeps out-of-office notes from answering.
        headers: vec![("Auto-Submitted".to_owned(), "auto-generated".to_owned())],
        message_id: message_id(app, row),
        ..Mail::default()
    };
    match mailer.send(&mail).await {
        Ok(accepted) => end(app, row.id, MailState::Sent, accepted.server_reply).await,
        Err(error @ (connectors::Error::Rejected(_) | connectors::Error::Unexpected(_))) => {
            end(app, row.id, MailState::Failed, error.to_string()).await
        }
        Err(error) if is_last => end(app, row.id, MailState::Failed, format!("Given up. {error}")).await,
        Err(error) => {
            let (id, note) = (row.id, error.to_string());
            app.store()
                .write(None, move |work| Box::pin(async move { mails::update_note(id, &note, work).await }))
                .await?;
            let message = "The mail server did not take it for now; the mail log has its answer.";
            // Where it says no time, the runner waits longer each time.
            let retry_after_s = error.retry_after().map(|after| u32::try_from(after.as_secs()).unwrap_or(u32::MAX));
            Err(Problem { retry_after_s, ..Problem::new(domain::Code::Unavailable, message) }.into())
        }
    }
}

async fn end(app: &App, mail: MailId, state: MailState, note: String) -> Result<()> {
    let ended = app
        .store()
        .write(None, move |work| {
            Box::pin(async move {
                let now = work.now();
                mails::update_ended(mail, state, &note, now, work).await
            })
        })
        .await;
    match ended {
        // Deleted meanwhile, with the person that it went to.
        Err(store::Error::NotFound) => Ok(()),
        other => other.map_err(Error::from),
    }
}

/// The job is given up for a reason of its own: a mail that still waits has failed.
pub(crate) async fn give_up(work: &mut Work, mail: MailId, reason: &str) -> store::Result<()> {
    let now = work.now();
    match mails::update_ended(mail, MailState::Failed, &format!("Given up. {reason}"), now, work).await {
        Err(store::Error::NotFound) => Ok(()),
        other => other,
    }
}

async fn write(app: &App, row: &MailRow) -> Result<Written> {
    let covered = row.covered_token.as_deref().and_then(Token::from_bytes);
    let (Some(template), Some(covered)) = (Template::from_stored(&row.template), covered) else {
        return Ok(Written::Pointless("This version of the program does not know this mail."));
    };
    let token = app.settings().secret_key.cover(COVER, &row.id.to_string(), &covered);
    match template {
        Template::Invitation => write_invitation(app, row, &token).await,
        Template::PasswordReset => write_password_reset(app, &token).await,
    }
}

async fn write_invitation(app: &App, row: &MailRow, token: &Token) -> Result<Written> {
    let gone = Written::Pointless("The invitation was accepted, taken back or replaced before the mail went out.");
    let workspace: Option<WorkspaceId> = row.workspace_id.as_deref().and_then(|id| id.parse().ok());
    let (Some(workspace), Ok(about)) = (workspace, row.about.parse::<InvitationRef>()) else { return Ok(gone) };
    let Some(invitation) = invitations::find(workspace, &about, app.store().db()).await? else { return Ok(gone) };
    let is_over = invitation.expires_at <= app.clock().now();
    if is_over || invitation.accepted_at.is_some() || invitation.revoked_at.is_some() {
        return Ok(gone);
    }
    let zone = workspaces::get(workspace, app.store().db()).await?.time_zone;
    let inviter = accounts::name_of(&invitation.invited_by_kind, invitation.inviter);
    let until = date(invitation.expires_at, &zone);
    let role = invitation.role.as_str();
    let link = accounts::invitation_link(app, token);
    Ok(Written::Parts(templates::invitation(&invitation.workspace_name, &inviter, role, &until, &link)))
}

async fn write_password_reset(app: &App, token: &Token) -> Result<Written> {
    let user = password_resets::find_open(token.hash(), app.clock().now(), app.store().db()).await?;
    let Some(user) = user else {
        return Ok(Written::Pointless("The link was used, replaced or over before the mail went out."));
    };
    let name = users::get(user, app.store().db()).await?.name;
    Ok(Written::Parts(templates::password_reset(&name, &accounts::reset_link(app, token))))
}

/// Belongs to the mail, not to the attempt, so that a receiving server sees that a repetition is the same mail.
fn message_id(app: &App, row: &MailRow) -> String {
    let host = url::Url::parse(&app.settings().public_url).ok().and_then(|url| match url.host() {
        Some(url::Host::Domain(host)) => Some(host.to_owned()),
        Some(url::Host::Ipv4(address)) => Some(address.to_string()),
        _ => None,
    });
    format!("{}@{}", row.public_id, host.as_deref().unwrap_or("romashka.invalid"))
}

/// As people read it, in the workspace's time zone.
fn date(at: Timestamp, zone: &str) -> String {
    let Ok(at) = jiff::Timestamp::from_millisecond(at.0) else { return at.to_string() };
    let zone = jiff::tz::db().get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    at.to_zoned(zone).strftime("%-d %B %Y, %H:%M %Z").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_workspace() {
        let at = Timestamp(1_700_000_000_000);
        assert_eq!(date(at, "Europe/Berlin"), "14 November 2023, 23:13 CET");
        assert_eq!(date(at, "Asia/Tokyo"), "15 November 2023, 07:13 JST");
        assert_eq!(date(at, "No/Such"), "14 November 2023, 22:13 UTC");
    }
}
