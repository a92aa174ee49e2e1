//! PostgreSQL databases that live for one benchmark or test.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};
use std::str::FromStr;

use crate::error::{Error, Result};

/// An empty database beside the one of a cluster's address. It stays until [`Scratch::drop_database`].
#[derive(Debug)]
pub struct Scratch {
    cluster: String,
    name: String,
    /// Its address.
    pub url: String,
}

impl Scratch {
    /// Makes a database whose name carries these random bits.
    ///
    /// # Errors
    /// When the cluster does not answer, or its user may not make databases.
    pub async fn create(cluster: &str, random: u128) -> Result<Self> {
        let name = format!("romashka_scratch_{random:032x}");
        let mut admin = PgConnection::connect(cluster).await?;
        admin.execute(AssertSqlSafe(format!("create database {name}"))).await?;
        admin.close().await?;
        let url = PgConnectOptions::from_str(cluster)?.database(&name).to_url_lossy();
        Ok(Self { cluster: cluster.to_owned(), name, url: url.to_string() })
    }

    /// Removes it, also from under connections that are still open.
    pub async fn drop_database(self) -> Result<()> {
        let mut admin = PgConnection::connect(&self.cluster).await?;
        admin.execute(AssertSqlSafe(format!("drop database if exists {} with (force)", self.name))).await?;
        admin.close().await.map_err(Error::from)
    }
}
