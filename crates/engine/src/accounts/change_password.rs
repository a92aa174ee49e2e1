//! Changing one's own password.

use domain::Code;
use domain::Problem;
use domain::accounts::{Email, NewPassword};
use store::{password_resets, sessions, users};

use super::Session;
use super::sign_in::check_password;
use crate::error::{Error, Result};

/// Sets a new password for the person; their other sign-ins end, and open password links work no longer.
///
/// # Errors
/// `invalid` when the old one is wrong or the new one weak, `limited` after too many wrong ones.
pub async fn change_password(session: &Session, old: &str, new: &str) -> Result<()> {
    let app = session.app();
    let email = Email::parse(&session.user().email).map_err(store::Error::Unexpected)?;
    let new = NewPassword::parse(new, Some(&email)).map_err(|wrong| Problem::field("new_password", wrong))?;
    let checked = check_password(app, &email, Some(session.user()), old).await.map_err(|error| match error {
        Error::Problem(problem) if problem.code == Code::Invalid => {
            Problem::field("old_password", "This is not your present password.").into()
        }
        other => other,
    })?;
    let password_hash = app.passwords().hash(new).await?;
    let this = session.id().clone();
    app.store()
        .write(None, move |work| {
            Box::pin(async move {
                let user = checked.succeeded(work).await?;
                users::update_password(user, &password_hash, &mut *work).await?;
                password_resets::delete_of_user(user, &mut *work).await?;
                sessions::delete_of_user(user, Some(&this), &mut *work).await?;
                Ok(())
            })
        })
        .await
}
