//! A shop in a database that no server runs on yet, for tests that start the real program.

use super::harness::{SECRET, first_owner, plain_client};
use super::visitor::Widget;
use domain::knowledge::NewItem;
use engine::accounts::{self, ClientInfo};
use server::config::{Config, Options};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// Makes an owner with a bot that knows this. The widget's address is for the caller to set once the program listens.
pub async fn prepare(folder: &Path, database: Option<&str>, knowledge: Option<NewItem>) -> Widget {
    let options = Options {
        data_dir: Some(folder.to_str().unwrap().to_owned()),
        database_url: database.map(str::to_owned),
        secret_key: Some(SECRET.to_owned()),
        ..Options::default()
    };
    let config = Config::check(&options).unwrap();
    let app = server::compose::open(&config, config.links(config.addr)).await.unwrap();
    let signed_in = accounts::set_up(&app, first_owner(), &ClientInfo::default()).await.unwrap();
    let session = accounts::open_session(&app, &signed_in.token.expose(), &ClientInfo::default()).await.unwrap();
    let ctx = session.unwrap().ctx().unwrap();
    let bot = engine::bots::create(&ctx, "Daisy").await.unwrap();
    if let Some(item) = knowledge {
        engine::knowledge::create_item(&ctx, item).await.unwrap();
    }
    app.store().close().await;
    Widget {
        address: SocketAddr::from(([127, 0, 0, 1], 1)),
        origin: None,
        project: bot.id.to_string(),
        key: bot.widget.key.to_string(),
        client: plain_client(),
    }
}

/// The SQLite database of a folder, for a look or a change beside the program that may run on it.
pub async fn beside(folder: &Path) -> store::Store {
    let options = store::StoreOptions {
        database: store::DatabaseUrl::Sqlite(folder.join("romashka.db")),
        node: domain::ids::NodeId::new(domain::Timestamp(1), 1),
        clock: Arc::new(engine::SystemClock),
        random: Arc::new(engine::OsRandom),
    };
    store::Store::open(options).await.unwrap()
}
