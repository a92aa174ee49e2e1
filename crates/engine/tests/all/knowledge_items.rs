//! Items from draft to archive.

use domain::events::EventKind;
use domain::ids::ItemRef;
use domain::knowledge::{CONTENT_BYTES, ItemChange, ItemDetail, ItemStatus, NewItem};
use domain::page::PageRequest;
use domain::permissions::{Permission, Role};
use domain::{Code, Language};
use engine::knowledge::{self, ItemQuery};
use engine::{Ctx, Once, Random, accounts};

use crate::world::{World, code, on_both, problem};

fn new(title: &str, content: &str, publish: bool) -> NewItem {
    NewItem { title: title.into(), content: content.into(), language: None, publish }
}

fn text(content: &str) -> ItemChange {
    ItemChange { content: Some(content.into()), ..ItemChange::default() }
}

async fn owner(world: &World) -> Ctx {
    world.set_up().await.ctx().unwrap()
}

async fn create(ctx: &Ctx, title: &str, content: &str, publish: bool) -> ItemDetail {
    knowledge::create_item(ctx, new(title, content, publish)).await.unwrap()
}

/// What a question finds, as texts.
async fn found(ctx: &Ctx, question: &str) -> Vec<String> {
    let found = knowledge::search_items(ctx, question, Some(Language::En), 10).await.unwrap();
    found.into_iter().map(|found| found.passage.text).collect()
}

