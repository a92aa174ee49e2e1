//! SIGKILL in the middle of a load: what was confirmed is there, and nothing is there by halves.
//!
//! The process that is killed is this test binary once more, in which only [`the_process_that_is_killed`] runs.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use futures::FutureExt;
use futures::future::join_all;
use store::{DatabaseUrl, events, installation, jobs};

use crate::harness::{TestDb, event};
use crate::jobs::job;

both! {
    what_was_confirmed_before_a_kill_is_there_and_nothing_by_halves,
}

/// Where the process that is killed finds its database and its workspace.
const PLACE: &str = "ROMASHKA_TEST_KILLED_DATABASE";

/// Not a test by itself: without the variable there is nothing to do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_process_that_is_killed() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let (workspace, url) = place.split_once(' ').unwrap();
    let workspace = workspace.parse().unwrap();
    let database = match url.strip_prefix("sqlite:") {
        Some(file) => DatabaseUrl::Sqlite(file.into()),
        None => DatabaseUrl::Postgres(url.to_owned()),
    };
    let store = TestDb::new(database).open().await;
    let clients = (0..16).map(|client| {
        let store = store.clone();
        async move {
            for n in 0.. {
                let name = format!("{client}.{n}");
                let written = store.write(Some(workspace), move |work| {
                    async move {
                        installation::keep(&name, "x", work).await?;
                        work.enqueue(job(Some(&name))).await?;
                        let seq = work.record(workspace, event(&name)).await?;
                        Ok::<_, store::Error>((seq, name))
                    }
                    .boxed()
                });
                let (seq, name) = written.await.unwrap();
                // One write of a whole line.
                println!("\nconfirmed {seq} {name}");
            }
        }
    });
    join_all(clients).await;
}

async fn what_was_confirmed_before_a_kill_is_there_and_nothing_by_halves(db: TestDb) {
    let workspace = db.workspace();
    drop(db.open().await);
    let url = match &db.url {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    for round in 0..3 {
        let mut killed = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::the_process_that_is_killed", "--nocapture"])
            .env(PLACE, format!("{workspace} {url}"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(killed.stdout.take().unwrap()).lines();
        let reader = std::thread::spawn(move || {
            let confirmed = lines.map_while(Result::ok).filter_map(|line| {
                let mut words = line.strip_prefix("confirmed ")?.split(' ').map(str::to_owned);
                Some((words.next()?.parse::<i64>().ok()?, words.next()?))
            });
            confirmed.collect::<Vec<_>>()
        });
        tokio::time::sleep(Duration::from_millis(700)).await;
        // SIGKILL on Unix.
        killed.kill().unwrap();
        killed.wait().unwrap();
        let confirmed = reader.join().unwrap();
        assert!(confirmed.len() > 10, "round {round}: {} confirmed before the kill", confirmed.len());
        let store = db.open().await;
        let (mut log, mut after) = (Vec::new(), 0);
        loop {
            let page = events::list(workspace, after, 1_000, store.db()).await.unwrap();
            let Some(last) = page.last() else { break };
            after = last.seq;
            log.extend(page);
        }
        assert!(log.iter().map(|e| e.seq).eq(1..=log.len() as i64), "no gaps");
        for (seq, name) in &confirmed {
            assert_eq!(&log[*seq as usize - 1].fact.subject, name);
        }
        assert_eq!(jobs::pending(store.db()).await.unwrap(), log.len() as i64, "each event has its job");
        for name in log.iter().rev().take(50).map(|e| &e.fact.subject) {
            assert!(installation::find(name, store.db()).await.unwrap().is_some(), "{name} has its row");
        }
        store.close().await;
        clear(&db).await;
    }
}

/// So that the names of the next round are new.
async fn clear(db: &TestDb) {
    let store = db.open().await;
    store
        .write(None, |work| {
            async move {
                for text in
                    ["delete from installation", "delete from jobs", "delete from events", "delete from event_counters"]
                {
                    store::sql(text).run(&mut *work).await?;
                }
                Ok::<_, store::Error>(())
            }
            .boxed()
        })
        .await
        .unwrap();
    store.close().await;
}
