//! Conversations, the lists of the inbox, and episodes.

use domain::Language;
use domain::conversations::{HandoffReason, Holder, InboxList, Lifecycle};
use domain::events::Actor;
use domain::ids::{ConversationRef, UserId};
use domain::messages::AuthorKind;
use store::conversations::{self, InboxFilter};
use store::episodes::{self, EpisodeRow};
use store::messages::{self, MessageRow};
use store::{Clock, Error, Random, users};

use crate::accounts_people::{user, write};
use crate::chats::{bot, change, contact, conversation, shop, talk, words};
use crate::harness::TestDb;

both! {
    a_conversation_reads_back_with_every_column_and_changes,
    a_lock_is_held_until_the_end_of_the_use_case,
    the_newest_conversation_of_a_contact_with_that_bot_is_found,
    the_inbox_lists_newest_messages_first_in_pieces_and_counts_them,
    a_message_is_owed_its_answer_while_the_bot_has_its_open_conversation,
    episodes_begin_are_handed_off_and_end,
}

async fn a_conversation_reads_back_with_every_column_and_changes(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let coffee = shop(&db, &store, "Coffee").await;
    let ann = user(&db, &store, "ann@example.com").await;
    let mut row = talk(&db, &store, &tea, "Zoë", 1).await;
    assert_eq!(conversations::get(tea.workspace, &row.public_id, store.db()).await.unwrap(), row);
    row.lifecycle = Lifecycle::Resolved;
    row.assignee = Holder::Agent;
    row.agent_id = Some(ann);
    row.language = Some(Language::Ja);
    row.episode = 2;
    row.handoff_reason = Some(HandoffReason::MissingKnowledge);
    row.waiting_since = Some(db.clock.now());
    (row.last_seq, row.visitor_seq, row.answered_seq, row.agent_read_seq, row.visitor_read_seq) = (9, 8, 7, 6, 5);
    row.preview = "Wo ist meine Bestellung? 🙂".into();
    row.visitor_at = Some(db.clock.now().plus_ms(1));
    row.last_message_at = db.clock.now().plus_ms(2);
    change(&store, &row).await.unwrap();
    assert_eq!(conversations::get_by_id(tea.workspace, row.id, store.db()).await.unwrap(), row);
    let listed = conversations::find_listed(tea.workspace, &row.public_id, store.db()).await.unwrap().unwrap();
    assert_eq!((listed.row, listed.contact_name.as_deref()), (row.clone(), Some("Zoë")));
    assert_eq!((listed.bot_public_id, listed.bot_name), (tea.bot.public_id, "Tea's bot".to_owned()));
    let agent = users::get(ann, store.db()).await.unwrap();
    assert_eq!((listed.agent_public_id, listed.agent_name.as_deref()), (Some(agent.public_id), Some("ann")));
    // In another workspace it is not there, whoever asks in whichever way.
    let other = coffee.workspace;
    assert!(matches!(conversations::get(other, &row.public_id, store.db()).await, Err(Error::NotFound)));
    assert!(matches!(conversations::get_by_id(other, row.id, store.db()).await, Err(Error::NotFound)));
    assert_eq!(conversations::find_listed(other, &row.public_id, store.db()).await.unwrap(), None);
    let id = row.id;
    let locked = write(&store, move |w| Box::pin(conversations::lock(other, id, w))).await;
    assert!(matches!(locked, Err(Error::NotFound)));
    row.workspace_id = other;
    assert!(matches!(change(&store, &row).await, Err(Error::NotFound)));
    // A number is given once.
    let mut again = row.clone();
    again.id = domain::ids::ConversationId::new(db.clock.now(), db.random.u128());
    (again.public_id, again.workspace_id) = (ConversationRef::new(3), tea.workspace);
    let again = write(&store, move |w| Box::pin(async move { conversations::insert(&again, w).await })).await;
    assert!(matches!(again, Err(Error::Conflict("conversation"))), "{again:?}");
}

