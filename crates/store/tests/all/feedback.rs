//! Judgements on answers, and what they say about passages.

use domain::Timestamp;
use domain::feedback::{Feedback, Vote, VoteReason, Votes};
use domain::ids::{ContactId, ItemId, MessageId, WorkspaceId};
use store::feedback::{self, FeedbackRow};
use store::items;
use store::passage_votes::{self, MarkRow, Passage};
use store::{Clock, Random, Store};

use crate::accounts_people::write;
use crate::chats::{shop, talk};
use crate::harness::TestDb;
use crate::knowledge::item;

both! {
    a_judgement_reads_back_is_replaced_counted_and_taken_back_in_its_workspace_only,
    a_contact_counts_once_per_passage_and_the_rollup_is_what_the_votes_say,
    an_items_votes_are_those_of_its_version,
    keys_are_those_of_items_of_the_workspace,
}

async fn a_judgement_reads_back_is_replaced_counted_and_taken_back_in_its_workspace_only(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = talk(&db, &store, &tea, "Zoë", 1).await;
    let message = MessageId::new(db.clock.now(), db.random.u128());
    let new = FeedbackRow {
        message_id: message,
        workspace_id: tea.workspace,
        conversation_id: row.id,
        vote: Vote::Down,
        reason: Some(VoteReason::NotMyQuestion),
        comment: Some("Größe 38!".into()),
        voted_at: Timestamp(50),
    };
    let kept = new.clone();
    write(&store, move |w| Box::pin(async move { feedback::put(&kept, w).await })).await.unwrap();
    assert_eq!(
        feedback::list(tea.workspace, std::slice::from_ref(&message), store.db()).await.unwrap(),
        std::slice::from_ref(&new)
    );
    let newer = FeedbackRow { vote: Vote::Up, reason: None, comment: None, voted_at: Timestamp(60), ..new };
    let kept = newer.clone();
    write(&store, move |w| Box::pin(async move { feedback::put(&kept, w).await })).await.unwrap();
    let read = feedback::list(tea.workspace, &[message, message], store.db()).await.unwrap();
    assert_eq!(read, [newer]);
    let up = Feedback { vote: Vote::Up, reason: None, comment: None };
    assert_eq!(read.into_iter().next().unwrap().into_feedback(), up);

    let counted = |from, to| feedback::counts(tea.workspace, Timestamp(from), Timestamp(to), store.db());
    assert_eq!(counted(60, 61).await.unwrap(), [(Vote::Up, 1)]);
    assert!(counted(0, 60).await.unwrap().is_empty() && counted(61, 99).await.unwrap().is_empty());
    let other = db.workspace();
    assert!(feedback::list(other, &[message], store.db()).await.unwrap().is_empty());
    assert!(feedback::counts(other, Timestamp(0), Timestamp(99), store.db()).await.unwrap().is_empty());
    write(&store, move |w| Box::pin(feedback::delete(other, message, w))).await.unwrap();
    assert_eq!(counted(0, 99).await.unwrap().len(), 1);
    let place = tea.workspace;
    write(&store, move |w| Box::pin(feedback::delete(place, message, w))).await.unwrap();
    assert!(counted(0, 99).await.unwrap().is_empty());
}

async fn vote(
    store: &Store,
    place: WorkspaceId,
    (contact, message): (ContactId, MessageId),
    passages: &[Passage],
    helpful: Option<bool>,
) {
    let passages = passages.to_vec();
    write(store, move |w| {
        Box::pin(async move { passage_votes::replace(place, contact, message, &passages, helpful, w).await })
    })
    .await
    .unwrap();
}

async fn marks(store: &Store, place: WorkspaceId, item: ItemId) -> Vec<(i64, i64, i64)> {
    let mut marks: Vec<_> = passage_votes::marks(place, &[item], store.db())
        .await
        .unwrap()
        .into_iter()
        .map(|MarkRow { passage, helpful, unhelpful }| (passage.passage, helpful, unhelpful))
        .collect();
    marks.sort_unstable();
    marks
}

async fn a_contact_counts_once_per_passage_and_the_rollup_is_what_the_votes_say(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let place = tea.workspace;
    let item_id = item(&db, &store, place, "Returns").await.head.id;
    let passage = |passage| Passage { item_id, version: 1, passage };
    let (now, random) = (db.clock.now(), &db.random);
    let message = || MessageId::new(now, random.u128());
    let contact = || ContactId::new(now, random.u128());
    let zoe = contact();
    let (first, second, third) = (message(), message(), message());
    // However many answers, and however often the same passage is named.
    vote(&store, place, (zoe, first), &[passage(0), passage(1), passage(0)], Some(true)).await;
    vote(&store, place, (zoe, second), &[passage(0)], Some(true)).await;
    vote(&store, place, (zoe, second), &[passage(0)], Some(true)).await;
    assert_eq!(marks(&store, place, item_id).await, [(0, 1, 0), (1, 1, 0)]);
    vote(&store, place, (contact(), third), &[passage(0)], Some(false)).await;
    assert_eq!(marks(&store, place, item_id).await, [(0, 1, 1), (1, 1, 0)]);
    // As many for as against say nothing; another one turns it round.
    vote(&store, place, (zoe, second), &[passage(0)], Some(false)).await;
    assert_eq!(marks(&store, place, item_id).await, [(0, 0, 1), (1, 1, 0)]);
    vote(&store, place, (zoe, first), &[passage(0), passage(1)], Some(false)).await;
    assert_eq!(marks(&store, place, item_id).await, [(0, 0, 2), (1, 0, 1)]);
    vote(&store, place, (zoe, first), &[passage(0), passage(1)], None).await;
    vote(&store, place, (zoe, second), &[passage(0)], None).await;
    assert_eq!(marks(&store, place, item_id).await, [(0, 0, 1), (1, 0, 0)]);
    assert!(marks(&store, db.workspace(), item_id).await.is_empty());
}

async fn an_items_votes_are_those_of_its_version(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let place = tea.workspace;
    let item_id = item(&db, &store, place, "Returns").await.head.id;
    let (now, random) = (db.clock.now(), &db.random);
    for (version, helpful) in [(1, false), (2, true), (2, true), (2, false)] {
        let voter = (ContactId::new(now, random.u128()), MessageId::new(now, random.u128()));
        // Two passages of one answer are one contact.
        let passages = [0, 1].map(|passage| Passage { item_id, version, passage });
        vote(&store, place, voter, &passages, Some(helpful)).await;
    }
    let votes = |place, version| passage_votes::votes(place, item_id, version, store.db());
    assert_eq!(votes(place, 1).await.unwrap(), Votes { helpful: 0, unhelpful: 1 });
    assert_eq!(votes(place, 2).await.unwrap(), Votes { helpful: 2, unhelpful: 1 });
    assert_eq!(votes(place, 3).await.unwrap(), Votes::default());
    assert_eq!(votes(db.workspace(), 2).await.unwrap(), Votes::default());
}

async fn keys_are_those_of_items_of_the_workspace(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let row = item(&db, &store, tea.workspace, "Returns").await;
    let refs = [row.head.public_id.clone(), domain::ids::ItemRef::new(7)];
    let keys = items::keys(tea.workspace, &refs, store.db()).await.unwrap();
    assert_eq!(keys, [(row.head.public_id.clone(), row.head.id)]);
    assert!(items::keys(db.workspace(), &refs, store.db()).await.unwrap().is_empty());
}
