//! Who belongs to which workspace, and as what.

use domain::Timestamp;
use domain::ids::{UserId, UserRef, WorkspaceId, WorkspaceRef};
use domain::permissions::Role;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::{Error, Result};

/// A member with what others see of them.
#[derive(Debug, Clone, FromRow)]
pub struct MemberRow {
    /// Key of the user.
    #[sqlx(try_from = "String")]
    pub user_id: UserId,
    /// Public id of the user.
    #[sqlx(try_from = "String")]
    pub public_id: UserRef,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Whether they operate the installation.
    pub is_operator: bool,
    /// Role in this workspace.
    #[sqlx(try_from = "String")]
    pub role: Role,
    /// When they joined.
    #[sqlx(try_from = "i64")]
    pub joined_at: Timestamp,
    /// When they last looked at this workspace, to the minute (milliseconds since 1970).
    pub last_seen_at: Option<i64>,
}

/// A workspace of a user.
#[derive(Debug, Clone, FromRow)]
pub struct MembershipRow {
    /// Key of the workspace.
    #[sqlx(try_from = "String")]
    pub workspace_id: WorkspaceId,
    /// Its public id.
    #[sqlx(try_from = "String")]
    pub public_id: WorkspaceRef,
    /// Its name.
    pub name: String,
    /// The user's role there.
    #[sqlx(try_from = "String")]
    pub role: Role,
}

#[derive(FromRow)]
struct Count {
    n: i64,
}

/// Makes someone a member; [`Error::Conflict`]`("member")` when they are one.
pub async fn insert(
    workspace: WorkspaceId,
    user: UserId,
    role: Role,
    now: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    sql("insert into members (workspace_id, user_id, role, joined_at) values ($1, $2, $3, $4)")
        .bind(workspace)
        .bind(user)
        .bind(role.as_str())
        .bind(now)
        .run(on)
        .await
        .map_err(|error| error.unique("member"))?;
    Ok(())
}

/// A member by the user's public id.
pub async fn find(workspace: WorkspaceId, user: &UserRef, on: impl Into<On<'_>>) -> Result<Option<MemberRow>> {
    sql("select m.user_id, u.public_id, u.name, u.email, u.is_operator, m.role, m.joined_at, m.last_seen_at
         from members m join users u on u.id = m.user_id
         where m.workspace_id = $1 and u.public_id = $2")
    .bind(workspace)
    .bind(user.as_str())
    .find(on)
    .await
}

/// A member by the address ([`domain::accounts::Email::folded`]).
pub async fn find_by_email(workspace: WorkspaceId, folded: &str, on: impl Into<On<'_>>) -> Result<Option<MemberRow>> {
    sql("select m.user_id, u.public_id, u.name, u.email, u.is_operator, m.role, m.joined_at, m.last_seen_at
         from members m join users u on u.id = m.user_id
         where m.workspace_id = $1 and u.email_folded = $2")
    .bind(workspace)
    .bind(folded)
    .find(on)
    .await
}

/// Up to `limit` members, in the order in which they joined, behind the one that joined at `after`.
pub async fn list(
    workspace: WorkspaceId,
    after: Option<(Timestamp, UserRef)>,
    limit: u32,
    on: impl Into<On<'_>>,
) -> Result<Vec<MemberRow>> {
    let mut query =
        sql("select m.user_id, u.public_id, u.name, u.email, u.is_operator, m.role, m.joined_at, m.last_seen_at
                         from members m join users u on u.id = m.user_id where m.workspace_id = $1")
        .bind(workspace);
    if let Some((joined_at, user)) = after {
        query = query.and_bind("and (m.joined_at, u.public_id) > ($?,", joined_at).and_bind("$?)", user.as_str());
    }
    query.and_bind("order by m.joined_at, u.public_id limit $?", limit).all(on).await
}

/// All workspaces of a user, the one that they saw last first.
pub async fn list_of_user(user: UserId, on: impl Into<On<'_>>) -> Result<Vec<MembershipRow>> {
    sql("select m.workspace_id, w.public_id, w.name, m.role from members m join workspaces w on w.id = m.workspace_id
         where m.user_id = $1 order by coalesce(m.last_seen_at, m.joined_at) desc, m.workspace_id")
    .bind(user)
    .all(on)
    .await
}

/// How many members have this role.
pub async fn count_role(workspace: WorkspaceId, role: Role, on: impl Into<On<'_>>) -> Result<i64> {
    let row: Count = sql("select count(*) as n from members where workspace_id = $1 and role = $2")
        .bind(workspace)
        .bind(role.as_str())
        .get(on)
        .await?;
    Ok(row.n)
}

/// How many members there are.
pub async fn count(workspace: WorkspaceId, on: impl Into<On<'_>>) -> Result<i64> {
    let row: Count = sql("select count(*) as n from members where workspace_id = $1").bind(workspace).get(on).await?;
    Ok(row.n)
}

/// Gives a member another role.
pub async fn update_role(workspace: WorkspaceId, user: UserId, role: Role, on: impl Into<On<'_>>) -> Result<()> {
    let changed = sql("update members set role = $3 where workspace_id = $1 and user_id = $2")
        .bind(workspace)
        .bind(user)
        .bind(role.as_str())
        .run(on)
        .await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Notes that a member looked at the workspace.
pub async fn update_seen(workspace: WorkspaceId, user: UserId, at: Timestamp, on: impl Into<On<'_>>) -> Result<()> {
    sql("update members set last_seen_at = $3 where workspace_id = $1 and user_id = $2")
        .bind(workspace)
        .bind(user)
        .bind(at)
        .run(on)
        .await?;
    Ok(())
}

/// Takes someone out of the workspace.
pub async fn delete(workspace: WorkspaceId, user: UserId, on: impl Into<On<'_>>) -> Result<()> {
    let deleted =
        sql("delete from members where workspace_id = $1 and user_id = $2").bind(workspace).bind(user).run(on).await?;
    if deleted == 0 { Err(Error::NotFound) } else { Ok(()) }
}
