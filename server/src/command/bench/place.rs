//! Where a benchmark runs: a folder and database of its own, removed at the end.

use super::super::serve::{self, Running};
use super::super::{Failure, explained};
use crate::compose;
use crate::config::{Config, Options};
use crate::http::limits::{Limits, Rates};
use engine::accounts::{self, ClientInfo, SetUp};
use std::path::PathBuf;

/// A secret that protects nothing: the database lives for a minute.
const SECRET: &str = "bench-0123456789-abcdefghijklmnopqrstuvwxyz";

/// A folder and, on PostgreSQL, a database.
pub(in crate::command) struct Place {
    folder: PathBuf,
    scratch: Option<compose::Scratch>,
    options: Options,
}

impl Place {
    pub(in crate::command) async fn make(cluster: Option<&str>) -> Result<Self, Failure> {
        let random = compose::random_bits();
        let folder = std::env::temp_dir().join(format!("romashka-bench-{random:032x}"));
        compose::make_data_dir(&folder)?;
        let scratch = match cluster {
            Some(cluster) => Some(compose::Scratch::create(cluster, random).await?),
            None => None,
        };
        let options = Options {
            addr: Some("127.0.0.1:0".to_owned()),
            data_dir: Some(folder.to_string_lossy().into_owned()),
            database_url: scratch.as_ref().map(|scratch| scratch.url.clone()),
            secret_key: Some(SECRET.to_owned()),
            ..Options::default()
        };
        Ok(Self { folder, scratch, options })
    }

    /// Has models asked at this address, which may be reached although it is private.
    pub(in crate::command) fn ask_at(&mut self, base_url: &str, opened: &str) {
        self.options.openai_base_url = Some(base_url.to_owned());
        self.options.allow_hosts = Some(opened.to_owned());
    }

    /// The settings, also for another process of ours.
    pub(super) fn environment(&self) -> Vec<(&'static str, String)> {
        let pairs = [
            ("ROMASHKA_ADDR", &self.options.addr),
            ("ROMASHKA_DATA_DIR", &self.options.data_dir),
            ("DATABASE_URL", &self.options.database_url),
            ("ROMASHKA_SECRET_KEY", &self.options.secret_key),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
    }

    /// A server in this process, without limits on how often somebody may ask.
    pub(super) async fn serve(&self) -> Result<Running, Failure> {
        serve::start(&Config::check(&self.options)?, Limits::off()).await
    }

    /// A server in this process as the product runs it.
    pub(super) async fn serve_limited(&self) -> Result<Running, Failure> {
        serve::start(&Config::check(&self.options)?, Limits::new(Rates::STANDARD)).await
    }

    /// The use cases alone, with their background work.
    pub(in crate::command) async fn engine(&self) -> Result<engine::App, Failure> {
        let config = Config::check(&self.options)?;
        compose::open(&config, config.links(config.addr)).await.map_err(explained)
    }

    pub(in crate::command) async fn remove(self) -> Result<(), Failure> {
        if let Some(scratch) = self.scratch {
            scratch.drop_database().await?;
        }
        std::fs::remove_dir_all(&self.folder)?;
        Ok(())
    }
}

const EMAIL: &str = "owner@bench.example";
const PASSWORD: &str = "four calm benchmark words";

/// Makes the owner and their workspace; gives the token of their session.
pub(super) async fn set_up(app: &engine::App) -> Result<String, Failure> {
    let typed = SetUp {
        name: "Bench Owner".to_owned(),
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
        business: "Bench".to_owned(),
        website: String::new(),
        time_zone: "UTC".to_owned(),
    };
    Ok(accounts::set_up(app, typed, &ClientInfo::default()).await.map_err(explained)?.token.expose())
}
