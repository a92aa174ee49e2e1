//! People, workspaces, invitations and keys: what people are shown of them.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::hours::BusinessHours;
use crate::ids::{ApiKeyRef, InvitationRef, SessionRef, UserRef, WorkspaceRef};
use crate::permissions::{Permission, Role};
pub use crate::typed::{Email, NewPassword, parse_name};

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
    /// When people of the business answer, in that time zone.
    pub hours: BusinessHours,
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
    /// When people of the business answer.
    pub hours: Option<BusinessHours>,
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
