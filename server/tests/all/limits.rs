//! How often somebody may ask.

use super::harness::{Form, Setting, TestServer, problem};
use domain::permissions::Permission;
use reqwest::{Method, StatusCode};
use server::http::limits::{Rate, Rates};
use std::time::Duration;

const SLOW: Duration = Duration::from_secs(60);

fn rates(caller: u32, workspace: u32, address: u32, sign_in: u32) -> Setting {
    let rate = |burst| Rate { burst, every: SLOW };
    let rates = Rates {
        caller: rate(caller),
        workspace: rate(workspace),
        address: rate(address),
        sign_in: rate(sign_in),
        ..Rates::STANDARD
    };
    Setting { rates, ..Setting::default() }
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back_and_others_are_not_held_up() {
    let server = TestServer::with(rates(5, 100, 100, 100)).await;
    let owner = server.owner().await;
    for _ in 0..5 {
        assert_eq!(owner.get("/api/workspace").await.status(), StatusCode::OK);
    }
    let refused = owner.get("/api/workspace").await;
    let after: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((50..=60).contains(&after), "{after}");
    assert_eq!(problem(refused, 429).await["code"], "limited");
    // The same address, another session.
    let again = server.sign_in("olga@one.example").await;
    assert_eq!(again.get("/api/workspace").await.status(), StatusCode::OK);
    server.down().await;
}

#[tokio::test]
async fn the_keys_of_a_workspace_share_its_rate() {
    let server = TestServer::with(rates(100, 8, 100, 100)).await;
    let owner = server.owner().await;
    let one = server.program(&owner, &[Permission::WorkspaceRead]).await;
    let two = server.program(&owner, &[Permission::WorkspaceRead]).await;
    for _ in 0..3 {
        assert_eq!(one.get("/api/workspace").await.status(), StatusCode::OK);
        assert_eq!(two.get("/api/workspace").await.status(), StatusCode::OK);
    }
    problem(one.get("/api/workspace").await, 429).await;
    problem(two.get("/api/workspace").await, 429).await;
    server.down().await;
}

#[tokio::test]
async fn made_up_sessions_count_for_the_address_that_they_come_from() {
    let server = TestServer::with(rates(100, 100, 4, 100)).await;
    for n in 0..4 {
        let cookie = format!("romashka_session={n:043}");
        let request = server.guest().bare(Method::GET, "/api/workspace").header("cookie", cookie);
        problem(request.send().await.unwrap(), 401).await;
    }
    let request = server.guest().bare(Method::GET, "/api/workspace").bearer_auth("rk_live_guess");
    problem(request.send().await.unwrap(), 429).await;
    server.down().await;
}

#[tokio::test]
async fn signing_in_is_tried_less_often_than_pages_are_read() {
    let server = TestServer::with(rates(100, 100, 100, 3)).await;
    server.owner().await;
    let guest = server.guest();
    for _ in 0..3 {
        let form = [("email", "olga@one.example"), ("password", "wrong wrong wrong")];
        let refused = guest.request(Method::POST, "/_fn/sign_in").form(&form).send().await.unwrap();
        assert_ne!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    }
    for function in ["/_fn/sign_in", "/_fn/request_password_reset", "/_fn/reset_password", "/_fn/accept_invitation"] {
        let refused = guest.request(Method::POST, function).form(&[("email", "a@b.example")]).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS, "{function}");
    }
    assert_eq!(guest.page("/sign-in").await.status(), StatusCode::OK);
    server.down().await;
}

#[tokio::test]
async fn every_tight_path_is_a_server_function_that_exists() {
    let server = TestServer::start().await;
    for path in server.web.tight() {
        assert!(server.routes.iter().any(|route| route.path == *path), "{path}");
    }
    server.down().await;
}

#[tokio::test]
async fn health_and_files_are_not_counted() {
    let server = TestServer::with(rates(1, 1, 1, 1)).await;
    for _ in 0..20 {
        assert_eq!(server.guest().get("/healthz").await.status(), StatusCode::OK);
        assert_eq!(server.guest().get("/assets/none.js").await.status(), StatusCode::NOT_FOUND);
    }
    server.down().await;
}
