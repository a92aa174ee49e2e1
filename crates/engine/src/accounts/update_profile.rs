//! Name and look of the person.

use domain::Problem;
use domain::accounts::Theme;
use store::users;

use super::{Session, input};
use crate::error::Result;

/// Writes name and look; they hold from the next request on.
///
/// # Errors
/// `invalid` for a bad name.
pub async fn update_profile(session: &Session, name: &str, theme: Theme) -> Result<()> {
    let name = input::person(name).map_err(|wrong| Problem::field("name", wrong))?;
    let user = session.user_id();
    session
        .app()
        .store()
        .write(None, move |work| {
            Box::pin(async move { Ok(users::update_profile(user, &name, theme.as_str(), work).await?) })
        })
        .await
}
