//! A business's own intents, and what it uses of model services.

use domain::budget::{Budget, MONTH_DAYS, Used};
use domain::conversations::HandoffReason;
use domain::ids::{ConversationId, IntentId, IntentRef, WorkspaceId};
use domain::intents::EffectKind;
use domain::time::DAY_MS;
use store::intents::{self, IntentRow};
use store::{Clock, Error, Random, Store, model_use};

use crate::accounts_people::write;
use crate::chats::{contact, conversation, shop};
use crate::harness::TestDb;

both! {
    an_intent_reads_back_changes_and_is_found_only_in_its_workspace,
    a_workspace_has_each_name_once,
    what_is_used_is_counted_by_day_and_conversation_and_adds_up_over_thirty_days,
    what_the_conversations_of_an_erased_person_used_stays_counted_by_day_alone,
    a_budget_is_kept_per_workspace,
}

fn row(db: &TestDb, workspace: WorkspaceId, name: &str) -> IntentRow {
    IntentRow {
        id: IntentId::new(db.clock.now(), db.random.u128()),
        public_id: IntentRef::new(db.random.u128()),
        workspace_id: workspace,
        name: name.into(),
        name_folded: name.to_lowercase(),
        examples: vec!["do you sell gift cards".into(), "Geschenkkarte?".into(), "ギフトカード".into()],
        threshold: 0.8,
        is_on: true,
        effect: EffectKind::HandOff,
        handoff_reason: Some(HandoffReason::Policy),
        answer: String::new(),
        version: 1,
        created_at: db.clock.now(),
        updated_at: db.clock.now(),
    }
}

async fn insert(store: &Store, row: &IntentRow) -> store::Result<()> {
    let row = row.clone();
    write(store, move |w| Box::pin(async move { intents::insert(&row, w).await })).await
}

async fn an_intent_reads_back_changes_and_is_found_only_in_its_workspace(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await.workspace, shop(&db, &store, "Coffee").await.workspace);
    let (gifts, last) = (row(&db, tea, "Gifts"), row(&db, tea, "Zebra"));
    insert(&store, &last).await.unwrap();
    insert(&store, &gifts).await.unwrap();
    assert_eq!(intents::list(tea, store.db()).await.unwrap(), [gifts.clone(), last.clone()]);
    let mut changed = gifts.clone();
    changed.name = "Gift cards".into();
    changed.name_folded = "gift cards".into();
    changed.examples.push("one more".into());
    changed.threshold = 0.625;
    changed.is_on = false;
    (changed.effect, changed.handoff_reason, changed.answer) = (EffectKind::Answer, None, "Yes.\n\nFrom 10 €.".into());
    changed.version = 2;
    let new = changed.clone();
    write(&store, move |w| Box::pin(async move { intents::update(tea, &new, w).await })).await.unwrap();
    assert_eq!(intents::get(tea, &gifts.public_id, store.db()).await.unwrap(), changed);
    assert!(matches!(intents::get(coffee, &gifts.public_id, store.db()).await, Err(Error::NotFound)));
    assert!(intents::list(coffee, store.db()).await.unwrap().is_empty());
    let foreign = write(&store, move |w| Box::pin(async move { intents::update(coffee, &changed, w).await })).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let id = gifts.id;
    let foreign = write(&store, move |w| Box::pin(async move { intents::delete(coffee, id, w).await })).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    write(&store, move |w| Box::pin(async move { intents::delete(tea, id, w).await })).await.unwrap();
    assert_eq!(intents::list(tea, store.db()).await.unwrap(), [last]);
}

async fn a_workspace_has_each_name_once(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await.workspace, shop(&db, &store, "Coffee").await.workspace);
    insert(&store, &row(&db, tea, "Gifts")).await.unwrap();
    assert!(insert(&store, &row(&db, tea, "GIFTS")).await.is_err());
    insert(&store, &row(&db, coffee, "Gifts")).await.unwrap();
}

async fn add(store: &Store, workspace: WorkspaceId, talk: Option<ConversationId>, tokens: i64) -> Used {
    write(store, move |w| Box::pin(async move { model_use::add(workspace, talk, 1, tokens, w).await })).await.unwrap()
}

async fn what_is_used_is_counted_by_day_and_conversation_and_adds_up_over_thirty_days(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await, shop(&db, &store, "Coffee").await.workspace);
    let visitor = contact(&db, &store, tea.workspace, None).await;
    let talk = conversation(&db, &store, &tea, visitor.id, 1).await.id;
    let used = |conversation, day, month| Used { conversation, day, month };
    assert_eq!(add(&store, tea.workspace, Some(talk), 100).await, used(100, 100, 100));
    assert_eq!(add(&store, tea.workspace, None, 10).await, used(0, 110, 110));
    db.clock.advance_ms(DAY_MS);
    assert_eq!(add(&store, tea.workspace, Some(talk), 1).await, used(101, 1, 111));
    // One that is gone is not counted by itself, and the day still is.
    let gone = ConversationId::new(db.clock.now(), db.random.u128());
    assert_eq!(add(&store, tea.workspace, Some(gone), 2).await, used(0, 3, 113));
    assert_eq!(add(&store, coffee, Some(talk), 5).await, used(0, 5, 5), "another workspace's conversation is none");
    db.clock.advance_ms(DAY_MS * (MONTH_DAYS - 1));
    let now = db.clock.now();
    assert_eq!(model_use::used(tea.workspace, Some(talk), now, store.db()).await.unwrap(), used(101, 0, 3));
    assert_eq!(model_use::used(coffee, Some(talk), now, store.db()).await.unwrap(), used(0, 0, 5));
}

async fn what_the_conversations_of_an_erased_person_used_stays_counted_by_day_alone(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let (ann, bob) =
        (contact(&db, &store, tea.workspace, None).await.id, contact(&db, &store, tea.workspace, None).await.id);
    let anns = conversation(&db, &store, &tea, ann, 1).await.id;
    let bobs = conversation(&db, &store, &tea, bob, 2).await.id;
    for talk in [anns, bobs] {
        add(&store, tea.workspace, Some(talk), 7).await;
    }
    let place = tea.workspace;
    write(&store, move |w| Box::pin(store::erasure::contacts::erase(place, ann, w))).await.unwrap();
    let used = async |talk| model_use::used(place, Some(talk), db.clock.now(), store.db()).await.unwrap();
    assert_eq!((used(anns).await.conversation, used(bobs).await.conversation), (0, 7));
    assert_eq!(used(anns).await.day, 14);
}

async fn a_budget_is_kept_per_workspace(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (shop(&db, &store, "Tea").await.workspace, shop(&db, &store, "Coffee").await.workspace);
    assert_eq!(model_use::budget(tea, store.db()).await.unwrap(), Budget::default());
    let budget = Budget { conversation: None, day: Some(5_000_000_000), month: Some(0) };
    write(&store, move |w| Box::pin(async move { model_use::update_budget(tea, &budget, w).await })).await.unwrap();
    assert_eq!(model_use::budget(tea, store.db()).await.unwrap(), budget);
    assert_eq!(model_use::budget(coffee, store.db()).await.unwrap(), Budget::default());
}
