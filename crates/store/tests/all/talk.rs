//! Use cases that announce their conversation share statements and do not disturb each other.

use std::time::Duration;

use domain::ids::{ConversationId, WorkspaceId};
use futures::FutureExt;
use futures::future::join_all;
use store::conversations::ConversationRow;
use store::erasure::contacts as erasing;
use store::messages::MessageRow;
use store::{Error, Store, Touches, conversations, installation, messages};

use crate::chats::{shop, talk, words};
use crate::harness::TestDb;

both! {
    what_is_said_in_announced_conversations_is_there_when_its_caller_hears,
    a_repeated_client_id_is_recognised_within_a_batch_and_behind_it,
    what_fails_leaves_nothing_and_spares_what_gathered_before_and_after,
    what_was_written_behind_a_savepoint_is_written_again_when_that_is_undone,
    a_use_case_sees_what_its_batch_has_gathered,
    a_place_that_is_taken_is_refused_alone,
    a_zero_character_is_refused_alone,
    an_erased_conversation_does_not_come_back,
    announcing_what_is_not_there_or_elsewhere_finds_nothing,
    two_nodes_lose_nothing_of_what_both_write,
}

fn touches(row: &ConversationRow, client_id: &str) -> Touches {
    Touches { conversation: row.id, client_id: Some(client_id.into()), replies_to: None }
}

/// Says something the way the program does; gives its place, or that of the same message said before.
async fn say_in(
    work: &mut store::Work,
    workspace: WorkspaceId,
    conversation: ConversationId,
    mut message: MessageRow,
) -> Result<i64, Error> {
    let mut row = conversations::lock(workspace, conversation, &mut *work).await?;
    let client_id = message.client_id.clone().unwrap();
    if let Some(before) = messages::find_by_client_id(workspace, conversation, &client_id, &mut *work).await? {
        return Ok(before.seq);
    }
    message.seq = row.last_seq + 1;
    messages::insert(&message, &mut *work).await?;
    row.last_seq = message.seq;
    row.preview = message.text;
    conversations::update(workspace, &row, work).await?;
    Ok(row.last_seq)
}

/// The words under this client id, with their announcement.
fn under(db: &TestDb, row: &ConversationRow, client_id: &str) -> (Touches, MessageRow) {
    let message = MessageRow { client_id: Some(client_id.into()), ..words(db, row, 0, &format!("I say {client_id}")) };
    (touches(row, client_id), message)
}

async fn say(db: &TestDb, store: &Store, row: &ConversationRow, client_id: &str) -> Result<i64, Error> {
    let (touches, message) = under(db, row, client_id);
    let (workspace, id) = (row.workspace_id, row.id);
    store
        .write_touching(Some(workspace), Some(touches), move |w| {
            async move { say_in(w, workspace, id, message).await }.boxed()
        })
        .await
}

