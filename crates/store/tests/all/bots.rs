//! Bots, widgets and counters.

use store::{Clock, Error, bots, counters, widgets};

use crate::accounts_people::{workspace, write};
use crate::chats::{bot, shop};
use crate::harness::TestDb;

both! {
    a_bot_reads_back_changes_and_is_found_only_in_its_workspace,
    a_widget_is_found_by_its_key_and_keeps_its_list_of_websites,
    a_counter_counts_from_one_in_each_workspace_and_takes_back_what_failed,
}

async fn a_bot_reads_back_changes_and_is_found_only_in_its_workspace(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let coffee = shop(&db, &store, "Coffee").await;
    db.clock.advance_ms(5);
    let second = bot(&db, &store, tea.workspace, "Second").await;
    assert_eq!(bots::list(tea.workspace, store.db()).await.unwrap(), [tea.bot.clone(), second]);
    let mut changed = tea.bot.clone();
    changed.name = "Чай".into();
    changed.persona = String::new();
    changed.welcome_message = "Hi ☕".into();
    changed.color = Some("#2e7d32".into());
    changed.rules.company = "Tea “& sons”".into();
    changed.rules.never_say = vec!["cheap".into()];
    changed.version = 2;
    changed.updated_at = db.clock.now();
    let row = changed.clone();
    write(&store, move |w| Box::pin(async move { bots::update(row.workspace_id, &row, w).await })).await.unwrap();
    assert_eq!(bots::get(tea.workspace, &tea.bot.public_id, store.db()).await.unwrap(), changed);
    assert_eq!(bots::get_by_id(tea.workspace, tea.bot.id, store.db()).await.unwrap(), changed);
    assert_eq!(bots::find_public(&tea.bot.public_id, store.db()).await.unwrap(), Some(changed.clone()));
    let foreign = bots::get(coffee.workspace, &tea.bot.public_id, store.db()).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let foreign = bots::get_by_id(coffee.workspace, tea.bot.id, store.db()).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let (row, other) = (changed, coffee.workspace);
    let foreign = write(&store, move |w| Box::pin(async move { bots::update(other, &row, w).await })).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    assert_eq!(bots::list(coffee.workspace, store.db()).await.unwrap(), [coffee.bot]);
}

async fn a_widget_is_found_by_its_key_and_keeps_its_list_of_websites(db: TestDb) {
    let store = db.open().await;
    let tea = shop(&db, &store, "Tea").await;
    let coffee = shop(&db, &store, "Coffee").await;
    let (place, mut widget) = (tea.workspace, tea.widget);
    assert_eq!(widgets::find_by_key(&widget.key, store.db()).await.unwrap(), Some(widget.clone()));
    assert_eq!(widgets::get_of_bot(place, tea.bot.id, store.db()).await.unwrap(), widget);
    let (id, at) = (widget.id, db.clock.now().plus_ms(9));
    write(&store, move |w| {
        Box::pin(async move {
            widgets::update_domains(place, id, &[], &mut *w).await?;
            widgets::update_seen(place, id, at, w).await
        })
    })
    .await
    .unwrap();
    widget.domains.clear();
    widget.last_seen_at = Some(at);
    assert_eq!(widgets::get_by_id(place, id, store.db()).await.unwrap(), widget);
    assert_eq!(widgets::list(place, store.db()).await.unwrap(), [widget]);
    let other = coffee.workspace;
    let foreign = write(&store, move |w| {
        Box::pin(async move { widgets::update_domains(other, id, &["evil.example".into()], w).await })
    });
    assert!(matches!(foreign.await, Err(Error::NotFound)));
    assert!(matches!(widgets::get_by_id(other, id, store.db()).await, Err(Error::NotFound)));
    assert!(matches!(widgets::get_of_bot(other, tea.bot.id, store.db()).await, Err(Error::NotFound)));
}

async fn a_counter_counts_from_one_in_each_workspace_and_takes_back_what_failed(db: TestDb) {
    let store = db.open().await;
    let other_node = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    assert_eq!(counters::read(tea, "knowledge", store.db()).await.unwrap(), 0);
    let next = |store: &store::Store, place, name| {
        let store = store.clone();
        async move { write(&store, move |w| Box::pin(counters::next(place, name, w))).await }
    };
    assert_eq!(next(&store, tea, "conversation").await.unwrap(), 1);
    let failed = write(&store, move |w| {
        Box::pin(async move {
            counters::next(tea, "conversation", w).await?;
            Err::<(), _>(Error::NotFound)
        })
    });
    assert!(failed.await.is_err());
    let many = (0..20).map(|n| next(if n % 2 == 0 { &store } else { &other_node }, tea, "conversation"));
    let mut numbers: Vec<i64> = futures::future::join_all(many).await.into_iter().map(Result::unwrap).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (2..=21).collect::<Vec<_>>());
    assert_eq!(counters::read(tea, "conversation", store.db()).await.unwrap(), 21);
    assert_eq!(next(&store, tea, "knowledge").await.unwrap(), 1);
    assert_eq!(next(&store, coffee, "conversation").await.unwrap(), 1);
}
