//! Setting a new password by link.

use domain::accounts::NewPassword;
use domain::{Code, Problem};
use store::{password_resets, sessions, users};

use super::guessing;
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// Lets pass while the link works, so that nobody types a password in vain.
///
/// # Errors
/// `gone` when it was used, is over, or never was one.
pub async fn check_password_reset(app: &App, token: &str) -> Result<()> {
    let token_hash = Token::hash_of(token).ok_or_else(over)?;
    let user = password_resets::find_open(token_hash, app.clock().now(), app.store().db()).await?;
    user.map(|_| ()).ok_or_else(over)
}

/// Sets the password of the link's account. The link works once; all sign-ins of the account end, other links of it work no
/// longer, and earlier wrong passwords are forgotten.
///
/// # Errors
/// `gone` when the link works no longer, `invalid` for a weak password.
pub async fn reset_password(app: &App, token: &str, password: &str) -> Result<()> {
    let token_hash = Token::hash_of(token).ok_or_else(over)?;
    let user = password_resets::find_open(token_hash.clone(), app.clock().now(), app.store().db()).await?;
    let user = users::get(user.ok_or_else(over)?, app.store().db()).await?;
    let email = domain::accounts::Email::parse(&user.email).map_err(store::Error::Unexpected)?;
    let password = NewPassword::parse(password, Some(&email)).map_err(|wrong| Problem::field("password", wrong))?;
    let password_hash = app.passwords().hash(password).await?;
    let subject = guessing::subject(app, &email.folded());
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                let now = work.now();
                let user = password_resets::update_used(token_hash, now, &mut *work).await?.ok_or_else(over)?;
                users::update_password(user, &password_hash, &mut *work).await?;
                password_resets::delete_of_user(user, &mut *work).await?;
                sessions::delete_of_user(user, None, &mut *work).await?;
                store::attempts::delete(&subject, work).await?;
                Ok(())
            })
        })
        .await
}

fn over() -> Error {
    let message = "This link works no longer: it was used, replaced, or is older than an hour. Ask for a new one.";
    Problem::new(Code::Gone, message).into()
}