async fn a_lock_is_held_until_the_end_of_the_use_case(db: TestDb) {
    let store = db.open().await;
    let other_node = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    // Read, wait, write: without the lock some of these would be lost.
    let steps = (0..16).map(|n| {
        let node = if n % 2 == 0 { store.clone() } else { other_node.clone() };
        let (place, id) = (row.workspace_id, row.id);
        async move {
            write(&node, move |w| {
                Box::pin(async move {
                    let mut row = conversations::lock(place, id, &mut *w).await?;
                    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                    row.last_seq += 1;
                    conversations::update(place, &row, w).await
                })
            })
            .await
        }
    });
    for step in futures::future::join_all(steps).await {
        step.unwrap();
    }
    assert_eq!(conversations::get_by_id(row.workspace_id, row.id, store.db()).await.unwrap().last_seq, 16);
}

async fn the_newest_conversation_of_a_contact_with_that_bot_is_found(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let zoe = contact(&db, &store, tea.workspace, None).await.id;
    let newest = |bot| conversations::newest_of_contact(tea.workspace, zoe, bot, store.db());
    assert_eq!(newest(tea.bot.id).await.unwrap(), None);
    conversation(&db, &store, &tea, zoe, 1).await;
    db.clock.advance_ms(1);
    let second = conversation(&db, &store, &tea, zoe, 2).await;
    talk(&db, &store, &tea, "Ben", 3).await;
    assert_eq!(newest(tea.bot.id).await.unwrap(), Some(second));
    assert_eq!(newest(bot(&db, &store, tea.workspace, "Other").await.id).await.unwrap(), None);
}

async fn the_inbox_lists_newest_messages_first_in_pieces_and_counts_them(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let coffee = shop(&db, &store, "Coffee").await;
    let (ann, bob) = (user(&db, &store, "ann@example.com").await, user(&db, &store, "bob@example.com").await);
    let states = [
        (Lifecycle::Open, Holder::Bot, None),
        (Lifecycle::Open, Holder::Queue, None),
        (Lifecycle::Open, Holder::Agent, Some(ann)),
        (Lifecycle::Open, Holder::Agent, Some(bob)),
        (Lifecycle::Resolved, Holder::Agent, Some(ann)),
        (Lifecycle::Open, Holder::Queue, None),
        (Lifecycle::Resolved, Holder::Bot, None),
    ];
    for (n, (lifecycle, assignee, agent)) in states.into_iter().enumerate() {
        for place in [&tea, &coffee] {
            let mut row = talk(&db, &store, place, "Zoë", n as i64 + 1).await;
            (row.lifecycle, row.assignee, row.agent_id) = (lifecycle, assignee, agent);
            // Two of each time, so that the key decides.
            row.last_message_at = db.clock.now().plus_ms(n as i64 / 2);
            change(&store, &row).await.unwrap();
        }
    }
    let pages = |list, user: UserId, limit: u32| {
        let (store, place) = (store.clone(), tea.workspace);
        async move {
            let mut filter = InboxFilter { list, user, before: None };
            let mut numbers = Vec::new();
            loop {
                let rows = conversations::list(place, &filter, limit, store.db()).await.unwrap();
                let Some(last) = rows.last() else { return numbers };
                let places: Vec<_> = rows.iter().map(|r| (r.row.last_message_at, r.row.id)).collect();
                assert!(places.is_sorted_by(|a, b| a > b), "{places:?}");
                filter.before = Some((last.row.last_message_at, last.row.id));
                numbers.extend(rows.into_iter().map(|listed| listed.row.number));
            }
        }
    };
    let expected = [
        (InboxList::Waiting, vec![6, 2]),
        (InboxList::Mine, vec![3]),
        (InboxList::Open, vec![6, 4, 3, 2, 1]),
        (InboxList::Bot, vec![1]),
        (InboxList::Resolved, vec![7, 5]),
    ];
    let counts = conversations::counts(tea.workspace, ann, store.db()).await.unwrap();
    for (place, (list, numbers)) in expected.into_iter().enumerate() {
        assert_eq!(counts[place], (list, numbers.len() as i64));
        let in_one = pages(list, ann, 9).await;
        let mut sorted = in_one.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        assert_eq!(sorted, numbers, "{list:?}");
        assert_eq!(pages(list, ann, 1).await, in_one, "{list:?}");
    }
    assert_eq!(pages(InboxList::Mine, bob, 9).await, [4]);
    let nothing = conversations::counts(db.workspace(), ann, store.db()).await.unwrap();
    assert!(nothing.iter().all(|(_, n)| *n == 0), "{nothing:?}");
}

