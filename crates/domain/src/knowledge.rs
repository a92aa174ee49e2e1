//! Knowledge: items, their passages, and what an answer cites of them.

use serde::{Deserialize, Serialize};

use crate::feedback::Votes;
use crate::ids::ItemRef;
use crate::{Language, Timestamp};

/// Most characters of a title.
pub const TITLE_CHARS: usize = 200;
/// Most bytes of an item's text.
pub const CONTENT_BYTES: usize = 1_000_000;
/// Most bytes of an uploaded file.
pub const FILE_BYTES: usize = 10 * 1024 * 1024;

macro_rules! stored_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $text:literal $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// As stored and in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
            /// As people read it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                let known = Self::ALL.iter().copied().find(|one| one.as_str() == text);
                known.ok_or_else(|| format!("“{text}” is unknown here."))
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                text.parse()
            }
        }
    };
}
pub(crate) use stored_words;

stored_words! {
    /// Where an item is on its way to the visitors.
    ItemStatus {
        /// Not answered from.
        Draft "draft" "Draft",
        /// Answered from.
        Published "published" "Published",
        /// Answered from no more, kept for what cites it.
        Archived "archived" "Archived",
    }
}

stored_words! {
    /// What an item was made from.
    ItemSource {
        /// Written in the dashboard or by the API.
        Text "text" "Written",
        /// A page of a website.
        Url "url" "Web page",
        /// An uploaded file.
        File "file" "File",
    }
}

/// An item in lists.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    /// Public id.
    pub id: ItemRef,
    /// Title.
    pub title: String,
    /// Where it is on its way.
    pub status: ItemStatus,
    /// Language of its text.
    pub language: Language,
    /// What it was made from.
    pub source: ItemSource,
    /// The page's address or the file's name.
    pub origin: Option<String>,
    /// Counts changes of title or text, from 1.
    pub version: i64,
    /// Words of its text.
    pub words: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When title, text or status last changed.
    pub updated_at: Timestamp,
    /// When it was last published.
    pub published_at: Option<Timestamp>,
}

/// An item with its text.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDetail {
    /// The item.
    #[serde(flatten)]
    pub item: ItemView,
    /// Its text, as Markdown.
    pub content: String,
    /// How the bot reads it: its passages, in order.
    pub passages: Vec<PassageView>,
    /// Visitors whom answers from this version helped, and whom they did not.
    pub votes: Votes,
}

/// A piece of an item that is found and cited as a whole.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageView {
    /// Place in the item, from 0.
    pub ordinal: i64,
    /// The headings that it stands under, outermost first, joined by ` › `.
    pub heading: String,
    /// Its text, without Markdown signs.
    pub text: String,
    /// Where it starts in the item's text, in bytes.
    pub start: i64,
    /// Where it ends there, in bytes.
    pub end: i64,
}

/// Of what an item is made by hand or by the API.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewItem {
    /// Title; empty: the first heading or line of the text.
    pub title: String,
    /// Text, as Markdown.
    pub content: String,
    /// Its language; none: found out.
    pub language: Option<Language>,
    /// Whether it answers at once. Needs the permission to publish.
    pub publish: bool,
}

/// What to change of an item; what is absent stays.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemChange {
    /// Title.
    pub title: Option<String>,
    /// Text, as Markdown.
    pub content: Option<String>,
    /// Language.
    pub language: Option<Language>,
    /// The version that the change was made from: another one in the meantime is a conflict, and nothing is overwritten.
    pub version: Option<i64>,
}

/// A published passage that speaks of a question.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FoundView {
    /// Its item.
    pub item: ItemRef,
    /// The item's version.
    pub version: i64,
    /// The item's title.
    pub title: String,
    /// The page that the item came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language of the item.
    pub language: Language,
    /// The passage.
    pub passage: PassageView,
    /// How well it fits; only good for comparing with the others of the same search.
    pub score: f32,
    /// Share of the question's weighted words that it has, 0 to 1.
    pub coverage: f32,
}

/// A span of an item that an answer rests on.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The item.
    pub item: ItemRef,
    /// Its version then.
    pub version: i64,
    /// Its title then.
    pub title: String,
    /// The page to link to, where it came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The headings that the span stands under.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// Where the span starts in that version's text, in bytes.
    pub start: i64,
    /// Where it ends, in bytes.
    pub end: i64,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_read_back() {
        for status in ItemStatus::ALL {
            assert_eq!(status.as_str().parse::<ItemStatus>().unwrap(), *status);
        }
        assert!("gone".parse::<ItemSource>().is_err());
    }
}
