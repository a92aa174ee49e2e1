//! Columns that may be null or hold several values in one text, read into domain types:
//! `#[sqlx(try_from = "MaybeText")]` for an `Option` of what is stored as text, and so on.

use domain::analysis::MessageAnalysis;
use domain::conversations::HandoffReason;
use domain::events::Actor;
use domain::feedback::VoteReason;
use domain::ids::{UserId, UserRef};
use domain::knowledge::Citation;
use domain::messages::Verdict;
use domain::{Language, Timestamp};

/// A time, or null.
#[derive(Debug, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct MaybeTime(Option<i64>);

impl From<MaybeTime> for Option<Timestamp> {
    fn from(column: MaybeTime) -> Self {
        column.0.map(Timestamp)
    }
}

/// A text, or null.
#[derive(Debug, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct MaybeText(Option<String>);

macro_rules! from_maybe_text {
    ($($type:ty,)*) => {$(
        impl TryFrom<MaybeText> for Option<$type> {
            type Error = <$type as TryFrom<String>>::Error;
            fn try_from(column: MaybeText) -> Result<Self, Self::Error> {
                column.0.map(TryFrom::try_from).transpose()
            }
        }
    )*};
}

from_maybe_text! { Language, HandoffReason, Verdict, VoteReason, UserId, UserRef, }

/// JSON, or null.
#[derive(Debug, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct MaybeJson(Option<String>);

impl TryFrom<MaybeJson> for Option<serde_json::Value> {
    type Error = serde_json::Error;
    fn try_from(column: MaybeJson) -> Result<Self, Self::Error> {
        column.0.map(|text| serde_json::from_str(&text)).transpose()
    }
}

impl TryFrom<MaybeJson> for Option<MessageAnalysis> {
    type Error = serde_json::Error;
    fn try_from(column: MaybeJson) -> Result<Self, Self::Error> {
        column.0.map(|text| serde_json::from_str(&text)).transpose()
    }
}

impl TryFrom<MaybeJson> for Vec<Citation> {
    type Error = serde_json::Error;
    fn try_from(column: MaybeJson) -> Result<Self, Self::Error> {
        column.0.map_or(Ok(Self::new()), |text| serde_json::from_str(&text))
    }
}

/// A list with one entry per line; an empty text is an empty list.
#[derive(Debug, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct Lines(String);

impl From<Lines> for Vec<String> {
    fn from(column: Lines) -> Self {
        column.0.lines().map(str::to_owned).collect()
    }
}

/// An actor as `kind:key`, or `kind` without a key; selected with
/// `created_by_kind || coalesce(':' || created_by_id, '') as created_by`.
#[derive(Debug, sqlx::Type)]
#[sqlx(transparent)]
pub(crate) struct ActorText(String);

impl TryFrom<ActorText> for Actor {
    type Error = String;
    fn try_from(column: ActorText) -> Result<Self, String> {
        let (kind, id) = column.0.split_once(':').map_or((column.0.as_str(), None), |(kind, id)| (kind, Some(id)));
        Self::from_parts(kind, id).ok_or_else(|| format!("“{}” is no actor", column.0))
    }
}
