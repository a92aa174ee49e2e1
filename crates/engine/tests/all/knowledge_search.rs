//! What is published is found at once, and nothing else is.

use crate::world::{World, on_both};
use domain::Language;
use domain::events::Actor;
use domain::ids::{ItemId, ItemRef, WorkspaceId};
use domain::knowledge::{ItemSource, ItemStatus};
use engine::knowledge::{COUNTER, search};
use engine::{App, Error, Random};
use store::items::{ItemHead, ItemRow};
use store::passages::PassageRow;
use store::{counters, items, passages};

/// A published item of one passage, as publishing leaves it.
async fn publish(world: &World, workspace: WorkspaceId, title: &str, text: &str) -> ItemRow {
    let now = world.clock_start();
    let item = ItemRow {
        head: ItemHead {
            id: ItemId::new(now, world.random.u128()),
            public_id: ItemRef::new(world.random.u128()),
            workspace_id: workspace,
            title: title.into(),
            status: ItemStatus::Published,
            language: Language::En,
            source: ItemSource::Url,
            origin: Some("https://tea.example/help".into()),
            words: 1,
            version: 1,
            generation: 0,
            created_at: now,
            updated_at: now,
            published_at: Some(now),
        },
        title_folded: title.to_lowercase(),
        content: text.into(),
        content_hash: vec![1],
        created_by: Actor::System,
    };
    store_item(&world.app, item, true).await
}

/// Writes the item with its one passage under the next generation.
async fn store_item(app: &App, mut item: ItemRow, is_new: bool) -> ItemRow {
    app.store()
        .write(Some(item.head.workspace_id), move |work| {
            Box::pin(async move {
                let workspace = item.head.workspace_id;
                item.head.generation = counters::next(workspace, COUNTER, work).await?;
                if is_new {
                    items::insert(&item, &mut *work).await?;
                } else {
                    items::update(workspace, &item, &mut *work).await?;
                }
                let passage = PassageRow {
                    item_id: item.head.id,
                    ordinal: 0,
                    heading: String::new(),
                    text: item.content.clone(),
                    start_byte: 0,
                    end_byte: item.content.len() as i64,
                };
                passages::replace(workspace, item.head.id, &[passage], &mut *work).await?;
                Ok::<_, Error>(item)
            })
        })
        .await
        .unwrap()
}

async fn titles(app: &App, workspace: WorkspaceId, query: &str) -> Vec<String> {
    let found = search(app, workspace, query, Some(Language::En), 5).await.unwrap();
    found.into_iter().map(|found| found.item.title).collect()
}

#[tokio::test]
async fn what_is_published_is_found_at_once_on_every_node() {
    on_both(async |world| {
        let workspace = world.set_up().await.ctx().unwrap().workspace();
        assert!(search(&world.app, workspace, "green tea", None, 5).await.unwrap().is_empty());
        let item = publish(&world, workspace, "Green tea", "Steep green tea for two minutes.").await;
        let other_node = world.second_node().await;
        for node in [&world.app, &other_node] {
            let found = search(node, workspace, "how long does green tea steep", Some(Language::En), 5).await.unwrap();
            assert_eq!(found.len(), 1);
            let found = &found[0];
            assert_eq!((&found.item.public_id, found.item.version), (&item.head.public_id, 1));
            assert_eq!(found.item.url.as_deref(), Some("https://tea.example/help"));
            assert_eq!(found.passage.text, item.content);
            assert!(found.coverage > 0.9 && found.score > 0.0, "{found:?}");
        }
        publish(&world, workspace, "Black tea", "Steep black tea for four minutes.").await;
        for node in [&world.app, &other_node] {
            assert_eq!(titles(node, workspace, "black tea").await[0], "Black tea");
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_is_taken_up_and_what_is_archived_or_a_draft_is_not_found() {
    on_both(async |world| {
        let workspace = world.set_up().await.ctx().unwrap().workspace();
        let mut item = publish(&world, workspace, "Returns", "Send it back within thirty days.").await;
        assert_eq!(titles(&world.app, workspace, "thirty days").await, ["Returns"]);
        item.content = "Send it back within sixty days.".into();
        item.head.version = 2;
        let mut item = store_item(&world.app, item, false).await;
        assert!(titles(&world.app, workspace, "thirty").await.is_empty());
        let found = search(&world.app, workspace, "sixty", None, 5).await.unwrap();
        assert_eq!((found[0].item.version, found[0].passage.text.as_str()), (2, item.content.as_str()));
        for status in [ItemStatus::Archived, ItemStatus::Published, ItemStatus::Draft] {
            item.head.status = status;
            item = store_item(&world.app, item, false).await;
            let found = titles(&world.app, workspace, "sixty").await.len();
            assert_eq!(found, usize::from(status == ItemStatus::Published), "{status:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_index_that_does_not_know_yet_gives_nothing_that_is_not_published() {
    on_both(async |world| {
        let workspace = world.set_up().await.ctx().unwrap().workspace();
        let mut item = publish(&world, workspace, "Returns", "Send it back within thirty days.").await;
        assert_eq!(titles(&world.app, workspace, "thirty days").await.len(), 1);
        // Taken back without the counter that tells the indexes: the store is asked all the same.
        item.head.status = ItemStatus::Archived;
        let row = item.clone();
        let archived = world.app.store().write(Some(workspace), move |work| {
            Box::pin(async move { items::update(workspace, &row, work).await.map_err(Error::from) })
        });
        archived.await.unwrap();
        assert!(titles(&world.app, workspace, "thirty days").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn no_workspace_finds_what_is_anothers() {
    on_both(async |world| {
        let mine = world.set_up().await.ctx().unwrap().workspace();
        let theirs = world.other_business().await.ctx().unwrap().workspace();
        publish(&world, mine, "Secret recipe", "Our secret recipe has bergamot.").await;
        publish(&world, theirs, "Opening hours", "We open at nine.").await;
        assert_eq!(titles(&world.app, mine, "bergamot").await, ["Secret recipe"]);
        assert!(titles(&world.app, theirs, "bergamot secret recipe").await.is_empty());
        assert!(titles(&world.app, mine, "opening hours").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn more_items_than_one_reading_are_all_taken_up() {
    let world = World::new().await;
    let workspace = world.set_up().await.ctx().unwrap().workspace();
    for number in 0..450 {
        publish(&world, workspace, &format!("Item {number}"), &format!("The code word of it is word{number}.")).await;
    }
    for number in [0, 199, 200, 201, 399, 449] {
        let found = titles(&world.app, workspace, &format!("word{number}")).await;
        assert_eq!(found.first(), Some(&format!("Item {number}")));
    }
}
