//! The sign-ins of a person.

use domain::accounts::SessionView;
use store::sessions;

use super::Session;
use crate::error::Result;

/// Where the person is signed in, the last used first.
pub async fn list_sessions(session: &Session) -> Result<Vec<SessionView>> {
    let app = session.app();
    let rows = sessions::list(session.user_id(), app.clock().now(), app.store().db()).await?;
    let view = |row: sessions::SessionRow| SessionView {
        is_current: row.public_id == *session.id(),
        id: row.public_id,
        device: row.device,
        address: row.address,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    };
    Ok(rows.into_iter().map(view).collect())
}
