//! Idempotency keys.

use domain::time::{DAY_MS, MINUTE_MS};
use futures::FutureExt;
use futures::future::join_all;
use store::idempotency::{Key, Taken};
use store::{Store, idempotency};

use crate::harness::TestDb;

both! {
    one_of_many_takes_the_key_and_later_ones_get_its_answer,
    a_key_with_another_request_is_a_mismatch,
    a_key_comes_free_when_abandoned_or_old,
    old_keys_are_deleted_in_pieces,
}

fn key(db: &TestDb) -> Key {
    Key { workspace: db.workspace(), key: "k1".into(), route: "POST /api/x".into(), request_hash: "h".into() }
}

async fn take(store: &Store, key: &Key) -> Taken {
    let key = key.clone();
    store.write(None, move |work| async move { idempotency::take(&key, work).await }.boxed()).await.unwrap()
}

async fn answer(store: &Store, key: &Key, body: &'static str) {
    let key = key.clone();
    store
        .write(None, move |work| async move { idempotency::answer(&key, 201, body, work).await }.boxed())
        .await
        .unwrap();
}

async fn one_of_many_takes_the_key_and_later_ones_get_its_answer(db: TestDb) {
    let store = db.open().await;
    let key = key(&db);
    let taken = join_all((0..16).map(|_| take(&store, &key))).await;
    assert_eq!(taken.iter().filter(|t| **t == Taken::Yours).count(), 1);
    assert_eq!(taken.iter().filter(|t| **t == Taken::UnderWay).count(), 15);
    answer(&store, &key, "made").await;
    assert_eq!(take(&store, &key).await, Taken::Answered { status: 201, body: "made".into() });
    let elsewhere = Key { workspace: db.workspace(), ..key.clone() };
    assert_eq!(take(&store, &elsewhere).await, Taken::Yours);
}

async fn a_key_with_another_request_is_a_mismatch(db: TestDb) {
    let store = db.open().await;
    let key = key(&db);
    take(&store, &key).await;
    let other = Key { request_hash: "other".into(), ..key.clone() };
    assert_eq!(take(&store, &other).await, Taken::Mismatch);
    answer(&store, &key, "made").await;
    assert_eq!(take(&store, &other).await, Taken::Mismatch);
}

async fn a_key_comes_free_when_abandoned_or_old(db: TestDb) {
    let store = db.open().await;
    let key = key(&db);
    take(&store, &key).await;
    db.clock.advance_ms(MINUTE_MS + 1);
    assert_eq!(take(&store, &key).await, Taken::Yours, "nobody answered it for a minute");
    answer(&store, &key, "made").await;
    db.clock.advance_ms(DAY_MS);
    assert!(matches!(take(&store, &key).await, Taken::Answered { .. }));
    db.clock.advance_ms(1);
    assert_eq!(take(&store, &key).await, Taken::Yours, "answers are kept for a day");
}

async fn old_keys_are_deleted_in_pieces(db: TestDb) {
    let store = db.open().await;
    for _ in 0..5 {
        take(&store, &key(&db)).await;
    }
    db.clock.advance_ms(DAY_MS);
    take(&store, &key(&db)).await;
    let before = store::Clock::now(&*db.clock);
    let mut pieces = Vec::new();
    for _ in 0..3 {
        let deleted =
            store.write(None, move |work| async move { idempotency::delete_before(before, 3, work).await }.boxed());
        pieces.push(deleted.await.unwrap());
    }
    assert_eq!(pieces, [3, 2, 0]);
}
