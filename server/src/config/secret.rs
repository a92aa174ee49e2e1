//! The secret key: given, or made at the first start and kept in the data folder.

use super::{Database, Refused, refuse};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

const NAME: &str = "ROMASHKA_SECRET_KEY";
/// Fewest characters of a key: 32 of 64 possible ones are 192 bits.
const MIN_CHARS: usize = 32;

/// Where the secret key comes from.
#[derive(Clone)]
pub enum SecretSource {
    /// It was set; `beside` is the file that another one may lie in.
    Given {
        /// The key.
        key: String,
        /// The key file of a SQLite data folder, which must not say otherwise.
        beside: Option<PathBuf>,
    },
    /// It is in this file, or will be.
    File(PathBuf),
}

impl std::fmt::Debug for SecretSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Given { .. } => f.write_str("Given(…)"),
            Self::File(path) => write!(f, "File({})", path.display()),
        }
    }
}

impl SecretSource {
    pub(super) fn check(given: Option<&str>, database: &Database, data_dir: &Path) -> Result<Self, Refused> {
        let file = data_dir.join("secret.key");
        match (given, database) {
            (Some(key), Database::Sqlite(_)) => Ok(Self::Given { key: strong(key)?, beside: Some(file) }),
            (Some(key), Database::Postgres(_)) => Ok(Self::Given { key: strong(key)?, beside: None }),
            (None, Database::Sqlite(_)) => Ok(Self::File(file)),
            (None, Database::Postgres(_)) => refuse(
                NAME,
                "is not set. With PostgreSQL every node needs the same one: make it once with `openssl rand -hex 32` and keep it safe.",
            ),
        }
    }

    /// Reads the key if there is one already; makes nothing.
    pub fn read(&self) -> Result<Option<String>, Refused> {
        match self {
            Self::Given { key, beside } => {
                if let Some(file) = beside
                    && let Some(kept) = read_file(file)?
                    && kept != *key
                {
                    return refuse(
                        NAME,
                        format!(
                            "differs from the key in {}. Leave it out, or remove that file if you are sure that yours is the right one.",
                            file.display()
                        ),
                    );
                }
                Ok(Some(key.clone()))
            }
            Self::File(file) => read_file(file),
        }
    }

    /// Reads the key, or makes it from `random` at the first start. The data folder must be there.
    pub fn read_or_make(&self, random: &[u8; 32]) -> Result<String, Refused> {
        if let Some(key) = self.read()? {
            return Ok(key);
        }
        let Self::File(file) = self else { return refuse(NAME, "is not set.") };
        let key: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let cannot = |wrong: std::io::Error| {
            Refused(format!(
                "The secret key cannot be written to {} ({wrong}). Check the folder's owner, or set {NAME}.",
                file.display()
            ))
        };
        // `create_new`: of two first starts at once, one makes the key and the other reads it.
        match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
            Ok(mut made) => made.write_all(key.as_bytes()).and_then(|()| made.sync_all()).map_err(|wrong| {
                // Half a key would look like a damaged one for ever.
                let _ = std::fs::remove_file(file);
                cannot(wrong)
            })?,
            Err(wrong) if wrong.kind() == std::io::ErrorKind::AlreadyExists => {
                return self.read()?.map_or_else(|| refuse(NAME, "is not set."), Ok);
            }
            Err(wrong) => return Err(cannot(wrong)),
        }
        Ok(key)
    }
}

fn strong(key: &str) -> Result<String, Refused> {
    let distinct = key.chars().collect::<std::collections::BTreeSet<_>>().len();
    if key.chars().count() < MIN_CHARS || distinct < 8 {
        return refuse(
            NAME,
            format!("is too weak: use at least {MIN_CHARS} random characters, as `openssl rand -hex 32` makes them."),
        );
    }
    Ok(key.to_owned())
}

fn read_file(file: &Path) -> Result<Option<String>, Refused> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(wrong) if wrong.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(wrong) => {
            return Err(Refused(format!(
                "The secret key in {} cannot be read ({wrong}). Check its owner.",
                file.display()
            )));
        }
    };
    let mode = std::fs::metadata(file).map(|m| m.permissions().mode() & 0o777).unwrap_or(0);
    if mode & 0o077 != 0 {
        return Err(Refused(format!(
            "The secret key in {} can be read by others (mode {mode:o}). Run `chmod 600 {0}`.",
            file.display()
        )));
    }
    let key = text.trim();
    if key.chars().count() < MIN_CHARS {
        return Err(Refused(format!(
            "The secret key in {} is damaged. Restore it from a backup; without it, links and stored answers of this \
             database cannot be read.",
            file.display()
        )));
    }
    Ok(Some(key.to_owned()))
}
