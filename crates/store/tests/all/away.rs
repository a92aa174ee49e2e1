//! A database that goes away and comes back, and one that was never there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures::FutureExt;
use futures::future::join_all;
use store::{Change, DatabaseUrl, Error, Store, StoreOptions, events};

use crate::harness::{TestDb, event, on_postgres, on_sqlite, postgres_url, run_as_admin};

async fn record(store: &Store, workspace: domain::ids::WorkspaceId, subject: String) -> Result<i64, Error> {
    store.write(Some(workspace), move |work| async move { work.record(workspace, event(&subject)).await }.boxed()).await
}

fn name_of(db: &TestDb) -> String {
    let DatabaseUrl::Postgres(url) = &db.url else { panic!("this test is for PostgreSQL") };
    url.rsplit_once('/').unwrap().1.to_owned()
}

async fn terminate(db: &TestDb) {
    let name = name_of(db);
    let admin = postgres_url().unwrap();
    run_as_admin(&admin, &format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn broken_connections_lose_nothing_that_was_confirmed() {
    on_postgres(broken_connections).await;
}

async fn broken_connections(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    let stop = Arc::new(AtomicBool::new(false));
    let clients: Vec<_> = (0..8)
        .map(|client| {
            let (store, stop) = (store.clone(), stop.clone());
            tokio::spawn(async move {
                let (mut confirmed, mut n) = (Vec::new(), 0);
                while !stop.load(Ordering::SeqCst) {
                    let subject = format!("{client}.{n}");
                    n += 1;
                    match record(&store, workspace, subject.clone()).await {
                        Ok(seq) => confirmed.push((seq, subject)),
                        Err(Error::Unavailable(_)) => tokio::time::sleep(Duration::from_millis(5)).await,
                        Err(other) => panic!("{other:?}"),
                    }
                }
                confirmed
            })
        })
        .collect();
    for _ in 0..4 {
        tokio::time::sleep(Duration::from_millis(150)).await;
        terminate(&db).await;
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    stop.store(true, Ordering::SeqCst);
    let confirmed: Vec<_> = join_all(clients).await.into_iter().flat_map(Result::unwrap).collect();
    record(&store, workspace, "last".into()).await.unwrap();
    let (mut log, mut after) = (Vec::new(), 0);
    loop {
        let page = events::list(workspace, after, 200, store.db()).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.seq;
        log.extend(page);
    }
    assert!(log.iter().map(|e| e.seq).eq(1..=log.len() as i64));
    for (seq, subject) in &confirmed {
        assert_eq!(&log[*seq as usize - 1].fact.subject, subject);
    }
    assert!(confirmed.len() > 50, "{} were confirmed", confirmed.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_said_to_be_and_is_used_again_when_it_is_back() {
    on_postgres(away_and_back).await;
}

async fn away_and_back(db: TestDb) {
    let (one, two) = (db.open().await, db.open().await);
    let workspace = db.workspace();
    record(&one, workspace, "before".into()).await.unwrap();
    let admin = postgres_url().unwrap();
    let name = name_of(&db);
    run_as_admin(&admin, &format!("alter database {name} allow_connections false")).await;
    terminate(&db).await;
    let started = Instant::now();
    assert!(matches!(record(&one, workspace, "while away".into()).await, Err(Error::Unavailable(_))));
    assert!(matches!(events::list(workspace, 0, 10, one.db()).await, Err(Error::Unavailable(_))));
    assert!(started.elapsed() < Duration::from_secs(15), "a caller is not kept waiting: {:?}", started.elapsed());
    run_as_admin(&admin, &format!("alter database {name} allow_connections true")).await;
    let mut heard = two.changes();
    let back = async {
        while record(&one, workspace, "back".into()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // The other node's listener has come back by itself.
        loop {
            drop(record(&one, workspace, "again".into()).await);
            let hears = async { while !matches!(heard.recv().await, Ok(Change::Events { .. })) {} };
            if tokio::time::timeout(Duration::from_millis(200), hears).await.is_ok() {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), back).await.unwrap();
    let log = events::list(workspace, 0, 10, two.db()).await.unwrap();
    assert_eq!(log[0].fact.subject, "before");
    assert_eq!(log[1].fact.subject, "back");
}

async fn open(db: &TestDb, database: DatabaseUrl) -> Result<Store, Error> {
    let node = domain::ids::NodeId::new(domain::Timestamp(1), 1);
    Store::open(StoreOptions { database, node, clock: db.clock.clone(), random: db.random.clone() }).await
}

#[tokio::test]
async fn a_wrong_address_is_named_without_its_password() {
    on_sqlite(|db| async move {
        let nowhere = DatabaseUrl::Postgres("postgres://ann:geheim@127.0.0.1:1/shop".into());
        let started = Instant::now();
        let said = open(&db, nowhere).await.unwrap_err().to_string();
        assert!(said.contains("PostgreSQL at 127.0.0.1:1, database shop"), "{said}");
        assert!(!said.contains("geheim"), "{said}");
        assert!(started.elapsed() < Duration::from_secs(10));
        let folder = tempfile::tempdir().unwrap();
        let said =
            open(&db, DatabaseUrl::Sqlite(folder.path().join("no/such/folder.db"))).await.unwrap_err().to_string();
        assert!(said.contains("no/such/folder.db"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_wrong_database_or_password_is_told_apart() {
    on_postgres(|db| async move {
        let DatabaseUrl::Postgres(url) = &db.url else { return };
        let (base, _) = url.rsplit_once('/').unwrap();
        let said = open(&db, DatabaseUrl::Postgres(format!("{base}/no_such_database"))).await.unwrap_err().to_string();
        assert!(said.contains("no_such_database") && said.contains("does not exist"), "{said}");
    })
    .await;
}

#[derive(sqlx::FromRow)]
struct Set {
    value: String,
}

#[tokio::test]
async fn a_transaction_whose_node_has_vanished_is_ended_by_the_database() {
    on_postgres(|db| async move {
        let store = db.open().await;
        let ask = || store::sql("select current_setting('idle_in_transaction_session_timeout') as value");
        let reading: Set = ask().get(store.db()).await.unwrap();
        let mut tx = store.db().begin().await.unwrap();
        let writing: Set = ask().get(&mut tx).await.unwrap();
        assert_eq!((reading.value.as_str(), writing.value.as_str()), ("45s", "45s"));
    })
    .await;
}
