//! Signing in with address and password.

use domain::accounts::Email;
use domain::{Code, Problem};
use std::fmt;
use store::users::UserRow;
use store::{members, users};

use super::guessing::Attempt;
use super::start_session::start_session;
use super::{ClientInfo, SignedIn};
use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Token;

/// What the person types.
#[derive(Clone, Default)]
pub struct SignIn {
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: String,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignIn(…)")
    }
}

/// Signs a person in. An unknown address and a wrong password give the same answer after the same time.
///
/// # Errors
/// `invalid` when they do not match; `limited` after too many failures.
pub async fn sign_in(app: &App, typed: SignIn, client: &ClientInfo) -> Result<SignedIn> {
    let email = Email::parse(&typed.email).map_err(|wrong| Problem::field("email", wrong))?;
    let user = users::find_by_email(&email.folded(), app.store().db()).await?;
    let attempt = check_password(app, &email, user.as_ref(), &typed.password).await?;
    let UserRow { id: user, password_hash: checked, .. } = user.ok_or_else(no_match)?;
    let (token, client) = (Token::new(app.random().as_ref()), client.clone());
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                attempt.succeeded(work).await?;
                // Checking takes a while: a password that was changed meanwhile lets nobody in, nor an erased account.
                let row = users::find_by_email(&email.folded(), &mut *work).await?;
                if row.is_none_or(|row| row.id != user || row.password_hash != checked) {
                    return Err(no_match());
                }
                let last = members::list_of_user(user, &mut *work).await?.first().map(|m| m.workspace_id);
                start_session(work, token, user, last, &client).await
            })
        })
        .await
}

/// Checks a password of an address with or without an account.
pub(super) async fn check_password(app: &App, email: &Email, user: Option<&UserRow>, typed: &str) -> Result<Attempt> {
    let attempt = Attempt::begin(app, &email.folded()).await?;
    if app.passwords().fits(typed, user.map(|user| user.password_hash.as_str())).await? {
        Ok(attempt)
    } else {
        Err(no_match())
    }
}

fn no_match() -> Error {
    Problem::new(Code::Invalid, "Mail address and password do not match. Check both, or set a new password.").into()
}
