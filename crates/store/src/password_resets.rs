//! Links with which a person sets a new password.

use domain::Timestamp;
use domain::ids::UserId;
use sqlx::FromRow;

use crate::db::{On, sql};
use crate::error::Result;

#[derive(FromRow)]
struct Owner {
    #[sqlx(try_from = "String")]
    user_id: UserId,
}

#[derive(FromRow)]
struct Count {
    n: i64,
}

/// Makes a link for this user.
pub async fn insert(
    user: UserId,
    token_hash: Vec<u8>,
    now: Timestamp,
    expires_at: Timestamp,
    on: impl Into<On<'_>>,
) -> Result<()> {
    sql("insert into password_resets (token_hash, user_id, created_at, expires_at) values ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(user)
        .bind(now)
        .bind(expires_at)
        .run(on)
        .await?;
    Ok(())
}

/// How many links this user has that are neither used nor over.
pub async fn count_open(user: UserId, now: Timestamp, on: impl Into<On<'_>>) -> Result<i64> {
    let row: Count = sql("select count(*) as n from password_resets
                          where user_id = $1 and used_at is null and expires_at > $2")
    .bind(user)
    .bind(now)
    .get(on)
    .await?;
    Ok(row.n)
}

/// Whose link this is, while it works.
pub async fn find_open(token_hash: Vec<u8>, now: Timestamp, on: impl Into<On<'_>>) -> Result<Option<UserId>> {
    let row: Option<Owner> = sql("select user_id from password_resets
                                  where token_hash = $1 and used_at is null and expires_at > $2")
    .bind(token_hash)
    .bind(now)
    .find(on)
    .await?;
    Ok(row.map(|row| row.user_id))
}

/// Uses the link; gives its user, or none when it is used or over.
pub async fn update_used(token_hash: Vec<u8>, now: Timestamp, on: impl Into<On<'_>>) -> Result<Option<UserId>> {
    let row: Option<Owner> = sql("update password_resets set used_at = $2
                                  where token_hash = $1 and used_at is null and expires_at > $2 returning user_id")
    .bind(token_hash)
    .bind(now)
    .find(on)
    .await?;
    Ok(row.map(|row| row.user_id))
}

/// Makes the other links of this user useless.
pub async fn delete_of_user(user: UserId, on: impl Into<On<'_>>) -> Result<()> {
    sql("delete from password_resets where user_id = $1").bind(user).run(on).await?;
    Ok(())
}
