//! Who talks from outside.

use domain::time::DAY_MS;
use domain::wire::visitor::SessionRequest;
use domain::{Code, Language};
use engine::conversations::receive;
use engine::visitors::{TOKEN_PREFIX, VISITOR_LASTS_MS, open_session, recognize};

use crate::talks::{Shop, refused};
use crate::world::{PUBLIC_URL, World, on_both};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_stored_of_anybody_before_they_ask_and_no_token_ever() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    assert_eq!((world.rows("contacts").await, world.rows("visitors").await), (0, 0));
    let granted = shop.session().await;
    assert!(granted.token.starts_with(TOKEN_PREFIX) && granted.token.len() == TOKEN_PREFIX.len() + 43);
    assert_eq!((granted.config.name.as_str(), granted.conversation), ("Camomile", None));
    assert_eq!((world.rows("contacts").await, world.rows("visitors").await), (1, 1));
    assert_eq!(world.rows("conversations").await, 0, "a conversation begins with a message");
    let bytes = world.database_bytes().await;
    let secret = granted.token.as_bytes();
    assert!(!bytes.windows(secret.len()).any(|window| window == secret));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_good_token_goes_on_with_its_conversation_and_any_other_begins_anew() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let granted = shop.session().await;
        let visitor = recognize(&world.app, &granted.token, None).await.unwrap();
        let accepted = receive(&visitor, "m", "Hello").await.unwrap();
        let with = |token: &str| SessionRequest { token: Some(token.to_owned()), ..shop.request() };
        let again = open_session(&world.app, with(&granted.token), None).await.unwrap();
        assert_eq!((&again.token, again.conversation), (&granted.token, Some(accepted.conversation)));
        let foreign = format!("{TOKEN_PREFIX}{}", "A".repeat(43));
        for wrong in ["", "vt_", "nonsense", &granted.token[3..], &foreign, &"x".repeat(100_000)] {
            let fresh = open_session(&world.app, with(wrong), None).await.unwrap();
            assert!(fresh.token != granted.token && fresh.conversation.is_none());
            assert_eq!(refused(recognize(&world.app, wrong, None).await).code, Code::Unauthenticated);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_of_another_shop_is_no_token_here() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let granted = shop.session().await;
    let zoe = Shop::of(&world, world.other_business().await.ctx().unwrap(), &[]).await;
    let request = SessionRequest { token: Some(granted.token.clone()), ..zoe.request() };
    let fresh = open_session(&world.app, request, None).await.unwrap();
    assert_ne!(fresh.token, granted.token);
    let visitor = recognize(&world.app, &fresh.token, None).await.unwrap();
    assert_eq!(visitor.workspace(), zoe.ctx.workspace());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_back_in_time_stays_known_and_whoever_does_not_is_forgotten() {
    on_both(|world| async move {
        let shop = Shop::open(&world).await;
        let granted = shop.session().await;
        for _ in 0..4 {
            world.clock.advance_ms(VISITOR_LASTS_MS - DAY_MS);
            recognize(&world.app, &granted.token, None).await.unwrap();
        }
        world.clock.advance_ms(VISITOR_LASTS_MS);
        assert_eq!(refused(recognize(&world.app, &granted.token, None).await).code, Code::Unauthenticated);
        let request = SessionRequest { token: Some(granted.token.clone()), ..shop.request() };
        assert_ne!(open_session(&world.app, request, None).await.unwrap().token, granted.token);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_project_or_key_is_said_to_be_wrong() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let zoe = Shop::of(&world, world.other_business().await.ctx().unwrap(), &[]).await;
    let (project, key) = (shop.bot.public_id.to_string(), shop.widget.key.to_string());
    let cases = [
        ("proj_00000000000000000000", &*key, Code::NotFound),
        ("", &*key, Code::NotFound),
        ("'; drop table bots", &*key, Code::NotFound),
        (&*project, "pk_live_00000000000000000000", Code::Unauthenticated),
        (&*project, "", Code::Unauthenticated),
        (&*project, zoe.widget.key.as_str(), Code::Unauthenticated),
    ];
    for (project, key, code) in cases {
        let request =
            SessionRequest { project: project.into(), key: key.into(), token: None, language: Some("de".into()) };
        let problem = refused(open_session(&world.app, request, None).await);
        assert_eq!(problem.code, code, "{project} {key}");
        assert!(problem.message.contains("snippet"), "{}", problem.message);
    }
    assert_eq!(world.rows("visitors").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_widgets_own_pages_and_ours_may_show_it() {
    let world = World::new().await;
    let ctx = world.set_up().await.ctx().unwrap();
    let shop = Shop::of(&world, ctx, &["shop.example", "*.shop.example"]).await;
    let granted = open_session(&world.app, shop.request(), Some("https://shop.example")).await.unwrap();
    for good in ["https://shop.example", "https://de.shop.example", PUBLIC_URL] {
        recognize(&world.app, &granted.token, Some(good)).await.unwrap();
        open_session(&world.app, shop.request(), Some(good)).await.unwrap();
    }
    let evil = "https://shop.example.evil.io";
    for origin in [Some(evil), Some("null"), None] {
        let problem = refused(open_session(&world.app, shop.request(), origin).await);
        assert_eq!(problem.code, Code::Forbidden);
        assert_eq!(refused(recognize(&world.app, &granted.token, origin).await).code, Code::Forbidden);
    }
    let problem = refused(open_session(&world.app, shop.request(), Some(evil)).await);
    assert!(problem.message.contains(evil), "{}", problem.message);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browsers_language_and_the_widgets_last_use_are_kept() {
    let world = World::new().await;
    let shop = Shop::open(&world).await;
    let request = SessionRequest { language: Some("pt-BR".into()), ..shop.request() };
    open_session(&world.app, request, None).await.unwrap();
    assert_eq!(world.text("select language as text from contacts").await, Language::Pt.code());
    let seen = async || world.text("select last_seen_at || '' as text from widgets").await;
    let first = seen().await;
    world.clock.advance_ms(60_000);
    shop.session().await;
    assert_eq!(seen().await, first, "to the hour");
    world.clock.advance_ms(3_600_000);
    shop.session().await;
    assert_ne!(seen().await, first);
}
