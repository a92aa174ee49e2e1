//! What is deleted after its time.

use domain::Code;
use domain::accounts::WorkspaceChange;
use domain::permissions::{Permission, Role};
use domain::time::DAY_MS;
use engine::audit::{self, AuditFilter};
use engine::conversations::receive;
use engine::visitors::{VISITOR_LASTS_MS, recognize};
use engine::{accounts, outgoing, retention};

use crate::talks::Shop;
use crate::world::{PASSWORD, World, code};

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_loses_what_it_need_not_keep_and_nothing_younger() {
    let world = World::with_mail().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let days = WorkspaceChange {
        events_kept_days: Some(60),
        audit_kept_days: Some(40),
        mail_kept_days: Some(10),
        ..Default::default()
    };
    accounts::update_workspace(&ctx, days).await.unwrap();
    let old = accounts::invite(&ctx, "old@example.com", Role::Agent).await.unwrap();
    world.work_off().await;
    let count = async || {
        (
            world.events(&ctx).await.len(),
            audit::list(&ctx, AuditFilter::default()).await.unwrap().items.len(),
            outgoing::list_mails(&ctx, Default::default()).await.unwrap().items.len(),
            accounts::list_invitations(&ctx).await.unwrap().len(),
        )
    };
    assert_eq!(count().await, (4, 4, 1, 1));
    for (day, expected) in [(9, (4, 4, 1, 1)), (11, (4, 4, 0, 1)), (38, (4, 4, 0, 0)), (41, (4, 0, 0, 0))] {
        let now = world.clock_start().plus_ms(day * DAY_MS);
        world.clock.set(now);
        retention::clean_workspace(&world.app, ctx.workspace()).await.unwrap();
        assert_eq!(count().await, expected, "day {day}");
    }
    accounts::create_api_key(&ctx, "Young", vec![Permission::MembersRead]).await.unwrap();
    world.work_off().await;
    world.clock.set(world.clock_start().plus_ms(61 * DAY_MS));
    retention::clean_workspace(&world.app, ctx.workspace()).await.unwrap();
    assert_eq!(count().await, (1, 1, 0, 0));
    // Reading from before the start of what is left says so.
    assert_eq!(code(engine::events::list(&ctx, 0, 10).await), Code::Gone);
    assert_eq!(code(accounts::preview_invitation(&world.app, crate::world::token_of(&old.link)).await), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_a_reaction_has_not_read_are_kept() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    world.clock.advance_ms(800 * DAY_MS);
    retention::clean_workspace(&world.app, ctx.workspace()).await.unwrap();
    assert_eq!(world.events(&ctx).await.len(), 2);
    world.work_off().await;
    assert_eq!(audit::list(&ctx, AuditFilter::default()).await.unwrap().items.len(), 2);
    retention::clean_workspace(&world.app, ctx.workspace()).await.unwrap();
    assert_eq!(world.events(&ctx).await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_sessions_links_and_counts_go_with_the_installations_clean_up() {
    let world = World::new().await;
    world.set_up().await;
    accounts::make_reset_link_by_email(&world.app, "ann@example.com").await.unwrap();
    assert_eq!(code(world.sign_in("nobody@example.com", "wrong password").await), Code::Invalid);
    world.clock.advance_ms(29 * DAY_MS);
    let fresh = world.sign_in("ann@example.com", PASSWORD).await.unwrap();
    world.clock.advance_ms(2 * DAY_MS);
    assert_eq!(world.rows("sessions").await, 2);
    assert_eq!((world.rows("password_resets").await, world.rows("attempts").await), (1, 1));
    retention::clean_installation(&world.app).await.unwrap();
    assert_eq!(world.rows("sessions").await, 1);
    assert_eq!((world.rows("password_resets").await, world.rows("attempts").await), (0, 0));
    world.session(&fresh).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_whose_token_has_ended_go_and_what_they_said_stays() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    shop.session().await;
    let talked = shop.session().await;
    let visitor = recognize(&world.app, &talked.token, None).await.unwrap();
    receive(&visitor, "m", "Hello").await.unwrap();
    world.work_off().await;
    let count =
        async || (world.rows("visitors").await, world.rows("contacts").await, world.rows("conversations").await);
    for (pause_ms, expected) in [(VISITOR_LASTS_MS - DAY_MS, (2, 2, 1)), (2 * DAY_MS, (0, 1, 1))] {
        world.clock.advance_ms(pause_ms);
        retention::clean_workspace(&world.app, shop.ctx.workspace()).await.unwrap();
        assert_eq!(count().await, expected, "the one who said nothing leaves no trace");
    }
    assert!(world.rows("messages").await >= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn clean_ups_are_asked_for_once_a_day_however_many_nodes_ask() {
    let world = World::new().await;
    world.set_up().await;
    let second = world.second_node().await;
    // The installation's is due at once, the workspace's after its first day.
    assert_eq!(retention::schedule(&world.app).await.unwrap(), 1);
    assert_eq!(retention::schedule(&second).await.unwrap(), 0);
    for _ in 0..2 {
        world.clock.advance_ms(DAY_MS);
        assert_eq!(retention::schedule(&second).await.unwrap(), 2);
        assert_eq!(retention::schedule(&world.app).await.unwrap(), 0);
    }
    world.work_off().await;
}
