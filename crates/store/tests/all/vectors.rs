//! Vectors of passages.

use domain::ids::{ItemId, WorkspaceId};
use store::Store;
use store::vectors::{self, COUNTER, VectorRow};

use crate::accounts_people::{workspace, write};
use crate::harness::TestDb;
use crate::knowledge::item;

both! {
    vectors_are_those_of_their_workspace_item_and_model,
    what_was_made_since_is_told_by_generation,
}

fn rows(item_id: ItemId, hashes: std::ops::Range<u8>) -> Vec<VectorRow> {
    hashes.map(|hash| VectorRow { item_id, passage_hash: vec![hash; 32], vector: vec![0, hash, 255] }).collect()
}

async fn replace(store: &Store, place: WorkspaceId, item: ItemId, model: &'static str, rows: Vec<VectorRow>) -> i64 {
    let replaced = write(store, move |w| Box::pin(async move { vectors::replace(place, item, model, &rows, w).await }));
    replaced.await.unwrap()
}

async fn vectors_are_those_of_their_workspace_item_and_model(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let (first, second) = (item(&db, &store, tea, "a").await.head.id, item(&db, &store, tea, "b").await.head.id);
    replace(&store, tea, first, "small", rows(first, 0..130)).await;
    replace(&store, tea, second, "small", rows(second, 1..3)).await;
    let list = |place, model, items: Vec<ItemId>| {
        let db = store.db();
        async move { vectors::list(place, model, &items, db).await.unwrap() }
    };
    assert_eq!(list(tea, "small", vec![second, first]).await, [rows(first, 0..130), rows(second, 1..3)].concat());
    assert_eq!((list(tea, "large", vec![first]).await, list(coffee, "small", vec![first]).await), (vec![], vec![]));
    replace(&store, tea, first, "large", rows(first, 4..6)).await;
    assert_eq!((list(tea, "small", vec![first]).await, list(tea, "large", vec![first]).await.len()), (vec![], 2));
    let elsewhere = write(&store, move |w| Box::pin(async move { vectors::delete(coffee, first, w).await }));
    assert_eq!(elsewhere.await.unwrap(), 0);
    let gone = write(&store, move |w| Box::pin(async move { vectors::delete(tea, first, w).await }));
    assert_eq!(gone.await.unwrap(), 2);
    assert_eq!(list(tea, "large", vec![first, second]).await, []);
}

async fn what_was_made_since_is_told_by_generation(db: TestDb) {
    let store = db.open().await;
    let tea = workspace(&db, &store, "Tea").await;
    let mut made = Vec::new();
    for title in ["a", "b", "c"] {
        let id = item(&db, &store, tea, title).await.head.id;
        made.push((id, replace(&store, tea, id, "small", rows(id, 0..3)).await));
    }
    let after = |generation, limit| {
        let db = store.db();
        async move { vectors::items_after(tea, "small", generation, limit, db).await.unwrap() }
    };
    assert_eq!(after(0, 9).await, made);
    assert_eq!(after(made[0].1, 1).await, made[1..2]);
    assert_eq!(after(made[2].1, 9).await, []);
    assert_eq!(vectors::items_after(tea, "large", 0, 9, store.db()).await.unwrap(), []);
    let newest = store::counters::read(tea, COUNTER, store.db()).await.unwrap();
    assert_eq!(newest, made[2].1);
}
