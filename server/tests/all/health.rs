//! `/healthz`, `/readyz`, `/metrics`

use super::harness::{Caller, Setting, TestServer, Who, eventually, json, postgres};
use super::visitor::{Widget, bot, message};
use reqwest::{Method, StatusCode};
use std::net::SocketAddr;

/// How many messages of visitors wait for a bot, as the figures say.
pub async fn unanswered(address: SocketAddr) -> String {
    let text = Caller::new(address, Who::Guest).get("/metrics").await.text().await.unwrap();
    let line = text.lines().find(|line| line.starts_with("romashka_visitor_messages_unanswered "));
    line.unwrap_or_else(|| panic!("no such line: {text}")).rsplit(' ').next().unwrap().to_owned()
}

/// Makes every message eleven seconds older.
pub async fn age(store: &store::Store) -> u64 {
    let aged = store.write(None, |work| {
        Box::pin(async move { store::sql("update messages set created_at = created_at - 11000").run(work).await })
    });
    aged.await.unwrap()
}

#[tokio::test]
async fn a_server_that_works_is_alive_and_ready() {
    let server = TestServer::start().await;
    let guest = server.guest();
    assert_eq!(guest.get("/healthz").await.text().await.unwrap(), "ok\n");
    let ready = guest.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::OK);
    assert_eq!(json(ready).await["ready"], true);
    server.down().await;
}

#[tokio::test]
async fn a_server_that_goes_down_is_no_longer_ready() {
    let server = TestServer::start().await;
    let guest = server.guest();
    // The connection is made before, as a load balancer's is.
    guest.get("/healthz").await;
    server.web.stopping().cancel();
    let mut stream = guest.request(Method::GET, "/readyz").send().await;
    if let Ok(answer) = &mut stream {
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
    server.down().await;
}

#[tokio::test]
async fn a_database_that_is_away_makes_the_server_unready_but_not_dead() {
    let Some(scratch) = postgres().await else { return };
    let server = TestServer::with(Setting { database_url: Some(scratch.url.clone()), ..Setting::default() }).await;
    let guest = server.guest();
    assert_eq!(guest.get("/readyz").await.status(), StatusCode::OK);
    scratch.drop_database().await.unwrap();
    let unready = guest.get("/readyz").await;
    assert_eq!(unready.status(), StatusCode::SERVICE_UNAVAILABLE);
    let told = json(unready).await;
    assert_eq!(told["ready"], false);
    assert_ne!(told["database"], "ok");
    assert_eq!(guest.get("/healthz").await.status(), StatusCode::OK);
    let refused = guest.bare(Method::GET, "/api/workspace").bearer_auth(format!("rk_live_{}", "a".repeat(43)));
    let refused = super::harness::problem(refused.send().await.unwrap(), 503).await;
    assert!(refused["retry_after_s"].is_number() && refused["reference"].is_string(), "{refused}");
    let page = guest.bare(Method::GET, "/").header("accept", "text/html").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
    server.down().await;
}

#[tokio::test]
async fn figures_are_given_on_this_machine_and_not_through_a_proxy() {
    let server = TestServer::start().await;
    let guest = server.guest();
    guest.get("/api/workspace").await;
    let figures = guest.get("/metrics").await;
    assert_eq!(figures.status(), StatusCode::OK);
    let figures = figures.text().await.unwrap();
    let line = figures.lines().find(|line| {
        line.starts_with("romashka_http_requests_total") && line.contains("/api/workspace") && line.contains("401")
    });
    assert!(line.is_some(), "{figures}");
    for trace in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        let asked = guest.bare(Method::GET, "/metrics").header(trace, "198.51.100.7").send().await.unwrap();
        assert_eq!(asked.status(), StatusCode::UNAUTHORIZED, "{trace}");
    }
    let asked = guest.bare(Method::GET, "/metrics").header("host", "chat.example.com").send().await.unwrap();
    assert_eq!(asked.status(), StatusCode::UNAUTHORIZED);
    server.down().await;
}

#[tokio::test]
async fn messages_that_a_bot_holds_too_long_are_counted_until_it_has_answered() {
    let mut server = TestServer::start().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    server.rest().await;
    let token = widget.session().await.token;
    for (id, text) in [("a", "What does shipping cost?"), ("b", "And to Norway?")] {
        assert_eq!(widget.post(&token, &message(id, text)).await.status(), StatusCode::OK);
    }
    assert_eq!(unanswered(server.address).await, "0", "nobody has waited for long");
    assert_eq!(age(server.engine.store()).await, 2);
    assert_eq!(unanswered(server.address).await, "2");
    server.work();
    eventually("both are answered", || async { unanswered(server.address).await == "0" }).await;
    server.down().await;
}

#[tokio::test]
async fn made_up_paths_and_methods_make_no_new_series() {
    let server = TestServer::start().await;
    let guest = server.guest();
    for n in 0..20 {
        guest.get(&format!("/made-up-{n}")).await;
        guest.request(format!("MADEUP{n}").parse().unwrap(), "/healthz").send().await.unwrap();
    }
    let figures = guest.get("/metrics").await.text().await.unwrap();
    assert!(!figures.contains("made-up-") && !figures.contains("MADEUP"), "{figures}");
    server.down().await;
}
