//! What the bots owe.

use store::conversations;

use crate::app::App;
use crate::error::Result;

/// After so long a reply is late, in milliseconds.
pub const OWED_AFTER_MS: i64 = 10_000;

/// In how many conversations of the whole installation the bot has had a visitor's message for more than
/// [`OWED_AFTER_MS`] and has neither replied nor handed off. It should be 0.
///
/// # Errors
/// The database's.
pub async fn owed(app: &App) -> Result<i64> {
    let before = app.clock().now().plus_ms(-OWED_AFTER_MS);
    Ok(conversations::owed(before, app.store().db()).await?)
}
