//! Contacts and visitors: what is known of them, what has passed its time, and erasing.

use domain::Language;
use domain::analysis::EntityKind;
use domain::conversations::Holder;
use domain::events::{Actor, EventKind, NewEvent};
use domain::feedback::Vote;
use domain::ids::ContactRef;
use domain::memory::Writer;
use domain::messages::{AuthorKind, MessageKind};
use store::contact_facts::{self, FactRow};
use store::conversation_memories::{self, MemoryRow};
use store::erasure::{Person, contacts as erasing, erase};
use store::feedback::{self, FeedbackRow};
use store::messages::{self, MessageRow};
use store::passage_votes::{self, Passage};
use store::{Clock, Error, contacts, conversations, episodes, events, idempotency, users, visitors};

use crate::accounts_erasure::places_of;
use crate::accounts_people::{user, write};
use crate::chats::{Shop, change, contact, conversation, say, shop, talk, visitor, words};
use crate::harness::TestDb;

both! {
    a_contact_reads_back_and_changes_in_its_workspace_only,
    a_visitor_is_known_by_the_token_and_until_when_it_holds,
    expired_visitors_go_in_pieces_with_contacts_of_whom_nothing_else_is_known,
    nothing_of_an_erased_contact_is_left_in_any_table,
    a_contact_who_wrote_much_is_erased_in_pieces,
    an_erased_agent_is_named_nowhere_and_their_conversations_wait_again,
}

async fn a_contact_reads_back_and_changes_in_its_workspace_only(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await, shop(&db, &store, "Coffee").await);
    let mut row = contact(&db, &store, tea.workspace, Some("Zoë")).await;
    assert_eq!(contacts::get_by_id(tea.workspace, row.id, store.db()).await.unwrap(), row);
    let (place, id, at) = (tea.workspace, row.id, db.clock.now().plus_ms(5));
    write(&store, move |w| {
        Box::pin(async move {
            contacts::update_language(place, id, Language::Pt, &mut *w).await?;
            contacts::update_seen(place, id, at, w).await
        })
    })
    .await
    .unwrap();
    (row.language, row.last_seen_at) = (Some(Language::Pt), at);
    assert_eq!(contacts::get(tea.workspace, &row.public_id, store.db()).await.unwrap(), row);
    let other = coffee.workspace;
    assert!(matches!(contacts::get(other, &row.public_id, store.db()).await, Err(Error::NotFound)));
    assert!(matches!(contacts::get_by_id(other, id, store.db()).await, Err(Error::NotFound)));
    let foreign = write(&store, move |w| Box::pin(contacts::update_language(other, id, Language::En, w))).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let foreign = write(&store, move |w| Box::pin(contacts::update_seen(other, id, at, w))).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    assert_eq!(contacts::find_public(&row.public_id, store.db()).await.unwrap(), Some(row));
    assert_eq!(contacts::find_public(&ContactRef::new(9), store.db()).await.unwrap(), None);
}

async fn a_visitor_is_known_by_the_token_and_until_when_it_holds(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let zoe = contact(&db, &store, tea.workspace, None).await.id;
    let mut row = visitor(&db, &store, &tea, zoe, db.clock.now().plus_ms(10)).await;
    assert_eq!(visitors::find_by_token(&row.token_hash, store.db()).await.unwrap(), Some(row.clone()));
    assert_eq!(visitors::find_by_token(&[1; 32], store.db()).await.unwrap(), None);
    (row.last_seen_at, row.expires_at) = (db.clock.now().plus_ms(5), db.clock.now().plus_ms(500));
    let (place, id, seen, expires) = (tea.workspace, row.id, row.last_seen_at, row.expires_at);
    write(&store, move |w| Box::pin(visitors::update_seen(place, id, seen, expires, w))).await.unwrap();
    assert_eq!(visitors::find_by_token(&row.token_hash, store.db()).await.unwrap(), Some(row));
    let other = db.workspace();
    let foreign = write(&store, move |w| Box::pin(visitors::update_seen(other, id, seen, expires, w))).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
}

