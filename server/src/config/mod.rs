//! What an operator may set, by environment or flag: read once at start, checked as a whole, refused with a sentence that
//! names the variable.

mod addresses;
mod model;
mod secret;
mod vectors;

pub use addresses::Proxies;
pub use model::Model;
pub use secret::SecretSource;
pub use vectors::EmbedderSetting;

use crate::compose::{self, AllowHosts};
use clap::Args;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use url::Url;

/// A setting that cannot be used; the text names the variable and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// A refusal of `variable`: the rest of a sentence, and what to do.
pub(crate) fn refuse<T>(variable: &str, sentence: impl AsRef<str>) -> Result<T, Refused> {
    Err(Refused(format!("{variable} {}", sentence.as_ref())))
}

/// The settings as typed. Each is optional; an empty text counts as not set.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Settings (flag or environment, all optional)")]
pub struct Options {
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "ROMASHKA_ADDR", value_name = "ADDRESS:PORT", global = true)]
    pub addr: Option<String>,
    /// Folder for the SQLite database and the secret key [default: ./data]
    #[arg(long, env = "ROMASHKA_DATA_DIR", value_name = "FOLDER", global = true)]
    pub data_dir: Option<String>,
    /// `postgres://…`, or `sqlite:FILE` [default: SQLite in the data folder]
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// At least 32 characters that protect links and stored answers. With SQLite it is made at the first start and kept
    /// in the data folder; with PostgreSQL it is required, the same on every node
    #[arg(long, env = "ROMASHKA_SECRET_KEY", value_name = "TEXT", hide_env_values = true, global = true)]
    pub secret_key: Option<String>,
    /// Address under which people reach this server, as in https://chat.example.com [default: http://ADDR]
    #[arg(long, env = "ROMASHKA_PUBLIC_URL", value_name = "URL", global = true)]
    pub public_url: Option<String>,
    /// Networks (comma-separated, as in 10.0.0.0/8) whose X-Forwarded-For is believed [default: none]
    #[arg(long, env = "ROMASHKA_TRUSTED_PROXIES", value_name = "NETWORKS", global = true)]
    pub trusted_proxies: Option<String>,
    /// host:port list (comma-separated) that requests made for users may reach although it is private [default: none]
    #[arg(long, env = "ROMASHKA_ALLOW_HOSTS", value_name = "HOSTS", global = true)]
    pub allow_hosts: Option<String>,
    /// Mail server, as in smtps://name:password@smtp.example.com?from=help@example.com [default: no mail goes out; links
    /// are shown instead]
    #[arg(long, env = "ROMASHKA_SMTP_URL", value_name = "URL", hide_env_values = true, global = true)]
    pub smtp_url: Option<String>,
    /// Key of an OpenAI-compatible service, which then writes the answers [default: the builtin model answers, in the
    /// knowledge's own sentences]
    #[arg(long, env = "OPENAI_API_KEY", value_name = "KEY", hide_env_values = true, global = true)]
    pub openai_api_key: Option<String>,
    /// Address of that service, as in http://localhost:11434/v1 (a private one is opened with ROMASHKA_ALLOW_HOSTS, and
    /// may then need no key) [default: https://api.openai.com/v1]
    #[arg(long, env = "OPENAI_BASE_URL", value_name = "URL", global = true)]
    pub openai_base_url: Option<String>,
    /// Model to ask there [default: gpt-4o-mini]
    #[arg(long, env = "OPENAI_MODEL", value_name = "NAME", global = true)]
    pub openai_model: Option<String>,
    /// What knowledge is found by beside its words: a model folder in the form of sentence-transformers, run in this
    /// process, or openai:MODEL for the service above [default: words alone]
    #[arg(long, env = "ROMASHKA_EMBEDDER", value_name = "FOLDER|openai:MODEL", global = true)]
    pub embedder: Option<String>,
}

/// Which database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// The connection address of a server.
    Postgres(String),
}

