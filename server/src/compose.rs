//! Puts the program together: database, mail, guarded client, engine. The one file that knows store and connectors.

use crate::config::{Config, Database, EmbedderSetting, Model, Refused};
use connectors::http::{GuardedClient, Limits};
use connectors::mail::{Mailer, Smtp, SmtpUrl};
use connectors::models::{Embeddings, Endpoint, OpenAi, Times};
use domain::ids::NodeId;
use engine::knowledge::Embedder;
use engine::{App, AppParts, Clock, OsRandom, Random, SecretKey, Settings, SystemClock};
use std::path::Path;
use std::sync::Arc;
use store::installation::FolderLock;
use store::{DatabaseUrl, Db, Store, StoreOptions};

pub use connectors::http::AllowHosts;
pub use embedder::{Folder, Side};

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reads `ROMASHKA_ALLOW_HOSTS`.
pub fn allow_hosts(text: Option<&str>) -> Result<AllowHosts, Refused> {
    AllowHosts::parse(text.unwrap_or_default()).map_err(|wrong| Refused(wrong.to_string()))
}

/// Checks `ROMASHKA_SMTP_URL` without reaching the server.
pub fn mail_server(text: &str) -> Result<String, Refused> {
    SmtpUrl::parse(text).map(|_| text.to_owned()).map_err(|wrong| Refused(wrong.to_string()))
}

/// Reaches the mail server and signs in, without sending anything.
pub async fn check_mail_server(text: &str) -> Result<(), Refused> {
    let smtp = Smtp::from_url(text).map_err(|wrong| Refused(wrong.to_string()))?;
    smtp.check().await.map_err(|wrong| Refused(wrong.to_string()))
}

fn endpoint(model: &Model) -> Endpoint {
    Endpoint {
        base_url: model.base_url.as_ref().map(ToString::to_string),
        key: model.key.clone(),
        model: model.name.clone(),
    }
}

fn model_service(model: &Model, http: &GuardedClient) -> Result<OpenAi, connectors::Error> {
    OpenAi::new(http, &endpoint(model), Times::default())
}

/// Reads a model folder.
pub fn model_folder(path: &Path) -> Result<Arc<Folder>, Refused> {
    Folder::open(path).map(Arc::new).map_err(|wrong| Refused(wrong.to_string()))
}

/// What gives texts their vectors, opened: a folder is read, a service is not reached.
fn embedder(config: &Config, http: &GuardedClient) -> Result<Option<Embedder>, Refused> {
    let refused = |wrong: &dyn std::fmt::Display| Refused(format!("ROMASHKA_EMBEDDER cannot be used. {wrong}"));
    Ok(Some(match (&config.embedder, &config.model) {
        (Some(EmbedderSetting::Folder(path)), _) => {
            Embedder::Folder(model_folder(path).map_err(|wrong| refused(&wrong))?)
        }
        (Some(EmbedderSetting::Service(name)), Some(model)) => {
            Embedder::Service(Box::new(Embeddings::new(http, &endpoint(model), name).map_err(|wrong| refused(&wrong))?))
        }
        _ => return Ok(None),
    }))
}

/// What the embedder is, after a first vector of it.
pub async fn check_embedder(config: &Config) -> Result<Option<String>, Refused> {
    let refused = |wrong: connectors::Error| Refused(wrong.to_string());
    let http = GuardedClient::new(config.allow_hosts.clone(), Limits::default()).map_err(refused)?;
    Ok(match embedder(config, &http)? {
        None => None,
        Some(Embedder::Folder(folder)) => {
            Some(format!("{} ({} numbers, up to {} tokens)", folder.id(), folder.dimensions(), folder.longest()))
        }
        Some(Embedder::Service(service)) => {
            let vectors = service.embed(&["test"], std::time::Duration::from_secs(10)).await.map_err(refused)?;
            let width = vectors.first().map_or(0, Vec::len);
            Some(format!("{} on {} ({width} numbers)", service.model(), service.host()))
        }
    })
}

/// Asks the model service for its list of models, which costs nothing: what it is, and whether the list names ours.
pub async fn check_model(config: &Config, model: &Model) -> Result<(String, Option<bool>), Refused> {
    let refused = |wrong: connectors::Error| Refused(wrong.to_string());
    let http = GuardedClient::new(config.allow_hosts.clone(), Limits::default()).map_err(refused)?;
    let service = model_service(model, &http).map_err(refused)?;
    let is_listed = service.check().await.map_err(refused)?;
    Ok((format!("{} on {}", service.model(), service.host()), is_listed))
}

/// Makes the folder for our files, for its owner alone.
pub fn make_data_dir(folder: &Path) -> Result<(), Refused> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|wrong| {
        Refused(format!(
            "ROMASHKA_DATA_DIR {} cannot be made ({wrong}). Choose a folder that this user may write to.",
            folder.display()
        ))
    })
}

