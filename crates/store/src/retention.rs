//! Deleting what has passed its time, in pieces that hold nobody up. Each function deletes at most `most` rows and gives
//! their number; a caller goes on while a piece was full.

use domain::Timestamp;
use domain::ids::WorkspaceId;

use crate::db::{On, sql};
use crate::error::Result;

/// Audit entries of the workspace from before `before`.
pub async fn delete_audit(workspace: WorkspaceId, before: Timestamp, most: u16, on: impl Into<On<'_>>) -> Result<u64> {
    sql("delete from audit_entries where workspace_id = $1 and seq in
         (select seq from audit_entries where workspace_id = $1 and at < $2 order by at limit $3)")
    .bind(workspace)
    .bind(before)
    .bind(most)
    .run(on)
    .await
}

/// Mails of the workspace from before `before` that are not waiting to be sent.
pub async fn delete_mails(workspace: WorkspaceId, before: Timestamp, most: u16, on: impl Into<On<'_>>) -> Result<u64> {
    sql("delete from mails where id in (select id from mails
         where workspace_id = $1 and created_at < $2 and state <> 'queued' order by created_at limit $3)")
    .bind(workspace)
    .bind(before)
    .bind(most)
    .run(on)
    .await
}

/// Mails of the installation itself (password links) from before `before` that are not waiting to be sent.
pub async fn delete_own_mails(before: Timestamp, most: u16, on: impl Into<On<'_>>) -> Result<u64> {
    sql("delete from mails where id in (select id from mails
         where workspace_id is null and created_at < $1 and state <> 'queued' order by created_at limit $2)")
    .bind(before)
    .bind(most)
    .run(on)
    .await
}

/// Invitations of the workspace whose link would have ended before `before`, whatever became of them.
pub async fn delete_invitations(
    workspace: WorkspaceId,
    before: Timestamp,
    most: u16,
    on: impl Into<On<'_>>,
) -> Result<u64> {
    sql("delete from invitations where id in
         (select id from invitations where workspace_id = $1 and expires_at < $2 order by expires_at limit $3)")
    .bind(workspace)
    .bind(before)
    .bind(most)
    .run(on)
    .await
}

/// Sessions that ended before `before`.
pub async fn delete_sessions(before: Timestamp, most: u16, on: impl Into<On<'_>>) -> Result<u64> {
    sql("delete from sessions where token_hash in
         (select token_hash from sessions where expires_at < $1 order by expires_at limit $2)")
    .bind(before)
    .bind(most)
    .run(on)
    .await
}

/// Password links that ended before `before`.
pub async fn delete_password_resets(before: Timestamp, most: u16, on: impl Into<On<'_>>) -> Result<u64> {
    sql("delete from password_resets where token_hash in
         (select token_hash from password_resets where expires_at < $1 order by expires_at limit $2)")
    .bind(before)
    .bind(most)
    .run(on)
    .await
}

/// Counts of attempts whose last one was before `before`.
pub async fn delete_attempts(before: Timestamp, most: u16, on: impl Into<On<'_>>) -> Result<u64> {
    sql("delete from attempts where subject_hash in
         (select subject_hash from attempts where last_at < $1 order by last_at limit $2)")
    .bind(before)
    .bind(most)
    .run(on)
    .await
}
