//! An installation for one test: a database of its own, a clock that is moved by hand, randomness that repeats itself,
//! and, where asked for, a mail server.

use connectors::http::{AllowHosts, GuardedClient, Limits};
use connectors::mail::{Mailer, Smtp};
use connectors::models::{Endpoint, OpenAi, Times};
use connectors::testing::{Act, ModelServer, SmtpServer};
use domain::accounts::NewInvitationView;
use domain::events::Event;
use domain::ids::NodeId;
use domain::permissions::Role;
use domain::{Code, Problem, Timestamp};
use engine::accounts::{self, Accept, ClientInfo, Session, SetUp, SignIn, SignedIn};
use engine::events::reactions::{REACTIONS, catch_up};
use engine::knowledge::Embedder;
use engine::{App, AppParts, Clock, Ctx, Random, Result, SecretKey, Settings};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;
use store::{DatabaseUrl, Store, StoreOptions};

pub const PASSWORD: &str = "seven calm chamomiles";
pub const PUBLIC_URL: &str = "https://help.example.com";
const START: Timestamp = Timestamp(1_800_000_000_000);
const SECRET: &str = "a secret of the tests, long enough";

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct HandSet(AtomicI64);

impl HandSet {
    pub fn advance_ms(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
    pub fn set(&self, to: Timestamp) {
        self.0.store(to.0, Ordering::SeqCst);
    }
}

impl Clock for HandSet {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// SplitMix64 from a given seed.
#[derive(Debug)]
pub struct Seeded(AtomicU64);

impl Seeded {
    fn next(&self) -> u64 {
        let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Random for Seeded {
    fn u128(&self) -> u128 {
        u128::from(self.next()) << 64 | u128::from(self.next())
    }
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill_with(|| self.next() as u8);
    }
}

#[derive(sqlx::FromRow)]
struct Count {
    n: i64,
}

#[derive(sqlx::FromRow)]
struct Text {
    text: String,
}

pub struct World {
    pub app: App,
    pub clock: Arc<HandSet>,
    pub random: Arc<Seeded>,
    pub smtp: Option<SmtpServer>,
    pub model: Option<ModelServer>,
    database: DatabaseUrl,
    embedder: Option<Embedder>,
    _folder: Option<tempfile::TempDir>,
}

impl World {
    /// On SQLite, without mail.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = DatabaseUrl::Sqlite(folder.path().join("test.db"));
        Self::on(database, Some(folder), None, None).await
    }

    /// The same with what gives texts their vectors.
    pub async fn with_embedder(mut self, embedder: Embedder) -> Self {
        self.embedder = Some(embedder);
        self.app = self.second_node().await;
        self
    }

    /// On SQLite, with a model service that does this.
    pub async fn with_model(act: Act) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = DatabaseUrl::Sqlite(folder.path().join("test.db"));
        Self::on(database, Some(folder), None, Some(ModelServer::start(act).await)).await
    }

    /// On SQLite, with a mail server that takes everything.
    pub async fn with_mail() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = DatabaseUrl::Sqlite(folder.path().join("test.db"));
        Self::on(database, Some(folder), Some(SmtpServer::start().await), None).await
    }

    async fn on(
        database: DatabaseUrl,
        folder: Option<tempfile::TempDir>,
        smtp: Option<SmtpServer>,
        model: Option<ModelServer>,
    ) -> Self {
        let clock = Arc::new(HandSet(AtomicI64::new(START.0)));
        let random = Arc::new(Seeded(AtomicU64::new(11)));
        let app = open(&database, &clock, &random, smtp.as_ref(), model.as_ref(), None, SECRET).await.unwrap();
        Self { app, clock, random, smtp, model, database, embedder: None, _folder: folder }
    }

    /// A further node on the same database.
    pub async fn second_node(&self) -> App {
        self.node_with_secret(SECRET).await.unwrap()
    }

