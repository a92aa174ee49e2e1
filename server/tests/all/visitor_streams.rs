//! An answer that is being written by a model service while its visitor leaves, or while the server dies.

use super::harness::{Caller, SECRET, eventually, json, postgres};
use super::health::unanswered;
use super::process::Process;
use super::visitor::{Chat, Widget, message, stored};
use connectors::testing::{Act, ModelServer};
use domain::bots::BotView;
use domain::messages::{Author, MessageView, Verdict};
use domain::wire::visitor::BotFrame;
use reqwest::StatusCode;
use serde_json::json as value;
use std::time::Duration;

const QUESTION: &str = "How much does delivery cost?";
const ANSWER: &str = "[1] For you, delivery costs 4.90 EUR. [1] We deliver within 3 to 5 working days.";
const SAID: &str = "For you, delivery costs 4.90 EUR. We deliver within 3 to 5 working days.";

/// A server with a shop that knows about delivery, and a model service that takes its time.
struct Place {
    folder: tempfile::TempDir,
    model: ModelServer,
    database: Option<String>,
}

impl Place {
    async fn new(database: Option<&str>) -> Self {
        let model = ModelServer::start(Act::say_slowly(ANSWER, Duration::from_millis(80))).await;
        Self { folder: tempfile::tempdir().unwrap(), model, database: database.map(str::to_owned) }
    }

    async fn start(&self) -> Process {
        let (base_url, opened) = (self.model.base_url(), self.model.addr().to_string());
        let mut settings = vec![
            ("ROMASHKA_SECRET_KEY", SECRET),
            ("OPENAI_API_KEY", "sk-test-1234"),
            ("OPENAI_BASE_URL", &base_url),
            ("OPENAI_MODEL", "test-model"),
            ("ROMASHKA_ALLOW_HOSTS", &opened),
        ];
        settings.extend(self.database.as_deref().map(|url| ("DATABASE_URL", url)));
        Process::start(self.folder.path(), &settings).await
    }
}

/// The owner, and what a page of theirs knows.
pub async fn shop(process: &Process) -> (Caller, Widget) {
    let owner = process.owner().await;
    let bot: BotView =
        serde_json::from_value(json(owner.post("/api/bots", &value!({ "name": "Daisy" })).await).await).unwrap();
    let content = "We deliver to Germany within 3 to 5 working days. Delivery costs 4.90 EUR.";
    let item = value!({ "title": "Delivery", "content": content, "publish": true });
    assert_eq!(owner.post("/api/knowledge/items", &item).await.status(), StatusCode::CREATED);
    let widget = Widget::of(process.address, &bot);
    (owner, widget)
}

/// Asks, and waits for the first words of the answer.
async fn ask(chat: &mut Chat) -> i64 {
    let seq = chat.send("q", QUESTION).await;
    let first = chat.find(|frame| match frame {
        BotFrame::Piece { index: 0, text, .. } => Some(text),
        BotFrame::Message { message } if message.verdict.is_some() => panic!("it came at once: {}", message.text),
        _ => None,
    });
    assert!(SAID.starts_with(first.await.trim()));
    seq
}

/// Everything in the conversation: the question, and one answer to it.
async fn one_answer(widget: &Widget, token: &str, seq: i64) -> MessageView {
    let mut back = widget.hello(token, 0).await;
    let all = back.messages_until(seq + 1).await;
    assert_eq!(all.iter().map(|one| one.seq).collect::<Vec<_>>(), [seq, seq + 1]);
    assert!(back.is_silent(Duration::from_millis(300)).await, "one answer is enough");
    let answer = all.into_iter().next_back().unwrap();
    assert!(matches!(answer.author, Author::Bot { .. }));
    answer
}

#[tokio::test]
async fn a_visitor_who_leaves_while_an_answer_streams_finds_all_of_it_on_their_return() {
    let place = Place::new(None).await;
    let process = place.start().await;
    let (owner, widget) = shop(&process).await;
    let (token, mut chat) = widget.visitor().await;
    let seq = ask(&mut chat).await;
    drop(chat);
    eventually("the answer is stored although nobody listens", || async {
        let list = json(owner.get("/api/conversations?list=open").await).await;
        list["items"][0]["preview"] == SAID
    })
    .await;
    let answer = one_answer(&widget, &token, seq).await;
    assert_eq!((answer.text.as_str(), answer.verdict), (SAID, Some(Verdict::Answered)));
    assert_eq!(answer.citations.len(), 1);
    assert_eq!(place.model.received().len(), 1);
    assert_eq!(process.terminate().await, Some(0));
}

async fn killed_while_an_answer_streams(database: Option<&str>) {
    let place = Place::new(database).await;
    let process = place.start().await;
    let (_, widget) = shop(&process).await;
    let (token, mut chat) = widget.visitor().await;
    let seq = ask(&mut chat).await;
    process.kill().await;
    let process = place.start().await;
    let widget = Widget { address: process.address, ..widget };
    let mut back = widget.hello(&token, seq).await;
    let answer = loop {
        // With several nodes the killed one's jobs are taken up when its lease is over, after half a minute.
        if let Some(message) = stored(back.next_within(Duration::from_secs(60)).await.expect("closed")) {
            break message;
        }
    };
    assert_eq!((answer.text.as_str(), answer.verdict), (SAID, Some(Verdict::Answered)));
    assert_eq!(one_answer(&widget, &token, seq).await, answer);
    assert_eq!(place.model.received().len(), 2, "the killed node's question, and the one of the next");
    // The same question again, as a widget that heard nothing would send it.
    back.say(&message("q", QUESTION)).await;
    assert_eq!(back.accepted("q").await.1, seq);
    // Late enough for the figure to count what has been owed since before.
    let late_ms = answer.created_at.plus_ms(10_500).since_ms(engine::Clock::now(&engine::SystemClock));
    tokio::time::sleep(Duration::from_millis(late_ms.max(0).unsigned_abs())).await;
    assert_eq!(unanswered(process.address).await, "0");
    one_answer(&widget, &token, seq).await;
    assert_eq!(process.terminate().await, Some(0));
}

#[tokio::test]
async fn killed_while_an_answer_streams_on_sqlite_it_is_written_once_by_the_next() {
    killed_while_an_answer_streams(None).await;
}

#[tokio::test]
async fn killed_while_an_answer_streams_on_postgresql_it_is_written_once_by_the_next() {
    let Some(scratch) = postgres().await else { return };
    killed_while_an_answer_streams(Some(&scratch.url)).await;
    scratch.drop_database().await.unwrap();
}
