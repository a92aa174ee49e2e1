//! A transaction of either driver, begun and ended by plain statements on a connection that it holds.
//!
//! The driver's own transaction object counts nesting by itself and is wrong after SQLite has undone a transaction on its
//! own account (as it does on a full disk); what counts here is whether the connection can be used again.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Database, PgPool, Postgres, Sqlite, SqlitePool};

use crate::error::{Error, Result};

/// A connection inside a transaction. Dropped before its end, it is closed, which undoes everything.
#[derive(Debug)]
pub struct Held<D: Database> {
    connection: PoolConnection<D>,
    ended: bool,
}

impl<D: Database> Drop for Held<D> {
    fn drop(&mut self) {
        if !self.ended {
            self.connection.close_on_drop();
        }
    }
}

impl<D: Database> Deref for Held<D> {
    type Target = D::Connection;
    fn deref(&self) -> &D::Connection {
        &self.connection
    }
}

impl<D: Database> DerefMut for Held<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        &mut self.connection
    }
}

/// A transaction. Dropped without [`Tx::commit`], it undoes itself.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Held<Sqlite>),
    /// On PostgreSQL.
    Postgres(Held<Postgres>),
}

impl Tx {
    /// `begin immediate`: a transaction that reads first and writes later would else lose to another writer.
    pub(crate) async fn begin_sqlite(pool: &SqlitePool) -> Result<Self> {
        let held = Held { connection: pool.acquire().await.map_err(away)?, ended: false };
        let mut tx = Self::Sqlite(held);
        tx.run_plain("begin immediate").await?;
        Ok(tx)
    }

    pub(crate) async fn begin_postgres(pool: &PgPool) -> Result<Self> {
        let held = Held { connection: pool.acquire().await.map_err(away)?, ended: false };
        let mut tx = Self::Postgres(held);
        tx.run_plain("begin").await?;
        Ok(tx)
    }

    /// Makes all changes last. On an error they are undone, unless the connection broke in this very moment.
    pub async fn commit(mut self) -> Result<()> {
        match self.run_plain("commit").await {
            Ok(()) => {
                self.end();
                Ok(())
            }
            Err(error) => {
                drop(self.rollback().await);
                Err(error)
            }
        }
    }

    /// Undoes all changes.
    pub async fn rollback(mut self) -> Result<()> {
        match self.run_plain("rollback").await {
            Ok(()) => self.end(),
            // SQLite has undone it by itself, as after a full disk.
            Err(Error::Unexpected(reason)) if reason.contains("no transaction is active") => self.end(),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn end(&mut self) {
        match self {
            Self::Sqlite(held) => held.ended = true,
            Self::Postgres(held) => held.ended = true,
        }
    }

    /// Whether this is on PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Runs statements without values, several in one go.
    pub(crate) async fn run_plain(&mut self, text: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(held) => sqlx::raw_sql(text).execute(&mut **held).await.map(drop)?,
            Self::Postgres(held) => sqlx::raw_sql(text).execute(&mut **held).await.map(drop)?,
        }
        Ok(())
    }
}

/// Whatever keeps a connection from being made, the database is away.
fn away(error: sqlx::Error) -> Error {
    match Error::from(error) {
        Error::Unexpected(reason) => Error::Unavailable(reason),
        other => other,
    }
}
