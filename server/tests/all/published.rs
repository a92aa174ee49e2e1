//! From the button to the answer: what is published, changed and taken away, as a visitor notices it.

use super::harness::{Setting, TestServer, json, postgres};
use super::visitor::{Widget, bot};
use domain::messages::Verdict;
use reqwest::StatusCode;
use serde_json::json as value;
use std::time::{Duration, Instant};

const QUESTION: &str = "How long is the warranty of a teapot?";

async fn answers_follow_the_knowledge(database_url: Option<String>) {
    let setting = Setting { database_url, socket_tick: Duration::from_secs(60), ..Setting::default() };
    let server = TestServer::with(setting).await;
    let owner = server.owner().await;
    let (_, mut chat) = Widget::of(server.address, &bot(&server, &owner).await).visitor().await;
    chat.send("a", QUESTION).await;
    assert_eq!(chat.reply().await.verdict, Some(Verdict::Unknown));

    let content = "The warranty of a teapot is 24 months.";
    let item = value!({ "title": "Warranty", "content": content, "publish": true });
    let begun = Instant::now();
    let made = owner.post("/api/knowledge/items", &item).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    let made = json(made).await;
    chat.send("b", QUESTION).await;
    let reply = chat.reply().await;
    println!("published and answered within {:?}", begun.elapsed());
    assert_eq!(reply.verdict, Some(Verdict::Answered));
    assert!(reply.text.contains("24 months"), "{}", reply.text);

    let path = format!("/api/knowledge/items/{}", made["id"].as_str().unwrap_or_else(|| panic!("{made}")));
    let change = value!({ "content": "The warranty of a teapot is 36 months." });
    let begun = Instant::now();
    assert_eq!(owner.request(reqwest::Method::PUT, &path).json(&change).send().await.unwrap().status(), StatusCode::OK);
    chat.send("c", QUESTION).await;
    let reply = chat.reply().await;
    println!("changed and answered within {:?}", begun.elapsed());
    assert!(reply.text.contains("36 months") && !reply.text.contains("24"), "{}", reply.text);

    assert!(owner.delete(&path).await.status().is_success());
    chat.send("d", QUESTION).await;
    assert_eq!(chat.reply().await.verdict, Some(Verdict::Unknown), "what is archived answers no more");
    server.down().await;
}

#[tokio::test]
async fn what_is_published_is_the_very_next_answer_at_an_open_socket_on_sqlite() {
    answers_follow_the_knowledge(None).await;
}

#[tokio::test]
async fn what_is_published_is_the_very_next_answer_at_an_open_socket_on_postgresql() {
    let Some(scratch) = postgres().await else { return };
    answers_follow_the_knowledge(Some(scratch.url.clone())).await;
    scratch.drop_database().await.unwrap();
}
