//! Signing in with address and password.

use domain::accounts::Email;
use domain::ids::UserId;
use domain::{Code, Problem};
use std::fmt;
use store::users::UserRow;
use store::{Work, members, users};

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
    let checked = check_password(app, &email, user.as_ref(), &typed.password).await?;
    let (token, client) = (Token::new(app.random().as_ref()), client.clone());
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                let user = checked.succeeded(work).await?;
                let last = members::list_of_user(user, &mut *work).await?.first().map(|m| m.workspace_id);
                start_session(work, token, user, last, &client).await
            })
        })
        .await
}

/// A password that was right when it was checked.
pub(super) struct Checked {
    attempt: Attempt,
    user: UserId,
    password_hash: String,
}

impl Checked {
    /// Lets the person in, and forgets earlier failures. Checking takes a while: a password that was changed meanwhile lets
    /// nobody in, nor an erased account.
    pub(super) async fn succeeded(self, work: &mut Work) -> Result<UserId> {
        self.attempt.succeeded(work).await?;
        match users::get(self.user, work).await {
            Ok(row) if row.password_hash == self.password_hash => Ok(self.user),
            Ok(_) | Err(store::Error::NotFound) => Err(no_match()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Checks a password of an address with or without an account.
pub(super) async fn check_password(app: &App, email: &Email, user: Option<&UserRow>, typed: &str) -> Result<Checked> {
    let attempt = Attempt::begin(app, &email.folded()).await?;
    let fits = app.passwords().fits(typed, user.map(|user| user.password_hash.as_str())).await?;
    match user.filter(|_| fits) {
        Some(user) => Ok(Checked { attempt, user: user.id, password_hash: user.password_hash.clone() }),
        None => Err(no_match()),
    }
}

fn no_match() -> Error {
    Problem::new(Code::Invalid, "Mail address and password do not match. Check both, or set a new password.").into()
}
