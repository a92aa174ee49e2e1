//! Facts about the installation as a whole, and the lock that keeps a second server off a data folder.

use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::Path;

use crate::db::{On, sql};
use crate::error::{Error, Result};
use crate::work::Work;

#[derive(sqlx::FromRow)]
struct ValueRow {
    value: String,
}

/// The value under this name.
pub async fn find(name: &str, on: impl Into<On<'_>>) -> Result<Option<String>> {
    let row: Option<ValueRow> = sql("select value from installation where name = $1").bind(name).find(on).await?;
    Ok(row.map(|row| row.value))
}

/// Keeps `value` under this name if there is none yet; gives what stands there now. Two nodes that start at once agree.
pub async fn keep(name: &str, value: &str, work: &mut Work) -> Result<String> {
    sql("insert into installation (name, value) values ($1, $2) on conflict (name) do nothing")
        .bind(name)
        .bind(value)
        .run(&mut *work)
        .await?;
    find(name, work).await?.ok_or(Error::NotFound)
}

/// Puts `new` under this name where `old` stands, or nothing where that is none. False when something else stands there: of
/// two nodes that have read the same, one succeeds.
pub async fn replace(name: &str, old: Option<&str>, new: &str, work: &mut Work) -> Result<bool> {
    let changed = sql("insert into installation (name, value) values ($1, $2) \
         on conflict (name) do update set value = excluded.value where installation.value = $3")
    .bind(name)
    .bind(new)
    .bind(old.unwrap_or_default())
    .run(work)
    .await?;
    Ok(changed == 1)
}

/// A data folder that is this process's alone, until this is dropped or the process ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the folder; makes it if it is missing.
    ///
    /// # Errors
    /// A sentence for the operator: another server runs on this folder, or it cannot be written.
    pub fn take(folder: &Path) -> Result<Self, String> {
        let shown = folder.display();
        let cannot = |error: std::io::Error| format!("The data folder {shown} cannot be written: {error}.");
        std::fs::create_dir_all(folder).map_err(cannot)?;
        let path = folder.join("server.lock");
        let mut file = File::options().create(true).truncate(false).write(true).open(path).map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!(
                    "Another server runs on the data folder {shown}. Stop it first, or give this one a folder of its own \
                     (ROMASHKA_DATA_DIR). Several servers need PostgreSQL (DATABASE_URL)."
                ));
            }
            Err(TryLockError::Error(error)) => return Err(cannot(error)),
        }
        // For whoever looks into the folder; the lock is what counts.
        let noted = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        noted.map_err(cannot)?;
        Ok(Self { _file: file })
    }
}
