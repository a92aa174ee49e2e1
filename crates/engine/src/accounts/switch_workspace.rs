//! Going to another workspace.

use domain::Problem;
use domain::ids::WorkspaceRef;
use store::sessions;

use super::Session;
use crate::error::Result;

/// Takes the person to another workspace of theirs, for this session; it holds from the next request on.
///
/// # Errors
/// `not_found` when they do not belong to it.
pub async fn switch_workspace(session: &Session, to: WorkspaceRef) -> Result<()> {
    let Some(membership) = session.memberships().iter().find(|m| m.public_id == to) else {
        return Err(Problem::not_found("this workspace").into());
    };
    let (token_hash, workspace) = (session.token_hash(), membership.workspace_id);
    session
        .app()
        .store()
        .write(None, move |work| {
            Box::pin(async move { Ok(sessions::update_workspace(token_hash, workspace, work).await?) })
        })
        .await
}
