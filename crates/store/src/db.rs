//! Where two drivers meet (with `connect` and `tx`): pools, and statements that run on both.
//!
//! Statements are written in the portable subset: `$1` placeholders, lowercase, `text`, `bigint`, `double precision`,
//! `boolean` and `bytea`; times are `bigint` milliseconds, JSON is `text`.
//!
//! ```text
//! let rows = sql("select id, name from workspaces where id = $1").bind(id).all::<WorkspaceRow>(&db).await?;
//! sql("update workspaces set name = $2 where id = $1").bind(id).bind(name).run(&mut tx).await?;
//! ```

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, PgPool, Postgres, Sqlite, SqlitePool};
use std::borrow::Cow;

use crate::error::{Error, Result};
use crate::talk::Talk;
use crate::together;
pub use crate::tx::Tx;
pub use crate::value::Value;
use crate::work::Work;

/// A database, ready for reading; writing goes through the [`crate::writer::Writer`].
#[derive(Debug, Clone)]
pub enum Db {
    /// One file; many readers, one writer.
    Sqlite {
        /// Connections that only read.
        read: SqlitePool,
        /// The one connection that writes.
        write: SqlitePool,
    },
    /// A server, shared by any number of nodes.
    Postgres {
        /// Connections for reading.
        read: PgPool,
        /// Connections of the writer, so that a crowd of readers never keeps it waiting.
        write: PgPool,
    },
}

impl Db {
    /// Begins a transaction that may write. Only the writer, migrations and tests call this.
    pub async fn begin(&self) -> Result<Tx> {
        match self {
            Self::Sqlite { write, .. } => Tx::begin_sqlite(write).await,
            Self::Postgres { write, .. } => Tx::begin_postgres(write).await,
        }
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres { .. })
    }

    /// The database and its version, for people.
    pub async fn version(&self) -> Result<String> {
        let (name, query) = match self {
            Self::Sqlite { .. } => ("SQLite", "select sqlite_version() as version"),
            Self::Postgres { .. } => ("PostgreSQL", "select current_setting('server_version') as version"),
        };
        let row: Version = sql(query).get(self).await?;
        Ok(format!("{name} {}", row.version))
    }

    /// Closes all connections; on SQLite this also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { read, write } => {
                write.close().await;
                read.close().await;
            }
        }
    }
}

#[derive(FromRow)]
struct Version {
    version: String,
}

/// Where a statement runs: `&db`, `&mut *work`, or `&mut tx` in tests.
#[derive(Debug)]
pub enum On<'a> {
    /// On any connection; reads what is committed.
    Db(&'a Db),
    /// Inside a transaction; reads its own changes.
    Tx(&'a mut Tx),
    /// Inside a use case; reads its own changes.
    Work(&'a mut Work),
}

impl On<'_> {
    /// The same place once more, for a store function of several statements.
    pub fn again(&mut self) -> On<'_> {
        match self {
            Self::Db(db) => On::Db(db),
            Self::Tx(tx) => On::Tx(tx),
            Self::Work(work) => On::Work(work),
        }
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        match self {
            Self::Db(db) => db.is_postgres(),
            Self::Tx(tx) => tx.is_postgres(),
            Self::Work(work) => work.is_postgres(),
        }
    }

    /// Writes what the batch has gathered in memory (events, jobs), so that a statement on those tables sees it.
    pub(crate) async fn settle(&mut self) -> Result<()> {
        match self {
            Self::Work(work) => work.settle().await,
            _ => Ok(()),
        }
    }
}

impl On<'_> {
    /// Writes what the batch has gathered of conversations and messages, so that a statement on those tables sees it.
    pub(crate) async fn settle_talk(&mut self) -> Result<()> {
        match self {
            Self::Work(work) => work.settle_talk().await,
            _ => Ok(()),
        }
    }

    /// The conversations that the batch holds, inside a use case.
    pub(crate) fn talk(&mut self) -> Option<&mut Talk> {
        match self {
            Self::Work(work) => Some(work.talk()),
            _ => None,
        }
    }
}

