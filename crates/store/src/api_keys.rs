//! Secrets with which programs call the API.

use domain::Timestamp;
use domain::events::Actor;
use domain::ids::{ApiKeyId, ApiKeyRef, WorkspaceId};
use domain::permissions::Permission;
use sqlx::FromRow;

use crate::db::{On, Sql, sql};
use crate::error::{Error, Result};

/// An API key as stored, without its secret, with the name of the one who made it.
#[derive(Debug, Clone, FromRow)]
pub struct ApiKeyRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: ApiKeyId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: ApiKeyRef,
    /// Whose.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// What it is for.
    pub name: String,
    /// First characters of the secret.
    pub hint: String,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// What it may do.
    #[sqlx(try_from = "String")]
    pub scopes: Scopes,
    /// `user`, `api_key` or `system`.
    pub created_by_kind: String,
    /// Name of the one who made it; none when gone.
    pub creator: Option<String>,
    /// When.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    /// Last used, to the minute.
    pub last_used_at: Option<i64>,
    /// Since when it is revoked.
    pub revoked_at: Option<i64>,
}

/// A list of permissions, stored as JSON. A permission that this version does not know any more is left out, so a key can
/// only lose by an upgrade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(pub Vec<Permission>);

impl TryFrom<String> for Scopes {
    type Error = serde_json::Error;
    fn try_from(text: String) -> Result<Self, serde_json::Error> {
        let names: Vec<String> = serde_json::from_str(&text)?;
        Ok(Self(names.iter().filter_map(|name| name.parse().ok()).collect()))
    }
}

/// An API key to be.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// Key.
    pub id: ApiKeyId,
    /// Public id.
    pub public_id: ApiKeyRef,
    /// What it is for.
    pub name: String,
    /// First characters of the secret.
    pub hint: String,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// What it may do.
    pub scopes: Vec<Permission>,
    /// Who makes it.
    pub created_by: Actor,
    /// Now.
    pub created_at: Timestamp,
}

fn select() -> Sql {
    sql("select k.id, k.public_id, k.workspace_id, k.name, k.hint, k.secret_hash, k.scopes,
             k.created_by_kind, coalesce(u.name, c.name) as creator, k.created_at, k.last_used_at, k.revoked_at
         from api_keys k
         left join users u on k.created_by_kind = 'user' and u.id = k.created_by_id
         left join api_keys c on k.created_by_kind = 'api_key' and c.id = k.created_by_id")
}

/// Makes a key.
pub async fn insert(workspace: WorkspaceId, new: NewApiKey, on: impl Into<On<'_>>) -> Result<()> {
    let scopes = serde_json::to_string(&new.scopes).map_err(|e| Error::Unexpected(e.to_string()))?;
    sql("insert into api_keys (id, public_id, workspace_id, name, hint, secret_hash, scopes, created_by_kind,
             created_by_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(new.id)
    .bind(new.public_id.as_str())
    .bind(workspace)
    .bind(new.name)
    .bind(new.hint)
    .bind(new.secret_hash)
    .bind(scopes)
    .bind(new.created_by.kind())
    .bind(new.created_by.id())
    .bind(new.created_at)
    .run(on)
    .await?;
    Ok(())
}

/// The working key with this secret, of whichever workspace.
pub async fn find_working(secret_hash: Vec<u8>, on: impl Into<On<'_>>) -> Result<Option<ApiKeyRow>> {
    select().and_bind("where k.secret_hash = $?", secret_hash).and("and k.revoked_at is null").find(on).await
}

/// The key with this public id, working or revoked.
pub async fn find(workspace: WorkspaceId, key: &ApiKeyRef, on: impl Into<On<'_>>) -> Result<Option<ApiKeyRow>> {
    select()
        .and_bind("where k.workspace_id = $?", workspace)
        .and_bind("and k.public_id = $?", key.as_str())
        .find(on)
        .await
}

/// Up to `limit` keys, the newest first, behind the one made at `after`; revoked ones are among them.
pub async fn list(
    workspace: WorkspaceId,
    after: Option<(Timestamp, ApiKeyRef)>,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<ApiKeyRow>> {
    let mut query = select().and_bind("where k.workspace_id = $?", workspace);
    if let Some((created_at, key)) = after {
        query = query.and_bind("and (k.created_at, k.public_id) < ($?,", created_at).and_bind("$?)", key.as_str());
    }
    query.and_bind("order by k.created_at desc, k.public_id desc limit $?", limit).all(on).await
}

/// Notes that a key was used.
pub async fn update_used(workspace: WorkspaceId, key: ApiKeyId, now: Timestamp, on: impl Into<On<'_>>) -> Result<()> {
    sql("update api_keys set last_used_at = $3 where workspace_id = $1 and id = $2")
        .bind(workspace)
        .bind(key)
        .bind(now)
        .run(on)
        .await?;
    Ok(())
}

/// Revokes a key; `false` when it was revoked before.
pub async fn update_revoked(
    workspace: WorkspaceId,
    key: ApiKeyId,
    now: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<bool> {
    let changed = sql("update api_keys set revoked_at = $3 where workspace_id = $1 and id = $2 and revoked_at is null")
        .bind(workspace)
        .bind(key)
        .bind(now)
        .run(on)
        .await?;
    Ok(changed == 1)
}