/// Keeps the writer busy, so that what is written meanwhile gathers into one batch.
async fn busy(store: &Store) {
    let store = store.clone();
    tokio::spawn(async move {
        let pause = |_: &mut store::Work| tokio::time::sleep(Duration::from_millis(150)).map(Ok::<_, Error>).boxed();
        store.write(None, move |w| pause(w)).await.unwrap();
    });
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// What is stored of a conversation, which must fit together.
async fn said(store: &Store, row: &ConversationRow) -> Vec<String> {
    let stored = messages::list_after(row.workspace_id, row.id, 0, 999, store.db()).await.unwrap();
    let now = conversations::get_by_id(row.workspace_id, row.id, store.db()).await.unwrap();
    let seqs: Vec<i64> = stored.iter().map(|message| message.seq).collect();
    assert_eq!(seqs, (1..=now.last_seq).collect::<Vec<_>>());
    assert_eq!(stored.last().map_or("", |message| message.text.as_str()), now.preview);
    stored.into_iter().map(|message| message.client_id.unwrap()).collect()
}

async fn what_is_said_in_announced_conversations_is_there_when_its_caller_hears(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let rows = join_all((0..5).map(|n| talk(&db, &store, &tea, "Zoë", n + 1))).await;
    busy(&store).await;
    // More than one statement takes, several in one conversation, in the order in which they came. (Tokio puts off the
    // 128th step of a task, which would come last.)
    let outcomes = join_all((0..120).map(|n| {
        let (db, store, row) = (&db, &store, &rows[n % 5]);
        async move { say(db, store, row, &format!("m{n}")).await.unwrap() }
    }))
    .await;
    assert_eq!(outcomes, (0..120).map(|n| n / 5 + 1).collect::<Vec<i64>>());
    for (place, row) in rows.iter().enumerate() {
        let expected: Vec<String> = (0..24).map(|n| format!("m{}", n * 5 + place)).collect();
        assert_eq!(said(&store, row).await, expected);
    }
}

async fn a_repeated_client_id_is_recognised_within_a_batch_and_behind_it(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    busy(&store).await;
    let (first, second, third) =
        tokio::join!(say(&db, &store, &row, "a"), say(&db, &store, &row, "b"), say(&db, &store, &row, "a"));
    assert_eq!((first.unwrap(), second.unwrap(), third.unwrap()), (1, 2, 1));
    assert_eq!(say(&db, &store, &row, "b").await.unwrap(), 2);
    assert_eq!(said(&store, &row).await, ["a", "b"]);
}

async fn what_fails_leaves_nothing_and_spares_what_gathered_before_and_after(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    busy(&store).await;
    let outcomes = join_all((0..30).map(|n| {
        let (touches, message) = under(&db, &row, &format!("m{n}"));
        let (store, workspace, id) = (store.clone(), row.workspace_id, row.id);
        async move {
            store
                .write_touching(Some(workspace), Some(touches), move |w| {
                    async move {
                        // Every second one has a statement of its own, and thereby a savepoint.
                        if n % 2 == 0 {
                            installation::keep(&format!("n{n}"), "x", &mut *w).await?;
                        }
                        let seq = say_in(w, workspace, id, message).await?;
                        if n % 3 == 1 { Err(Error::Conflict("test")) } else { Ok(seq) }
                    }
                    .boxed()
                })
                .await
        }
    }))
    .await;
    let kept: Vec<String> = (0..30).filter(|n| n % 3 != 1).map(|n| format!("m{n}")).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), kept.len());
    assert_eq!(said(&store, &row).await, kept);
}

async fn what_was_written_behind_a_savepoint_is_written_again_when_that_is_undone(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let (row, other) = (talk(&db, &store, &tea, "Zoë", 1).await, talk(&db, &store, &tea, "Ben", 2).await);
    busy(&store).await;
    let (touched, message) = under(&db, &row, "undone");
    let (workspace, id) = (row.workspace_id, row.id);
    // Reading has written what gathered before; then this use case says something more, reads again, and fails.
    let fails = store.write_touching(Some(workspace), Some(touched), move |w| {
        async move {
            let seen = messages::list_after(workspace, id, 0, 9, &mut *w).await?;
            assert_eq!(seen.len(), 1);
            say_in(w, workspace, id, message).await?;
            assert_eq!(messages::list_after(workspace, id, 0, 9, &mut *w).await?.len(), 2);
            Err::<(), _>(Error::Conflict("test"))
        }
        .boxed()
    });
    let (before, beside, failed, after) = tokio::join!(
        say(&db, &store, &row, "before"),
        say(&db, &store, &other, "beside"),
        fails,
        say(&db, &store, &row, "after")
    );
    assert!(matches!(failed, Err(Error::Conflict("test"))), "{failed:?}");
    assert_eq!((before.unwrap(), beside.unwrap(), after.unwrap()), (1, 1, 2));
    assert_eq!(said(&store, &row).await, ["before", "after"]);
    assert_eq!(said(&store, &other).await, ["beside"]);
}

async fn a_use_case_sees_what_its_batch_has_gathered(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    busy(&store).await;
    let (workspace, seen) = (row.workspace_id, row.clone());
    let looks = store.write(Some(workspace), move |w| {
        async move {
            let by_ref = conversations::get(workspace, &seen.public_id, &mut *w).await?;
            let newest = conversations::newest_of_contact(workspace, seen.contact_id, seen.bot_id, &mut *w).await?;
            let listed = conversations::find_listed(workspace, &seen.public_id, &mut *w).await?;
            let all = messages::list_before(workspace, seen.id, None, 9, &mut *w).await?;
            let refs = [all[0].public_id.clone()];
            let found = messages::list_by_refs(workspace, &refs, w).await?;
            Ok::<_, Error>((by_ref.last_seq, newest.unwrap().last_seq, listed.unwrap().row.last_seq, found.len()))
        }
        .boxed()
    });
    let (said, looked) = tokio::join!(say(&db, &store, &row, "a"), looks);
    assert_eq!((said.unwrap(), looked.unwrap()), (1, (1, 1, 1, 1)));
}

