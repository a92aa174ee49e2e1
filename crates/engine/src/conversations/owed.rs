//! What the bots owe.

use store::conversations;

use crate::app::App;
use crate::error::Result;

/// After so long a reply is late, in milliseconds.
pub const OWED_AFTER_MS: i64 = 10_000;

/// How many messages of visitors, in the whole installation, the bot has held for more than [`OWED_AFTER_MS`] and has
/// neither replied to nor handed off. It should be 0.
///
/// # Errors
/// The database's.
pub async fn owed(app: &App) -> Result<i64> {
    let before = app.clock().now().plus_ms(-OWED_AFTER_MS);
    Ok(conversations::owed(before, app.store().db()).await?)
}
