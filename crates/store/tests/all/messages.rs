//! Messages.

use domain::Language;
use domain::ids::{ItemRef, MessageRef, UserRef};
use domain::knowledge::Citation;
use domain::messages::{AuthorKind, MessageKind, Verdict};
use store::messages::{self, MessageRow};
use store::{Error, Random};

use crate::chats::{say, shop, talk, words};
use crate::harness::TestDb;

both! {
    a_message_reads_back_with_every_column,
    a_place_a_client_id_and_a_reply_exist_once_in_a_conversation,
    messages_are_read_forwards_and_backwards_in_pieces,
    messages_are_found_by_public_id_in_this_workspace_only,
}

async fn a_message_reads_back_with_every_column(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    let asked = words(&db, &row, 1, "Wann öffnet ihr? 🙂\n\tHeute?");
    let citation = Citation {
        item: ItemRef::new(1),
        version: 3,
        title: "Hours".into(),
        url: Some("https://shop.example/hours".into()),
        heading: "Visit › Hours".into(),
        start: 4,
        end: 44,
    };
    let answered = MessageRow {
        client_id: None,
        author: AuthorKind::Bot,
        author_name: Some("Tea's bot".into()),
        language: Some(Language::De),
        citations: vec![citation],
        verdict: Some(Verdict::Answered),
        confidence: Some(0.875),
        offers_human: true,
        replies_to: Some(1),
        trace: Some(serde_json::json!({"took_ms": 12, "asked": ["a", null]})),
        ..words(&db, &row, 2, "Ab **neun**.")
    };
    let joined = MessageRow {
        author: AuthorKind::System,
        author_id: Some(UserRef::new(7)),
        author_name: Some("Ann".into()),
        kind: MessageKind::Event,
        ..words(&db, &row, 3, "Ann has joined")
    };
    for message in [&asked, &answered, &joined] {
        say(&store, message.clone()).await.unwrap();
    }
    let (place, id) = (row.workspace_id, row.id);
    let all = messages::list_after(place, id, 0, 9, store.db()).await.unwrap();
    assert_eq!(all, [asked.clone(), answered.clone(), joined]);
    assert_eq!(messages::find_by_client_id(place, id, "c1", store.db()).await.unwrap(), Some(asked));
    assert_eq!(messages::find_by_client_id(place, id, "c2", store.db()).await.unwrap(), None);
    assert_eq!(messages::find_reply(place, id, 1, store.db()).await.unwrap(), Some(answered));
    assert_eq!(messages::find_reply(place, id, 2, store.db()).await.unwrap(), None);
}

async fn a_place_a_client_id_and_a_reply_exist_once_in_a_conversation(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let (row, other) = (talk(&db, &store, &tea, "Zoë", 1).await, talk(&db, &store, &tea, "Ben", 2).await);
    let reply = |row, seq| MessageRow {
        client_id: Some(format!("r{seq}")),
        replies_to: Some(1),
        ..words(&db, row, seq, "Yes")
    };
    say(&store, words(&db, &row, 1, "Hello")).await.unwrap();
    say(&store, reply(&row, 2)).await.unwrap();
    let twice = [
        MessageRow { client_id: None, ..words(&db, &row, 1, "Same place") },
        MessageRow { client_id: Some("c1".into()), ..words(&db, &row, 3, "Same client id") },
        reply(&row, 3),
    ];
    for message in twice {
        let text = message.text.clone();
        assert!(matches!(say(&store, message).await, Err(Error::Conflict("message"))), "{text}");
    }
    // In another conversation all of it may be there again.
    say(&store, words(&db, &other, 1, "Hello")).await.unwrap();
    say(&store, reply(&other, 2)).await.unwrap();
    assert_eq!(messages::list_after(row.workspace_id, row.id, 0, 9, store.db()).await.unwrap().len(), 2);
}

async fn messages_are_read_forwards_and_backwards_in_pieces(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let (row, other) = (talk(&db, &store, &tea, "Zoë", 1).await, talk(&db, &store, &tea, "Ben", 2).await);
    for seq in 1..=12 {
        say(&store, words(&db, &row, seq, "x")).await.unwrap();
        say(&store, words(&db, &other, seq, "y")).await.unwrap();
    }
    let (place, id) = (row.workspace_id, row.id);
    let seqs = |rows: Vec<MessageRow>| rows.iter().map(|row| row.seq).collect::<Vec<_>>();
    assert_eq!(seqs(messages::list_after(place, id, 0, 3, store.db()).await.unwrap()), [1, 2, 3]);
    assert_eq!(seqs(messages::list_after(place, id, 10, 3, store.db()).await.unwrap()), [11, 12]);
    assert_eq!(seqs(messages::list_before(place, id, None, 3, store.db()).await.unwrap()), [10, 11, 12]);
    assert_eq!(seqs(messages::list_before(place, id, Some(10), 3, store.db()).await.unwrap()), [7, 8, 9]);
    assert_eq!(seqs(messages::list_before(place, id, Some(2), 3, store.db()).await.unwrap()), [1]);
    assert_eq!(seqs(messages::list_after(db.workspace(), id, 0, 3, store.db()).await.unwrap()), [0; 0]);
    assert_eq!(seqs(messages::list_before(db.workspace(), id, None, 3, store.db()).await.unwrap()), [0; 0]);
}

async fn messages_are_found_by_public_id_in_this_workspace_only(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await, shop(&db, &store, "Coffee").await);
    let (row, foreign) = (talk(&db, &store, &tea, "Zoë", 1).await, talk(&db, &store, &coffee, "Ben", 1).await);
    let (here, there) = (words(&db, &row, 1, "here"), words(&db, &foreign, 1, "there"));
    say(&store, here.clone()).await.unwrap();
    say(&store, there.clone()).await.unwrap();
    let asked = [here.public_id.clone(), there.public_id, MessageRef::new(db.random.u128())];
    let found = messages::list_by_refs(tea.workspace, &asked, store.db()).await.unwrap();
    assert_eq!(found, [here]);
    assert!(messages::list_by_refs(tea.workspace, &[], store.db()).await.unwrap().is_empty());
}