async fn expired_visitors_go_in_pieces_with_contacts_of_whom_nothing_else_is_known(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await, shop(&db, &store, "Coffee").await);
    let (now, place) = (db.clock.now(), tea.workspace);
    let (old, later) = (now.plus_ms(-1), now.plus_ms(1));
    let silent = contact(&db, &store, place, None).await.id;
    let talked = contact(&db, &store, place, None).await.id;
    let named = contact(&db, &store, place, Some("Zoë")).await.id;
    let returning = contact(&db, &store, place, None).await.id;
    let elsewhere = contact(&db, &store, coffee.workspace, None).await.id;
    conversation(&db, &store, &tea, talked, 1).await;
    for contact in [silent, talked, named, returning] {
        visitor(&db, &store, &tea, contact, old).await;
    }
    let stays = visitor(&db, &store, &tea, returning, later).await;
    visitor(&db, &store, &coffee, elsewhere, old).await;
    for expected in [3, 1, 0] {
        let deleted = write(&store, move |w| Box::pin(visitors::delete_expired(place, now, 3, w))).await.unwrap();
        assert_eq!(deleted, expected);
    }
    assert!(visitors::find_by_token(&stays.token_hash, store.db()).await.unwrap().is_some());
    assert!(matches!(contacts::get_by_id(place, silent, store.db()).await, Err(Error::NotFound)));
    for (place, kept) in [(place, talked), (place, named), (place, returning), (coffee.workspace, elsewhere)] {
        contacts::get_by_id(place, kept, store.db()).await.unwrap();
    }
}

/// A contact of this name with something in every table that may hold anything of theirs.
async fn live(
    db: &TestDb,
    store: &store::Store,
    shop: &Shop,
    name: &str,
    number: i64,
) -> conversations::ConversationRow {
    let contact = contact(db, store, shop.workspace, Some(name)).await;
    visitor(db, store, shop, contact.id, db.clock.now().plus_ms(1_000)).await;
    let mut row = conversation(db, store, shop, contact.id, number).await;
    for seq in 1..=3 {
        say(store, words(db, &row, seq, &format!("I am {name}"))).await.unwrap();
    }
    (row.last_seq, row.preview) = (3, format!("I am {name}"));
    change(store, &row).await.unwrap();
    let item_id = crate::knowledge::item(db, store, shop.workspace, &format!("Item {number}")).await.head.id;
    let (place, id, now, said) = (shop.workspace, row.id, db.clock.now(), row.preview.clone());
    let (conversation, of) = (row.public_id.clone(), contact.id);
    write(store, move |w| {
        Box::pin(async move {
            episodes::insert(&episodes::EpisodeRow::begun(place, id, 1, 1, now), &mut *w).await?;
            let key = idempotency::Key {
                workspace: place,
                key: format!("k{number}"),
                route: format!("POST /api/conversations/{conversation}/messages"),
                request_hash: "h".into(),
            };
            idempotency::take(&key, &mut *w).await?;
            idempotency::answer(&key, 200, &said, &mut *w).await?;
            let thought = FeedbackRow {
                message_id: domain::ids::MessageId::new(now, u128::try_from(number).unwrap_or(0)),
                workspace_id: place,
                conversation_id: id,
                vote: Vote::Down,
                reason: None,
                comment: Some(said.clone()),
                voted_at: now,
            };
            feedback::put(&thought, &mut *w).await?;
            let passage = Passage { item_id, version: 1, passage: 0 };
            passage_votes::replace(place, of, thought.message_id, &[passage], Some(false), &mut *w).await?;
            let told = FactRow {
                workspace_id: place,
                contact_id: of,
                conversation_id: id,
                kind: EntityKind::Name,
                value: said.clone(),
                confidence: 0.9,
                seen_at: now,
            };
            contact_facts::note(&[told], &mut *w).await?;
            let memory = MemoryRow {
                conversation_id: id,
                workspace_id: place,
                contact_id: of,
                summary: said.clone(),
                written_by: Writer::Builtin,
                up_to_seq: 3,
                updated_at: now,
            };
            conversation_memories::put(&memory, &mut *w).await?;
            let fact = NewEvent::new(EventKind::MessageReceived, Actor::Visitor(of), conversation.as_str());
            w.record(place, fact).await
        })
    })
    .await
    .unwrap();
    row
}

