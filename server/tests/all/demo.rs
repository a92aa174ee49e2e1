//! The demo shop, as an operator starts it.

use super::harness::SECRET;
use super::process::romashka;
use domain::bots::BotChange;
use domain::ids::WorkspaceId;
use domain::knowledge::{ItemChange, ItemStatus, ItemView};
use domain::page::{MAX_LIMIT, PageRequest};
use engine::Ctx;
use engine::knowledge::{ItemQuery, archive_item, list_items, update_item};
use server::config::{Config, Options};
use std::path::Path;
use std::process::Output;

/// Fills the demo for a shop at this address.
async fn fill(folder: &Path, shop: &str) -> Output {
    let words = ["demo", "--fill-only", "--shop", shop];
    romashka(folder, &words).env("ROMASHKA_SECRET_KEY", SECRET).output().await.unwrap()
}

fn said(output: &[u8]) -> &str {
    std::str::from_utf8(output).unwrap()
}

/// An address on which nobody listens now.
fn free() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// The demo workspace, in a program of our own on the same folder.
async fn look_in(folder: &Path) -> (engine::App, Ctx) {
    let options = Options {
        data_dir: Some(folder.to_str().unwrap().to_owned()),
        secret_key: Some(SECRET.to_owned()),
        ..Options::default()
    };
    let config = Config::check(&options).unwrap();
    let app = server::compose::open(&config, config.links(config.addr)).await.unwrap();
    let noted = store::installation::find("demo_workspace", app.store().db()).await.unwrap();
    let workspace: WorkspaceId = noted.expect("a demo workspace is noted").parse().unwrap();
    let ctx = Ctx::system(&app, workspace);
    (app, ctx)
}

async fn items(ctx: &Ctx) -> Vec<ItemView> {
    list_items(ctx, ItemQuery::default(), PageRequest { cursor: None, limit: MAX_LIMIT }).await.unwrap().items
}

#[tokio::test]
async fn a_second_start_of_the_demo_keeps_what_people_have_changed_in_it() {
    let folder = tempfile::tempdir().unwrap();
    super::shop::prepare(folder.path(), None, None).await;
    let shop = free();
    let first = fill(folder.path(), &shop).await;
    assert!(first.status.success(), "{}", said(&first.stderr));
    assert!(said(&first.stdout).contains("15 pages read, 15 in all"), "{}", said(&first.stdout));

    let (app, ctx) = look_in(folder.path()).await;
    let before = items(&ctx).await;
    let languages: std::collections::BTreeSet<_> = before.iter().map(|item| item.language.code()).collect();
    assert_eq!(languages, ["de", "en", "es"].into());
    assert!(before.iter().all(|item| item.status == ItemStatus::Published));
    let bot = engine::bots::list(&ctx).await.unwrap().remove(0);
    let change = BotChange {
        name: Some("Kira".into()),
        color: Some("#123456".into()),
        persona: Some("You are Kira.".into()),
        ..BotChange::default()
    };
    engine::bots::update(&ctx, &bot.id, change).await.unwrap();
    let changed = ItemChange { content: Some("# Shipping\n\nWe ship by hand.".into()), ..ItemChange::default() };
    let changed = update_item(&ctx, &before[0].id, changed).await.unwrap();
    archive_item(&ctx, &before[1].id).await.unwrap();
    app.store().close().await;
    drop((app, ctx));

    let second = fill(folder.path(), &shop).await;
    assert!(second.status.success(), "{}", said(&second.stderr));
    assert!(said(&second.stdout).contains("0 pages read, 15 in all"), "{}", said(&second.stdout));
    let (app, ctx) = look_in(folder.path()).await;
    let bots = engine::bots::list(&ctx).await.unwrap();
    let kira: Vec<_> = bots.iter().map(|bot| (&*bot.name, &*bot.persona, bot.color.as_deref())).collect();
    assert_eq!(kira, [("Kira", "You are Kira.", Some("#123456"))]);
    assert_eq!(bots[0].widget.key, bot.widget.key, "pages that carry the snippet go on working");
    let after = items(&ctx).await;
    assert_eq!(after.len(), before.len());
    let one = |id| after.iter().find(|item| item.id == id).unwrap();
    assert_eq!(one(before[0].id.clone()).version, changed.item.version);
    assert_eq!(one(before[1].id.clone()).status, ItemStatus::Archived);
    app.store().close().await;
}

#[tokio::test]
async fn a_demo_where_nobody_has_an_account_says_who_has_to_come_first() {
    let folder = tempfile::tempdir().unwrap();
    let ended = fill(folder.path(), &free()).await;
    assert_eq!(ended.status.code(), Some(1));
    assert!(said(&ended.stderr).contains("create the owner, then run this again"), "{}", said(&ended.stderr));
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_with_the_way_to_another() {
    let folder = tempfile::tempdir().unwrap();
    super::shop::prepare(folder.path(), None, None).await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let shop = taken.local_addr().unwrap().to_string();
    let ended = fill(folder.path(), &shop).await;
    assert_eq!(ended.status.code(), Some(1));
    let said = said(&ended.stderr);
    assert!(said.contains(&shop) && said.contains("Choose another port with --shop"), "{said}");
    // Nothing was begun.
    let ended = fill(folder.path(), &free()).await;
    assert!(ended.status.success());
}