    pub async fn node_with_secret(&self, secret: &str) -> Result<App> {
        let (smtp, model) = (self.smtp.as_ref(), self.model.as_ref());
        open(&self.database, &self.clock, &self.random, smtp, model, self.embedder.clone(), secret).await
    }

    /// What the clock said at first.
    pub fn clock_start(&self) -> Timestamp {
        START
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &str) -> i64 {
        let statement = format!("select count(*) as n from {table}");
        store::sql(statement.leak()).get::<Count>(self.app.store().db()).await.unwrap().n
    }

    /// The one text that a statement gives, as column `text`.
    pub async fn text(&self, statement: &'static str) -> String {
        store::sql(statement).get::<Text>(self.app.store().db()).await.unwrap().text
    }

    /// Does this to the database, beside the program.
    pub async fn run(&self, statement: &'static str) {
        let done =
            self.app.store().write(None, move |work| Box::pin(async move { store::sql(statement).run(work).await }));
        done.await.unwrap();
    }

    /// Everything that stands in the files of the SQLite database.
    pub async fn database_bytes(&self) -> Vec<u8> {
        let DatabaseUrl::Sqlite(path) = &self.database else { panic!("not on SQLite") };
        let files = std::fs::read_dir(path.parent().unwrap()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.database, DatabaseUrl::Postgres(_))
    }

    /// The first run: Ann, who owns Tea and operates the installation.
    pub async fn set_up(&self) -> Session {
        let signed_in = accounts::set_up(&self.app, ann(), &client()).await.unwrap();
        self.session(&signed_in).await
    }

    /// The session of a fresh sign-in, as a request finds it.
    pub async fn session(&self, signed_in: &SignedIn) -> Session {
        self.find_session(signed_in).await.unwrap()
    }

