//! Sign-ins. A session is found by the SHA-256 of its cookie.

use domain::Timestamp;
use domain::ids::{SessionRef, UserId, WorkspaceId};
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::{Error, Result};

/// A session with its user, as every request needs it.
#[derive(Debug, Clone, FromRow)]
pub struct OpenSessionRow {
    /// Public id of the session.
    #[sqlx(try_from = "String")]
    pub session: SessionRef,
    /// The workspace that the person is in.
    pub workspace_id: Option<String>,
    /// Last used, to the minute.
    #[sqlx(try_from = "i64")]
    pub last_seen_at: Timestamp,
    /// When it ends unless it is used again.
    #[sqlx(try_from = "i64")]
    pub expires_at: Timestamp,
    /// The person.
    #[sqlx(flatten)]
    pub user: crate::users::UserRow,
}

/// A sign-in as its owner sees it.
#[derive(Debug, Clone, FromRow)]
pub struct SessionRow {
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: SessionRef,
    /// Browser and system, as the browser said.
    pub device: String,
    /// Address it was last used from.
    pub address: String,
    /// Since when.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// Last used, to the minute.
    #[sqlx(try_from = "i64")]
    pub last_seen_at: Timestamp,
}

/// A session to be.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// SHA-256 of the cookie.
    pub token_hash: Vec<u8>,
    /// Public id.
    pub public_id: SessionRef,
    /// The person.
    pub user: UserId,
    /// The workspace that they are in.
    pub workspace: Option<WorkspaceId>,
    /// Browser and system.
    pub device: String,
    /// Where from.
    pub address: String,
    /// Now.
    pub created_at: Timestamp,
    /// When it ends unless it is used.
    pub expires_at: Timestamp,
}

/// Makes a session.
pub async fn insert(new: NewSession, on: impl Into<On<'_>>) -> Result<()> {
    sql(
        "insert into sessions (token_hash, public_id, user_id, workspace_id, device, address, created_at, last_seen_at,
             expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
    )
    .bind(new.token_hash)
    .bind(new.public_id.as_str())
    .bind(new.user)
    .bind(new.workspace)
    .bind(new.device)
    .bind(new.address)
    .bind(new.created_at)
    .bind(new.expires_at)
    .run(on)
    .await?;
    Ok(())
}

/// The live session of this cookie.
pub async fn find_open(token_hash: Vec<u8>, now: Timestamp, on: impl Into<On<'_>>) -> Result<Option<OpenSessionRow>> {
    sql("select s.public_id as session, s.workspace_id, s.last_seen_at, s.expires_at,
             u.id, u.public_id, u.name, u.email, u.password_hash, u.theme, u.is_operator, u.created_at
         from sessions s join users u on u.id = s.user_id where s.token_hash = $1 and s.expires_at > $2")
    .bind(token_hash)
    .bind(now)
    .find(on)
    .await
}

/// Notes that a session was used, and moves its end. Nothing happens when it has ended meanwhile.
pub async fn update_seen(
    token_hash: Vec<u8>,
    address: &str,
    now: Timestamp,
    expires_at: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    sql("update sessions set address = $2, last_seen_at = $3, expires_at = $4 where token_hash = $1 and expires_at > $3")
        .bind(token_hash)
        .bind(address)
        .bind(now)
        .bind(expires_at)
        .run(on)
        .await?;
    Ok(())
}

/// Sets the workspace that the person is in.
pub async fn update_workspace(token_hash: Vec<u8>, workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<()> {
    let changed = sql("update sessions set workspace_id = $2 where token_hash = $1")
        .bind(token_hash)
        .bind(workspace)
        .run(on)
        .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Takes a user's sessions out of a workspace that they no longer belong to.
pub async fn update_left_workspace(workspace: WorkspaceId, user: UserId, on: impl Into<On<'_>>) -> Result<()> {
    sql("update sessions set workspace_id = null where workspace_id = $1 and user_id = $2")
        .bind(workspace)
        .bind(user)
        .run(on)
        .await?;
    Ok(())
}

/// The live sign-ins of a user, the last used first.
pub async fn list(user: UserId, now: Timestamp, on: impl Into<On<'_>>) -> Result<Vec<SessionRow>> {
    sql("select public_id, device, address, created_at, last_seen_at from sessions
         where user_id = $1 and expires_at > $2 order by last_seen_at desc, created_at desc, public_id limit 200")
    .bind(user)
    .bind(now)
    .all(on)
    .await
}

/// Ends the session of this cookie, if it lives.
pub async fn delete_by_token(token_hash: Vec<u8>, on: impl Into<On<'_>>) -> Result<()> {
    sql("delete from sessions where token_hash = $1").bind(token_hash).run(on).await?;
    Ok(())
}

/// Ends one sign-in of this user.
pub async fn delete(user: UserId, session: &SessionRef, on: impl Into<On<'_>>) -> Result<()> {
    let deleted = sql("delete from sessions where user_id = $1 and public_id = $2")
        .bind(user)
        .bind(session.as_str())
        .run(on)
        .await?;
    if deleted == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Ends the sign-ins of this user, all or all but one; gives their number.
pub async fn delete_of_user(user: UserId, but: Option<&SessionRef>, on: impl Into<On<'_>>) -> Result<u64> {
    let mut query = sql("delete from sessions where user_id = $1").bind(user);
    if let Some(session) = but {
        query = query.and_bind("and public_id <> $?", session.as_str());
    }
    query.run(on).await
}
