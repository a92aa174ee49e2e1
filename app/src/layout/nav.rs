//! What the navigation shows: one line for each page that exists.

use domain::accounts::SignedInView;
use domain::permissions::Permission;

use crate::components::Icon;
use crate::routes;

/// Who sees an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Everyone who is signed in.
    Nothing,
    /// Those whose role has this permission.
    Permission(Permission),
    /// Operators of the installation.
    Operator,
}

/// A line of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavEntry {
    /// Its name in the code: live counts are given by it.
    pub id: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Other words that people look for it by, in the command palette.
    pub keywords: &'static str,
    /// Who sees it.
    pub needs: Needs,
}

/// Entries under one heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavGroup {
    /// The heading; none for the first group.
    pub heading: Option<&'static str>,
    /// The entries.
    pub entries: &'static [NavEntry],
}

/// The navigation. A new page adds its line here, and shows up in shell and command palette.
pub const NAV: &[NavGroup] = &[
    NavGroup {
        heading: None,
        entries: &[
            NavEntry {
                id: "home",
                label: "Home",
                href: routes::HOME,
                icon: Icon::Home,
                keywords: "start overview",
                needs: Needs::Nothing,
            },
            NavEntry {
                id: "inbox",
                label: "Inbox",
                href: routes::INBOX,
                icon: Icon::Inbox,
                keywords: "conversations visitors messages chat waiting answer",
                needs: Needs::Permission(Permission::ConversationsRead),
            },
        ],
    },
    NavGroup {
        heading: Some("Bots"),
        entries: &[
            NavEntry {
                id: "knowledge",
                label: "Knowledge",
                href: routes::KNOWLEDGE,
                icon: Icon::Table,
                keywords: "items answers faq pages files import publish",
                needs: Needs::Permission(Permission::KnowledgeRead),
            },
            NavEntry {
                id: "bots",
                label: "Bots",
                href: routes::BOTS,
                icon: Icon::Sliders,
                keywords: "persona widget snippet website chat",
                needs: Needs::Permission(Permission::BotsRead),
            },
            NavEntry {
                id: "intents",
                label: "Intents",
                href: routes::INTENTS,
                icon: Icon::Filter,
                keywords: "examples wants rules hand off answer",
                needs: Needs::Permission(Permission::BotsRead),
            },
        ],
    },
    NavGroup {
        heading: Some("Settings"),
        entries: &[
            NavEntry {
                id: "workspace",
                label: "Workspace",
                href: routes::WORKSPACE,
                icon: Icon::Workspace,
                keywords: "business name website time zone retention",
                needs: Needs::Permission(Permission::WorkspaceRead),
            },
            NavEntry {
                id: "team",
                label: "Team",
                href: routes::TEAM,
                icon: Icon::Team,
                keywords: "members people invite roles invitations",
                needs: Needs::Permission(Permission::MembersRead),
            },
            NavEntry {
                id: "api_keys",
                label: "API keys",
                href: routes::API_KEYS,
                icon: Icon::Key,
                keywords: "token secret developer rest",
                needs: Needs::Permission(Permission::ApiKeysManage),
            },
            NavEntry {
                id: "audit",
                label: "Audit log",
                href: routes::AUDIT,
                icon: Icon::History,
                keywords: "history who changed security",
                needs: Needs::Permission(Permission::AuditRead),
            },
            NavEntry {
                id: "mail",
                label: "Mail log",
                href: routes::MAIL,
                icon: Icon::Mail,
                keywords: "email sent delivery smtp",
                needs: Needs::Permission(Permission::MailRead),
            },
        ],
    },
    NavGroup {
        heading: Some("Installation"),
        entries: &[NavEntry {
            id: "system",
            label: "System",
            href: routes::SYSTEM,
            icon: Icon::Pulse,
            keywords: "jobs events queues health operator",
            needs: Needs::Operator,
        }],
    },
];

impl NavEntry {
    /// Whether this person sees it.
    pub fn is_for(&self, me: &SignedInView) -> bool {
        match self.needs {
            Needs::Nothing => true,
            Needs::Permission(permission) => me.permissions.contains(&permission),
            Needs::Operator => me.user.is_operator,
        }
    }

    /// Whether the page at this path belongs to it.
    pub fn is_at(&self, path: &str) -> bool {
        path == self.href
            || (self.href != "/" && path.strip_prefix(self.href).is_some_and(|rest| rest.starts_with('/')))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_addresses_of_the_navigation_stand_once() {
        let entries = || NAV.iter().flat_map(|group| group.entries);
        for of in [|e: &NavEntry| e.id, |e: &NavEntry| e.href] {
            let mut all: Vec<_> = entries().map(of).collect();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), entries().count());
        }
    }

    #[test]
    fn an_entry_is_open_on_its_own_pages_only() {
        let entry = |id: &str| NAV.iter().flat_map(|group| group.entries).find(|e| e.id == id).copied();
        let is_at = |id: &str, path: &str| entry(id).is_some_and(|e| e.is_at(path));
        assert!(is_at("home", "/"));
        assert!(!is_at("home", "/system"));
        assert!(is_at("team", "/settings/team"));
        assert!(is_at("team", "/settings/team/invite"));
        assert!(!is_at("team", "/settings/teams"));
    }
}
