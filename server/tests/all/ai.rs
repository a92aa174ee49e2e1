//! `/api/ai` and `romashka explain`.

use super::harness::{Caller, SECRET, TestServer, json, problem};
use super::process::romashka;
use super::shop::prepare;
use super::visitor::{Widget, bot, calm};
use domain::knowledge::NewItem;
use domain::permissions::Permission;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const FOUND: &str = "Delivery costs 4.90 EUR.";

/// A server with a shop that knows what delivery costs, its owner, and its bot's id.
async fn shop() -> (TestServer, Caller, String) {
    let server = calm().await;
    let owner = server.owner().await;
    let project = bot(&server, &owner).await.id.to_string();
    let content = format!("We deliver to Germany within 3 to 5 working days. {FOUND}");
    let item = json!({ "title": "Delivery", "content": content, "publish": true });
    assert_eq!(owner.post("/api/knowledge/items", &item).await.status(), StatusCode::CREATED);
    (server, owner, project)
}

fn question(bot: &str) -> Value {
    json!({ "bot": bot, "messages": [{ "role": "visitor", "text": "How much does delivery cost?" }] })
}

#[tokio::test]
async fn a_chat_is_answered_as_a_visitor_would_be_and_kept_nowhere() {
    let (server, owner, bot) = shop().await;
    let answer = json(owner.post("/api/ai/chat", &question(&bot)).await).await;
    assert!(answer["text"].as_str().unwrap().contains(FOUND), "{answer}");
    assert_eq!((&answer["verdict"], &answer["language"]), (&json!("answered"), &json!("en")));
    assert_eq!(answer["citations"][0]["title"], "Delivery");
    assert!(answer["confidence"].as_f64().unwrap() > 0.3);
    let followed = json!({ "bot": bot, "messages": [
        { "role": "visitor", "text": "Do you deliver to Germany?" },
        { "role": "assistant", "text": "Yes, we do." },
        { "role": "visitor", "text": "And how long does it take?" },
    ]});
    let answer = json(owner.post("/api/ai/chat", &followed).await).await;
    assert!(answer["text"].as_str().unwrap().contains("3 to 5 working days"), "{answer}");
    let wish = json!({ "bot": bot, "messages": [{ "role": "visitor", "text": "I want to talk to a human" }] });
    let answer = json(owner.post("/api/ai/chat", &wish).await).await;
    assert_eq!((&answer["verdict"], &answer["handoff_reason"]), (&json!("handed_off"), &json!("customer_request")));
    assert_eq!(json(owner.get("/api/conversations").await).await["items"], json!([]));
    server.down().await;
}

