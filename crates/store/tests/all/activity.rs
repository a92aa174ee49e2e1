//! Events and jobs by the minute.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::time::MINUTE_MS;
use futures::FutureExt;
use store::{Clock, activity};

use crate::harness::TestDb;

both! {
    an_hour_has_sixty_minutes_with_zeros_and_sums,
}

async fn an_hour_has_sixty_minutes_with_zeros_and_sums(db: TestDb) {
    let store = db.open().await;
    let now = db.clock.now();
    let this = now.floor_minute();
    let count = |minutes: Vec<(Timestamp, i64)>| {
        let workspace = db.workspace();
        let minutes: BTreeMap<_, _> = minutes.into_iter().collect();
        store.write(None, move |work| async move { activity::count_events(workspace, &minutes, work).await }.boxed())
    };
    count(vec![(this, 3), (this.plus_ms(-MINUTE_MS), 1), (this.plus_ms(-60 * MINUTE_MS), 9)]).await.unwrap();
    count(vec![(this, 4)]).await.unwrap();
    let node = store.node();
    for _ in 0..2 {
        store.write(None, move |work| async move { activity::count_jobs(node, 5, work).await }.boxed()).await.unwrap();
    }
    let rates = activity::list(now, 60, store.db()).await.unwrap();
    assert_eq!(rates.len(), 60);
    assert_eq!((rates[59].at, rates[59].events, rates[59].jobs), (this, 7, 10));
    assert_eq!((rates[58].events, rates[58].jobs), (1, 0));
    assert_eq!(rates.iter().map(|r| r.events).sum::<i64>(), 8, "the minute before the hour is not in it");
    let deleted =
        store.write(None, move |work| async move { activity::delete_before(this, work).await }.boxed()).await.unwrap();
    assert_eq!(deleted, 2);
}
