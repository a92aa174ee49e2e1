//! Business hours: whether somebody of the team is there, and when they are back.

mod languages;
mod schedule;
mod words;

use domain::hours::BusinessHours;
use domain::ids::WorkspaceId;
use domain::{Language, Timestamp};
use jiff::Zoned;
use store::{On, workspaces};

use crate::answer::phrases::Phrases;
use crate::error::Result;

/// The hours as they are kept; a business that set none is always there.
pub(crate) fn read(kept: &str) -> BusinessHours {
    serde_json::from_str(kept).unwrap_or_default()
}

/// The hours for keeping.
pub(crate) fn write(hours: &BusinessHours) -> String {
    serde_json::to_string(hours).unwrap_or_else(|_| "{}".to_owned())
}

/// Nobody of the team is there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Absence {
    now: Zoned,
    /// When they are back, where that is within a year.
    back: Option<Zoned>,
}

impl Absence {
    /// “Our team is not here at the moment. We are back on Monday at 09:00 (UTC+1).”
    pub(crate) fn sentence(&self, language: Language) -> String {
        words::absence(language, self)
    }
}

/// Whether nobody of the workspace's team is there now.
///
/// # Errors
/// The database's.
pub(crate) async fn absence(workspace: WorkspaceId, now: Timestamp, on: impl Into<On<'_>>) -> Result<Option<Absence>> {
    let row = workspaces::get(workspace, on).await?;
    Ok(schedule::absence(&read(&row.hours), &row.time_zone, now))
}

/// What the visitor is told when people take over: that they come as soon as they can, or when they are back.
pub(crate) fn handed_off(phrases: &Phrases, language: Language, absence: Option<&Absence>) -> String {
    match absence {
        None => phrases.handed_off.to_owned(),
        Some(absence) if absence.back.is_none() => {
            words::joined(language, &absence.sentence(language), phrases.handed_off)
        }
        Some(absence) => words::joined(language, &absence.sentence(language), words::reply_then(language)),
    }
}
