//! What a model service reads of visitors where their personal data is hidden from it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connectors::http::{AllowHosts, GuardedClient, Limits};
use connectors::models::{Embeddings, Endpoint};
use connectors::testing::Act;
use domain::bots::BotChange;
use domain::knowledge::NewItem;
use domain::memory::Writer;
use domain::messages::Verdict;
use domain::rules::RulesChange;
use engine::answer::explain;
use engine::conversations::{context, receive, resolve};
use engine::knowledge::Embedder;
use engine::live::{ConversationUpdate, Signal};
use engine::{bots, knowledge};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::answers::Answering;
use crate::world::World;

const GOOD: &str = "[1] For you, delivery costs 4.90 EUR. [1] We deliver within 3 to 5 working days.";
const SAID: &str = "For you, delivery costs 4.90 EUR. We deliver within 3 to 5 working days.";
const TOLD: &str = "My name is Lisa Brown, lisa.brown@example.com, +49 170 1234567, I live at 12 Main Street, Springfield. \
                    How much does delivery cost for order 441209?";
/// All that is personal in that, down to its parts.
const PRIVATE: [&str; 8] =
    ["Lisa", "Brown", "lisa.brown", "example.com", "1234567", "170 123", "Main Street", "441209"];

async fn hide(answering: &Answering<'_>, is_on: bool) {
    let rules = RulesChange { redact_personal_data: Some(is_on), ..RulesChange::default() };
    let change = BotChange { rules: Some(rules), ..BotChange::default() };
    bots::update(&answering.shop.ctx, &answering.shop.bot.public_id, change).await.unwrap();
}

