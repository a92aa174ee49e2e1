//! Cursors move once, whoever moves them; what cannot be digested is put aside.

use domain::ids::WorkspaceId;
use futures::FutureExt;
use futures::future::join_all;
use store::{Clock, Error, Store, reactions};

use crate::harness::{TestDb, event};

both! {
    a_cursor_is_moved_by_one_of_two_nodes,
    a_reaction_that_is_undone_leaves_its_cursor,
    workspaces_with_work_are_found_by_one_query,
    dead_letters_are_kept_once_listed_and_deleted,
}

async fn start(store: &Store, workspace: WorkspaceId) {
    store
        .write(None, move |work| async move { reactions::start_cursor("r", workspace, 0, work).await }.boxed())
        .await
        .unwrap();
}

async fn record(store: &Store, workspace: WorkspaceId) {
    store
        .write(Some(workspace), move |work| async move { work.record(workspace, event("x")).await }.boxed())
        .await
        .unwrap();
}

async fn a_cursor_is_moved_by_one_of_two_nodes(db: TestDb) {
    let one = db.open().await;
    let two = if db.is_postgres() { db.open().await } else { one.clone() };
    let workspace = db.workspace();
    start(&one, workspace).await;
    start(&two, workspace).await;
    for round in 0..10i64 {
        let moves = [&one, &two].map(|store| {
            store.write(Some(workspace), move |work| {
                async move { reactions::move_cursor("r", workspace, round, round + 1, work).await }.boxed()
            })
        });
        let moved: Vec<bool> = join_all(moves).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(moved.iter().filter(|moved| **moved).count(), 1);
    }
    assert_eq!(reactions::find_cursor("r", workspace, one.db()).await.unwrap().unwrap().seq, 10);
}

async fn a_reaction_that_is_undone_leaves_its_cursor(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    start(&store, workspace).await;
    let undone = store
        .write(Some(workspace), move |work| {
            async move {
                reactions::move_cursor("r", workspace, 0, 5, work).await?;
                Err::<(), _>(Error::Conflict("test"))
            }
            .boxed()
        })
        .await;
    assert!(undone.is_err());
    assert_eq!(reactions::find_cursor("r", workspace, store.db()).await.unwrap().unwrap().seq, 0);
}

async fn workspaces_with_work_are_found_by_one_query(db: TestDb) {
    let store = db.open().await;
    let [fresh, behind, done, paused, empty] = [(); 5].map(|()| db.workspace());
    for workspace in [fresh, behind, done, paused] {
        record(&store, workspace).await;
        record(&store, workspace).await;
    }
    for workspace in [behind, done, paused, empty] {
        start(&store, workspace).await;
    }
    let retry_at = db.clock.now().plus_ms(1_000);
    store
        .write(None, move |work| {
            async move {
                reactions::move_cursor("r", behind, 0, 1, work).await?;
                reactions::move_cursor("r", done, 0, 2, work).await?;
                reactions::note_failure("r", paused, 0, retry_at, work).await
            }
            .boxed()
        })
        .await
        .unwrap();
    let mut found = reactions::behind("r", db.clock.now(), 10, store.db()).await.unwrap();
    found.sort_unstable();
    let mut expected = vec![fresh, behind];
    expected.sort_unstable();
    assert_eq!(found, expected);
    db.clock.advance_ms(1_000);
    let found = reactions::behind("r", db.clock.now(), 10, store.db()).await.unwrap();
    assert!(found.len() == 3 && found.contains(&paused));
    let cursor = reactions::find_cursor("r", paused, store.db()).await.unwrap().unwrap();
    assert_eq!((cursor.seq, cursor.failures), (0, 1));
}

async fn dead_letters_are_kept_once_listed_and_deleted(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    for error in ["first\0", "second"] {
        store
            .write(None, move |work| {
                async move { reactions::insert_dead_letter("r", workspace, 7, error, work).await }.boxed()
            })
            .await
            .unwrap();
    }
    let listed = reactions::list_dead_letters(10, store.db()).await.unwrap();
    assert_eq!((listed.len(), listed[0].seq, listed[0].error.as_str()), (1, 7, "second"));
    let id = listed[0].public_id.clone();
    assert_eq!(reactions::get_dead_letter(&id, store.db()).await.unwrap(), listed[0]);
    for found in [true, false] {
        let id = id.clone();
        let deleted =
            store.write(None, move |work| async move { reactions::delete_dead_letter(&id, work).await }.boxed()).await;
        assert_eq!(deleted.is_ok(), found);
    }
    assert!(reactions::list_dead_letters(10, store.db()).await.unwrap().is_empty());
}
