//! The real program with a model service: its words reach the visitor as they are written, and what it does wrong is
//! nobody's loss.

use super::harness::SECRET;
use super::health::{age, unanswered};
use super::process::romashka;
use super::shop::{beside, prepare};
use super::visitor::Widget;
use connectors::testing::{Act, ModelServer};
use domain::knowledge::NewItem;
use domain::messages::Verdict;
use domain::wire::visitor::BotFrame;
use std::fs::File;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};

const KEY: &str = "sk-hush-0123456789";
const FOUND: &str = "Delivery costs 4.90 EUR.";
/// What an event without an end would put into the log.
const PRIVATE: &str = "chamomile-of-the-visitor";

#[tokio::test]
async fn answers_stream_from_the_service_fall_back_without_it_and_leave_no_key_or_words_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let content = format!("We deliver to Germany within 3 to 5 working days. {FOUND}");
    let item = NewItem { title: "Delivery".to_owned(), content, language: None, publish: true };
    let widget = prepare(folder.path(), None, Some(item)).await;
    let good = Act::say_slowly(
        "[1] For you, delivery costs 4.90 EUR. [1] We deliver within 3 to 5 working days.",
        Duration::from_millis(20),
    );
    let model = ModelServer::start(good).await;
    let (base_url, opened) = (model.base_url(), model.addr().to_string());
    let settings = [
        ("ROMASHKA_SECRET_KEY", SECRET),
        ("OPENAI_API_KEY", KEY),
        ("OPENAI_BASE_URL", &base_url),
        ("OPENAI_MODEL", "test-model"),
        ("ROMASHKA_ALLOW_HOSTS", &opened),
        ("RUST_LOG", "debug"),
    ];
    let log = folder.path().join("log");
    let mut child =
        romashka(folder.path(), &["serve"]).envs(settings).stderr(File::create(&log).unwrap()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await.unwrap().unwrap().unwrap();
    let widget = Widget { address: line.rsplit("//").next().unwrap().parse().unwrap(), ..widget };

    let (_, mut chat) = widget.visitor().await;
    chat.send("a", "How much does delivery cost?").await;
    let mut pieces = String::new();
    let reply = loop {
        match chat.next().await.unwrap() {
            BotFrame::Piece { text, .. } => pieces.push_str(&text),
            BotFrame::Message { message } if message.verdict.is_some() => break message,
            _ => {}
        }
    };
    assert_eq!(reply.text, "For you, delivery costs 4.90 EUR. We deliver within 3 to 5 working days.");
    assert_eq!((pieces.trim(), reply.verdict), (reply.text.as_str(), Some(Verdict::Answered)));
    assert_eq!(model.received()[0].authorization.as_deref(), Some("Bearer sk-hush-0123456789"));

    model.set(Act::MalformedWith(format!("{{\"{PRIVATE}\": [")));
    chat.send("b", "How much does the delivery cost now?").await;
    let reply = chat.reply().await;
    assert!(reply.text.contains(FOUND), "{}", reply.text);

    let beside = beside(folder.path()).await;
    assert_eq!(age(&beside).await, 4);
    beside.close().await;
    assert_eq!(unanswered(widget.address).await, "0");
    let id = child.id().unwrap().to_string();
    assert!(tokio::process::Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    assert!(child.wait().await.unwrap().success());
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("a model failed"), "{said}");
    for private in ["sk-hush", PRIVATE, "How much does"] {
        assert!(!said.contains(private), "{private}");
    }

    let output = romashka(folder.path(), &["doctor"]).envs(settings).output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("test-model on 127.0.0.1 is there and takes our key"), "{said}");
    drop(model);
    let output = romashka(folder.path(), &["doctor"]).envs(settings).output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success() && said.contains("OPENAI_BASE_URL"), "{said}");
    assert!(!said.contains("sk-hush"), "{said}");
}
