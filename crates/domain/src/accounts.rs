//! People, workspaces, invitations and keys: what a person may type, and what they are shown.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::Timestamp;
use crate::ids::{ApiKeyRef, InvitationRef, SessionRef, UserRef, WorkspaceRef};
use crate::permissions::{Permission, Role};

/// A mail address, as typed and folded for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Reads what a person typed. The check is what mail servers agree on; whether it exists only a mail can tell.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let text = typed.trim();
        let wrong = || Err("Enter a mail address such as name@example.com.".to_owned());
        let Some((local, host)) = text.rsplit_once('@') else { return wrong() };
        let host_is_good = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        let local_is_good = !local.is_empty()
            && local.len() <= 64
            && !local.contains("..")
            && !local.starts_with('.')
            && !local.ends_with('.')
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        if text.len() > 254 || !host_is_good || !local_is_good {
            return wrong();
        }
        Ok(Self(text.to_owned()))
    }
    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// For comparison: two spellings of one address are the same here.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Email {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

/// Reads a line that names something: trimmed, without control characters, 1 to `max` characters.
pub fn parse_name(typed: &str, what: &str, max: usize) -> Result<String, String> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(format!("Enter {what}."));
    }
    if text.chars().any(char::is_control) {
        return Err(format!("Write {what} on one line."));
    }
    let length = text.chars().count();
    if length > max {
        return Err(format!("Use at most {max} characters; these are {length}."));
    }
    Ok(text.to_owned())
}

/// A new password, long enough and not one of the few that everybody tries first. Never shown or logged.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// Fewest characters of a password.
    pub const MIN_CHARS: usize = 10;
    /// Most bytes of a password: hashing takes time for each.
    pub const MAX_BYTES: usize = 1_024;

    /// Reads a new password; `email` may not be it.
    pub fn parse(typed: &str, email: Option<&Email>) -> Result<Self, String> {
        if typed.chars().count() < Self::MIN_CHARS {
            return Err(format!("Use at least {} characters. A few words in a row are good.", Self::MIN_CHARS));
        }
        if typed.len() > Self::MAX_BYTES {
            return Err(format!("Use at most {} bytes.", Self::MAX_BYTES));
        }
        let folded = typed.to_lowercase();
        let distinct = folded.chars().collect::<std::collections::BTreeSet<_>>().len();
        let counts_up =
            folded.as_bytes().windows(2).all(|w| w[1] == w[0].wrapping_add(1) || (w[0] == b'9' && w[1] == b'0'));
        let is_address = email.is_some_and(|e| e.folded() == folded || e.folded().starts_with(&format!("{folded}@")));
        if distinct < 4 || counts_up || is_address || folded.starts_with("password") && typed.len() < 16 {
            return Err("This password is among the first that anybody would try. Use a few words in a row.".to_owned());
        }
        Ok(Self(typed.to_owned()))
    }
    /// The text, for hashing alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// How the dashboard looks to a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
    /// Reads what was stored; anything unknown is `Auto`.
    pub fn from_stored(text: &str) -> Self {
        Self::ALL.into_iter().find(|t| t.as_str() == text).unwrap_or_default()
    }
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserView {
    /// Public id.
    pub id: UserRef,
    /// Name as others see it.
    pub name: String,
    /// Address for signing in.
    pub email: String,
    /// Chosen look.
    pub theme: Theme,
    /// Whether they operate the installation (system page).
    pub is_operator: bool,
}

/// A workspace as its members see it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceView {
    /// Public id.
    pub id: WorkspaceRef,
    /// Name of the business.
    pub name: String,
    /// Its website, if it was given.
    pub website: Option<String>,
    /// IANA time zone in which days are counted, as in `Europe/Berlin`.
    pub time_zone: String,
    /// Days after which events leave the log.
    pub events_kept_days: i64,
    /// Days after which audit entries are deleted.
    pub audit_kept_days: i64,
    /// Days after which entries of the mail log are deleted.
    pub mail_kept_days: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What to change of a workspace; what is absent stays.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkspaceChange {
    /// Name of the business.
    pub name: Option<String>,
    /// Its website; an empty text takes it away.
    pub website: Option<String>,
    /// IANA time zone.
    pub time_zone: Option<String>,
    /// Days after which events leave the log.
    pub events_kept_days: Option<i64>,
    /// Days after which audit entries are deleted.
    pub audit_kept_days: Option<i64>,
    /// Days after which entries of the mail log are deleted.
    pub mail_kept_days: Option<i64>,
}

/// A workspace of the signed-in user, with their role in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipView {
    /// Public id of the workspace.
    pub id: WorkspaceRef,
    /// Its name.
    pub name: String,
    /// The user's role there.
    pub role: Role,
}

