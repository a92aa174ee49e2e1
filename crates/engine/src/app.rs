//! The handle to everything that a use case needs.

use connectors::http::GuardedClient;
use connectors::mail::Mailer;
use connectors::models::OpenAi;
use domain::ids::NodeId;
use domain::{Code, Problem};
use std::fmt;
use std::sync::Arc;
use store::clock::{Clock, Random};
use store::{Store, installation};

use crate::accounts::Passwords;
use crate::answer::Models;
use crate::error::Result;
use crate::intents::Learnt;
use crate::knowledge::{Embedder, Indexes, Meanings};
use crate::live::Hub;
use crate::secrets::SecretKey;

/// The installation's row that holds the fingerprint of its secret.
pub const FINGERPRINT: &str = "secret_fingerprint";

/// What the operator configured, as far as use cases need it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach this installation, without a slash at the end; links in mails start with it.
    pub public_url: String,
    /// The installation's secret.
    pub secret_key: SecretKey,
    /// Version of the program.
    pub version: &'static str,
}

/// What an application is made of.
pub struct AppParts {
    /// The database, open.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub random: Arc<dyn Random>,
    /// What the operator configured.
    pub settings: Settings,
    /// Sends mail; none where no SMTP server is set.
    pub mailer: Option<Arc<dyn Mailer>>,
    /// The one client for requests that users cause.
    pub http: GuardedClient,
    /// The model service that writes answers; none where none is set, and the builtin model writes them all.
    pub model: Option<OpenAi>,
    /// What gives texts their vectors; none where none is set, and knowledge is found by its words alone.
    pub embedder: Option<Embedder>,
    /// This process.
    pub node: NodeId,
}

/// The application: a handle that is cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: AppParts,
    passwords: Passwords,
    live: Hub,
    models: Models,
    indexes: Indexes,
    meanings: Option<Arc<Meanings>>,
    learnt: Learnt,
}

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When another secret key was used with this database before, or the database is away.
    pub async fn start(mut parts: AppParts) -> Result<Self> {
        keep_one_secret(&parts).await?;
        let passwords = Passwords::new(parts.random.clone());
        let live = Hub::start(parts.store.clone());
        let models = Models::new(parts.model.take());
        let meanings = parts.embedder.take().map(|embedder| Arc::new(Meanings::new(embedder)));
        if let Some(meanings) = &meanings {
            meanings.try_out();
        }
        Ok(Self(Arc::new(Inner {
            parts,
            passwords,
            live,
            models,
            indexes: Indexes::default(),
            meanings,
            learnt: Learnt::default(),
        })))
    }
    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.parts.store
    }
    /// The time.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.parts.clock
    }
    /// The randomness.
    pub fn random(&self) -> &Arc<dyn Random> {
        &self.0.parts.random
    }
    /// What the operator configured.
    pub fn settings(&self) -> &Settings {
        &self.0.parts.settings
    }
    /// Sends mail; none where no SMTP server is set. Only the job `send_mail` uses it.
    pub fn mailer(&self) -> Option<&Arc<dyn Mailer>> {
        self.0.parts.mailer.as_ref()
    }
    /// The one client for requests that users cause.
    pub fn http(&self) -> &GuardedClient {
        &self.0.parts.http
    }
    /// This process.
    pub fn node(&self) -> NodeId {
        self.0.parts.node
    }
    /// Live updates of this node.
    pub fn live(&self) -> &Hub {
        &self.0.live
    }
    pub(crate) fn meanings(&self) -> Option<&Arc<Meanings>> {
        self.0.meanings.as_ref()
    }
    pub(crate) fn indexes(&self) -> &Indexes {
        &self.0.indexes
    }
    pub(crate) fn learnt(&self) -> &Learnt {
        &self.0.learnt
    }
    pub(crate) fn models(&self) -> &Models {
        &self.0.models
    }
    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }
}

/// What was sealed with one secret opens with no other, so a node with another one must not start: it would break links in
/// mails and kept answers of the nodes beside it.
async fn keep_one_secret(parts: &AppParts) -> Result<()> {
    let mine = parts.settings.secret_key.fingerprint();
    let kept = parts
        .store
        .write(None, move |work| Box::pin(async move { installation::keep(FINGERPRINT, &mine, work).await }))
        .await?;
    if kept == parts.settings.secret_key.fingerprint() {
        return Ok(());
    }
    let message = "ROMASHKA_SECRET_KEY is not the one that this database was used with before. Set the former one; all \
                   nodes share it.";
    Err(Problem::new(Code::Conflict, message).into())
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("node", &self.node()).finish_non_exhaustive()
    }
}