/// Nothing personal stands in any byte of what the service received.
fn assert_hidden(world: &World) {
    for request in world.model.as_ref().unwrap().received() {
        let body = request.body.to_string();
        for private in PRIVATE {
            assert!(!body.contains(private), "{private} in {body}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_reaches_the_service_in_any_turn_and_the_visitor_reads_the_real_words() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = Answering::open(&world).await;
    hide(&answering, true).await;
    let visitor = answering.shop.visitor().await;
    let asked = receive(&visitor, "told", TOLD).await.unwrap();
    let reply = answering.reply_to(&asked.conversation, asked.seq).await;
    assert_eq!((reply.text.as_str(), reply.verdict), (SAID, Some(Verdict::Answered)));
    assert_hidden(&world);
    let explained = explain(&answering.shop.ctx, &reply.id).await.unwrap().asked.unwrap();
    let redacted = explained.redacted.unwrap();
    for kind in ["email", "phone", "name", "address", "order"] {
        assert!(redacted.get(kind).is_some_and(|count| *count > 0), "{kind}: {redacted:?}");
    }
    let trace = answering.trace(&reply).await.to_string();
    assert!(PRIVATE.iter().all(|private| !trace.contains(private)), "{trace}");

    // A placeholder is cut over several pieces.
    let pieces = [
        "[1] For your order [ord",
        "er-",
        "1], delivery costs 4.90 EUR to Germ",
        "any. [1] We deliver within 3 to 5 working days.",
    ];
    world.model.as_ref().unwrap().next([Act::Say(pieces.map(str::to_owned).into(), Duration::from_millis(20))]);
    let (workspace, db) = (answering.shop.ctx.workspace(), world.app.store().db());
    let conversation = store::conversations::get(workspace, &asked.conversation, db).await.unwrap().id;
    let mut feed = world.app.live().open_conversation(workspace, conversation).await.unwrap();
    let reply = answering.ask_as(&visitor, "What does delivery to Germany cost for 441209?").await;
    let expected = "For your order 441209, delivery costs 4.90 EUR to Germany. We deliver within 3 to 5 working days.";
    assert_eq!((reply.text.as_str(), reply.verdict), (expected, Some(Verdict::Answered)));
    let mut streamed = String::new();
    while let Ok(update) = tokio::time::timeout(Duration::from_secs(5), feed.next()).await {
        match update {
            ConversationUpdate::Signal(Signal::Piece { text, .. }) => streamed.push_str(&text),
            ConversationUpdate::Signal(Signal::Typing { on: false, .. }) => break,
            _ => {}
        }
    }
    assert_eq!(streamed.trim(), expected);
    assert_hidden(&world);
    let last = world.model.as_ref().unwrap().received().pop().unwrap();
    let said = last.said("user").join("\n");
    assert!(said.contains("[email-1]") && said.contains("for [order-1]?"), "the first turn and the question: {said}");
    assert!(last.said("system")[0].contains("Marks like [email-1]"));

    hide(&answering, false).await;
    answering.ask_as(&visitor, "And how long does delivery take?").await;
    let open = world.model.as_ref().unwrap().received().pop().unwrap().body.to_string();
    assert!(PRIVATE.iter().all(|private| open.contains(private)), "it was the switch: {open}");
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mark_that_was_never_given_is_stopped_and_what_is_mended_leaks_nothing() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = Answering::open(&world).await;
    hide(&answering, true).await;
    let model = world.model.as_ref().unwrap();
    model.next([Act::say("[1] For you, delivery costs 4.90 EUR to [address-9].")]);
    let reply = answering.ask(TOLD).await;
    assert_eq!(reply.text, SAID);
    assert_eq!(answering.trace(&reply).await["repaired"], "placeholder");

    // What was shown and what was stopped go back to the model with their marks.
    let wrong = "[1] For your order [order-1], delivery costs 4.90 EUR to Germany. [1] Order [order-1] costs 99 EUR.";
    model.next([Act::say(wrong)]);
    let reply = answering.ask(TOLD).await;
    assert!(reply.text.starts_with("For your order 441209, delivery costs 4.90 EUR to Germany."), "{}", reply.text);
    assert_eq!(answering.trace(&reply).await["repaired"], "number");
    let told = model.received().pop().unwrap().said("user").pop().unwrap();
    assert!(
        told.contains("“Order [order-1] costs 99 EUR.”") && told.contains("For your order [order-1], delivery"),
        "{told}"
    );
    assert_hidden(&world);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitors_own_data_never_stands_in_the_place_of_the_businesss() {
    let world = World::with_model(Act::say("[none]")).await;
    let shop = Answering::stock(&world).await;
    let content = "Write to help@shop.example with questions about parking. Parking costs 4.90 EUR a day.";
    let item = NewItem { title: "Parking".into(), content: content.into(), language: None, publish: true };
    knowledge::create_item(&shop.ctx, item).await.unwrap();
    let answering = Answering::at_work(shop);
    hide(&answering, true).await;
    let question = "I am lisa.brown@example.com, order 441209. Whom do I write to with questions about parking costs?";
    for (reply, stopped) in [
        ("[1] Write to [email-1] with questions about parking.", "address"),
        ("[1] Parking costs [order-1] EUR a day.", "number"),
    ] {
        world.model.as_ref().unwrap().set(Act::say(reply));
        let said = answering.ask(question).await;
        assert_eq!(answering.trace(&said).await["fallback"], stopped, "{}", said.text);
        assert!(!said.text.contains("lisa.brown") && !said.text.contains("441209"), "{}", said.text);
    }
    let sent = world.model.as_ref().unwrap().received().pop().unwrap().body.to_string();
    assert!(sent.contains("help@shop.example"), "the knowledge stays as it is: {sent}");
    assert_hidden(&world);
    answering.close(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_summary_that_the_model_writes_is_made_from_marks_and_kept_with_the_real_words() {
    let world = World::with_model(Act::say(GOOD)).await;
    let answering = Answering::open(&world).await;
    hide(&answering, true).await;
    let visitor = answering.shop.visitor().await;
    let asked = receive(&visitor, "told", TOLD).await.unwrap();
    answering.reply_to(&asked.conversation, asked.seq).await;
    let model = world.model.as_ref().unwrap();
    model.set(Act::say("[name-1] asked what delivery of order [order-1] costs: 4.90 EUR."));
    resolve(&answering.shop.ctx, &asked.conversation).await.unwrap();
    let mut summary = None;
    for _ in 0..500 {
        summary = context(&answering.shop.ctx, &asked.conversation).await.unwrap().summary;
        if summary.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let summary = summary.unwrap();
    assert_eq!(summary.written_by, Writer::Model);
    assert_eq!(summary.text, "Lisa Brown asked what delivery of order 441209 costs: 4.90 EUR.");
    assert_hidden(&world);
    answering.close(None).await;
}

/// A service of vectors on loopback, and the bodies of what it is asked.
async fn vectors() -> (SocketAddr, Arc<Mutex<Vec<Value>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let received = Arc::new(Mutex::new(Vec::new()));
    let kept = received.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let kept = kept.clone();
            tokio::spawn(async move {
                let (mut bytes, mut piece) = (Vec::new(), [0; 16_384]);
                let body: Value = loop {
                    let read = stream.read(&mut piece).await.unwrap();
                    assert!(read > 0, "a whole request");
                    bytes.extend_from_slice(&piece[..read]);
                    let whole = std::str::from_utf8(&bytes).ok().and_then(|text| text.split_once("\r\n\r\n"));
                    if let Some(body) = whole.and_then(|(_, body)| serde_json::from_str(body).ok()) {
                        break body;
                    }
                };
                let count = body["input"].as_array().map_or(0, Vec::len);
                let data = (0..count).map(|at| json!({ "index": at, "embedding": [1.0, at] })).collect::<Vec<_>>();
                kept.lock().unwrap().push(body);
                let body = json!({ "data": data }).to_string();
                let head = format!("content-type: application/json\r\ncontent-length: {}", body.len());
                let answer = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{head}\r\n\r\n{body}");
                stream.write_all(answer.as_bytes()).await.unwrap();
            });
        }
    });
    (address, received)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_is_asked_what_a_question_means_reads_it_without_what_is_personal() {
    let (address, received) = vectors().await;
    let http = GuardedClient::new(AllowHosts::parse(&address.to_string()).unwrap(), Limits::default()).unwrap();
    let endpoint = Endpoint { base_url: Some(format!("http://{address}/v1")), key: None, model: None };
    let service = Embedder::Service(Box::new(Embeddings::new(&http, &endpoint, "small").unwrap()));
    let world = World::new().await.with_embedder(service).await;
    let answering = Answering::open(&world).await;
    for (is_hidden, question) in [(true, TOLD.to_owned()), (false, format!("Hello, {TOLD}"))] {
        hide(&answering, is_hidden).await;
        let sent = || received.lock().unwrap().iter().map(Value::to_string).collect::<Vec<_>>();
        let asked =
            |sent: &[String]| sent.iter().rfind(|body| body.contains("How much does delivery cost for")).cloned();
        let before = sent().len();
        let mut body = None;
        // Questions are only looked up by meaning once the service was tried out.
        for _ in 0..50 {
            answering.ask(&question).await;
            body = asked(&sent()[before..]);
            if body.is_some() {
                break;
            }
        }
        let body = body.expect("the question was sent");
        let is_there: Vec<bool> = PRIVATE.iter().map(|private| body.contains(private)).collect();
        assert_eq!(is_there, [!is_hidden; PRIVATE.len()], "{body}");
    }
    answering.close(None).await;
}