/// Everything that a page needs to know about who is looking at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedInView {
    /// The person.
    pub user: UserView,
    /// The workspace they are in; none when they belong to no workspace any more.
    pub current: Option<MembershipView>,
    /// All their workspaces, by name.
    pub workspaces: Vec<MembershipView>,
    /// What they may do in the current one.
    pub permissions: Vec<Permission>,
}

/// Someone of the team.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Public id of the user.
    pub id: UserRef,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Role in this workspace.
    pub role: Role,
    /// When they joined.
    pub joined_at: Timestamp,
    /// When they were last seen, if ever.
    pub last_seen_at: Option<Timestamp>,
    /// Whether it is the one who asks.
    pub is_you: bool,
}

/// An invitation that waits for its answer.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Public id.
    pub id: InvitationRef,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Who invited them.
    pub invited_by: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

/// A fresh invitation: the only time that its link is known.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitationView {
    /// The invitation.
    pub invitation: InvitationView,
    /// The link that lets them in; hand it over yourself when no mail goes out.
    pub link: String,
    /// Whether a mail with the link is on its way.
    pub mailed: bool,
}

/// What an invited person sees before joining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPreview {
    /// The workspace's name.
    pub workspace: String,
    /// Who invited them.
    pub invited_by: String,
    /// The address that the invitation went to.
    pub email: String,
    /// Their role to be.
    pub role: Role,
    /// Whether this address already has an account, so that its password is asked for.
    pub has_account: bool,
}

/// An API key without its secret.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKeyView {
    /// Public id.
    pub id: ApiKeyRef,
    /// What it is for, in the owner's words.
    pub name: String,
    /// The first characters of the secret, to tell keys apart.
    pub hint: String,
    /// What it may do.
    pub scopes: Vec<Permission>,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was last used, to the minute; none if never.
    pub last_used_at: Option<Timestamp>,
    /// Since when it is revoked; none while it works.
    pub revoked_at: Option<Timestamp>,
}

/// A fresh API key: the only time that its secret is shown.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewApiKeyView {
    /// The key.
    pub key: ApiKeyView,
    /// The secret to send as `Authorization: Bearer …`.
    pub secret: String,
}

/// A sign-in of the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Public id.
    pub id: SessionRef,
    /// Browser and system, as the browser said.
    pub device: String,
    /// Address it was last used from.
    pub address: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used, to the minute.
    pub last_seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// A line of the audit log.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntryView {
    /// The event it was written from.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who: a name, the name of a key, or "ROMASHKA".
    pub actor: String,
    /// Kind of the event, as in `member.invited`.
    pub kind: String,
    /// What they did, as the rest of a sentence.
    pub sentence: String,
    /// To what or whom, as people know it; the public id when it is gone.
    pub subject: String,
    /// What changed, as name and value.
    pub details: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_people_are_taken_and_nonsense_is_not() {
        for good in ["a@b.co", " Ann.Lee+shop@mail.example.com ", "o'neil@example.ie", "пётр@пример.рф"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for wrong in ["", "a", "a@b", "@b.co", "a b@c.de", "a@b..co", "a@-b.co", "a\r\nBcc: x@y.zz@b.co", ".a@b.co"] {
            assert!(Email::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn two_spellings_of_an_address_are_one() {
        assert_eq!(
            Email::parse("Ann@Example.com").map(|e| e.folded()),
            Email::parse("ann@example.COM").map(|e| e.folded())
        );
    }

    #[test]
    fn weak_passwords_are_refused_with_a_reason() {
        let email = Email::parse("annabelle.lee@example.com").ok();
        for weak in ["short", "aaaaaaaaaaaa", "1234567890", "password123", "annabelle.lee@example.com", "annabelle.lee"]
        {
            assert!(NewPassword::parse(weak, email.as_ref()).is_err(), "{weak}");
        }
        assert!(NewPassword::parse("seven calm chamomiles", email.as_ref()).is_ok());
    }

    #[test]
    fn a_password_does_not_show_in_debug_output() {
        let shown = NewPassword::parse("seven calm chamomiles", None).map(|p| format!("{p:?}"));
        assert_eq!(shown, Ok("NewPassword(…)".to_owned()));
    }

    #[test]
    fn names_are_trimmed_and_bounded() {
        assert_eq!(parse_name("  Ann ", "your name", 10), Ok("Ann".to_owned()));
        assert!(parse_name(" ", "your name", 10).is_err());
        assert!(parse_name("a\nb", "your name", 10).is_err());
        assert!(parse_name("абвгдежзийк", "your name", 10).is_err());
    }
}
