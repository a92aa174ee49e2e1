//! What we remember: the only SQL.

pub mod db;
pub mod error;

pub use db::{Db, Tx, sql};
pub use error::{Error, Result};