impl<'a> From<&'a mut Work> for On<'a> {
    fn from(work: &'a mut Work) -> Self {
        Self::Work(work)
    }
}

impl<'a> From<&'a mut On<'_>> for On<'a> {
    fn from(on: &'a mut On<'_>) -> Self {
        on.again()
    }
}

impl<'a> From<&'a Db> for On<'a> {
    fn from(db: &'a Db) -> Self {
        Self::Db(db)
    }
}

impl<'a> From<&'a mut Tx> for On<'a> {
    fn from(tx: &'a mut Tx) -> Self {
        Self::Tx(tx)
    }
}

/// A row that both drivers can read; `#[derive(sqlx::FromRow)]` makes one. Ids: `#[sqlx(try_from = "String")]`,
/// times: `#[sqlx(try_from = "i64")]`.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A statement and its values.
#[derive(Debug)]
pub struct Sql {
    pub(crate) text: Cow<'static, str>,
    pub(crate) values: Vec<Value>,
}

/// Starts a statement.
pub fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), values: Vec::new() }
}

type QueryAs<'q, DB, R, A> = sqlx::query::QueryAs<'q, DB, R, A>;

/// Runs `$call` (`fetch_all`, …) on whichever database `$on` is.
macro_rules! dispatch {
    ($self:ident, $on:expr, $pool:ident, $make_sqlite:ident, $make_postgres:ident, $call:ident) => {
        match $on {
            On::Db(Db::Sqlite { $pool, .. }) => {
                $self.$make_sqlite().$call($pool).await.map(Into::into).map_err(Error::from)
            }
            On::Db(Db::Postgres { $pool, .. }) => {
                $self.$make_postgres().$call($pool).await.map(Into::into).map_err(Error::from)
            }
            On::Tx(tx) => in_tx!($self, tx, $make_sqlite, $make_postgres, $call),
            On::Work(work) => {
                let tx = work.enter().await?;
                let outcome = in_tx!($self, tx, $make_sqlite, $make_postgres, $call);
                // PostgreSQL refuses all further statements after a failed one; the writer has to know.
                outcome.inspect_err(|error| work.note_failure(error))
            }
        }
    };
}

macro_rules! in_tx {
    ($self:ident, $tx:expr, $make_sqlite:ident, $make_postgres:ident, $call:ident) => {
        match $tx {
            Tx::Sqlite(tx) => $self.$make_sqlite().$call(&mut **tx).await.map(Into::into).map_err(Error::from),
            Tx::Postgres(tx) => $self.$make_postgres().$call(&mut **tx).await.map(Into::into).map_err(Error::from),
        }
    };
}

/// Makes the driver's query of a statement. A macro, since the four query types share no trait.
macro_rules! bound {
    ($self:ident, $make:path) => {{
        let mut query = $make(AssertSqlSafe($self.text.into_owned()));
        for value in $self.values {
            query = match value {
                Value::Text(v) => query.bind(v),
                Value::Int(v) => query.bind(v),
                Value::Float(v) => query.bind(v),
                Value::Bool(v) => query.bind(v),
                Value::Bytes(v) => query.bind(v),
            };
        }
        query
    }};
}

impl Sql {
    /// The value of the next placeholder.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Adds a static fragment, so that optional filters are composed here and not with `($1 is null or …)`, which hides
    /// an index from SQLite.
    #[must_use]
    pub fn and(mut self, fragment: &'static str) -> Self {
        self.push(fragment);
        self
    }

    /// Adds `fragment`, whose `$?` stands for the next placeholder, with its value.
    #[must_use]
    pub fn and_bind(mut self, fragment: &'static str, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        let place = format!("${}", self.values.len());
        self.push(&fragment.replace("$?", &place));
        self
    }

