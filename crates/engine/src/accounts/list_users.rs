//! All accounts, for the operator's command line.

use domain::accounts::{Theme, UserView};
use store::users;

use crate::app::App;
use crate::error::Result;

/// Every account of the installation, the oldest first.
pub async fn list_users(app: &App) -> Result<Vec<UserView>> {
    let rows = users::list_all(app.store().db()).await?;
    let view = |row: users::UserRow| UserView {
        id: row.public_id,
        name: row.name,
        email: row.email,
        theme: Theme::from_stored(&row.theme),
        is_operator: row.is_operator,
    };
    Ok(rows.into_iter().map(view).collect())
}