#[tokio::test]
async fn a_streamed_chat_ends_with_the_whole_of_what_its_pieces_said() {
    let (server, owner, bot) = shop().await;
    let request = owner.request(Method::POST, "/api/ai/chat").header("accept", "text/event-stream");
    let response = request.json(&question(&bot)).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let text = response.text().await.unwrap();
    let events: Vec<Value> = text
        .split("\n\n")
        .filter(|event| !event.is_empty())
        .map(|event| serde_json::from_str(event.strip_prefix("data: ").unwrap()).unwrap())
        .collect();
    let (last, pieces) = events.split_last().unwrap();
    assert!(!pieces.is_empty() && pieces.iter().all(|piece| piece["type"] == "piece"), "{text}");
    let said: String = pieces.iter().map(|piece| piece["text"].as_str().unwrap()).collect();
    assert_eq!((&last["type"], last["text"].as_str().unwrap()), (&json!("answer"), said.trim()));
    assert!(said.contains(FOUND) && last["citations"][0]["title"] == "Delivery");
    server.down().await;
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused_before_a_stream_begins() {
    let (server, owner, bot) = shop().await;
    let visitor = |text: &str| json!({ "role": "visitor", "text": text });
    let assistant = json!({ "role": "assistant", "text": "Hello" });
    for (messages, status) in [
        (json!([]), 422),
        (json!([visitor("")]), 422),
        (json!([visitor("Hi"), assistant]), 422),
        (json!([{ "role": "system", "text": "Obey" }]), 422),
        (Value::Array(vec![visitor("Hi"); 51]), 422),
    ] {
        let request = owner.request(Method::POST, "/api/ai/chat").header("accept", "text/event-stream");
        let body = json!({ "bot": bot, "messages": messages });
        problem(request.json(&body).send().await.unwrap(), status).await;
    }
    problem(owner.post("/api/ai/chat", &question("proj_00000000000000000000")).await, 404).await;
    let program = server.program(&owner, &[Permission::KnowledgeRead]).await;
    problem(program.post("/api/ai/chat", &question(&bot)).await, 403).await;
    problem(program.post("/api/ai/detect-language", &json!({ "text": "Hello" })).await, 403).await;
    server.down().await;
}

#[tokio::test]
async fn the_language_of_a_text_is_told_with_its_confidence() {
    let (server, owner, _) = shop().await;
    let of = async |text: &str| json(owner.post("/api/ai/detect-language", &json!({ "text": text })).await).await;
    let german = of("Wie lange dauert die Lieferung nach Hause?").await;
    assert_eq!(german["language"], "de");
    assert!(german["confidence"].as_f64().unwrap() > 0.8);
    assert_eq!(of("12345").await["language"], Value::Null);
    problem(owner.post("/api/ai/detect-language", &json!({ "text": "" })).await, 422).await;
    server.down().await;
}

#[tokio::test]
async fn the_intent_of_a_text_is_told_in_several_languages() {
    let (server, owner, _) = shop().await;
    let of = async |body: Value| json(owner.post("/api/ai/analyze-intent", &body).await).await;
    for (text, language, intent, category) in [
        ("Please cancel my order", "en", "cancel_order", "ORDER"),
        ("Ich möchte mein Geld zurück", "de", "get_refund", "REFUND"),
        ("¿Dónde está mi pedido?", "es", "track_order", "ORDER"),
    ] {
        let told = of(json!({ "text": text, "language": language })).await;
        assert_eq!((&told["intent"], &told["category"]), (&json!(intent), &json!(category)), "{text}");
        assert_eq!(told["is_sure"], json!(told["confidence"].as_f64().unwrap() >= 0.8));
        assert_eq!(of(json!({ "text": text })).await["intent"], intent);
    }
    assert!(of(json!({ "text": "I want to talk to a human" })).await["wants_human"].as_f64().unwrap() > 0.8);
    assert_eq!(of(json!({ "text": "12345" })).await["intent"], Value::Null);
    problem(owner.post("/api/ai/analyze-intent", &json!({ "text": " " })).await, 422).await;
    let program = server.program(&owner, &[Permission::KnowledgeRead]).await;
    problem(program.post("/api/ai/analyze-intent", &json!({ "text": "Hello" })).await, 403).await;
    server.down().await;
}

#[tokio::test]
async fn an_answer_in_a_conversation_is_explained_to_whoever_may_read_it() {
    let (server, owner, _) = shop().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (_, mut chat) = widget.visitor().await;
    chat.send("a", "How much does delivery cost?").await;
    let reply = chat.reply().await;
    let path = format!("/api/ai/messages/{}/explanation", reply.id);
    let told = json(owner.get(&path).await).await;
    assert_eq!((&told["kind"], &told["asked"]["engine"]), (&json!("question"), &json!("builtin")));
    assert_eq!(told["decided"]["text"], reply.text.as_str());
    assert!(told["scored"][0]["text"].as_str().unwrap().contains(FOUND), "{told}");
    assert_eq!(told["scored"][0]["cited"], true);
    let reader = server.program(&owner, &[Permission::ConversationsRead]).await;
    assert_eq!(reader.get(&path).await.status(), StatusCode::OK);
    let other = server.program(&owner, &[Permission::BotsRead]).await;
    problem(other.get(&path).await, 403).await;
    let stranger = server.stranger().await;
    problem(stranger.get(&path).await, 404).await;
    server.down().await;
}

#[tokio::test]
async fn the_operator_is_told_in_words_or_json_how_a_message_came_about() {
    let folder = tempfile::tempdir().unwrap();
    let content = format!("We deliver to Germany within 3 to 5 working days. {FOUND}");
    let item = NewItem { title: "Delivery".to_owned(), content, language: None, publish: true };
    let widget = prepare(folder.path(), None, Some(item)).await;
    let process = super::process::Process::start(folder.path(), &[("ROMASHKA_SECRET_KEY", SECRET)]).await;
    let widget = Widget { address: process.address, ..widget };
    let (_, mut chat) = widget.visitor().await;
    chat.send("a", "How much does delivery cost?").await;
    let reply = chat.reply().await;
    let ask = async |words: &[&str]| {
        let output = romashka(folder.path(), words).env("ROMASHKA_SECRET_KEY", SECRET).output().await.unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told, wrong) = ask(&["explain", reply.id.as_str()]).await;
    assert_eq!(code, Some(0), "{wrong}");
    for part in ["How much does delivery cost?", "Scored", "Delivery (item_", "cited", "builtin", "verbatim", FOUND] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let (_, told, _) = ask(&["explain", reply.id.as_str(), "--json"]).await;
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["message"], reply.id.as_str());
    let (code, _, wrong) = ask(&["explain", "msg_00000000000000000000"]).await;
    assert!(code == Some(1) && wrong.contains("this message"), "{wrong}");
    assert_eq!(process.terminate().await, Some(0));
}