    pub async fn find_session(&self, signed_in: &SignedIn) -> Option<Session> {
        accounts::open_session(&self.app, &signed_in.token.expose(), &client()).await.unwrap()
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Result<SignedIn> {
        accounts::sign_in(&self.app, SignIn { email: email.into(), password: password.into() }, &client()).await
    }

    /// Someone new in the workspace of `ctx`, through the front door.
    pub async fn join(&self, ctx: &Ctx, email: &str, role: Role) -> Session {
        // So that "in the order in which they joined" has one meaning.
        self.clock.advance_ms(1);
        let invitation = accounts::invite(ctx, email, role).await.unwrap();
        self.accept(&invitation).await
    }

    pub async fn accept(&self, invitation: &NewInvitationView) -> Session {
        let name = invitation.invitation.email.split('@').next().unwrap().to_owned();
        let typed = Accept { name, password: PASSWORD.into() };
        let token = token_of(&invitation.link);
        let signed_in = accounts::accept_invitation(&self.app, token, typed, None, &client()).await.unwrap();
        self.session(&signed_in).await
    }

    /// Another business with its own owner, who has nothing to do with Ann.
    pub async fn other_business(&self) -> Session {
        let (app, email) = (&self.app, "zoe@elsewhere.example");
        let link = accounts::create_user(app, email, "Zoe", Some("Elsewhere")).await.unwrap();
        accounts::reset_password(app, token_of(&link), PASSWORD).await.unwrap();
        self.session(&self.sign_in(email, PASSWORD).await.unwrap()).await
    }

    /// Lets the background work until no job is due and every reaction has read everything.
    pub async fn work_off(&self) {
        let background = self.app.run_background();
        for _ in 0..1_000 {
            let now = self.clock.now();
            let jobs = store::jobs::counts(now, self.app.store().db()).await.unwrap();
            if jobs.ready + jobs.running == 0 {
                background.stop(Duration::from_secs(5)).await;
                catch_up(&self.app, REACTIONS).await.unwrap();
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("jobs are still under way after ten seconds");
    }

    /// The newest events of the workspace, the oldest first.
    pub async fn events(&self, ctx: &Ctx) -> Vec<Event> {
        store::events::list(ctx.workspace(), 0, 1_000, self.app.store().db()).await.unwrap()
    }
}

async fn open(
    database: &DatabaseUrl,
    clock: &Arc<HandSet>,
    random: &Arc<Seeded>,
    smtp: Option<&SmtpServer>,
    model: Option<&ModelServer>,
    embedder: Option<Embedder>,
    secret: &str,
) -> Result<App> {
    let node = NodeId::new(clock.now(), random.u128());
    let options = StoreOptions { database: database.clone(), node, clock: clock.clone(), random: random.clone() };
    App::start(AppParts {
        store: Store::open(options).await?,
        clock: clock.clone(),
        random: random.clone(),
        settings: Settings {
            public_url: PUBLIC_URL.into(),
            secret_key: SecretKey::parse(secret).unwrap(),
            version: "0.0.0-test",
        },
        mailer: smtp.map(|smtp| Arc::new(mailer(smtp)) as Arc<dyn Mailer>),
        http: GuardedClient::new(crate::site::opened(), Limits::default()).unwrap(),
        model: model.map(service),
        embedder,
        node,
    })
    .await
}

/// One that falls silent is given up soon, for tests of that.
fn service(model: &ModelServer) -> OpenAi {
    let opened = AllowHosts::parse(&model.addr().to_string()).unwrap();
    let http = GuardedClient::new(opened, Limits::default()).unwrap();
    let endpoint = Endpoint {
        base_url: Some(model.base_url()),
        key: Some("sk-test-1234".into()),
        model: Some("test-model".into()),
    };
    let times = Times {
        first_piece: Duration::from_millis(500),
        between: Duration::from_millis(500),
        total: Duration::from_secs(3),
    };
    OpenAi::new(&http, &endpoint, times).unwrap()
}

/// A server that falls silent is given up soon, for tests of that.
fn mailer(smtp: &SmtpServer) -> Smtp {
    Smtp::from_url(&smtp.url()).unwrap().with_timeouts(Duration::from_secs(5), Duration::from_secs(1))
}

/// Runs a test on SQLite and, where there is one, on PostgreSQL.
pub async fn on_both<F: Future<Output = ()>>(test: impl Fn(World) -> F) {
    test(World::new().await).await;
    #[allow(clippy::disallowed_methods)] // The tests' own variable, which no server reads.
    let Ok(admin) = std::env::var("ROMASHKA_TEST_POSTGRES_URL") else {
        println!("SKIPPED: ROMASHKA_TEST_POSTGRES_URL is not set");
        return;
    };
    let mut random = [0; 16];
    engine::OsRandom.fill(&mut random);
    let name = format!("t_{:032x}", u128::from_le_bytes(random));
    run_as_admin(&admin, &format!("create database {name}")).await;
    let (base, _) = admin.rsplit_once('/').unwrap();
    let database = DatabaseUrl::Postgres(format!("{base}/{name}"));
    let outcome = AssertUnwindSafe(async { test(World::on(database, None, None, None).await).await });
    let outcome = futures::FutureExt::catch_unwind(outcome).await;
    run_as_admin(&admin, &format!("drop database {name} with (force)")).await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

async fn run_as_admin(url: &str, statement: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    connection.execute(AssertSqlSafe(statement.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

pub fn ann() -> SetUp {
    SetUp {
        name: "Ann Lee".into(),
        email: "Ann@Example.com".into(),
        password: PASSWORD.into(),
        business: "Tea".into(),
        website: "tea.example".into(),
        time_zone: "Europe/Berlin".into(),
    }
}

pub fn client() -> ClientInfo {
    ClientInfo { address: "192.0.2.77".into(), device: "Firefox on Linux".into() }
}

/// What a link carries at its end.
pub fn token_of(link: &str) -> &str {
    link.rsplit_once('/').unwrap().1
}

/// The problem that came instead of an answer.
pub fn problem<T: std::fmt::Debug>(result: Result<T>) -> Problem {
    result.unwrap_err().into_problem()
}

/// Its kind.
pub fn code<T: std::fmt::Debug>(result: Result<T>) -> Code {
    problem(result).code
}
