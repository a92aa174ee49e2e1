//! Knowledge is found by what it means, where there is an embedder, and by its words as before where that fails.

use std::sync::Arc;
use std::time::{Duration, Instant};

use connectors::http::{AllowHosts, GuardedClient, Limits};
use connectors::models::{Embeddings, Endpoint};
use connectors::testing::{Act, ModelServer};
use domain::Language;
use domain::ids::ItemRef;
use domain::knowledge::NewItem;
use embedder::{Folder, testing};
use engine::evaluation::Grasp;
use engine::knowledge::{self, Embedder, search};
use engine::{App, Ctx};

use crate::world::{World, on_both};

/// A model to which the words of a question and those of its answer mean the same, as they do in the trial.
fn folder() -> Embedder {
    let place = tempfile::tempdir().unwrap();
    let (questions, passages) = Grasp::trial();
    testing::make_of_pairs(place.path(), questions.into_iter().zip(passages).take(10)).unwrap();
    Embedder::Folder(Arc::new(Folder::open(place.path()).unwrap()))
}

async fn publish(ctx: &Ctx, title: &str, content: &str) -> ItemRef {
    let new = NewItem { title: title.into(), content: content.into(), language: Some(Language::En), publish: true };
    knowledge::create_item(ctx, new).await.unwrap().item.id
}

async fn titles(app: &App, ctx: &Ctx, query: &str) -> Vec<String> {
    let found = search(app, ctx.workspace(), query, Some(Language::En), 5).await.unwrap();
    found.into_iter().map(|found| found.item.title).collect()
}

/// Waits until the embedder was tried out and its vectors are known.
async fn found_in_time(app: &App, ctx: &Ctx, query: &str, title: &str) -> bool {
    for _ in 0..200 {
        if titles(app, ctx, query).await.first().is_some_and(|first| first == title) {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    false
}

const LISTED: &str = "Open positions are listed on our careers page.";
const HIRING: &str = "Are you hiring?";

#[tokio::test]
async fn what_is_published_is_found_by_words_at_once_and_by_meaning_once_its_vector_is_made() {
    on_both(async |world| {
        let ctx = world.set_up().await.ctx().unwrap();
        let world = world.with_embedder(folder()).await;
        let ctx = Ctx::system(&world.app, ctx.workspace());
        let team = publish(&ctx, "Team", LISTED).await;
        publish(&ctx, "Repairs", "Faulty items are replaced free.").await;
        assert_eq!(titles(&world.app, &ctx, "positions listed").await.first().map(String::as_str), Some("Team"));
        assert_eq!(titles(&world.app, &ctx, HIRING).await, Vec::<String>::new());
        world.work_off().await;
        assert!(found_in_time(&world.app, &ctx, HIRING, "Team").await);
        // Another node reads what this one made.
        let other = world.second_node().await;
        assert!(found_in_time(&other, &ctx, HIRING, "Team").await);
        assert_eq!(world.rows("vectors").await, 2);
        knowledge::archive_item(&ctx, &team).await.unwrap();
        assert!(!titles(&world.app, &ctx, HIRING).await.contains(&"Team".to_owned()));
        assert_eq!(world.rows("vectors").await, 1);
    })
    .await;
}

#[tokio::test]
async fn vectors_are_made_again_for_changed_passages_and_another_model_alone() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let world = world.with_embedder(folder()).await;
    let ctx = Ctx::system(&world.app, ctx.workspace());
    let item = publish(&ctx, "Shop", &format!("## One\n\n{LISTED}\n\n## Two\n\nFaulty items are replaced free.")).await;
    world.work_off().await;
    let generations =
        "select group_concat(generation) as text from (select generation from vectors order by generation)";
    assert_eq!(world.text(generations).await, "1,1");
    let bytes = "select group_concat(hex(vector)) as text from (select vector from vectors order by passage_hash)";
    let before = world.text(bytes).await;
    let change = domain::knowledge::ItemChange {
        content: Some(format!("## One\n\n{LISTED}\n\n## Two\n\nInvoices can be downloaded.")),
        ..Default::default()
    };
    knowledge::update_item(&ctx, &item, change).await.unwrap();
    world.work_off().await;
    let after = world.text(bytes).await;
    let kept = before.split(',').filter(|vector| after.contains(vector)).count();
    assert_eq!((kept, world.rows("vectors").await), (1, 2));
    // Of another model, as after a change of the setting: made anew when the index is loaded.
    world.run("update vectors set model = 'another'").await;
    let node = world.second_node().await;
    titles(&node, &ctx, "positions").await;
    world.work_off().await;
    assert_eq!(world.rows("vectors where model = 'another'").await, 0);
    assert!(found_in_time(&node, &ctx, HIRING, "Shop").await);
}

#[tokio::test]
async fn a_service_that_fails_or_hangs_neither_breaks_nor_slows_the_search() {
    for act in [Act::Status(500, None), Act::HangAtOnce, Act::Status(401, None)] {
        let world = World::new().await;
        let ctx = world.set_up().await.ctx().unwrap();
        let server = ModelServer::start(act.clone()).await;
        let http =
            GuardedClient::new(AllowHosts::parse(&server.addr().to_string()).unwrap(), Limits::default()).unwrap();
        let endpoint = Endpoint { base_url: Some(server.base_url()), key: Some("sk-test-1234".into()), model: None };
        let service = Embedder::Service(Box::new(Embeddings::new(&http, &endpoint, "small").unwrap()));
        let world = world.with_embedder(service).await;
        let ctx = Ctx::system(&world.app, ctx.workspace());
        publish(&ctx, "Team", LISTED).await;
        let begun = Instant::now();
        for _ in 0..5 {
            assert_eq!(titles(&world.app, &ctx, "positions listed").await, ["Team"], "{act:?}");
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "{act:?} took {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn vectors_of_one_workspace_answer_no_other() {
    let world = World::new().await;
    let mine = world.set_up().await.ctx().unwrap();
    let theirs = world.other_business().await.ctx().unwrap();
    let world = world.with_embedder(folder()).await;
    let system = |ctx: &Ctx| Ctx::system(&world.app, ctx.workspace());
    let (mine, theirs) = (system(&mine), system(&theirs));
    publish(&mine, "Team", LISTED).await;
    publish(&theirs, "Repairs", "Faulty items are replaced free.").await;
    world.work_off().await;
    assert!(found_in_time(&world.app, &mine, HIRING, "Team").await);
    assert!(!titles(&world.app, &theirs, HIRING).await.contains(&"Team".to_owned()));
}
