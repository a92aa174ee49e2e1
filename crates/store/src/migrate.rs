//! Bringing the database up to what this program needs: forward only, and harmless to the version that still runs.

use sqlx::migrate::{Migrate, MigrateError, Migration, Migrator};

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
    migrated.map_err(explain)
}

/// Versions and names of the migrations that are not applied yet.
pub async fn pending(db: &Db) -> Result<Vec<(i64, String)>> {
    let applied = match db {
        Db::Sqlite { write, .. } => applied(&mut *write.acquire().await?).await,
        Db::Postgres { write, .. } => applied(&mut *write.acquire().await?).await,
    };
    let applied = applied.map_err(explain)?;
    let missing = SHARED.iter().filter(|m| !applied.contains(&m.version));
    Ok(missing.map(|m| (m.version, m.description.to_string())).collect())
}

#[derive(sqlx::FromRow)]
struct Version {
    version: i64,
}

/// Whether every migration of this program is applied; a question so cheap that it can be asked every second.
pub async fn is_current(db: &Db) -> Result<bool> {
    let applied: Vec<Version> = sql("select version from _sqlx_migrations where success").all(db).await?;
    Ok(SHARED.iter().all(|m| applied.iter().any(|a| a.version == m.version)))
}

async fn applied<C: Migrate>(connection: &mut C) -> Result<Vec<i64>, MigrateError> {
    let table = &SHARED.table_name;
    connection.ensure_migrations_table(table).await?;
    let applied = connection.list_applied_migrations(table).await?;
    Ok(applied.into_iter().map(|m| m.version).collect())
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
