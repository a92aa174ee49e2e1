//! The one file that knows two drivers: pools, transactions, and statements that run on both.
//!
//! Statements are written in the portable subset: `$1` placeholders, lowercase, `text`, `bigint`, `double precision`,
//! `boolean` and `bytea`; times are `bigint` milliseconds, JSON is `text`.
//!
//! ```ignore
//! let rows = sql("select id, name from workspaces where id = $1").bind(id).all::<WorkspaceRow>(&db).await?;
//! sql("update workspaces set name = $2 where id = $1").bind(id).bind(name).run(&mut tx).await?;
//! ```

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::borrow::Cow;

use crate::error::{Error, Result};

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
    Postgres(PgPool),
}

impl Db {
    /// Begins a transaction that may write. Only the writer, migrations and tests call this.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            // `begin immediate`: a transaction that reads first and writes later would else lose to another writer.
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("begin immediate").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Closes all connections; on SQLite this also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A transaction. Dropped without [`Tx::commit`], it undoes itself.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// Makes all changes last.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
    /// Undoes all changes.
    pub async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// Where a statement runs: `&db`, `&mut tx`, or what wraps a transaction.
#[derive(Debug)]
pub enum On<'a> {
    /// On any connection; reads what is committed.
    Db(&'a Db),
    /// Inside a transaction; reads its own changes.
    Tx(&'a mut Tx),
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

/// A value for a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, or null.
    Text(Option<String>),
    /// A whole number, or null.
    Int(Option<i64>),
    /// A floating-point number, or null.
    Float(Option<f64>),
    /// True, false, or null.
    Bool(Option<bool>),
    /// Bytes, or null.
    Bytes(Option<Vec<u8>>),
}

macro_rules! values {
    ($($type:ty => $variant:ident, $make:expr;)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                let make: fn($type) -> _ = $make;
                Self::$variant(Some(make(value)))
            }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self {
                let make: fn($type) -> _ = $make;
                Self::$variant(value.map(make))
            }
        }
    )*};
}

values! {
    String => Text, |v| v;
    &str => Text, |v| v.to_owned();
    i64 => Int, |v| v;
    i32 => Int, |v| v.into();
    u8 => Int, |v| v.into();
    u16 => Int, |v| v.into();
    u32 => Int, |v| v.into();
    f64 => Float, |v| v;
    bool => Bool, |v| v;
    Vec<u8> => Bytes, |v| v;
    domain::Timestamp => Int, |v| v.0;
    domain::ids::WorkspaceId => Text, |v| v.to_string();
    domain::ids::UserId => Text, |v| v.to_string();
    domain::ids::InvitationId => Text, |v| v.to_string();
    domain::ids::ApiKeyId => Text, |v| v.to_string();
    domain::ids::JobId => Text, |v| v.to_string();
    domain::ids::NodeId => Text, |v| v.to_string();
    domain::ids::MailId => Text, |v| v.to_string();
}

/// A row that both drivers can read; `#[derive(sqlx::FromRow)]` makes one. Ids: `#[sqlx(try_from = "String")]`,
/// times: `#[sqlx(try_from = "i64")]`.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A statement and its values.
#[derive(Debug)]
pub struct Sql {
    text: Cow<'static, str>,
    values: Vec<Value>,
}

/// Starts a statement.
pub fn sql(text: &'static str) -> Sql {
    Sql { text: Cow::Borrowed(text), values: Vec::new() }
}

type QueryAs<'q, DB, R, A> = sqlx::query::QueryAs<'q, DB, R, A>;

/// Runs `$call` (`fetch_all`, …) on whichever database `$on` is.
macro_rules! dispatch {
    ($self:ident, $on:expr, $make_sqlite:ident, $make_postgres:ident, $call:ident) => {
        match $on.into() {
            On::Db(Db::Sqlite { read, .. }) => $self.$make_sqlite().$call(read).await?.into(),
            On::Db(Db::Postgres(pool)) => $self.$make_postgres().$call(pool).await?.into(),
            On::Tx(Tx::Sqlite(tx)) => $self.$make_sqlite().$call(&mut **tx).await?.into(),
            On::Tx(Tx::Postgres(tx)) => $self.$make_postgres().$call(&mut **tx).await?.into(),
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
        self.text = Cow::Owned(format!("{} {fragment}", self.text));
        self
    }

    /// Adds `fragment`, whose `$?` stands for the next placeholder, with its value.
    #[must_use]
    pub fn and_bind(mut self, fragment: &'static str, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        let place = format!("${}", self.values.len());
        self.text = Cow::Owned(format!("{} {}", self.text, fragment.replace("$?", &place)));
        self
    }

    fn sqlite_rows<R: Row>(self) -> QueryAs<'static, Sqlite, R, SqliteArguments> {
        bound!(self, sqlx::query_as)
    }

    fn postgres_rows<R: Row>(self) -> QueryAs<'static, Postgres, R, PgArguments> {
        bound!(self, sqlx::query_as)
    }

    fn sqlite_run(self) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
        bound!(self, sqlx::query)
    }

    fn postgres_run(self) -> sqlx::query::Query<'static, Postgres, PgArguments> {
        bound!(self, sqlx::query)
    }

    /// All rows.
    pub async fn all<R: Row>(self, on: impl Into<On<'_>>) -> Result<Vec<R>> {
        Ok(dispatch!(self, on, sqlite_rows, postgres_rows, fetch_all))
    }

    /// The row, if there is one.
    pub async fn find<R: Row>(self, on: impl Into<On<'_>>) -> Result<Option<R>> {
        Ok(dispatch!(self, on, sqlite_rows, postgres_rows, fetch_optional))
    }

    /// The row, or [`Error::NotFound`].
    pub async fn get<R: Row>(self, on: impl Into<On<'_>>) -> Result<R> {
        self.find(on).await?.ok_or(Error::NotFound)
    }

    /// Runs a change; gives the number of rows that it touched.
    pub async fn run(self, on: impl Into<On<'_>>) -> Result<u64> {
        Ok(match on.into() {
            On::Db(Db::Sqlite { write, .. }) => self.sqlite_run().execute(write).await?.rows_affected(),
            On::Db(Db::Postgres(pool)) => self.postgres_run().execute(pool).await?.rows_affected(),
            On::Tx(Tx::Sqlite(tx)) => self.sqlite_run().execute(&mut **tx).await?.rows_affected(),
            On::Tx(Tx::Postgres(tx)) => self.postgres_run().execute(&mut **tx).await?.rows_affected(),
        })
    }
}
