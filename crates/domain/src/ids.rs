//! Identities.
//!
//! A *key* is a UUIDv7: it sorts by creation, joins tables, and stays inside the program. A *public id* is a prefix and
//! twenty random characters: it stands in links and in the API, and tells nothing about its neighbours.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

use crate::Timestamp;

/// A text that is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a valid {0}")]
pub struct NotAnId(pub &'static str);

/// Packs creation time and randomness as RFC 9562 lays out version 7.
fn v7(now: Timestamp, random: u128) -> u128 {
    const VERSION: u128 = 0x7 << 76;
    const VARIANT: u128 = 0b10 << 62;
    let millis = (now.0.max(0) as u128) << 80;
    let rand_a = ((random >> 64) & 0xfff) << 64;
    let rand_b = random & ((1 << 62) - 1);
    millis | VERSION | rand_a | VARIANT | rand_b
}

fn write_hyphenated(f: &mut fmt::Formatter<'_>, key: u128) -> fmt::Result {
    let hex = format!("{key:032x}");
    write!(f, "{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn parse_hyphenated(text: &str) -> Option<u128> {
    if text.len() != 36 {
        return None;
    }
    let mut key = 0u128;
    for (place, byte) in text.bytes().enumerate() {
        if matches!(place, 8 | 13 | 18 | 23) {
            if byte != b'-' {
                return None;
            }
            continue;
        }
        key = key << 4 | u128::from((byte as char).to_digit(16)?);
    }
    Some(key)
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u128);

        impl $name {
            /// A new key, made of the present time and 74 of the given random bits.
            pub fn new(now: Timestamp, random: u128) -> Self {
                Self(v7(now, random))
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hyphenated(f, self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse_hyphenated(text).map(Self).ok_or(NotAnId(stringify!($name)))
            }
        }
        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

keys! {
    /// A workspace: the business, and the wall around everything that belongs to it.
    WorkspaceId,
    /// A person who signs in.
    UserId,
    /// An invitation of a person into a workspace.
    InvitationId,
    /// A secret with which a program calls the API.
    ApiKeyId,
    /// A unit of background work.
    JobId,
    /// A running server process.
    NodeId,
    /// A mail handed to the outgoing mail job.
    MailId,
    /// A bot: what answers visitors.
    BotId,
    /// A bot's window on somebody's website.
    WidgetId,
    /// A piece of knowledge.
    ItemId,
    /// A person outside who talks to the business.
    ContactId,
    /// A browser in which a contact talks to a bot.
    VisitorId,
    /// A conversation.
    ConversationId,
    /// A message in a conversation.
    MessageId,
    /// A business's own intent.
    IntentId,
}

/// Twenty characters carry 100 random bits; the alphabet leaves out letters that are mistaken for digits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const RANDOM_CHARS: usize = 20;

macro_rules! public_ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What each id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// A new id of 100 of the given random bits.
            pub fn new(mut random: u128) -> Self {
                let mut text = String::with_capacity($prefix.len() + RANDOM_CHARS);
                text.push_str($prefix);
                for _ in 0..RANDOM_CHARS {
                    text.push(ALPHABET[(random & 31) as usize] as char);
                    random >>= 5;
                }
                Self(text)
            }
            /// The id as it stands in links.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let rest = text.strip_prefix($prefix).ok_or(NotAnId($prefix))?;
                if rest.len() == RANDOM_CHARS && rest.bytes().all(|b| ALPHABET.contains(&b)) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(NotAnId($prefix))
                }
            }
        }
        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )*};
}

public_ids! {
    /// A workspace in links and in the API.
    WorkspaceRef "ws_",
    /// A user in links and in the API.
    UserRef "user_",
    /// An invitation in the API.
    InvitationRef "inv_",
    /// An API key in lists and in the audit log (not the secret).
    ApiKeyRef "key_",
    /// A sign-in of a user, as listed on the account page.
    SessionRef "sess_",
    /// A job on the system page.
    JobRef "job_",
    /// A mail in the mail log.
    MailRef "mail_",
    /// An event that a reaction could not digest, on the system page.
    DeadLetterRef "dead_",
    /// A bot in links, snippets and the API: the project that a website names.
    BotRef "proj_",
    /// A widget in the API.
    WidgetRef "wid_",
    /// The key that a website shows to everybody: it names a widget and opens nothing else.
    PublishableKey "pk_live_",
    /// A piece of knowledge.
    ItemRef "item_",
    /// A contact.
    ContactRef "contact_",
    /// A conversation.
    ConversationRef "conv_",
    /// A message.
    MessageRef "msg_",
    /// A business's own intent.
    IntentRef "intent_",
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_version_7_uuid_and_reads_back() {
        let key = WorkspaceId::new(Timestamp(1_700_000_000_000), u128::MAX);
        let text = key.to_string();
        assert_eq!(text.len(), 36);
        assert_eq!(&text[14..15], "7");
        assert!("89ab".contains(&text[19..20]));
        assert_eq!(text.parse::<WorkspaceId>().unwrap(), key);
    }

    #[test]
    fn later_keys_sort_behind_earlier_ones() {
        let early = JobId::new(Timestamp(1_000), u128::MAX).to_string();
        let late = JobId::new(Timestamp(1_001), 0).to_string();
        assert!(early < late);
    }

    #[test]
    fn a_public_id_has_its_prefix_and_no_other_is_taken_for_it() {
        let id = WorkspaceRef::new(0x1234_5678_9abc_def0_1234_5678_9abc_def0);
        assert!(id.as_str().starts_with("ws_"));
        assert_eq!(id.as_str().parse::<WorkspaceRef>().unwrap(), id);
        assert!(id.as_str().parse::<UserRef>().is_err());
        for wrong in ["", "ws_", "ws_short", "ws_0123456789abcdefghjK", "ws_0123456789abcdefghj'"] {
            assert!(wrong.parse::<WorkspaceRef>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_with_wrong_hyphens_or_letters_is_refused() {
        for wrong in ["", "0", "018bcfe56800-7fff-bfff-ffff-ffffffffffff0", "018bcfe5-6800-7fff-bfff-fffffffffffg"] {
            assert!(wrong.parse::<UserId>().is_err(), "{wrong}");
        }
    }
}
