//! `Idempotency-Key`: once, however often it is sent.

use super::harness::{Caller, TestServer, json, problem};
use domain::permissions::{Permission, Role};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn send(caller: &Caller, path: &str, key: &str, body: &Value) -> Response {
    caller.request(Method::POST, path).header("idempotency-key", key).json(body).send().await.unwrap()
}

fn key_named(name: &str) -> Value {
    json!({ "name": name, "scopes": ["workspace_read"] })
}

async fn count(caller: &Caller) -> usize {
    json(caller.get("/api/api-keys?limit=200").await).await["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_repeated_post_gets_the_same_answer_and_takes_effect_once() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let first = send(&owner, "/api/api-keys", "order-1", &key_named("one")).await;
    let again = send(&owner, "/api/api-keys", "order-1", &key_named("one")).await;
    assert_eq!((first.status(), again.status()), (StatusCode::CREATED, StatusCode::CREATED));
    let (first, again) = (json(first).await, json(again).await);
    assert_eq!(first, again);
    assert!(again["secret"].as_str().unwrap().starts_with("rk_live_"));
    assert_eq!(count(&owner).await, 1);

    let invited = json!({ "email": "ann@one.example", "role": "agent" });
    let first = json(send(&owner, "/api/invitations", "order-1", &invited).await).await;
    let again = json(send(&owner, "/api/invitations", "order-1", &invited).await).await;
    assert_eq!(first, again, "the same key on another route is another request");
    server.down().await;
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    send(&owner, "/api/api-keys", "order-2", &key_named("one")).await;
    let refused = problem(send(&owner, "/api/api-keys", "order-2", &key_named("two")).await, 422).await;
    assert!(refused["fields"]["Idempotency-Key"].is_string(), "{refused}");
    assert_eq!(count(&owner).await, 1);
    server.down().await;
}

#[tokio::test]
async fn doubles_at_the_same_moment_make_one() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let owner = owner.clone();
        tasks.spawn(async move { json(send(&owner, "/api/api-keys", "rush", &key_named("one")).await).await });
    }
    let answers = tasks.join_all().await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(count(&owner).await, 1);
    server.down().await;
}

#[tokio::test]
async fn a_refused_post_leaves_its_key_free() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let wrong = json!({ "name": "", "scopes": ["workspace_read"] });
    problem(send(&owner, "/api/api-keys", "order-3", &wrong).await, 422).await;
    assert_eq!(send(&owner, "/api/api-keys", "order-3", &key_named("right")).await.status(), StatusCode::CREATED);
    server.down().await;
}

#[tokio::test]
async fn a_key_belongs_to_its_caller_and_opens_nobody_elses_answer() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let admin = server.member(&owner, "ann@one.example", Role::Admin).await;
    let agent = server.member(&owner, "ben@one.example", Role::Agent).await;
    let stranger = server.stranger().await;
    let program = server.program(&owner, &[Permission::ApiKeysManage, Permission::WorkspaceRead]).await;
    let first = json(send(&owner, "/api/api-keys", "shared", &key_named("one")).await).await;
    for other in [&admin, &stranger, &program] {
        let made = json(send(other, "/api/api-keys", "shared", &key_named("one")).await).await;
        assert_ne!(made["secret"], first["secret"]);
    }
    problem(send(&agent, "/api/api-keys", "shared", &key_named("one")).await, 403).await;
    server.down().await;
}

#[tokio::test]
async fn a_key_that_is_none_is_refused() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for key in ["", "two words", &"x".repeat(129)] {
        problem(send(&owner, "/api/api-keys", key, &key_named("one")).await, 422).await;
    }
    assert_eq!(count(&owner).await, 0);
    server.down().await;
}
