//! What was committed here lately, read without the database.

use domain::ids::{MessageRef, WorkspaceId};
use futures::FutureExt;
use store::conversations::ConversationRow;
use store::messages::MessageRow;
use store::{Error, Store, Touches, conversations, events, messages};

use crate::chats::{shop, talk, words};
use crate::harness::{TestDb, event};

both! {
    what_was_committed_is_remembered_as_the_log_has_it,
    messages_of_announced_conversations_are_remembered_with_their_events,
    what_was_undone_is_not_remembered,
    only_the_newest_are_remembered,
    what_another_node_wrote_in_between_only_the_log_knows,
}

async fn record(store: &Store, workspace: WorkspaceId, count: usize) {
    store
        .write(Some(workspace), move |work| {
            async move {
                for n in 0..count {
                    work.record(workspace, event(&n.to_string())).await?;
                }
                Ok::<_, Error>(())
            }
            .boxed()
        })
        .await
        .unwrap();
}

/// Numbers of what is remembered after `seq`.
fn remembered(store: &Store, workspace: WorkspaceId, seq: i64) -> Vec<i64> {
    let recent = store.recent(workspace, seq);
    recent.iter().flat_map(|one| &one.events).map(|event| event.seq).filter(|number| *number > seq).collect()
}

async fn say(store: &Store, row: &ConversationRow, message: MessageRow, fails: bool) -> Result<(), Error> {
    let touches = Touches { conversation: row.id, client_id: message.client_id.clone(), replies_to: None };
    let (workspace, id, client_id) = (row.workspace_id, row.id, message.client_id.clone().unwrap());
    store
        .write_touching(Some(workspace), Some(touches), move |work| {
            async move {
                let row = conversations::lock(workspace, id, &mut *work).await?;
                messages::find_by_client_id(workspace, id, &client_id, &mut *work).await?;
                messages::insert(&message, &mut *work).await?;
                conversations::update(workspace, &ConversationRow { last_seq: message.seq, ..row }, &mut *work).await?;
                work.record(workspace, event(message.public_id.as_str())).await?;
                if fails { Err(Error::NotFound) } else { Ok(()) }
            }
            .boxed()
        })
        .await
}

async fn what_was_committed_is_remembered_as_the_log_has_it(db: TestDb) {
    let store = db.open().await;
    let (workspace, other) = (db.workspace(), db.workspace());
    for count in [3, 1, 4] {
        record(&store, workspace, count).await;
        record(&store, other, 1).await;
    }
    for seq in 0..8 {
        assert_eq!(remembered(&store, workspace, seq), (seq + 1..=8).collect::<Vec<_>>());
    }
    assert_eq!(remembered(&store, workspace, 8), [0i64; 0]);
    assert_eq!(remembered(&store, other, 1), [2, 3]);
    assert_eq!(remembered(&store, db.workspace(), 0), [0i64; 0]);
    let logged = events::list(workspace, 0, 10, store.db()).await.unwrap();
    let recent = store.recent(workspace, 0);
    assert_eq!(recent.iter().flat_map(|one| one.events.clone()).collect::<Vec<_>>(), logged);
}

async fn messages_of_announced_conversations_are_remembered_with_their_events(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    let message = MessageRow {
        client_id: Some("m1".into()),
        trace: Some(serde_json::json!({"scores": [1, 2]})),
        ..words(&db, &row, 1, "Hello")
    };
    let before = events::bounds(tea.workspace, store.db()).await.unwrap().last_seq;
    say(&store, &row, message.clone(), false).await.unwrap();
    let recent = store.recent(tea.workspace, before);
    assert_eq!(recent.len(), 1);
    let told: MessageRef = recent[0].events[0].fact.subject.parse().unwrap();
    assert_eq!(recent[0].messages.get(&told), Some(&MessageRow { trace: None, ..message }));
}

async fn what_was_undone_is_not_remembered(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    let before = events::bounds(tea.workspace, store.db()).await.unwrap().last_seq;
    let message = MessageRow { client_id: Some("m1".into()), ..words(&db, &row, 1, "Hello") };
    let (undone, kept) = tokio::join!(
        say(&store, &row, message.clone(), true),
        say(&store, &row, MessageRow { client_id: Some("m2".into()), ..words(&db, &row, 1, "Good day") }, false)
    );
    assert!(matches!((undone, kept), (Err(Error::NotFound), Ok(()))));
    let recent = store.recent(tea.workspace, before);
    let texts: Vec<&str> = recent.iter().flat_map(|one| one.messages.values()).map(|m| m.text.as_str()).collect();
    assert_eq!((remembered(&store, tea.workspace, before), texts), (vec![before + 1], vec!["Good day"]));
}

async fn only_the_newest_are_remembered(db: TestDb) {
    let store = db.open().await;
    let workspace = db.workspace();
    for _ in 0..30 {
        record(&store, workspace, 100).await;
    }
    assert_eq!(remembered(&store, workspace, 2_990), (2_991..=3_000).collect::<Vec<_>>());
    assert_eq!(remembered(&store, workspace, 100), [0i64; 0]);
}

async fn what_another_node_wrote_in_between_only_the_log_knows(db: TestDb) {
    if !db.is_postgres() {
        return;
    }
    let (one, two) = (db.open().await, db.open().await);
    let workspace = db.workspace();
    record(&one, workspace, 2).await;
    record(&two, workspace, 1).await;
    record(&one, workspace, 2).await;
    assert_eq!(remembered(&one, workspace, 0), [1, 2]);
    assert_eq!(remembered(&one, workspace, 2), [0i64; 0]);
    assert_eq!(remembered(&one, workspace, 3), [4, 5]);
    assert_eq!(remembered(&two, workspace, 2), [3]);
}
