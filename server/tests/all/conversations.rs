//! `/api/conversations`

use super::harness::{Caller, TestServer, json, problem};
use domain::ids::ConversationRef;
use domain::permissions::{Permission, Role};
use domain::wire::visitor::SessionRequest;
use engine::conversations::ask_for_human;
use engine::visitors::{self, Visitor};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A visitor of this owner's shop who waits for a person, so that no bot writes in between.
pub async fn waiting(server: &TestServer, owner: &Caller) -> (Visitor, ConversationRef) {
    let session = engine::accounts::open_session(&server.engine, owner.token(), &Default::default()).await.unwrap();
    let ctx = session.unwrap().ctx_in(owner.workspace()).unwrap();
    let bot = match engine::bots::list(&ctx).await.unwrap().into_iter().next() {
        Some(bot) => bot,
        None => engine::bots::create(&ctx, "Daisy").await.unwrap(),
    };
    let request =
        SessionRequest { project: bot.id.to_string(), key: bot.widget.key.to_string(), ..SessionRequest::default() };
    let page = bot.widget.domains.first().map(|domain| format!("https://{domain}"));
    let granted = visitors::open_session(&server.engine, request, page.as_deref()).await.unwrap();
    let visitor = visitors::recognize(&server.engine, &granted.token, page.as_deref()).await.unwrap();
    let accepted = ask_for_human(&visitor, "wish").await.unwrap();
    (visitor, accepted.conversation)
}

async fn post(caller: &Caller, conversation: &ConversationRef, what: &str, body: &Value) -> reqwest::Response {
    caller.post(&format!("/api/conversations/{conversation}/{what}"), body).await
}

async fn read(caller: &Caller, conversation: &ConversationRef) -> Value {
    json(caller.get(&format!("/api/conversations/{conversation}")).await).await
}

#[tokio::test]
async fn a_conversation_is_listed_taken_answered_resolved_and_reopened() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let (_, conversation) = waiting(&server, &owner).await;
    let list = json(owner.get("/api/conversations?list=waiting").await).await;
    assert_eq!(list["items"][0]["id"], conversation.as_str());
    assert_eq!(list["items"][0]["assignee"]["kind"], "queue");
    assert_eq!(list["items"][0]["handoff_reason"], "customer_request");

    let taken = post(&owner, &conversation, "assign", &json!({})).await;
    assert_eq!(taken.status(), StatusCode::OK);
    assert_eq!(json(taken).await["assignee"]["name"], "Olga Owner");
    let sent = post(&owner, &conversation, "message", &json!({ "text": "Hello, how can I help?" })).await;
    assert_eq!(sent.status(), StatusCode::CREATED);
    let sent = json(sent).await;
    assert_eq!((&sent["author"]["kind"], &sent["text"]), (&json!("agent"), &json!("Hello, how can I help?")));
    let resolved = json(post(&owner, &conversation, "resolve", &Value::Null).await).await;
    assert_eq!(resolved["lifecycle"], "resolved");
    let late = problem(post(&owner, &conversation, "message", &json!({ "text": "Hm" })).await, 409).await;
    assert_eq!(late["code"], "conflict");
    let reopened = json(post(&owner, &conversation, "reopen", &Value::Null).await).await;
    assert_eq!((&reopened["lifecycle"], &reopened["episode"]), (&json!("open"), &json!(2)));

    let seen = read(&owner, &conversation).await;
    let authors: Vec<_> = seen["messages"].as_array().unwrap().iter().map(|m| m["author"]["kind"].clone()).collect();
    assert_eq!(authors, ["system", "system", "agent", "system", "system"]);
    assert_eq!(seen["episodes"].as_array().unwrap().len(), 2);
    assert_eq!(seen["has_older"], false);
    server.down().await;
}