async fn titles(ctx: &Ctx, query: ItemQuery) -> Vec<String> {
    let page = knowledge::list_items(ctx, query, PageRequest::default()).await.unwrap();
    page.items.into_iter().map(|item| item.title).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_answers_from_its_publication_to_its_archive_and_never_before_or_after() {
    on_both(async |world| {
        let ctx = owner(&world).await;
        let item = create(&ctx, "", "## Refunds\n\nA refund takes five days.", false).await;
        assert_eq!((item.item.title.as_str(), item.item.status), ("Refunds", ItemStatus::Draft));
        assert_eq!((item.item.version, item.item.words, item.item.published_at), (1, 6, None));
        assert_eq!(
            (item.passages[0].heading.as_str(), item.passages[0].text.as_str()),
            ("Refunds", "A refund takes five days.")
        );
        assert!(found(&ctx, "how long does a refund take").await.is_empty(), "a draft answers nothing");

        let live = knowledge::publish_item(&ctx, &item.item.id).await.unwrap();
        assert_eq!((live.item.status, live.item.version), (ItemStatus::Published, 1));
        assert_eq!(found(&ctx, "how long does a refund take").await, ["A refund takes five days."]);
        assert_eq!(
            knowledge::publish_item(&ctx, &item.item.id).await.unwrap(),
            live,
            "publishing twice changes nothing"
        );

        let changed = knowledge::update_item(&ctx, &item.item.id, text("A refund takes three days.")).await.unwrap();
        assert_eq!((changed.item.version, changed.item.title.as_str()), (2, "Refunds"));
        assert_eq!(found(&ctx, "how long does a refund take").await, ["A refund takes three days."]);

        knowledge::archive_item(&ctx, &item.item.id).await.unwrap();
        knowledge::archive_item(&ctx, &item.item.id).await.unwrap();
        assert!(found(&ctx, "how long does a refund take").await.is_empty());
        assert_eq!(knowledge::read_item(&ctx, &item.item.id).await.unwrap().item.status, ItemStatus::Archived);

        knowledge::publish_item(&ctx, &item.item.id).await.unwrap();
        assert_eq!(found(&ctx, "how long does a refund take").await, ["A refund takes three days."]);
        let kinds: Vec<_> = world.events(&ctx).await.into_iter().map(|event| event.fact.kind).collect();
        use EventKind::{ItemArchived, ItemCreated, ItemPublished, ItemUpdated};
        let told: Vec<_> = kinds.into_iter().filter(|kind| kind.as_str().starts_with("item.")).collect();
        assert_eq!(told, [ItemCreated, ItemPublished, ItemUpdated, ItemPublished, ItemArchived, ItemPublished]);
        assert_eq!(world.rows("item_versions").await, 2, "each version that answered is kept");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_node_answers_from_it_at_once() {
    on_both(async |world| {
        let ctx = owner(&world).await;
        if !world.is_postgres() {
            return;
        }
        let second = Ctx::system(&world.second_node().await, ctx.workspace());
        assert!(found(&second, "opening hours").await.is_empty());
        let item = create(&ctx, "Hours", "Our opening hours are nine to six.", true).await;
        assert_eq!(found(&second, "opening hours").await.len(), 1);
        knowledge::archive_item(&ctx, &item.item.id).await.unwrap();
        assert!(found(&second, "opening hours").await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_input_is_refused_field_by_field_and_nothing_is_stored() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    for (title, content, fields) in [
        ("", "", vec!["content"]),
        ("Title", " \n ", vec!["content"]),
        ("a\nb", "text", vec!["title"]),
        (&"x".repeat(201), "", vec!["content", "title"]),
        ("Zero", "a\0b", vec!["content"]),
        ("Large", &"x".repeat(CONTENT_BYTES + 1), vec!["content"]),
    ] {
        let refused = problem(knowledge::create_item(&ctx, new(title, content, true)).await);
        assert_eq!(refused.code, Code::Invalid);
        assert_eq!(refused.fields.keys().collect::<Vec<_>>(), fields);
    }
    assert_eq!(world.rows("items").await, 0);
    let item = create(&ctx, "Tea", "We sell tea.", true).await;
    assert!(problem(knowledge::update_item(&ctx, &item.item.id, text(" ")).await).fields.contains_key("content"));
    let nowhere = ItemRef::new(world.random.u128());
    assert_eq!(code(knowledge::read_item(&ctx, &nowhere).await), Code::NotFound);
    assert_eq!(code(knowledge::update_item(&ctx, &nowhere, text("x")).await), Code::NotFound);
    assert_eq!(code(knowledge::publish_item(&ctx, &nowhere).await), Code::NotFound);
    assert_eq!(code(knowledge::archive_item(&ctx, &nowhere).await), Code::NotFound);
    for question in ["", "  ", &"x".repeat(1_001)] {
        assert!(problem(knowledge::search_items(&ctx, question, None, 5).await).fields.contains_key("q"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_text_is_never_there_twice() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let tea = create(&ctx, "Tea", "We sell tea.", true).await;
    let refused = problem(knowledge::create_item(&ctx, new("Another title", " We sell\ntea.", false)).await);
    assert_eq!(refused.code, Code::Conflict);
    assert!(refused.fields["content"].contains(tea.item.id.as_str()), "{refused}");
    let milk = create(&ctx, "Milk", "We sell milk.", true).await;
    assert_eq!(code(knowledge::update_item(&ctx, &milk.item.id, text("We sell tea.")).await), Code::Conflict);
    assert_eq!(found(&ctx, "milk").await, ["We sell milk."], "the refused change has changed nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_made_from_an_old_version_overwrites_nothing() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let item = create(&ctx, "Tea", "We sell tea.", false).await.item;
    let from = |version, content: &str| ItemChange { version: Some(version), ..text(content) };
    assert_eq!(knowledge::update_item(&ctx, &item.id, from(1, "We sell green tea.")).await.unwrap().item.version, 2);
    let refused = problem(knowledge::update_item(&ctx, &item.id, from(1, "We sell black tea.")).await);
    assert_eq!(refused.code, Code::Conflict);
    assert!(refused.message.contains("version 2"), "{refused}");
    assert_eq!(knowledge::read_item(&ctx, &item.id).await.unwrap().content, "We sell green tea.");

    let events = world.events(&ctx).await.len();
    let same = knowledge::update_item(&ctx, &item.id, from(2, "We sell green tea.")).await.unwrap();
    assert_eq!((same.item.version, world.events(&ctx).await.len()), (2, events), "the same again is no change");

    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..6 {
        let (ctx, id) = (ctx.clone(), item.id.clone());
        tasks.spawn(
            async move { knowledge::update_item(&ctx, &id, from(2, &format!("Tea number {n}."))).await.is_ok() },
        );
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|won| *won).count(), 1, "one of them is first");
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_and_scopes_decide_who_writes_and_who_publishes() {
    let world = World::new().await;
    let ann = world.set_up().await;
    let ctx = ann.ctx().unwrap();
    let tom = world.join(&ctx, "tom@example.com", Role::Tester).await.ctx().unwrap();
    let vera = world.join(&ctx, "vera@example.com", Role::Viewer).await.ctx().unwrap();
    let draft = create(&tom, "Draft", "A draft about tea.", false).await.item.id;
    assert_eq!(code(knowledge::create_item(&tom, new("x", "y", true)).await), Code::Forbidden);
    assert_eq!(code(knowledge::publish_item(&tom, &draft).await), Code::Forbidden);
    assert_eq!(code(knowledge::archive_item(&tom, &draft).await), Code::Forbidden);
    knowledge::publish_item(&ctx, &draft).await.unwrap();
    assert_eq!(code(knowledge::update_item(&tom, &draft, text("Changed.")).await), Code::Forbidden);
    assert_eq!(code(knowledge::create_item(&vera, new("x", "y", false)).await), Code::Forbidden);
    assert!(knowledge::read_item(&vera, &draft).await.is_ok());
    let key = accounts::create_api_key(&ctx, "Writer", vec![Permission::KnowledgeWrite]).await.unwrap();
    let program = accounts::open_api_key(&world.app, &key.secret).await.unwrap();
    let made = create(&program, "By a program", "A text by a program.", false).await;
    assert_eq!(made.passages.len(), 1, "who writes sees what was written");
    assert_eq!(code(knowledge::read_item(&program, &draft).await), Code::Forbidden);
    assert_eq!(code(knowledge::counts(&program).await), Code::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_filtered_searched_and_come_in_pages() {
    on_both(async |world| {
        let ctx = owner(&world).await;
        for n in 0..7 {
            // Some change at the same moment.
            world.clock.advance_ms(i64::from(n != 3 && n != 4));
            create(&ctx, &format!("Größe {n}"), &format!("Text number {n} about sizes."), n % 3 == 0).await;
        }
        let mut all = Vec::new();
        let mut page = PageRequest::new(None, Some(3));
        loop {
            let got = knowledge::list_items(&ctx, ItemQuery::default(), page).await.unwrap();
            all.extend(got.items.into_iter().map(|item| item.title));
            match got.next_cursor {
                Some(cursor) => page = PageRequest::new(Some(cursor), Some(3)),
                None => break,
            }
        }
        assert_eq!((all[0].as_str(), all[6].as_str()), ("Größe 6", "Größe 0"), "the newest change first");
        all.sort();
        let expected: Vec<_> = (0..7).map(|n| format!("Größe {n}")).collect();
        assert_eq!(all, expected, "none twice and none left out");
        let search = |text: &str| ItemQuery { search: Some(text.into()), ..ItemQuery::default() };
        assert_eq!(titles(&ctx, search(" GRÖSSE 3")).await, Vec::<String>::new());
        assert_eq!(titles(&ctx, search("GRÖßE 3 ")).await, ["Größe 3"]);
        assert_eq!(titles(&ctx, search("%")).await, Vec::<String>::new());
        let published = ItemQuery { status: Some(ItemStatus::Published), ..ItemQuery::default() };
        assert_eq!(titles(&ctx, published).await, ["Größe 6", "Größe 3", "Größe 0"]);
        let counts = knowledge::counts(&ctx).await.unwrap();
        assert_eq!(counts, [(ItemStatus::Draft, 4), (ItemStatus::Published, 3), (ItemStatus::Archived, 0)]);
        let wrong = PageRequest::new(Some("nonsense".into()), None);
        assert_eq!(code(knowledge::list_items(&ctx, ItemQuery::default(), wrong).await), Code::Invalid);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_workspace_sees_and_finds_nothing_of_it() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let item = create(&ctx, "Secret tea", "The secret tea comes from Assam.", true).await.item.id;
    let zoe = world.other_business().await.ctx().unwrap();
    assert!(titles(&zoe, ItemQuery::default()).await.is_empty());
    assert!(found(&zoe, "where does the secret tea come from").await.is_empty());
    assert_eq!(code(knowledge::read_item(&zoe, &item).await), Code::NotFound);
    assert_eq!(code(knowledge::update_item(&zoe, &item, text("Taken.")).await), Code::NotFound);
    assert_eq!(code(knowledge::archive_item(&zoe, &item).await), Code::NotFound);
    create(&zoe, "Secret tea", "The secret tea comes from Assam.", true).await;
    assert_eq!(found(&ctx, "secret tea").await.len(), 1, "the same text elsewhere is no double");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_makes_one_item() {
    let world = World::new().await;
    let ctx = owner(&world).await;
    let once = Once::new("k1", "POST /api/knowledge/items", b"{}").unwrap();
    let first =
        knowledge::create_item(&ctx.clone().once(once.clone()), new("Tea", "We sell tea.", true)).await.unwrap();
    let again = knowledge::create_item(&ctx.clone().once(once), new("Tea", "We sell tea.", true)).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(world.rows("items").await, 1);
}
