//! Items, their passages and their versions.

use domain::Language;
use domain::events::Actor;
use domain::ids::{ItemId, ItemRef, UserId, WorkspaceId};
use domain::knowledge::{ItemSource, ItemStatus};
use store::item_versions::{self, ItemVersionRow};
use store::items::{self, ItemFilter, ItemHead, ItemRow};
use store::passages::{self, PassageRow};
use store::{Clock, Error, Random, Store};

use crate::accounts_people::{workspace, write};
use crate::harness::TestDb;

both! {
    an_item_reads_back_with_every_column_and_changes,
    items_are_listed_newest_change_first_in_pieces_by_status_and_title,
    what_changed_is_told_by_generation,
    only_what_is_published_here_has_a_published_version,
    an_item_is_found_again_by_where_it_came_from_and_by_what_it_holds,
    passages_are_replaced_as_a_whole_however_many_they_are,
    a_version_that_is_kept_never_changes,
}

/// A draft.
pub async fn item(db: &TestDb, store: &Store, place: WorkspaceId, title: &str) -> ItemRow {
    db.clock.advance_ms(1);
    let row = ItemRow {
        head: ItemHead {
            id: ItemId::new(db.clock.now(), db.random.u128()),
            public_id: ItemRef::new(db.random.u128()),
            workspace_id: place,
            title: title.to_owned(),
            status: ItemStatus::Draft,
            language: Language::En,
            source: ItemSource::Url,
            origin: Some(format!("https://shop.example/{title}")),
            words: 2,
            version: 1,
            generation: 0,
            created_at: db.clock.now(),
            updated_at: db.clock.now(),
            published_at: None,
        },
        title_folded: title.to_lowercase(),
        content: format!("# {title}\n\nText."),
        content_hash: title.as_bytes().to_vec(),
        created_by: Actor::User(UserId::new(db.clock.now(), db.random.u128())),
    };
    let new = row.clone();
    write(store, move |w| Box::pin(async move { items::insert(&new, w).await })).await.unwrap();
    row
}

async fn update(store: &Store, row: &ItemRow) -> store::Result<()> {
    let row = row.clone();
    write(store, move |w| Box::pin(async move { items::update(row.head.workspace_id, &row, w).await })).await
}

async fn publish(store: &Store, row: &mut ItemRow, generation: i64) {
    row.head.status = ItemStatus::Published;
    row.head.generation = generation;
    update(store, row).await.unwrap();
}

async fn an_item_reads_back_with_every_column_and_changes(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let mut row = item(&db, &store, tea, "Retouren").await;
    assert_eq!(items::get(tea, &row.head.public_id, store.db()).await.unwrap(), row);
    row.head.title = "Rücksendung".into();
    row.title_folded = "rücksendung".into();
    row.head.status = ItemStatus::Published;
    row.head.language = Language::De;
    row.head.origin = None;
    row.content = "Neu".into();
    row.content_hash = vec![0, 255];
    row.head.words = 1;
    row.head.version = 2;
    row.head.generation = 7;
    row.head.updated_at = row.head.updated_at.plus_ms(3);
    row.head.published_at = Some(row.head.updated_at);
    update(&store, &row).await.unwrap();
    let id = row.head.public_id.clone();
    let held = write(&store, move |w| Box::pin(async move { items::lock(tea, &id, w).await })).await.unwrap();
    assert_eq!(held, row);
    assert!(matches!(items::get(coffee, &row.head.public_id, store.db()).await, Err(Error::NotFound)));
    row.head.workspace_id = coffee;
    assert!(matches!(update(&store, &row).await, Err(Error::NotFound)));
    let id = ItemId::new(db.clock.now(), db.random.u128());
    let head = ItemHead { id, public_id: ItemRef::new(1), workspace_id: tea, source: ItemSource::File, ..row.head };
    let system = ItemRow { head, created_by: Actor::System, ..row };
    let new = system.clone();
    write(&store, move |w| Box::pin(async move { items::insert(&new, w).await })).await.unwrap();
    assert_eq!(items::get(tea, &system.head.public_id, store.db()).await.unwrap(), system);
}

async fn items_are_listed_newest_change_first_in_pieces_by_status_and_title(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let mut old = item(&db, &store, tea, "100% Größe").await;
    let middle = item(&db, &store, tea, "1000 grams").await;
    let new = item(&db, &store, tea, "Back\\slash_es").await;
    item(&db, &store, coffee, "Elsewhere").await;
    publish(&store, &mut old, 1).await;
    let titles = |filter: ItemFilter, limit| {
        let db = store.db();
        async move {
            let heads = items::list(tea, &filter, limit, db).await.unwrap();
            heads.into_iter().map(|head| head.title).collect::<Vec<_>>()
        }
    };
    let all = ItemFilter::default();
    assert_eq!(titles(all.clone(), 2).await, [new.head.title.clone(), middle.head.title.clone()]);
    let rest = ItemFilter { after: Some((middle.head.updated_at, middle.head.id)), ..all.clone() };
    assert_eq!(titles(rest, 2).await, [old.head.title.clone()]);
    let published = ItemFilter { status: Some(ItemStatus::Published), ..all.clone() };
    assert_eq!(titles(published, 9).await, [old.head.title.clone()]);
    for (search, expected) in [("größe", &old), ("100%", &old), ("k\\s", &new), ("h_e", &new), ("1000", &middle)] {
        let found = titles(ItemFilter { search: Some(search.into()), ..all.clone() }, 9).await;
        assert_eq!((found.len(), &found[0]), (1, &expected.head.title), "{search}");
    }
    let counts = items::counts(tea, store.db()).await.unwrap();
    assert_eq!(counts, [(ItemStatus::Draft, 2), (ItemStatus::Published, 1), (ItemStatus::Archived, 0)]);
    let head = items::list(tea, &all, 9, store.db()).await.unwrap().pop().unwrap();
    assert_eq!(
        (head.id, head.public_id, head.workspace_id, head.origin),
        (old.head.id, old.head.public_id, tea, old.head.origin)
    );
    assert_eq!((head.language, head.source, head.words, head.version), (old.head.language, old.head.source, 2, 1));
    assert_eq!((head.created_at, head.published_at, head.generation), (old.head.created_at, None, 1));
}