#[tokio::test]
async fn a_repeated_message_is_stored_once_by_its_key_and_by_its_client_id() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let (_, conversation) = waiting(&server, &owner).await;
    let (_, other) = waiting(&server, &owner).await;
    let send = async |conversation: &ConversationRef, body: Value| {
        let path = format!("/api/conversations/{conversation}/message");
        let sent = owner.request(Method::POST, &path).header("idempotency-key", "once").json(&body).send().await;
        json(sent.unwrap()).await
    };
    let first = send(&conversation, json!({ "text": "Hello" })).await;
    assert_eq!(send(&conversation, json!({ "text": "Hello" })).await, first);
    let elsewhere = send(&other, json!({ "text": "Hello" })).await;
    assert_ne!(elsewhere["id"], first["id"], "the same key in another conversation is another message");

    let body = json!({ "text": "Once more", "client_id": "order-7" });
    let first = json(post(&owner, &conversation, "message", &body).await).await;
    assert_eq!(json(post(&owner, &conversation, "message", &body).await).await, first);
    let texts = |seen: Value| {
        let messages = seen["messages"].as_array().unwrap().clone();
        messages.iter().filter(|m| m["author"]["kind"] == "agent").map(|m| m["text"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(read(&owner, &conversation).await), ["Hello", "Once more"]);
    assert_eq!(texts(read(&owner, &other).await), ["Hello"]);
    server.down().await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_with_the_name_of_the_field() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let (_, conversation) = waiting(&server, &owner).await;
    for (what, body, field) in [
        ("message", json!({ "text": " " }), "text"),
        ("message", json!({ "text": "x".repeat(4_001) }), "text"),
        ("message", json!({}), "text"),
        ("message", json!({ "text": "x", "client_id": "two words" }), "client_id"),
        ("message", json!({ "text": "x", "agent": "user_00000000000000000000" }), "agent"),
        ("message", json!({ "text": "x", "agent": "nobody" }), "agent"),
        ("message", json!({ "text": "x", "loud": true }), "loud"),
        ("assign", json!({ "agent": "user_00000000000000000000" }), "agent"),
        ("assign", json!({ "to": "me" }), "to"),
    ] {
        let refused = problem(post(&owner, &conversation, what, &body).await, 422).await;
        assert!(refused["fields"][field].is_string(), "{body}: {refused}");
    }
    problem(owner.get("/api/conversations?list=lost").await, 422).await;
    problem(owner.get("/api/conversations?cursor=nonsense").await, 422).await;
    problem(owner.get("/api/conversations?limit=many").await, 422).await;
    problem(owner.get(&format!("/api/conversations/{conversation}?before=x")).await, 422).await;
    for id in ["conv_00000000000000000000", "nonsense"] {
        problem(owner.get(&format!("/api/conversations/{id}")).await, 404).await;
        problem(owner.post(&format!("/api/conversations/{id}/resolve"), &Value::Null).await, 404).await;
    }
    server.down().await;
}

#[tokio::test]
async fn lists_come_in_pages() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut all = Vec::new();
    for _ in 0..5 {
        all.push(waiting(&server, &owner).await.1.to_string());
    }
    let mut seen = Vec::new();
    let mut path = "/api/conversations?limit=2".to_owned();
    loop {
        let page = json(owner.get(&path).await).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/api/conversations?limit=2&cursor={cursor}");
    }
    seen.sort();
    all.sort();
    assert_eq!(seen, all);
    server.down().await;
}

#[tokio::test]
async fn a_program_answers_in_the_name_of_a_member_and_hands_over() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let (_, conversation) = waiting(&server, &owner).await;
    server.member(&owner, "ann@one.example", Role::Agent).await;
    let members = json(owner.get("/api/members").await).await;
    let ann = members["items"].as_array().unwrap().iter().find(|m| m["email"] == "ann@one.example").unwrap();
    let program = server.program(&owner, &[Permission::ConversationsRead, Permission::ConversationsReply]).await;
    for (what, body) in [("message", json!({ "text": "Hi" })), ("assign", json!({}))] {
        let refused = problem(post(&program, &conversation, what, &body).await, 422).await;
        assert!(refused["fields"]["agent"].is_string(), "{refused}");
    }
    let sent = json(post(&program, &conversation, "message", &json!({ "text": "Hi", "agent": ann["id"] })).await).await;
    assert_eq!(sent["author"]["id"], ann["id"]);
    assert_eq!(read(&program, &conversation).await["assignee"]["id"], ann["id"]);
    let olga = members["items"].as_array().unwrap().iter().find(|m| m["role"] == "owner").unwrap();
    let given = json(post(&program, &conversation, "assign", &json!({ "agent": olga["id"] })).await).await;
    assert_eq!(given["assignee"]["name"], "Olga Owner");
    server.down().await;
}
