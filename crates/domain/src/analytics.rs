//! Counts of what bots did in a time.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// So many have this.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// What they have, as in `es` or `track_order`; none where nothing was found out.
    pub name: Option<String>,
    /// How many.
    pub count: i64,
}

/// What the bots of a workspace did, counted in what is stored.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiAnalytics {
    /// From this time on.
    pub from: Timestamp,
    /// Up to before this time.
    pub to: Timestamp,
    /// Visitors' messages that were looked at.
    pub analysed: i64,
    /// Questions that were answered.
    pub answered: i64,
    /// Questions to which the bot asked back or offered what it had.
    pub clarified: i64,
    /// Questions to which the bot said that it does not know.
    pub unknown: i64,
    /// Greetings, thanks and the like.
    pub small_talk: i64,
    /// How often people took over, because somebody wished it or because the bot could not go on.
    pub handed_off: i64,
    /// The messages by language, the most frequent first.
    pub by_language: Vec<Count>,
    /// The messages by their likeliest intent, the most frequent first.
    pub by_intent: Vec<Count>,
    /// The messages by how the visitor felt.
    pub by_feeling: Vec<Count>,
    /// Thumbs up that were given in this time and still stand.
    pub thumbs_up: i64,
    /// The same down.
    pub thumbs_down: i64,
}
