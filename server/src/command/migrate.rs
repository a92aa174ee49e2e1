//! `romashka migrate`

use super::{Failure, explained};
use crate::compose;
use crate::config::Config;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct Migrate {}

impl Migrate {
    pub(super) async fn run(self, config: Config) -> Result<(), Failure> {
        compose::make_data_dir(&config.data_dir)?;
        let before = compose::pending_migrations(&config).await;
        let (store, _) = compose::open_store(&config).await.map_err(explained)?;
        store.close().await;
        match before.as_deref() {
            Ok([]) => println!("The database is up to date."),
            // There was none: a fresh SQLite file.
            Err(_) => println!("The database is made and up to date."),
            Ok(done) => {
                for (version, name) in done {
                    println!("{version:04} {name}");
                }
                println!("The database is up to date; {} applied.", done.len());
            }
        }
        Ok(())
    }
}