/// The settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen.
    pub addr: SocketAddr,
    /// Folder for files of ours.
    pub data_dir: PathBuf,
    /// Which database.
    pub database: Database,
    /// Where the secret key comes from.
    pub secret: SecretSource,
    /// Address for links, without a slash at its end; none: derived from the address listened on.
    pub public_url: Option<Url>,
    /// Whose X-Forwarded-For counts.
    pub proxies: Proxies,
    /// Hosts and ports opened for the guarded client.
    pub allow_hosts: AllowHosts,
    /// Mail server.
    pub smtp_url: Option<String>,
    /// Model service.
    pub model: Option<Model>,
    /// What gives texts their vectors.
    pub embedder: Option<EmbedderSetting>,
}

/// Trims, and takes an empty text for none: compose files and systemd units set variables to nothing.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|t| !t.is_empty())
}

impl Config {
    /// Checks the settings one by one and against each other. Touches neither disk nor network.
    pub fn check(options: &Options) -> Result<Self, Refused> {
        let data_dir = PathBuf::from(given(&options.data_dir).unwrap_or("data"));
        let database = database(given(&options.database_url), &data_dir)?;
        let secret = SecretSource::check(given(&options.secret_key), &database, &data_dir)?;
        let allow_hosts = compose::allow_hosts(given(&options.allow_hosts))?;
        let model = Model::check(
            given(&options.openai_api_key),
            given(&options.openai_base_url),
            given(&options.openai_model),
            &allow_hosts,
        )?;
        let embedder = EmbedderSetting::check(given(&options.embedder), model.as_ref())?;
        Ok(Self {
            addr: addresses::listen(given(&options.addr))?,
            data_dir,
            database,
            secret,
            public_url: addresses::public_url(given(&options.public_url))?,
            proxies: Proxies::check(given(&options.trusted_proxies))?,
            allow_hosts,
            smtp_url: given(&options.smtp_url).map(compose::mail_server).transpose()?,
            model,
            embedder,
        })
    }

    /// The address for links: what was set, or the one listened on. No slash at its end.
    pub fn links(&self, listening: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => format!("http://{}", reachable(listening)),
        }
    }

    /// What deserves a warning though it can be meant: the texts name the variable.
    pub fn warnings(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.public_url.is_none() && !self.addr.ip().is_loopback() {
            all.push(format!(
                "ROMASHKA_PUBLIC_URL is not set although the server listens on {}: links in mails and invitations will \
                 start with {}. Set it to the address that people use.",
                self.addr,
                self.links(self.addr)
            ));
        }
        if let Some(url) = &self.public_url
            && url.scheme() == "http"
            && !url.host_str().is_some_and(is_local_name)
        {
            all.push(format!(
                "ROMASHKA_PUBLIC_URL is {url}: without https, passwords and sessions travel in the clear. Put a proxy \
                 with TLS in front and use its https address."
            ));
        }
        all
    }
}

/// The address to type into a browser on this machine for one that is listened on.
pub fn reachable(listening: SocketAddr) -> SocketAddr {
    let ip = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => std::net::Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => std::net::Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listening.port())
}

/// Whether a host name means this machine.
pub(crate) fn is_local_name(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn database(url: Option<&str>, data_dir: &std::path::Path) -> Result<Database, Refused> {
    let Some(url) = url else { return Ok(Database::Sqlite(data_dir.join("romashka.db"))) };
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return match Url::parse(url) {
            Ok(parsed) if parsed.path().len() > 1 => Ok(Database::Postgres(url.to_owned())),
            Ok(_) => refuse("DATABASE_URL", "names no database. Write postgres://user:password@host:5432/romashka."),
            Err(wrong) => refuse("DATABASE_URL", format!("cannot be read ({wrong}).")),
        };
    }
    match url.strip_prefix("sqlite:").map(|file| file.strip_prefix("//").unwrap_or(file)) {
        Some("") => refuse("DATABASE_URL", "names no file. Write sqlite:./data/romashka.db."),
        Some(file) if file.contains(":memory:") => {
            refuse("DATABASE_URL", "asks for a database in memory, which would be lost. Name a file.")
        }
        Some(file) if file.contains('?') => {
            refuse("DATABASE_URL", "has parameters behind the file. SQLite takes none here; name the file alone.")
        }
        Some(file) => Ok(Database::Sqlite(PathBuf::from(file))),
        None => refuse(
            "DATABASE_URL",
            "is neither postgres://… nor sqlite:FILE. Leave it out for SQLite in the data folder.",
        ),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
