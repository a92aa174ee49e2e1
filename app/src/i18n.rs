//! The words of the dashboard, in English. Every text stands here under a key, so that another language is another
//! value of [`Texts`]: the compiler finds a key that is missing.

mod bot_rules;
mod business_hours;
mod entrance;
mod frame;
mod home;
mod inbox;
mod knowledge;
mod people;
mod settings;
mod system;
mod tools;

pub use bot_rules::{BotRules, Intents};
pub use business_hours::business_hours;
pub use entrance::Entrance;
pub use frame::{Frame, Problems};
pub use home::Home;
pub use inbox::Inbox;
pub use knowledge::{Bots, Knowledge};
pub use people::{Account, Team, Workspaces};
pub use settings::{ApiKeys, Audit, Mail, Workspace};
pub use system::System;
pub use tools::tools;

/// Declares the texts of one part of the dashboard, with their English.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident { $($key:ident: $english:expr,)* }) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "what a key means, its English says")]
        #[derive(Debug)]
        pub struct $name { $(pub $key: &'static str,)* }

        impl $name {
            /// In English.
            pub const ENGLISH: Self = Self { $($key: $english,)* };
        }
    };
}
use texts;

/// All texts of the dashboard in one language.
#[derive(Debug)]
pub struct Texts {
    /// First run, signing in, passwords, invitations.
    pub entrance: Entrance,
    /// What stands around the pages.
    pub frame: Frame,
    /// Nothing there, not allowed, failed.
    pub problems: Problems,
    /// The home page.
    pub home: Home,
    /// Bots.
    pub bots: Bots,
    /// The rules of a bot.
    pub bot_rules: BotRules,
    /// A business's own intents.
    pub intents: Intents,
    /// Knowledge.
    pub knowledge: Knowledge,
    /// The inbox.
    pub inbox: Inbox,
    /// Settings of the workspace.
    pub workspace: Workspace,
    /// Members, invitations, roles.
    pub team: Team,
    /// API keys.
    pub api_keys: ApiKeys,
    /// The audit log.
    pub audit: Audit,
    /// The mail log.
    pub mail: Mail,
    /// The person's own page.
    pub account: Account,
    /// Making a workspace.
    pub workspaces: Workspaces,
    /// The installation.
    pub system: System,
}

static ENGLISH: Texts = Texts {
    entrance: Entrance::ENGLISH,
    frame: Frame::ENGLISH,
    problems: Problems::ENGLISH,
    home: Home::ENGLISH,
    bots: Bots::ENGLISH,
    bot_rules: BotRules::ENGLISH,
    intents: Intents::ENGLISH,
    knowledge: Knowledge::ENGLISH,
    inbox: Inbox::ENGLISH,
    workspace: Workspace::ENGLISH,
    team: Team::ENGLISH,
    api_keys: ApiKeys::ENGLISH,
    audit: Audit::ENGLISH,
    mail: Mail::ENGLISH,
    account: Account::ENGLISH,
    workspaces: Workspaces::ENGLISH,
    system: System::ENGLISH,
};

/// The texts in the language of the dashboard.
pub fn t() -> &'static Texts {
    &ENGLISH
}

/// A text with its `{places}` filled. A value is put in as it is, also when it looks like a place.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn places_are_filled_once_and_values_are_left_alone() {
        assert_eq!(fill("{a} invites {b}.", &[("a", "{b}"), ("b", "Ann")]), "{b} invites Ann.");
        assert_eq!(fill("{unknown} and {open", &[]), "{unknown} and {open");
    }
}
