//! Databases of other versions of this program.

use domain::ids::{UserRef, WorkspaceId, WorkspaceRef};
use sqlx::migrate::Migrator;
use store::{Clock, DatabaseUrl, Error, Random, Store, StoreOptions, events, jobs, migrate, users, workspaces};

use crate::chats::shop;
use crate::harness::TestDb;

both! {
    an_older_database_keeps_what_it_holds_and_gets_what_is_new,
    a_database_that_a_newer_version_has_brought_further_is_opened_and_said_to_be,
    a_migration_with_another_text_or_one_that_broke_off_is_named_and_nothing_is_opened,
}

static ALL: Migrator = sqlx::migrate!("../../migrations");
/// The last migration before there were conversations.
const ACCOUNTS: i64 = 2;

/// Statements beside the store, as another version of the program would make them.
async fn run(db: &TestDb, statements: &str) {
    let text = sqlx::AssertSqlSafe(statements.to_owned());
    match &db.url {
        DatabaseUrl::Sqlite(path) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            sqlx::raw_sql(text).execute(&pool).await.unwrap();
            pool.close().await;
        }
        DatabaseUrl::Postgres(url) => {
            let pool = sqlx::PgPool::connect(url).await.unwrap();
            sqlx::raw_sql(text).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }
}

/// Makes the database of a version that knew migrations up to `last`.
async fn make_old(db: &TestDb, last: i64) {
    let migrator = Migrator::with_migrations(ALL.iter().filter(|one| one.version <= last).cloned().collect());
    match &db.url {
        DatabaseUrl::Sqlite(path) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            migrator.run(&pool).await.unwrap();
            pool.close().await;
        }
        DatabaseUrl::Postgres(url) => {
            let pool = sqlx::PgPool::connect(url).await.unwrap();
            migrator.run(&pool).await.unwrap();
            pool.close().await;
        }
    }
}

async fn try_open(db: &TestDb) -> Result<Store, Error> {
    let node = domain::ids::NodeId::new(db.clock.now(), db.random.u128());
    let (clock, random) = (db.clock.clone(), db.random.clone());
    Store::open(StoreOptions { database: db.url.clone(), node, clock, random }).await
}

async fn an_older_database_keeps_what_it_holds_and_gets_what_is_new(db: TestDb) {
    make_old(&db, ACCOUNTS).await;
    let look = Store::look(&db.url).await.unwrap();
    let pending: Vec<i64> = migrate::pending(&look).await.unwrap().into_iter().map(|(version, _)| version).collect();
    assert!(!pending.is_empty() && pending.iter().all(|version| *version > ACCOUNTS), "{pending:?}");
    assert!(!migrate::is_current(&look).await.unwrap());
    look.close().await;
    let (workspace, user): (WorkspaceId, _) = (db.workspace(), domain::ids::UserId::new(db.clock.now(), 3));
    let (public, of_user) = (WorkspaceRef::new(db.random.u128()), UserRef::new(db.random.u128()));
    run(
        &db,
        &format!(
            "insert into workspaces (id, public_id, name, time_zone, clean_at, created_at)
                 values ('{workspace}', '{public}', 'Tea Häusle', 'Europe/Berlin', 5, 4);
             insert into users (id, public_id, name, email, email_folded, password_hash, theme, is_operator, created_at)
                 values ('{user}', '{of_user}', 'Zoë', 'Zoe@Example.com', 'zoe@example.com', 'x', 'system', true, 4);
             insert into event_counters (workspace_id, last_seq, first_seq) values ('{workspace}', 1, 1);
             insert into events (workspace_id, seq, kind, actor_kind, subject, payload, depth, created_at)
                 values ('{workspace}', 1, 'workspace.created', 'system', '{public}', '{{}}', 0, 4);"
        ),
    )
    .await;
    // Nodes that start at once on PostgreSQL wait for each other; a SQLite file has one server.
    let stores = if db.is_postgres() {
        futures::future::join_all([db.open(), db.open(), db.open()]).await
    } else {
        vec![db.open().await]
    };
    for store in &stores {
        assert!(migrate::is_current(store.db()).await.unwrap());
        let kept = workspaces::get(workspace, store.db()).await.unwrap();
        assert_eq!((kept.name.as_str(), kept.public_id), ("Tea Häusle", public.clone()));
        assert_eq!(users::get(user, store.db()).await.unwrap().name, "Zoë");
        let log = events::list(workspace, 0, 10, store.db()).await.unwrap();
        assert_eq!(log.iter().map(|event| event.seq).collect::<Vec<_>>(), [1]);
        assert_eq!(jobs::pending(store.db()).await.unwrap(), 0);
    }
    // What is new stands beside what is old, and the log goes on where it was.
    shop(&db, &stores[0], "Coffee").await;
    let seq = stores[0]
        .write(Some(workspace), move |work| {
            Box::pin(async move { work.record(workspace, crate::harness::event("next")).await })
        })
        .await
        .unwrap();
    assert_eq!(seq, 2);
}

async fn a_database_that_a_newer_version_has_brought_further_is_opened_and_said_to_be(db: TestDb) {
    let store = db.open().await;
    assert_eq!(migrate::newer(store.db()).await.unwrap(), None);
    store.close().await;
    let newest = ALL.iter().map(|one| one.version).max().unwrap();
    run(
        &db,
        &format!(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 select {newest} + 1, 'of tomorrow', true, checksum, 1 from _sqlx_migrations where version = 1;"
        ),
    )
    .await;
    let store = db.open().await;
    assert_eq!(migrate::newer(store.db()).await.unwrap(), Some(newest + 1));
    // Nothing of this version's is missing, so it works beside the newer one.
    assert!(migrate::is_current(store.db()).await.unwrap());
    shop(&db, &store, "Tea").await;
}

async fn a_migration_with_another_text_or_one_that_broke_off_is_named_and_nothing_is_opened(db: TestDb) {
    db.open().await.close().await;
    run(&db, "update _sqlx_migrations set success = false where version = 3").await;
    let said = try_open(&db).await.unwrap_err().to_string();
    assert!(said.contains("migration 3 broke off halfway") && said.contains("backup"), "{said}");
    run(
        &db,
        "update _sqlx_migrations set success = true where version = 3;
         update _sqlx_migrations set checksum = (select o.checksum from _sqlx_migrations o where o.version = 1)
             where version = 2;",
    )
    .await;
    let said = try_open(&db).await.unwrap_err().to_string();
    assert!(said.contains("migration 2") && said.contains("with another text"), "{said}");
    assert!(said.contains("do not belong together"), "{said}");
}
