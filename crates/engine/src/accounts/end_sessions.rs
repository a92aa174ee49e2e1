//! Ending sign-ins from the account page.

use domain::Problem;
use domain::ids::SessionRef;
use store::sessions;

use super::Session;
use crate::error::{Error, Result};

/// Ends one sign-in of the person, which may be the present one.
///
/// # Errors
/// `not_found` when it is not theirs or has ended.
pub async fn end_session(session: &Session, other: SessionRef) -> Result<()> {
    let user = session.user_id();
    session
        .app()
        .store()
        .write(None, move |work| {
            Box::pin(async move {
                sessions::delete(user, &other, work).await.map_err(|error| match error {
                    store::Error::NotFound => Problem::not_found("this sign-in").into(),
                    other => Error::from(other),
                })
            })
        })
        .await
}

/// Ends all sign-ins of the person but the present one; gives their number.
pub async fn end_other_sessions(session: &Session) -> Result<u64> {
    let (user, this) = (session.user_id(), session.id().clone());
    session
        .app()
        .store()
        .write(None, move |work| Box::pin(async move { Ok(sessions::delete_of_user(user, Some(&this), work).await?) }))
        .await
}