async fn a_message_is_owed_its_answer_while_the_bot_has_its_open_conversation(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await, shop(&db, &store, "Coffee").await);
    let at = db.clock.now();
    let mut waiting = talk(&db, &store, &tea, "a", 1).await;
    let mut elsewhere = talk(&db, &store, &coffee, "b", 1).await;
    let mut new = Vec::new();
    // The second of the two comes five seconds later; what others wrote is owed nothing.
    for (row, seq, after_ms, author) in [
        (&waiting, 1, 0, AuthorKind::Visitor),
        (&waiting, 2, 5_000, AuthorKind::Visitor),
        (&waiting, 3, 0, AuthorKind::System),
        (&elsewhere, 1, 0, AuthorKind::Visitor),
    ] {
        new.push(MessageRow { author, created_at: at.plus_ms(after_ms), ..words(&db, row, seq, "Hello?") });
    }
    write(&store, move |w| {
        Box::pin(async move {
            for message in &new {
                messages::insert(message, &mut *w).await?;
            }
            Ok(())
        })
    })
    .await
    .unwrap();
    (waiting.last_seq, waiting.visitor_seq, waiting.visitor_at) = (3, 2, Some(at.plus_ms(5_000)));
    change(&store, &waiting).await.unwrap();
    (elsewhere.last_seq, elsewhere.visitor_seq, elsewhere.visitor_at) = (1, 1, Some(at));
    change(&store, &elsewhere).await.unwrap();
    let owed = |before| conversations::owed(before, store.db());
    assert_eq!(owed(at).await.unwrap(), 0);
    // Who writes on and on waits since the first word all the same.
    assert_eq!(owed(at.plus_ms(1)).await.unwrap(), 2);
    assert_eq!(owed(at.plus_ms(5_001)).await.unwrap(), 3);
    elsewhere.answered_seq = 1;
    change(&store, &elsewhere).await.unwrap();
    assert_eq!(owed(at.plus_ms(5_001)).await.unwrap(), 2);
    waiting.answered_seq = 1;
    change(&store, &waiting).await.unwrap();
    assert_eq!(owed(at.plus_ms(5_001)).await.unwrap(), 1);
    waiting.assignee = Holder::Queue;
    change(&store, &waiting).await.unwrap();
    assert_eq!(owed(at.plus_ms(5_001)).await.unwrap(), 0);
    (waiting.assignee, waiting.lifecycle) = (Holder::Bot, Lifecycle::Resolved);
    change(&store, &waiting).await.unwrap();
    assert_eq!(owed(at.plus_ms(5_001)).await.unwrap(), 0);
}

async fn episodes_begin_are_handed_off_and_end(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    let (place, id, now) = (tea.workspace, row.id, db.clock.now());
    let (first, second) = (EpisodeRow::begun(place, id, 1, 1, now), EpisodeRow::begun(place, id, 2, 7, now.plus_ms(9)));
    let ann = Actor::User(UserId::new(now, 1));
    let begun = [first.clone(), second.clone()];
    write(&store, move |w| {
        Box::pin(async move {
            episodes::insert(&begun[1], &mut *w).await?;
            episodes::insert(&begun[0], &mut *w).await?;
            episodes::update_handoff(place, id, 1, HandoffReason::CustomerRequest, now.plus_ms(1), &mut *w).await?;
            episodes::update_end(place, id, 1, now.plus_ms(2), ann, w).await
        })
    })
    .await
    .unwrap();
    let ended = EpisodeRow {
        handoff_reason: Some(HandoffReason::CustomerRequest),
        handed_off_at: Some(now.plus_ms(1)),
        ended_at: Some(now.plus_ms(2)),
        ended_by_kind: Some("user".into()),
        ended_by_id: ann.id(),
        ..first
    };
    assert_eq!(episodes::list(place, id, store.db()).await.unwrap(), [ended, second]);
    assert_eq!(episodes::list(db.workspace(), id, store.db()).await.unwrap(), []);
    let missing = write(&store, move |w| Box::pin(episodes::update_end(place, id, 3, now, Actor::System, w))).await;
    assert!(matches!(missing, Err(Error::NotFound)));
    let reason = HandoffReason::Rule;
    let missing = write(&store, move |w| Box::pin(episodes::update_handoff(place, id, 3, reason, now, w))).await;
    assert!(matches!(missing, Err(Error::NotFound)));
}
