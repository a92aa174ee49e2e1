//! The start of a session: what signing in, setting up and accepting an invitation end in.

use domain::Timestamp;
use domain::ids::{SessionRef, UserId, WorkspaceId};
use store::Work;
use store::sessions::{self, NewSession};

use super::ClientInfo;
use super::session::SESSION_LASTS_MS;
use crate::error::Result;
use crate::secrets::Token;

/// A fresh session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What goes into the cookie, as [`Token::expose`] gives it.
    pub token: Token,
    /// When the session ends unless it is used.
    pub expires_at: Timestamp,
}

pub(super) async fn start_session(
    work: &mut Work,
    token: Token,
    user: UserId,
    workspace: Option<WorkspaceId>,
    client: &ClientInfo,
) -> Result<SignedIn> {
    let now = work.now();
    let expires_at = now.plus_ms(SESSION_LASTS_MS);
    let client = client.stored();
    let new = NewSession {
        token_hash: token.hash(),
        public_id: SessionRef::new(work.random()),
        user,
        workspace,
        device: client.device,
        address: client.address,
        created_at: now,
        expires_at,
    };
    sessions::insert(new, work).await?;
    Ok(SignedIn { token, expires_at })
}