    /// Adds a fragment whose `$*` stands for as many placeholders as there are `values`, as in `and id in ($*)`.
    /// Their number is brought up to a power of two by repeating the last, so that few statements are prepared; an
    /// empty list becomes one null, which equals nothing.
    #[must_use]
    pub fn and_list(mut self, fragment: &'static str, values: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        let first = self.values.len();
        self.values.extend(values.into_iter().map(Into::into));
        let wanted = (self.values.len() - first).next_power_of_two();
        let last = self.values.last().filter(|_| self.values.len() > first).cloned().unwrap_or(Value::Text(None));
        self.values.resize(first + wanted, last);
        let places: Vec<String> = (first + 1..=first + wanted).map(|n| format!("${n}")).collect();
        self.push(&fragment.replace("$*", &places.join(", ")));
        self
    }

    fn push(&mut self, fragment: &str) {
        let text = self.text.to_mut();
        text.push(' ');
        text.push_str(fragment);
    }

    /// Adds the rows of an `insert … values`. Hand in chunks from [`chunks`], so that few statements are prepared.
    #[must_use]
    pub fn rows<const N: usize>(mut self, rows: impl IntoIterator<Item = [Value; N]>) -> Self {
        let mut text = self.text.into_owned();
        let mut separator = " ";
        for row in rows {
            let first = self.values.len();
            self.values.extend(row);
            let places: Vec<String> = (first + 1..=first + N).map(|n| format!("${n}")).collect();
            text.push_str(separator);
            text.push_str(&format!("({})", places.join(", ")));
            separator = ", ";
        }
        self.text = Cow::Owned(text);
        self
    }

    /// Locks the rows read until the transaction ends. On SQLite, where one transaction at a time writes, this adds
    /// nothing. `on` says which database it will run on.
    #[must_use]
    pub fn for_update(self, on: &On<'_>) -> Self {
        if on.is_postgres() { self.and("for update") } else { self }
    }

    fn sqlite_rows<R: Row>(self) -> QueryAs<'static, Sqlite, R, SqliteArguments> {
        let unnamed = together::unnamed(self);
        bound!(unnamed, sqlx::query_as)
    }

    fn postgres_rows<R: Row>(self) -> QueryAs<'static, Postgres, R, PgArguments> {
        bound!(self, sqlx::query_as)
    }

    fn sqlite_run(self) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
        let unnamed = together::unnamed(self);
        bound!(unnamed, sqlx::query)
    }

    fn postgres_run(self) -> sqlx::query::Query<'static, Postgres, PgArguments> {
        bound!(self, sqlx::query)
    }

    /// All rows.
    pub async fn all<R: Row>(self, on: impl Into<On<'_>>) -> Result<Vec<R>> {
        dispatch!(self, on.into(), read, sqlite_rows, postgres_rows, fetch_all)
    }

    /// The row, if there is one.
    pub async fn find<R: Row>(self, on: impl Into<On<'_>>) -> Result<Option<R>> {
        dispatch!(self, on.into(), read, sqlite_rows, postgres_rows, fetch_optional)
    }

    /// The row, or [`Error::NotFound`].
    pub async fn get<R: Row>(self, on: impl Into<On<'_>>) -> Result<R> {
        self.find(on).await?.ok_or(Error::NotFound)
    }

    /// Runs a change; gives the number of rows that it touched.
    pub async fn run(self, on: impl Into<On<'_>>) -> Result<u64> {
        let touched: Touched = dispatch!(self, on.into(), write, sqlite_run, postgres_run, execute)?;
        Ok(touched.0)
    }
}

/// How many rows a change touched, whichever driver says it.
struct Touched(u64);

impl From<sqlx::sqlite::SqliteQueryResult> for Touched {
    fn from(result: sqlx::sqlite::SqliteQueryResult) -> Self {
        Self(result.rows_affected())
    }
}

impl From<sqlx::postgres::PgQueryResult> for Touched {
    fn from(result: sqlx::postgres::PgQueryResult) -> Self {
        Self(result.rows_affected())
    }
}

/// Cuts a list into pieces of up to eight rows, or of 16, 32 or 64: a multi-row insert is then one of eleven texts.
pub(crate) fn chunks<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let wanted = match rows.len() {
            0 => return None,
            n @ 1..=8 => n,
            9..64 => 1 << rows.len().ilog2(),
            _ => 64,
        };
        let (piece, rest) = rows.split_at(wanted);
        rows = rest;
        Some(piece)
    })
}
