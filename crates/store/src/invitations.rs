//! Invitations into a workspace.

use domain::Timestamp;
use domain::events::Actor;
use domain::ids::{InvitationId, InvitationRef, WorkspaceId};
use domain::permissions::Role;
use sqlx::FromRow;

use crate::db::{On, Sql, sql};
use crate::error::Result;

/// An invitation as stored, with the name of the one who invited.
#[derive(Debug, Clone, FromRow)]
pub struct InvitationRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: InvitationId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: InvitationRef,
    /// Where it leads.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Name of that workspace.
    pub workspace_name: String,
    /// Who is invited, as typed.
    pub email: String,
    /// The same for comparison.
    pub email_folded: String,
    /// As what.
    #[sqlx(try_from = "String")]
    pub role: Role,
    /// `user`, `api_key` or `system`.
    pub invited_by_kind: String,
    /// Name of the person or key that invited; none when it is gone, or for the program itself.
    pub inviter: Option<String>,
    /// Since when.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// Until when the link works.
    #[sqlx(try_from = "i64")]
    pub expires_at: Timestamp,
    /// When it was accepted.
    pub accepted_at: Option<i64>,
    /// When it was taken back or replaced.
    pub revoked_at: Option<i64>,
}

/// An invitation to be.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Key.
    pub id: InvitationId,
    /// Public id.
    pub public_id: InvitationRef,
    /// Who is invited, as typed.
    pub email: String,
    /// The same for comparison.
    pub email_folded: String,
    /// As what.
    pub role: Role,
    /// SHA-256 of the link's token.
    pub token_hash: Vec<u8>,
    /// Who invites.
    pub invited_by: Actor,
    /// Now.
    pub created_at: Timestamp,
    /// Until when the link works.
    pub expires_at: Timestamp,
}

fn select() -> Sql {
    sql("select i.id, i.public_id, i.workspace_id, w.name as workspace_name, i.email, i.email_folded, i.role,
             i.invited_by_kind, coalesce(u.name, k.name) as inviter, i.created_at, i.expires_at, i.accepted_at, i.revoked_at
         from invitations i join workspaces w on w.id = i.workspace_id
         left join users u on i.invited_by_kind = 'user' and u.id = i.invited_by_id
         left join api_keys k on i.invited_by_kind = 'api_key' and k.id = i.invited_by_id")
}

/// Makes an invitation; [`crate::Error::Conflict`]`("invitation")` when the address has an open one.
pub async fn insert(workspace: WorkspaceId, new: NewInvitation, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into invitations (id, public_id, workspace_id, email, email_folded, role, token_hash, invited_by_kind,
             invited_by_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
    .bind(new.id)
    .bind(new.public_id.as_str())
    .bind(workspace)
    .bind(new.email)
    .bind(new.email_folded)
    .bind(new.role.as_str())
    .bind(new.token_hash)
    .bind(new.invited_by.kind())
    .bind(new.invited_by.id())
    .bind(new.created_at)
    .bind(new.expires_at)
    .run(on)
    .await
    .map_err(|error| error.unique("invitation"))?;
    Ok(())
}

/// Whatever its state, the invitation whose link has this token.
pub async fn find_by_token(token_hash: Vec<u8>, on: impl Into<On<'_>>) -> Result<Option<InvitationRow>> {
    select().and_bind("where i.token_hash = $?", token_hash).find(on).await
}

/// Whatever its state, the invitation with this public id.
pub async fn find(
    workspace: WorkspaceId,
    invitation: &InvitationRef,
    on: impl Into<On<'_>>,
) -> Result<Option<InvitationRow>> {
    select()
        .and_bind("where i.workspace_id = $?", workspace)
        .and_bind("and i.public_id = $?", invitation.as_str())
        .find(on)
        .await
}

/// Those that are open, whether or not their time has passed, the newest first.
pub async fn list_open(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<Vec<InvitationRow>> {
    select()
        .and_bind("where i.workspace_id = $?", workspace)
        .and("and i.accepted_at is null and i.revoked_at is null order by i.created_at desc, i.id desc limit 500")
        .all(on)
        .await
}

/// The open one for this address, whether or not its time has passed.
pub async fn find_open_by_email(
    workspace: WorkspaceId,
    folded: &str,
    on: impl Into<On<'_>>,
) -> Result<Option<InvitationRow>> {
    select()
        .and_bind("where i.workspace_id = $?", workspace)
        .and_bind("and i.email_folded = $?", folded)
        .and("and i.accepted_at is null and i.revoked_at is null")
        .find(on)
        .await
}

/// Marks it as accepted; `false` when it is not open any more, so that a link lets in once.
pub async fn update_accepted(
    workspace: WorkspaceId,
    invitation: InvitationId,
    now: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<bool> {
    let changed = sql("update invitations set accepted_at = $3 where workspace_id = $1 and id = $2
                       and accepted_at is null and revoked_at is null and expires_at > $3")
    .bind(workspace)
    .bind(invitation)
    .bind(now)
    .run(on)
    .await?;
    Ok(changed == 1)
}

/// Takes it back; `false` when it is not open any more.
pub async fn update_revoked(
    workspace: WorkspaceId,
    invitation: InvitationId,
    now: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<bool> {
    let changed = sql("update invitations set revoked_at = $3 where workspace_id = $1 and id = $2
                       and accepted_at is null and revoked_at is null")
    .bind(workspace)
    .bind(invitation)
    .bind(now)
    .run(on)
    .await?;
    Ok(changed == 1)
}
