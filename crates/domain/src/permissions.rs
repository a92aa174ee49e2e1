//! Who may do what: one table of role and action, read by the server and shown in the product.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a user is in a workspace.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, and the only role that makes other owners.
    Owner,
    /// Everything but owners.
    Admin,
    /// Talks to visitors.
    Agent,
    /// Tries out bots and drafts knowledge.
    Tester,
    /// Looks on.
    Viewer,
}

impl Role {
    /// All roles, the most powerful first.
    pub const ALL: [Self; 5] = [Self::Owner, Self::Admin, Self::Agent, Self::Tester, Self::Viewer];

    /// As stored and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::Tester => "tester",
            Self::Viewer => "viewer",
        }
    }
    /// As people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Admin",
            Self::Agent => "Agent",
            Self::Tester => "Tester",
            Self::Viewer => "Viewer",
        }
    }
    /// One line for the person who chooses a role.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Owner => "Does everything, and makes other owners.",
            Self::Admin => "Does everything but change owners.",
            Self::Agent => "Talks to visitors.",
            Self::Tester => "Tries out bots and drafts knowledge.",
            Self::Viewer => "Reads, and changes nothing.",
        }
    }
    /// Whether this role may do that.
    pub fn allows(self, permission: Permission) -> bool {
        TABLE.iter().any(|(p, roles)| *p == permission && roles.contains(&self))
    }
    /// Whether someone of this role may give, change or take away `other`: nobody reaches above themselves.
    pub fn may_assign(self, other: Self) -> bool {
        self.allows(Permission::MembersManage) && self <= other
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|r| r.as_str() == text).ok_or_else(|| format!("There is no role “{text}”."))
    }
}

impl TryFrom<String> for Role {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// An action on a workspace. Also the scope of an API key: a key may do what its scopes name, and nothing else.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See name and settings of the workspace.
    WorkspaceRead,
    /// Change name, website and time zone of the workspace.
    WorkspaceManage,
    /// See who belongs to the workspace.
    MembersRead,
    /// Invite, change roles, remove.
    MembersManage,
    /// See, make and revoke API keys.
    ApiKeysManage,
    /// Read the audit log.
    AuditRead,
    /// Read the event log.
    EventsRead,
    /// See which mails the workspace has sent.
    MailRead,
    /// See bots and their widgets.
    BotsRead,
    /// Make and change bots and their widgets.
    BotsManage,
    /// Read and search knowledge, drafts too.
    KnowledgeRead,
    /// Import and write drafts.
    KnowledgeWrite,
    /// Publish and archive.
    KnowledgePublish,
    /// Read conversations.
    ConversationsRead,
    /// Take, answer, resolve and reopen conversations.
    ConversationsReply,
}

use Role::{Admin, Agent, Owner, Tester, Viewer};

/// The table of role and action. Each permission stands here once.
pub const TABLE: &[(Permission, &[Role])] = &[
    (Permission::WorkspaceRead, &[Owner, Admin, Agent, Tester, Viewer]),
    (Permission::WorkspaceManage, &[Owner, Admin]),
    (Permission::MembersRead, &[Owner, Admin, Agent, Tester, Viewer]),
    (Permission::MembersManage, &[Owner, Admin]),
    (Permission::ApiKeysManage, &[Owner, Admin]),
    (Permission::AuditRead, &[Owner, Admin]),
    (Permission::EventsRead, &[Owner, Admin]),
    (Permission::MailRead, &[Owner, Admin]),
    (Permission::BotsRead, &[Owner, Admin, Agent, Tester, Viewer]),
    (Permission::BotsManage, &[Owner, Admin]),
    (Permission::KnowledgeRead, &[Owner, Admin, Agent, Tester, Viewer]),
    (Permission::KnowledgeWrite, &[Owner, Admin, Tester]),
    (Permission::KnowledgePublish, &[Owner, Admin]),
    (Permission::ConversationsRead, &[Owner, Admin, Agent, Viewer]),
    (Permission::ConversationsReply, &[Owner, Admin, Agent]),
];

impl Permission {
    /// As stored and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WorkspaceRead => "workspace_read",
            Self::WorkspaceManage => "workspace_manage",
            Self::MembersRead => "members_read",
            Self::MembersManage => "members_manage",
            Self::ApiKeysManage => "api_keys_manage",
            Self::AuditRead => "audit_read",
            Self::EventsRead => "events_read",
            Self::MailRead => "mail_read",
            Self::BotsRead => "bots_read",
            Self::BotsManage => "bots_manage",
            Self::KnowledgeRead => "knowledge_read",
            Self::KnowledgeWrite => "knowledge_write",
            Self::KnowledgePublish => "knowledge_publish",
            Self::ConversationsRead => "conversations_read",
            Self::ConversationsReply => "conversations_reply",
        }
    }
    /// What it allows, as people read it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::WorkspaceRead => "See the workspace and its settings",
            Self::WorkspaceManage => "Change the workspace's settings",
            Self::MembersRead => "See the team",
            Self::MembersManage => "Invite people, change roles, remove people",
            Self::ApiKeysManage => "Make and revoke API keys",
            Self::AuditRead => "Read the audit log",
            Self::EventsRead => "Read the event log",
            Self::MailRead => "See the mail that was sent",
            Self::BotsRead => "See bots",
            Self::BotsManage => "Make and change bots",
            Self::KnowledgeRead => "Read the knowledge",
            Self::KnowledgeWrite => "Import and write drafts of knowledge",
            Self::KnowledgePublish => "Publish and archive knowledge",
            Self::ConversationsRead => "Read conversations",
            Self::ConversationsReply => "Answer, resolve and reopen conversations",
        }
    }
    /// Every permission, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(permission, _)| *permission)
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Permission {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::all().find(|p| p.as_str() == text).ok_or_else(|| format!("There is no permission “{text}”."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_may_do_everything_and_viewers_change_nothing() {
        for permission in Permission::all() {
            assert!(Role::Owner.allows(permission), "{permission}");
            if permission.as_str().ends_with("_manage") {
                assert!(!Role::Viewer.allows(permission), "{permission}");
            }
        }
    }

    #[test]
    fn nobody_gives_a_role_above_their_own() {
        assert!(Role::Owner.may_assign(Role::Owner));
        assert!(Role::Admin.may_assign(Role::Admin));
        assert!(!Role::Admin.may_assign(Role::Owner));
        assert!(!Role::Agent.may_assign(Role::Viewer));
    }

    #[test]
    fn each_permission_stands_in_the_table_once_under_a_name_of_its_own() {
        let mut names: Vec<_> = Permission::all().map(Permission::as_str).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
    }
}