async fn a_place_that_is_taken_is_refused_alone(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    busy(&store).await;
    let (touched, mut message) = under(&db, &row, "wrong");
    message.seq = 1;
    let workspace = row.workspace_id;
    // It does not look who was there before, as nobody should.
    let (place_again, name_again) = (message.clone(), MessageRow { client_id: Some("a".into()), seq: 2, ..message });
    let careless = |message: MessageRow| {
        store.write_touching(Some(workspace), Some(touched.clone()), move |w| {
            async move { messages::insert(&message, w).await }.boxed()
        })
    };
    let (first, place, name, last) = tokio::join!(
        say(&db, &store, &row, "a"),
        careless(place_again),
        careless(name_again),
        say(&db, &store, &row, "b")
    );
    assert!(matches!(place, Err(Error::Conflict("message"))), "{place:?}");
    assert!(matches!(name, Err(Error::Conflict("message"))), "{name:?}");
    assert_eq!((first.unwrap(), last.unwrap()), (1, 2));
    assert_eq!(said(&store, &row).await, ["a", "b"]);
}

async fn a_zero_character_is_refused_alone(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    busy(&store).await;
    let (touched, mut message) = under(&db, &row, "zero");
    message.text = "a\0b".into();
    let (workspace, id) = (row.workspace_id, row.id);
    let zero = store.write_touching(Some(workspace), Some(touched), move |w| {
        async move { say_in(w, workspace, id, message).await }.boxed()
    });
    let (zero, other) = tokio::join!(zero, say(&db, &store, &row, "a"));
    assert!(matches!(zero, Err(Error::Unexpected(_))), "{zero:?}");
    assert_eq!(other.unwrap(), 1);
    assert_eq!(said(&store, &row).await, ["a"]);
}

async fn an_erased_conversation_does_not_come_back(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let (row, other) = (talk(&db, &store, &tea, "Zoë", 1).await, talk(&db, &store, &tea, "Ben", 2).await);
    busy(&store).await;
    let (workspace, contact) = (row.workspace_id, row.contact_id);
    let erase = |fails: bool| {
        store.write(Some(workspace), move |w| {
            async move {
                let rows = erasing::erase(workspace, contact, w).await?;
                if fails { Err(Error::Conflict("test")) } else { Ok(rows) }
            }
            .boxed()
        })
    };
    let (first, failed, second, erased, third, beside) = tokio::join!(
        say(&db, &store, &row, "a"),
        erase(true),
        say(&db, &store, &row, "b"),
        erase(false),
        say(&db, &store, &row, "c"),
        say(&db, &store, &other, "d"),
    );
    assert!(matches!(failed, Err(Error::Conflict("test"))), "{failed:?}");
    assert_eq!((first.unwrap(), second.unwrap()), (1, 2), "an erasing that failed changes nothing");
    assert_eq!(erased.unwrap(), 4, "two messages, a conversation, a contact");
    assert!(matches!(third, Err(Error::NotFound)), "{third:?}");
    assert_eq!(beside.unwrap(), 1);
    assert!(matches!(conversations::get_by_id(workspace, row.id, store.db()).await, Err(Error::NotFound)));
    assert_eq!(said(&store, &other).await, ["d"]);
}

async fn announcing_what_is_not_there_or_elsewhere_finds_nothing(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await, shop(&db, &store, "Coffee").await);
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    let mut elsewhere = row.clone();
    elsewhere.workspace_id = coffee.workspace;
    let foreign = say(&db, &store, &elsewhere, "a").await;
    assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
    let mut missing = row.clone();
    missing.id = ConversationId::new(row.created_at, 5);
    let missing = say(&db, &store, &missing, "a").await;
    assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
    assert_eq!(said(&store, &row).await, [""; 0]);
}

async fn two_nodes_lose_nothing_of_what_both_write(db: TestDb) {
    let nodes = [db.open().await, db.open().await];
    let tea = shop(&db, &nodes[0], "Tea").await;
    let rows = join_all((0..4).map(|n| talk(&db, &nodes[0], &tea, "Zoë", n + 1))).await;
    join_all((0..240).map(|n| {
        let (db, store, row) = (&db, &nodes[n % 2], &rows[n / 2 % 4]);
        async move {
            // Every client id twice, on different nodes.
            say(db, store, row, &format!("m{}", n / 8)).await.unwrap()
        }
    }))
    .await;
    for row in &rows {
        let mut names = said(&nodes[1], row).await;
        names.sort();
        let mut expected: Vec<String> = (0..30).map(|n| format!("m{n}")).collect();
        expected.sort();
        assert_eq!(names, expected);
    }
}
