//! Every address of the dashboard, and the rule for addresses that come from outside.

use domain::ids::{BotRef, ItemRef};

/// The first page, only while nobody has an account.
pub const SETUP: &str = "/setup";
/// Signing in; `?next=` says where to go afterwards.
pub const SIGN_IN: &str = "/sign-in";
/// Asking for a link to a new password.
pub const FORGOT: &str = "/forgot";
/// The conversations; `/inbox/{conversation}` opens one, `?list=` says which list.
pub const INBOX: &str = "/inbox";
/// What is set up, and the one next step.
pub const HOME: &str = "/";
/// The bots.
pub const BOTS: &str = "/bots";
/// What visitors may want, by the business's own examples; `?open=` names one.
pub const INTENTS: &str = "/intents";
/// What the bots answer from.
pub const KNOWLEDGE: &str = "/knowledge";
/// More of it.
pub const ADD_KNOWLEDGE: &str = "/knowledge/add";
/// Name, website, time zone and retention.
pub const WORKSPACE: &str = "/settings/workspace";
/// Members, roles, invitations.
pub const TEAM: &str = "/settings/team";
/// API keys.
pub const API_KEYS: &str = "/settings/api-keys";
/// Who did what.
pub const AUDIT: &str = "/settings/audit";
/// Mail that was sent.
pub const MAIL: &str = "/settings/mail";
/// Name, look, password, sessions.
pub const ACCOUNT: &str = "/account";
/// A further workspace.
pub const NEW_WORKSPACE: &str = "/workspaces/new";
/// The installation, for its operators.
pub const SYSTEM: &str = "/system";
/// Every component in its states, in debug builds.
pub const COMPONENTS: &str = "/dev/components";

/// The part of the frontend that shows this path (`crate::pages`).
pub fn part_of(path: &str) -> Option<&'static str> {
    Some(match path {
        HOME => "home",
        BOTS | INTENTS => "bots",
        KNOWLEDGE => "knowledge",
        WORKSPACE | TEAM | API_KEYS | NEW_WORKSPACE => "settings",
        AUDIT | MAIL => "records",
        INBOX => "inbox",
        ACCOUNT => "account",
        SYSTEM => "system",
        SETUP | SIGN_IN | FORGOT => "entrance",
        path if path.starts_with("/bots/") => "bots",
        path if path.starts_with("/knowledge/") => "knowledge",
        path if path.starts_with("/reset-password/") || path.starts_with("/invite/") => "entrance",
        path if path.starts_with("/inbox/") => "inbox",
        _ => return None,
    })
}

/// The page of a bot.
pub fn bot(id: &BotRef) -> String {
    format!("{BOTS}/{id}")
}

/// The page of a piece of knowledge.
pub fn item(id: &ItemRef) -> String {
    format!("{KNOWLEDGE}/{id}")
}

/// The list of bots with the dialog for a new one open.
pub const NEW_BOT: &str = "/bots?new=1";
/// The team page with its invitation dialog open.
pub const INVITE: &str = "/settings/team?invite=1";
/// The page of API keys with the dialog for a new one open.
pub const NEW_API_KEY: &str = "/settings/api-keys?new=1";

/// The page that someone wanted before they were asked to sign in: a path on this site, or home. Anything that a browser
/// could take for another site's address is refused, so that a link cannot send people away after they have signed in.
pub fn same_site(next: &str) -> &str {
    let is_path = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && !next.starts_with(SIGN_IN);
    if is_path { next } else { HOME }
}

/// The sign-in page that leads back to this path (with its query) afterwards.
pub fn sign_in_for(wanted: &str) -> String {
    match same_site(wanted) {
        HOME => SIGN_IN.to_owned(),
        path => with_query(SIGN_IN, &[("next", path)]),
    }
}

/// An address with these query values; empty ones are left out.
pub fn with_query(path: &str, values: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                    address.push(byte as char);
                }
                other => address.push_str(&format!("%{other:02X}")),
            }
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed_after_signing_in() {
        for good in ["/", "/settings/team", "/settings/audit?kind=member.invited&cursor=7"] {
            assert_eq!(same_site(good), good);
        }
        for wrong in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\nb",
            "/sign-in",
        ] {
            assert_eq!(same_site(wrong), HOME, "{wrong}");
        }
    }

    #[test]
    fn the_wanted_page_survives_in_the_query() {
        assert_eq!(sign_in_for("/"), "/sign-in");
        assert_eq!(sign_in_for("/settings/audit?kind=a&b"), "/sign-in?next=/settings/audit%3Fkind%3Da%26b");
    }

    #[test]
    fn empty_values_leave_no_trace_in_an_address() {
        assert_eq!(with_query("/a", &[("x", ""), ("y", "1 2"), ("z", "é")]), "/a?y=1%202&z=%C3%A9");
    }
}
