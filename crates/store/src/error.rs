//! What can go wrong with the database, in the words that a use case needs.

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a store function gave nothing.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no such row in this workspace.
    #[error("not found")]
    NotFound,
    /// The change collides with what is there; the word says with what, as in `email`.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The database is away, full or busy; nothing was written. Trying again may help.
    #[error("database unavailable: {0}")]
    Unavailable(String),
    /// The database holds, or was asked, something that this program cannot read: a mistake of ours.
    #[error("database: {0}")]
    Unexpected(String),
}

impl Error {
    /// Says what a violated uniqueness means here: `insert(…).await.map_err(|e| e.unique("email"))`.
    #[must_use]
    pub fn unique(self, what: &'static str) -> Self {
        match self {
            Self::Conflict(_) => Self::Conflict(what),
            other => other,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &error {
            E::RowNotFound => Self::NotFound,
            E::Database(e) if e.is_unique_violation() => Self::Conflict("row"),
            // SQLite: 5 busy, 10 I/O error, 13 disk or database full, 14 cannot open. PostgreSQL: class 08
            // connection, 28 and 3D and 55 not let in, 40 serialization or deadlock, 53 out of resources, 57 shut down by
            // an operator, 58 system error.
            E::Database(e) => match e.code().as_deref() {
                Some(code) if is_passing(code) => Self::Unavailable(e.message().to_owned()),
                _ => Self::Unexpected(e.to_string()),
            },
            E::Io(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed | E::Tls(_) | E::BeginFailed => {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Unexpected(error.to_string()),
        }
    }
}

/// Whether a database's error code tells of a state that passes: SQLite's are numbers, PostgreSQL's have five characters.
fn is_passing(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 10 | 13 | 14),
        _ => ["08", "28", "3D", "40", "53", "55", "57", "58"].iter().any(|class| code.starts_with(class)),
    }
}
