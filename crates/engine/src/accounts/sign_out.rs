//! Signing out.

use store::sessions;

use crate::app::App;
use crate::error::Result;
use crate::secrets::Token;

/// Ends the session of this cookie. A cookie that is not a session any more is fine, too.
pub async fn sign_out(app: &App, token: &str) -> Result<()> {
    let Some(token_hash) = Token::hash_of(token) else { return Ok(()) };
    app.store()
        .write(None, move |work| Box::pin(async move { Ok(sessions::delete_by_token(token_hash, work).await?) }))
        .await
}