fn database(config: &Config) -> DatabaseUrl {
    match &config.database {
        Database::Sqlite(file) => DatabaseUrl::Sqlite(file.clone()),
        Database::Postgres(url) => DatabaseUrl::Postgres(url.clone()),
    }
}

/// Opens the database alone: connects and migrates.
pub async fn open_store(config: &Config) -> Result<(Store, NodeId), engine::Error> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let random: Arc<dyn Random> = Arc::new(OsRandom);
    let node = NodeId::new(clock.now(), random.u128());
    let store = Store::open(StoreOptions { database: database(config), node, clock, random }).await?;
    Ok((store, node))
}

/// Versions and names of the migrations that the database lacks. A SQLite file that is not there yet lacks all.
pub async fn pending_migrations(config: &Config) -> Result<Vec<(i64, String)>, engine::Error> {
    let db = Store::look(&database(config)).await?;
    let pending = store::migrate::pending(&db).await;
    db.close().await;
    Ok(pending?)
}

/// Whether the database answers and has every migration of this program.
pub async fn migrations_are_current(app: &App) -> Result<bool, engine::Error> {
    Ok(store::migrate::is_current(app.store().db()).await?)
}

/// What a look at the database shows.
#[derive(Debug)]
pub struct Seen {
    /// Migrations that are missing.
    pub pending: usize,
    /// The newest migration of a newer version of the program, if that has brought the database further.
    pub newer: Option<i64>,
    /// Whether the secret is the one that the database was used with; none when it has not seen one, or there is none.
    pub fingerprint_fits: Option<bool>,
}

/// Looks at the database without changing it.
pub async fn look_at_database(config: &Config, secret: Option<&str>) -> Result<Seen, engine::Error> {
    let db = Store::look(&database(config)).await?;
    let seen = look(&db, secret).await;
    db.close().await;
    seen
}

async fn look(db: &Db, secret: Option<&str>) -> Result<Seen, engine::Error> {
    let pending = store::migrate::pending(db).await?.len();
    let known = match pending {
        0 => store::installation::find(engine::app::FINGERPRINT, db).await?,
        _ => None,
    };
    let own = secret.and_then(|text| SecretKey::parse(text).ok()).map(|key| key.fingerprint());
    let newer = store::migrate::newer(db).await?;
    Ok(Seen { pending, newer, fingerprint_fits: known.zip(own).map(|(known, own)| known == own) })
}

/// The secret key, made at the first start with SQLite.
pub fn secret_key(config: &Config) -> Result<SecretKey, Refused> {
    let mut bytes = [0; 32];
    OsRandom.fill(&mut bytes);
    let text = config.secret.read_or_make(&bytes)?;
    SecretKey::parse(&text).map_err(|wrong| Refused(format!("ROMASHKA_SECRET_KEY cannot be used. {wrong}")))
}

/// Keeps a second server off a SQLite folder for as long as it is held. Several nodes share PostgreSQL.
#[derive(Debug)]
pub struct Alone {
    _lock: Option<FolderLock>,
}

impl Alone {
    /// Takes the folder, or says who has it.
    pub fn take(config: &Config) -> Result<Self, Refused> {
        make_data_dir(&config.data_dir)?;
        let Database::Sqlite(file) = &config.database else { return Ok(Self { _lock: None }) };
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        FolderLock::take(folder).map(|lock| Self { _lock: Some(lock) }).map_err(Refused)
    }
}

/// Opens everything. `links` is what links in mails and invitations start with.
pub async fn open(config: &Config, links: String) -> Result<App, engine::Error> {
    make_data_dir(&config.data_dir).map_err(problem)?;
    let secret_key = secret_key(config).map_err(problem)?;
    let mailer = config.smtp_url.as_deref().map(Smtp::from_url).transpose()?;
    let http = GuardedClient::new(config.allow_hosts.clone(), Limits::default())?;
    let model = config.model.as_ref().map(|model| model_service(model, &http)).transpose()?;
    let embedder = embedder(config, &http).map_err(problem)?;
    let (store, node) = open_store(config).await?;
    App::start(AppParts {
        store,
        clock: Arc::new(SystemClock),
        random: Arc::new(OsRandom),
        settings: Settings { public_url: links, secret_key, version: VERSION },
        mailer: mailer.map(|smtp| Arc::new(smtp) as Arc<dyn Mailer>),
        http,
        model,
        embedder,
        node,
    })
    .await
}

fn problem(refused: Refused) -> engine::Error {
    domain::Problem::invalid(refused.0).into()
}

pub use store::NewJob;
pub use store::scratch::Scratch;

/// 128 random bits.
pub fn random_bits() -> u128 {
    OsRandom.u128()
}
