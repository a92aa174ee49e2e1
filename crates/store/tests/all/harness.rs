//! Databases of one test each, a hand-set clock, and randomness that repeats itself.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::Timestamp;
use domain::events::{Actor, EventKind, NewEvent};
use domain::ids::{NodeId, WorkspaceId};
use futures::FutureExt;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use store::{Clock, DatabaseUrl, Random, Store, StoreOptions};

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct HandSet(AtomicI64);

impl HandSet {
    pub fn advance_ms(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
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

/// A database, and what stores on it are opened with.
#[derive(Clone)]
pub struct TestDb {
    pub url: DatabaseUrl,
    pub clock: Arc<HandSet>,
    pub random: Arc<Seeded>,
}

impl TestDb {
    pub fn new(url: DatabaseUrl) -> Self {
        let clock = Arc::new(HandSet(AtomicI64::new(1_800_000_000_000)));
        Self { url, clock, random: Arc::new(Seeded(AtomicU64::new(7))) }
    }

    /// A further node on this database.
    pub async fn open(&self) -> Store {
        let node = NodeId::new(self.clock.now(), self.random.u128());
        let (clock, random) = (self.clock.clone(), self.random.clone());
        Store::open(StoreOptions { database: self.url.clone(), node, clock, random }).await.unwrap()
    }

    pub fn workspace(&self) -> WorkspaceId {
        WorkspaceId::new(self.clock.now(), self.random.u128())
    }

    pub fn is_postgres(&self) -> bool {
        matches!(self.url, DatabaseUrl::Postgres(_))
    }
}

/// An event of no particular meaning.
pub fn event(subject: &str) -> NewEvent {
    NewEvent::new(EventKind::WorkspaceUpdated, Actor::System, subject)
}

/// Runs a test on a fresh SQLite file.
pub async fn on_sqlite<F: Future<Output = ()>>(test: impl FnOnce(TestDb) -> F) {
    let folder = tempfile::tempdir().unwrap();
    test(TestDb::new(DatabaseUrl::Sqlite(folder.path().join("test.db")))).await;
}

/// Runs a test in a fresh PostgreSQL database, which is dropped afterwards, also if the test fails.
pub async fn on_postgres<F: Future<Output = ()>>(test: impl FnOnce(TestDb) -> F) {
    let Some(admin) = postgres_url() else { return };
    let mut random = [0; 16];
    std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom").unwrap(), &mut random).unwrap();
    let name = format!("t_{:032x}", u128::from_le_bytes(random));
    run_as_admin(&admin, &format!("create database {name}")).await;
    let (base, _) = admin.rsplit_once('/').unwrap();
    let outcome =
        AssertUnwindSafe(test(TestDb::new(DatabaseUrl::Postgres(format!("{base}/{name}"))))).catch_unwind().await;
    run_as_admin(&admin, &format!("drop database {name} with (force)")).await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// Where the tests' PostgreSQL is; none, with a word about it, where there is none.
pub fn postgres_url() -> Option<String> {
    let url = std::env::var("ROMASHKA_TEST_POSTGRES_URL").ok();
    if url.is_none() {
        println!("SKIPPED: ROMASHKA_TEST_POSTGRES_URL is not set");
    }
    url
}

/// Runs a statement outside of any test's database.
pub async fn run_as_admin(url: &str, statement: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    connection.execute(AssertSqlSafe(statement.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

/// Makes of each test, an async function of a [`TestDb`], one on SQLite and one on PostgreSQL.
macro_rules! both {
    ($($test:ident,)*) => {$(
        mod $test {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                crate::harness::on_sqlite(super::$test).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                crate::harness::on_postgres(super::$test).await;
            }
        }
    )*};
}