async fn what_changed_is_told_by_generation(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let mut rows = Vec::new();
    for (title, generation) in [("c", 3), ("a", 1), ("b", 2)] {
        let mut row = item(&db, &store, tea, title).await;
        publish(&store, &mut row, generation).await;
        rows.push(row);
    }
    publish(&store, &mut item(&db, &store, coffee, "x").await, 9).await;
    let titles = |after, limit| {
        let db = store.db();
        async move {
            let heads = items::changed_after(tea, after, limit, db).await.unwrap();
            heads.into_iter().map(|head| head.title).collect::<String>()
        }
    };
    assert_eq!(titles(0, 9).await, "abc");
    assert_eq!(titles(1, 1).await, "b");
    assert_eq!(titles(3, 9).await, "");
}

async fn only_what_is_published_here_has_a_published_version(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let mut first = item(&db, &store, tea, "a").await;
    first.head.version = 4;
    publish(&store, &mut first, 1).await;
    let draft = item(&db, &store, tea, "b").await;
    let mut foreign = item(&db, &store, coffee, "c").await;
    publish(&store, &mut foreign, 1).await;
    let mut asked = vec![draft.head.id, foreign.head.id, first.head.id];
    assert_eq!(items::versions_published(tea, &asked, store.db()).await.unwrap(), [(first.head.id, 4)]);
    // More than one statement takes.
    asked.splice(0..0, (0..1_100).map(|n| ItemId::new(db.clock.now(), n)));
    assert_eq!(items::versions_published(tea, &asked, store.db()).await.unwrap(), [(first.head.id, 4)]);
    assert_eq!(items::versions_published(tea, &[], store.db()).await.unwrap(), []);
}

async fn an_item_is_found_again_by_where_it_came_from_and_by_what_it_holds(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    item(&db, &store, tea, "a").await;
    let newer = item(&db, &store, tea, "a").await;
    let origin = newer.head.origin.clone().unwrap();
    assert_eq!(items::find_by_origin(tea, &origin, store.db()).await.unwrap(), Some(newer.clone()));
    assert_eq!(items::find_by_hash(tea, b"a", store.db()).await.unwrap(), Some(newer));
    assert_eq!(items::find_by_origin(coffee, &origin, store.db()).await.unwrap(), None);
    assert_eq!(items::find_by_hash(coffee, b"a", store.db()).await.unwrap(), None);
}

async fn passages_are_replaced_as_a_whole_however_many_they_are(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let (first, second) = (item(&db, &store, tea, "a").await.head.id, item(&db, &store, tea, "b").await.head.id);
    let passages = |item_id, many: i64| -> Vec<PassageRow> {
        let one = |ordinal| PassageRow {
            item_id,
            ordinal,
            heading: format!("Shop › {ordinal}"),
            text: format!("Text {ordinal} of {many}"),
            start_byte: ordinal * 10,
            end_byte: ordinal * 10 + 9,
        };
        (0..many).map(one).collect()
    };
    for (id, many) in [(first, 3), (second, 2), (first, 133)] {
        let rows = passages(id, many);
        let replaced = write(&store, move |w| Box::pin(async move { passages::replace(tea, id, &rows, w).await }));
        replaced.await.unwrap();
    }
    let found = passages::list(tea, &[second, first], store.db()).await.unwrap();
    assert_eq!(found, [passages(first, 133), passages(second, 2)].concat());
    assert_eq!(passages::list(coffee, &[first], store.db()).await.unwrap(), []);
    write(&store, move |w| Box::pin(async move { passages::replace(tea, first, &[], w).await })).await.unwrap();
    assert_eq!(passages::list(tea, &[first, second], store.db()).await.unwrap(), passages(second, 2));
}

async fn a_version_that_is_kept_never_changes(db: TestDb) {
    let store = db.open().await;
    let (tea, coffee) = (workspace(&db, &store, "Tea").await, workspace(&db, &store, "Coffee").await);
    let item_id = item(&db, &store, tea, "a").await.head.id;
    let row = ItemVersionRow {
        workspace_id: tea,
        item_id,
        version: 1,
        title: "A".into(),
        content: "First".into(),
        created_at: db.clock.now(),
    };
    for content in ["First", "Second"] {
        let new = ItemVersionRow { content: content.into(), ..row.clone() };
        write(&store, move |w| Box::pin(async move { item_versions::insert(&new, w).await })).await.unwrap();
    }
    assert_eq!(item_versions::get(tea, item_id, 1, store.db()).await.unwrap(), row);
    for (place, version) in [(tea, 2), (coffee, 1)] {
        let found = item_versions::get(place, item_id, version, store.db()).await;
        assert!(matches!(found, Err(Error::NotFound)), "{found:?}");
    }
}
