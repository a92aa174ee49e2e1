//! The log's order, its pages and its trimmed start.

use std::time::Duration;

use domain::ids::WorkspaceId;
use domain::time::DAY_MS;
use futures::FutureExt;
use futures::future::join_all;
use store::events::{After, Bounds};
use store::{Change, Db, Error, Store, events};

use crate::harness::{TestDb, event};

both! {
    the_list_is_read_in_pages_without_gap_or_repetition,
    an_event_reads_back_as_it_was_recorded,
    workspaces_have_logs_of_their_own,
    asking_before_the_trimmed_start_says_that_it_is_gone,
    trimming_stops_at_what_a_reaction_has_not_read,
    numbers_follow_the_order_of_commits_on_two_nodes,
    the_other_node_hears_of_commits,
    what_was_committed_while_a_notification_waited_goes_out_in_one,
    an_event_of_a_newer_version_is_not_skipped,
}

async fn record(store: &Store, workspace: WorkspaceId, subject: String) -> i64 {
    store
        .write(Some(workspace), move |work| async move { work.record(workspace, event(&subject)).await }.boxed())
        .await
        .unwrap()
}

async fn the_list_is_read_in_pages_without_gap_or_repetition(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    join_all((0..25).map(|n| record(&store, workspace, n.to_string()))).await;
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let page = events::list(workspace, after, 10, store.db()).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.seq;
        seen.extend(page.iter().map(|e| e.seq));
    }
    assert_eq!(seen, (1..=25).collect::<Vec<_>>());
}

async fn an_event_reads_back_as_it_was_recorded(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    let mut fact = event("ws_x").with(serde_json::json!({"fields": ["name", "“quoted” \\ \u{0}"], "n": 1.5}));
    fact.cause = Some(41);
    fact.depth = 3;
    let recorded = fact.clone();
    store
        .write(Some(workspace), move |work| async move { work.record(workspace, recorded).await }.boxed())
        .await
        .unwrap();
    let read = events::list(workspace, 0, 10, store.db()).await.unwrap();
    assert_eq!(read[0].fact, fact);
    assert_eq!(read[0].created_at, store::Clock::now(&*db.clock));
}

async fn workspaces_have_logs_of_their_own(db: TestDb) {
    let store = db.open().await;
    let (one, two) = (db.workspace(), db.workspace());
    record(&store, one, "a".into()).await;
    assert_eq!(record(&store, two, "b".into()).await, 1);
    let listed = events::list(one, 0, 10, store.db()).await.unwrap();
    assert_eq!(listed.iter().map(|e| e.fact.subject.as_str()).collect::<Vec<_>>(), ["a"]);
    assert!(events::list(db.workspace(), 0, 10, store.db()).await.unwrap().is_empty());
}

async fn trim(store: &Store, workspace: WorkspaceId, before: domain::Timestamp, up_to: i64, limit: u16) -> u64 {
    store
        .write(None, move |work| async move { events::trim(workspace, before, up_to, limit, work).await }.boxed())
        .await
        .unwrap()
}

async fn asking_before_the_trimmed_start_says_that_it_is_gone(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    for n in 0..5 {
        record(&store, workspace, n.to_string()).await;
        db.clock.advance_ms(DAY_MS);
    }
    let before = store::Clock::now(&*db.clock).plus_ms(-2 * DAY_MS);
    assert_eq!(trim(&store, workspace, before, 5, 2).await, 2);
    assert_eq!(trim(&store, workspace, before, 5, 2).await, 1);
    assert_eq!(trim(&store, workspace, before, 5, 2).await, 0);
    let bounds = Bounds { first_seq: 4, last_seq: 5 };
    assert_eq!(events::bounds(workspace, store.db()).await.unwrap(), bounds);
    for gone in [0, 2, 6] {
        assert_eq!(events::list_after(workspace, gone, 10, store.db()).await.unwrap(), After::Gone(bounds), "{gone}");
    }
    for (there, count) in [(3, 2), (4, 1), (5, 0)] {
        let After::Events(listed) = events::list_after(workspace, there, 10, store.db()).await.unwrap() else {
            panic!("{there} is there");
        };
        assert_eq!(listed.len(), count);
    }
    // A log that was emptied remembers its end.
    assert_eq!(trim(&store, workspace, before.plus_ms(9 * DAY_MS), 5, 9).await, 2);
    assert_eq!(record(&store, workspace, "next".into()).await, 6);
}

