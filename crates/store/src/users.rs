//! People who sign in. They belong to the installation; [`crate::members`] says to which workspaces.

use domain::Timestamp;
use domain::ids::{UserId, UserRef};
use sqlx::FromRow;
use std::fmt;

use crate::db::{On, sql};
use crate::error::{Error, Result};

/// A user as stored.
#[derive(Clone, FromRow)]
pub struct UserRow {
    /// Key.
    #[sqlx(try_from = "String")]
    pub id: UserId,
    /// Public id.
    #[sqlx(try_from = "String")]
    pub public_id: UserRef,
    /// Name.
    pub name: String,
    /// Address as typed.
    pub email: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// Chosen look.
    pub theme: String,
    /// Whether they operate the installation.
    pub is_operator: bool,
    /// When the account was made.
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
}

impl fmt::Debug for UserRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserRow").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A user to be.
#[derive(Clone)]
pub struct NewUser {
    /// Key.
    pub id: UserId,
    /// Public id.
    pub public_id: UserRef,
    /// Name.
    pub name: String,
    /// Address as typed.
    pub email: String,
    /// Address for comparison.
    pub email_folded: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
    /// Whether they operate the installation.
    pub is_operator: bool,
    /// Now.
    pub created_at: Timestamp,
}

/// Makes a user; [`Error::Conflict`]`("email")` when the address has an account.
pub async fn insert(new: NewUser, on: impl Into<On<'_>>) -> Result<()> {
    sql("insert into users (id, public_id, name, email, email_folded, password_hash, theme, is_operator, created_at)
         values ($1, $2, $3, $4, $5, $6, 'auto', $7, $8)")
    .bind(new.id)
    .bind(new.public_id.as_str())
    .bind(new.name)
    .bind(new.email)
    .bind(new.email_folded)
    .bind(new.password_hash)
    .bind(new.is_operator)
    .bind(new.created_at)
    .run(on)
    .await
    .map_err(|error| error.unique("email"))?;
    Ok(())
}

/// The user of this address ([`domain::accounts::Email::folded`]).
pub async fn find_by_email(folded: &str, on: impl Into<On<'_>>) -> Result<Option<UserRow>> {
    sql("select id, public_id, name, email, password_hash, theme, is_operator, created_at
         from users where email_folded = $1")
    .bind(folded)
    .find(on)
    .await
}

/// The user.
pub async fn get(user: UserId, on: impl Into<On<'_>>) -> Result<UserRow> {
    sql("select id, public_id, name, email, password_hash, theme, is_operator, created_at from users where id = $1")
        .bind(user)
        .get(on)
        .await
}

/// All users, the oldest accounts first (for the operator's command line).
pub async fn list_all(on: impl Into<On<'_>>) -> Result<Vec<UserRow>> {
    sql("select id, public_id, name, email, password_hash, theme, is_operator, created_at from users
         order by created_at, id")
    .all(on)
    .await
}

/// Writes name and look.
pub async fn update_profile(user: UserId, name: &str, theme: &str, on: impl Into<On<'_>>) -> Result<()> {
    let changed =
        sql("update users set name = $2, theme = $3 where id = $1").bind(user).bind(name).bind(theme).run(on).await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Writes a new password.
pub async fn update_password(user: UserId, hash: &str, on: impl Into<On<'_>>) -> Result<()> {
    let changed = sql("update users set password_hash = $2 where id = $1").bind(user).bind(hash).run(on).await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Makes other transactions that call this for the same user wait for the end of this one.
pub async fn lock(user: UserId, on: impl Into<On<'_>>) -> Result<()> {
    let found = sql("update users set id = id where id = $1").bind(user).run(on).await?;
    if found == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Makes changes of who operates the installation wait for each other.
pub async fn lock_operators(on: impl Into<On<'_>>) -> Result<()> {
    sql("update users set is_operator = is_operator where is_operator").run(on).await?;
    Ok(())
}

/// Sets whether the user operates the installation.
pub async fn update_operator(user: UserId, is_operator: bool, on: impl Into<On<'_>>) -> Result<()> {
    let changed = sql("update users set is_operator = $2 where id = $1").bind(user).bind(is_operator).run(on).await?;
    if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
}

#[derive(FromRow)]
struct Count {
    n: i64,
}

/// How many people operate the installation.
pub async fn count_operators(on: impl Into<On<'_>>) -> Result<i64> {
    let row: Count = sql("select count(*) as n from users where is_operator").get(on).await?;
    Ok(row.n)
}
