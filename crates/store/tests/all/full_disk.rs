//! A full disk: writing fails with a reason and leaves nothing half-written, reading goes on, and so does writing once
//! there is room.

use futures::FutureExt;
use futures::future::join_all;
use store::{Db, Error, Store, events, installation, jobs};

use crate::harness::{TestDb, event, on_sqlite};
use crate::jobs::job;

/// SQLite's own limit on the number of pages gives the same error as a disk without room.
async fn limit_pages(store: &Store, pages: &str) {
    let Db::Sqlite { write, .. } = store.db() else { panic!("this test is for SQLite") };
    let text = format!("pragma max_page_count = {pages}");
    sqlx::query(sqlx::AssertSqlSafe(text)).execute(write).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writing_fails_whole_and_works_again_when_there_is_room() {
    on_sqlite(fills_up).await;
}

async fn fills_up(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    // Each use case writes to three tables: all of it or nothing.
    let write = |n: usize| {
        let store = store.clone();
        async move {
            store
                .write(Some(workspace), move |work| {
                    async move {
                        let name = format!("n{n}");
                        installation::keep(&name, &"x".repeat(2_000), work).await?;
                        work.enqueue(job(None)).await?;
                        work.record(workspace, event(&name)).await
                    }
                    .boxed()
                })
                .await
        }
    };
    write(0).await.unwrap();
    limit_pages(&store, "120").await;
    let mut kept = vec![0];
    let mut refused = 0;
    for round in 0..20 {
        let range = round * 10 + 1..round * 10 + 11;
        for (n, outcome) in range.clone().zip(join_all(range.map(write)).await) {
            match outcome {
                Ok(_) => kept.push(n),
                Err(Error::Unavailable(_)) => refused += 1,
                Err(other) => panic!("{n}: {other:?}"),
            }
        }
    }
    assert!(refused > 50, "{refused} of 200 were refused");
    let whole = || async {
        let log = events::list(workspace, 0, 1_000, store.db()).await.unwrap();
        let names: Vec<usize> = log.iter().map(|e| e.fact.subject[1..].parse().unwrap()).collect();
        for name in &names {
            assert!(installation::find(&format!("n{name}"), store.db()).await.unwrap().is_some());
        }
        let jobs = jobs::pending(store.db()).await.unwrap();
        assert_eq!(jobs, names.len() as i64);
        assert!(log.iter().map(|e| e.seq).eq(1..=names.len() as i64));
        names
    };
    let mut names = whole().await;
    names.sort_unstable();
    assert_eq!(names, kept, "what was confirmed is there, and nothing else");
    limit_pages(&store, "1000000").await;
    assert!(join_all((300..310).map(write)).await.iter().all(Result::is_ok));
    assert_eq!(whole().await.len(), kept.len() + 10);
}