async fn trimming_stops_at_what_a_reaction_has_not_read(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    for n in 0..5 {
        record(&store, workspace, n.to_string()).await;
    }
    db.clock.advance_ms(DAY_MS);
    let now = store::Clock::now(&*db.clock);
    assert_eq!(store::reactions::slowest(&["a", "b"], workspace, store.db()).await.unwrap(), 0);
    store
        .write(None, move |work| {
            async move {
                store::reactions::start_cursor("a", workspace, 4, work).await?;
                store::reactions::start_cursor("b", workspace, 3, work).await?;
                store::reactions::start_cursor("given_up_long_ago", workspace, 1, work).await
            }
            .boxed()
        })
        .await
        .unwrap();
    let slowest = store::reactions::slowest(&["a", "b"], workspace, store.db()).await.unwrap();
    assert_eq!(slowest, 3);
    assert_eq!(trim(&store, workspace, now, slowest, 100).await, 3);
}

async fn numbers_follow_the_order_of_commits_on_two_nodes(db: TestDb) {
    let (one, two) = (db.open().await, if db.is_postgres() { db.open().await } else { return });
    let workspace = db.workspace();
    // A reader that asks only for what lies behind what it has seen must see everything in the end.
    let reader = {
        let store = one.clone();
        tokio::spawn(async move {
            let mut seen = Vec::new();
            while seen.len() < 400 {
                let after = seen.last().copied().unwrap_or(0);
                seen.extend(events::list(workspace, after, 200, store.db()).await.unwrap().iter().map(|e| e.seq));
            }
            seen
        })
    };
    let writes = (0..400).map(|n| record(if n % 2 == 0 { &one } else { &two }, workspace, n.to_string()));
    let mut numbers = join_all(writes).await;
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=400).collect::<Vec<_>>());
    let seen = tokio::time::timeout(Duration::from_secs(20), reader).await.unwrap().unwrap();
    assert_eq!(seen, numbers);
}

async fn the_other_node_hears_of_commits(db: TestDb) {
    if !db.is_postgres() {
        return;
    }
    let (one, two) = (db.open().await, db.open().await);
    let workspace = db.workspace();
    let mut heard = two.changes();
    tokio::time::sleep(Duration::from_millis(300)).await;
    for n in 0..30 {
        record(&one, workspace, n.to_string()).await;
    }
    let wait = async {
        let mut notifications = 0;
        loop {
            if let Change::Events { workspace: w, last_seq, here } = heard.recv().await.unwrap() {
                assert_eq!((w, here), (workspace, false));
                notifications += 1;
                if last_seq == 30 {
                    return notifications;
                }
            }
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(5), wait).await.unwrap() <= 30);
}

async fn what_was_committed_while_a_notification_waited_goes_out_in_one(db: TestDb) {
    let (one, two) = (db.open().await, db.open().await);
    let Db::Postgres { read, .. } = one.db() else { return };
    let (tea, coffee) = (db.workspace(), db.workspace());
    let mut heard = two.changes();
    // The other node listens, which its first word shows.
    let hears = async {
        loop {
            record(&one, tea, "first".into()).await;
            let told = tokio::time::timeout(Duration::from_millis(100), heard.recv());
            if matches!(told.await, Ok(Ok(Change::Events { .. }))) {
                return;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), hears).await.unwrap();
    while heard.recv().now_or_never().is_some() {}
    // Notifications wait for a connection while these are held; commits have connections of their own.
    let mut held = Vec::new();
    while let Ok(Ok(connection)) = tokio::time::timeout(Duration::from_millis(200), read.acquire()).await {
        held.push(connection);
    }
    let mut last = 0;
    for n in 0..60 {
        last = record(&one, tea, n.to_string()).await;
        record(&one, coffee, n.to_string()).await;
    }
    drop(held);
    let mut told: Vec<(WorkspaceId, i64)> = Vec::new();
    while !(told.contains(&(tea, last)) && told.contains(&(coffee, 60))) {
        let next = tokio::time::timeout(Duration::from_secs(5), heard.recv()).await.unwrap();
        if let Change::Events { workspace, last_seq, here: false } = next.unwrap() {
            told.push((workspace, last_seq));
        }
    }
    // One that was on its way when the connections were taken, and one for everything since.
    assert!(told.len() <= 4, "120 commits were told in {} words: {told:?}", told.len());
}

async fn an_event_of_a_newer_version_is_not_skipped(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    for n in 0..3 {
        record(&store, workspace, n.to_string()).await;
    }
    store
        .write(None, |work| {
            async move { store::sql("update events set kind = 'comet.landed' where seq = 2").run(work).await }.boxed()
        })
        .await
        .unwrap();
    assert_eq!(events::list(workspace, 0, 10, store.db()).await.unwrap().len(), 1);
    assert!(matches!(events::list(workspace, 1, 10, store.db()).await, Err(Error::Unavailable(_))));
}
