//! Bringing the database up to what this program needs: forward only, and harmless to the version that still runs.

use sqlx::migrate::{MigrateError, Migration, Migrator};

use crate::db::{Db, sql};
use crate::error::{Error, Result};

/// One text for both databases.
static SHARED: Migrator = sqlx::migrate!("../../migrations");

/// The migrations in order.
fn migrator() -> Migrator {
    let mut migrator = Migrator::with_migrations(SHARED.iter().cloned().collect::<Vec<Migration>>());
    // A node of the version before may start while the new one has migrated already.
    migrator.set_ignore_missing(true);
    migrator
}

/// Applies what is missing. Nodes that start at once wait for each other.
pub async fn run(db: &Db) -> Result<()> {
    let migrated = match db {
        Db::Sqlite { write, .. } => migrator().run(write).await,
        Db::Postgres { write, .. } => migrator().run(write).await,
    };
    migrated.map_err(explain)?;
    if let Some(version) = newer(db).await? {
        tracing::warn!(
            version,
            "a newer version of the program has brought this database further; this one works with it until it is upgraded too"
        );
    }
    Ok(())
}

/// Versions and names of the migrations that are not applied yet. Changes nothing.
pub async fn pending(db: &Db) -> Result<Vec<(i64, String)>> {
    let applied = applied(db).await?;
    let missing = SHARED.iter().filter(|m| !applied.contains(&m.version));
    Ok(missing.map(|m| (m.version, m.description.to_string())).collect())
}

/// Whether every migration of this program is applied; a question so cheap that it can be asked every second.
pub async fn is_current(db: &Db) -> Result<bool> {
    Ok(pending(db).await?.is_empty())
}

/// The newest migration that this program does not know, if a newer version has brought the database further.
pub async fn newer(db: &Db) -> Result<Option<i64>> {
    let known = |version: &i64| SHARED.iter().any(|m| m.version == *version);
    Ok(applied(db).await?.into_iter().filter(|version| !known(version)).max())
}

#[derive(sqlx::FromRow)]
struct Found {
    n: i64,
}

#[derive(sqlx::FromRow)]
struct Version {
    version: i64,
}

async fn applied(db: &Db) -> Result<Vec<i64>> {
    let list = if db.is_postgres() {
        "select count(*) as n from information_schema.tables where table_name = '_sqlx_migrations'"
    } else {
        "select count(*) as n from sqlite_master where type = 'table' and name = '_sqlx_migrations'"
    };
    let list: Found = sql(list).get(db).await?;
    if list.n == 0 {
        return Ok(Vec::new());
    }
    let applied: Vec<Version> = sql("select version from _sqlx_migrations where success").all(db).await?;
    Ok(applied.into_iter().map(|row| row.version).collect())
}

fn explain(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMismatch(version) => Error::Unexpected(format!(
            "migration {version} was applied to this database with another text; this program and the database do not \
             belong together"
        )),
        MigrateError::Dirty(version) => {
            Error::Unexpected(format!("migration {version} broke off halfway; restore a backup or ask for help"))
        }
        MigrateError::Execute(error) => error.into(),
        other => Error::Unexpected(format!("migrating: {other}")),
    }
}