async fn nothing_of_an_erased_contact_is_left_in_any_table(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let zoe = live(&db, &store, &tea, "Zoe", 1).await;
    let ben = live(&db, &store, &tea, "Ben", 2).await;
    let log = events::list(tea.workspace, 0, 9, store.db()).await.unwrap();
    let others = places_of(&db, &store, "ben").await;
    for place in [
        "contacts.name",
        "contacts.email",
        "messages.text",
        "conversations.preview",
        "idempotency_keys.body",
        "feedback.comment",
        "contact_facts.value",
        "conversation_memories.summary",
    ] {
        assert!(others.iter().any(|found| found == place), "{place} is not among {others:?}");
    }
    let (place, id) = (tea.workspace, zoe.contact_id);
    let foreign = db.workspace();
    let refused = write(&store, move |w| Box::pin(erasing::erase(foreign, id, w))).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let rows = write(&store, move |w| Box::pin(erasing::erase(place, id, w))).await.unwrap();
    assert_eq!(
        rows, 12,
        "a visitor, an answer, a fact, a summary, a vote, a judgement, three messages, an episode, a conversation, a contact"
    );
    assert_eq!(places_of(&db, &store, "zoe").await, [""; 0]);
    for key in [zoe.id.to_string(), id.to_string()] {
        let places = places_of(&db, &store, &key).await;
        assert!(places.iter().all(|place| place.starts_with("events.")), "{places:?}");
    }
    assert_eq!(events::list(place, 0, 9, store.db()).await.unwrap(), log);
    assert_eq!(places_of(&db, &store, "ben").await, others);
    assert_eq!(messages::list_after(place, ben.id, 0, 9, store.db()).await.unwrap().len(), 3);
    let again = write(&store, move |w| Box::pin(erasing::erase(place, id, w))).await;
    assert!(matches!(again, Err(Error::NotFound)));
}

async fn a_contact_who_wrote_much_is_erased_in_pieces(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let zoe = live(&db, &store, &tea, "Zoe", 1).await;
    live(&db, &store, &tea, "Ben", 2).await;
    let (place, id) = (tea.workspace, zoe.contact_id);
    for expected in [2, 1, 0] {
        let deleted = write(&store, move |w| Box::pin(erasing::delete_piece(place, id, 2, w))).await.unwrap();
        assert_eq!(deleted, expected);
    }
    let rows = write(&store, move |w| Box::pin(erasing::erase(place, id, w))).await.unwrap();
    assert_eq!(rows, 8, "an answer, a fact, a summary, a vote, a judgement, an episode, a conversation, a contact");
    assert_eq!(places_of(&db, &store, "zoe").await, [""; 0]);
}

async fn an_erased_agent_is_named_nowhere_and_their_conversations_wait_again(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let ann = user(&db, &store, "ann-kathrin@example.com").await;
    let ann_row = users::get(ann, store.db()).await.unwrap();
    let mut row = talk(&db, &store, &tea, "Zoe", 1).await;
    let by_ann = |seq, author, kind, text: &str| MessageRow {
        author,
        kind,
        author_id: Some(ann_row.public_id.clone()),
        author_name: Some(ann_row.name.clone()),
        ..words(&db, &row, seq, text)
    };
    say(&store, by_ann(1, AuthorKind::System, MessageKind::Event, "ann-kathrin ist jetzt da")).await.unwrap();
    say(&store, by_ann(2, AuthorKind::Agent, MessageKind::Text, "Hello")).await.unwrap();
    (row.assignee, row.agent_id, row.preview) = (Holder::Agent, Some(ann), "Hello".into());
    change(&store, &row).await.unwrap();
    let person = Person { user: Some(ann), email_folded: ann_row.email.to_lowercase(), attempt_subjects: vec![] };
    write(&store, move |w| Box::pin(async move { erase(&person, w).await })).await.unwrap();
    assert_eq!(places_of(&db, &store, "ann-kathrin").await, [""; 0]);
    let now = conversations::get_by_id(row.workspace_id, row.id, store.db()).await.unwrap();
    assert_eq!((now.assignee, now.agent_id, now.waiting_since), (Holder::Queue, None, Some(db.clock.now())));
    let said = messages::list_after(row.workspace_id, row.id, 0, 9, store.db()).await.unwrap();
    let texts: Vec<&str> = said.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["… ist jetzt da", "Hello"]);
}
