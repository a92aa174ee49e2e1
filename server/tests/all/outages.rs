//! What lies below the server fails: a database that goes away and comes back, one that is locked, a disk without room.
//! Nothing that was acknowledged is lost, nobody stays without an answer, and whoever asks meanwhile hears why.

use super::harness::{Caller, Setting, TestServer, eventually, json, postgres, problem};
use super::health::{age, unanswered};
use super::line::Line;
use super::live::Socket;
use super::process::{BINARY, Process};
use super::shop::beside;
use super::visitor::{Chat, Widget, bot, ctx, message};
use super::visitor_streams::shop;
use domain::conversations::ConversationDetail;
use domain::messages::{Author, MessageView};
use domain::wire::ServerFrame;
use domain::wire::visitor::BotFrame;
use engine::Ctx;
use reqwest::StatusCode;
use serde_json::json as value;
use std::process::Stdio;
use std::time::Duration;

const QUESTION: &str = "What does shipping cost?";

/// A visitor's widget: it connects again, from the last message that it has, whenever it is told to.
struct Visitor {
    widget: Widget,
    token: String,
    chat: Chat,
    seen: Vec<MessageView>,
}

impl Visitor {
    async fn new(widget: Widget) -> Self {
        let (token, chat) = widget.visitor().await;
        Self { widget, token, chat, seen: Vec::new() }
    }

    /// The next frame; messages are kept.
    async fn next(&mut self) -> BotFrame {
        loop {
            match self.chat.next_within(Duration::from_secs(40)).await {
                Some(BotFrame::Retry { .. }) | None => {
                    let after = self.seen.last().map_or(0, |last| last.seq);
                    self.chat = self.widget.hello(&self.token, after).await;
                }
                Some(frame) => {
                    if let BotFrame::Message { message } = &frame {
                        assert_eq!(message.seq, self.seen.last().map_or(0, |last| last.seq) + 1, "in order, once");
                        self.seen.push(message.clone());
                    }
                    return frame;
                }
            }
        }
    }

    /// Says it once; whether it was taken. What is refused may be said again later.
    async fn say(&mut self, id: &str, text: &str) -> bool {
        self.chat.say(&message(id, text)).await;
        loop {
            match self.next().await {
                BotFrame::Accepted { client_id, .. } if client_id == id => return true,
                BotFrame::Error { client_id: Some(client_id), message, retry_after_ms, .. } if client_id == id => {
                    assert!(message.contains("database") && retry_after_ms.is_some(), "{message}");
                    return false;
                }
                _ => {}
            }
        }
    }

    /// Reads until the bot has answered the message with this client id.
    async fn answer_to(&mut self, client_id: &str) {
        let is_answered = |seen: &[MessageView]| {
            let asked = seen.iter().find(|one| one.client_id.as_deref() == Some(client_id)).map(|one| one.seq);
            asked.is_some_and(|asked| seen.iter().any(|one| one.seq > asked && one.author != Author::Visitor))
        };
        while !is_answered(&self.seen) {
            self.next().await;
        }
    }
}

/// The one conversation, as the team sees it.
async fn conversation(owner: &Caller) -> ConversationDetail {
    let list = json(owner.get("/api/conversations?list=open").await).await;
    let id = list["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{list}"));
    serde_json::from_value(json(owner.get(&format!("/api/conversations/{id}")).await).await).unwrap()
}

/// The words of the visitor that are stored, by client id.
fn own(all: &ConversationDetail) -> Vec<&str> {
    let own = all.messages.iter().filter(|one| one.author == Author::Visitor);
    own.filter_map(|one| one.client_id.as_deref()).collect()
}

async fn titles(owner: &Caller) -> Vec<String> {
    let list = json(owner.get("/api/knowledge/items").await).await;
    list["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

async fn key_named(owner: &Caller, name: &str) -> reqwest::Response {
    owner.post("/api/api-keys", &value!({ "name": name, "scopes": ["mail_read"] })).await
}

async fn audited(ctx: &Ctx, name: &str) -> bool {
    let log = engine::audit::list(ctx, Default::default()).await.unwrap();
    log.items.iter().any(|entry| entry.subject == name)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_away_and_comes_back_costs_no_word_no_job_and_no_event() {
    let Some(scratch) = postgres().await else { return };
    let (mut line, url) = Line::to(&scratch.url).await;
    let setting = Setting { database_url: Some(url), socket_tick: Duration::from_secs(60), ..Setting::default() };
    let server = TestServer::with(setting).await;
    let owner = server.owner().await;
    let mut visitor = Visitor::new(Widget::of(server.address, &bot(&server, &owner).await)).await;
    assert!(visitor.say("a1", "Hello").await);
    visitor.answer_to("a1").await;
    let mut team = Socket::follow(&owner, None).await;
    let start = team.ready().await;

    // The line is cut while the answer, and what follows from the new key, are still to be written.
    assert!(visitor.say("a2", QUESTION).await);
    assert_eq!(key_named(&owner, "before").await.status(), StatusCode::CREATED);
    line.cut().await;
    let guest = server.guest();
    eventually("the server says that it cannot work", || async {
        guest.get("/readyz").await.status() == StatusCode::SERVICE_UNAVAILABLE
    })
    .await;
    let said = message("a3", "Are you there?");
    let (ready, alive, refused, unheard, unknown) = tokio::join!(
        guest.get("/readyz"),
        guest.get("/healthz"),
        key_named(&owner, "while away"),
        visitor.widget.post(&visitor.token, &said),
        unanswered(server.address),
    );
    assert_eq!(json(ready).await["ready"], false);
    assert_eq!(alive.status(), StatusCode::OK);
    for refused in [refused, unheard] {
        let refused = problem(refused, 503).await;
        assert!(refused["detail"].as_str().unwrap().contains("database") && refused["retry_after_s"].is_number());
    }
    assert_eq!(unknown, "NaN");

    line.mend().await;
    eventually("the server can work again", || async { guest.get("/readyz").await.status() == StatusCode::OK }).await;
    assert_eq!(key_named(&owner, "after").await.status(), StatusCode::CREATED);
    visitor.answer_to("a2").await;
    assert!(visitor.say("a3", "Are you there?").await);
    visitor.answer_to("a3").await;
    let ctx = ctx(&server, &owner).await;
    let all = conversation(&owner).await;
    assert_eq!(own(&all), ["a1", "a2", "a3"]);
    let told: Vec<_> = all.messages.iter().cloned().map(MessageView::for_visitor).collect();
    assert_eq!(told, visitor.seen, "team and visitor see the same");
    assert_eq!(all.messages.len(), 6, "each has one answer: {:?}", all.messages);
    eventually("reactions went on", || async { audited(&ctx, "before").await && audited(&ctx, "after").await }).await;
    assert!(!audited(&ctx, "while away").await);

    // The team's page has heard of everything, each event once and in order.
    let last = store::events::bounds(ctx.workspace(), server.engine.store().db()).await.unwrap().last_seq;
    let mut heard = start;
    while heard < last {
        match team.next().await {
            Some(ServerFrame::Event { event, .. }) => {
                assert_eq!(event.seq, heard + 1);
                heard = event.seq;
            }
            Some(ServerFrame::Retry { .. }) | None => {
                team = Socket::follow(&owner, Some(heard)).await;
                team.ready().await;
            }
            Some(other) => panic!("{other:?}"),
        }
    }
    age(server.engine.store()).await;
    assert_eq!(unanswered(server.address).await, "0");
    server.down().await;
    scratch.drop_database().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sqlite_file_that_another_program_has_locked_keeps_writers_waiting_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("romashka.db").display());
    let setting = Setting { database_url: Some(url), socket_tick: Duration::from_secs(60), ..Setting::default() };
    let server = TestServer::with(setting).await;
    let owner = server.owner().await;
    let (_, mut chat) = Widget::of(server.address, &bot(&server, &owner).await).visitor().await;
    let other = beside(folder.path()).await;
    let (has_it, locked) = tokio::sync::oneshot::channel();
    let (free, freed) = tokio::sync::oneshot::channel::<()>();
    let holder = other.clone();
    let holds = tokio::spawn(async move {
        let held = holder.write(None, move |_| {
            Box::pin(async move {
                let _ = has_it.send(());
                let _ = freed.await;
                Ok::<(), store::Error>(())
            })
        });
        held.await.unwrap();
    });
    locked.await.unwrap();
    chat.say(&message("a1", QUESTION)).await;
    assert!(chat.is_silent(Duration::from_millis(300)).await, "what is not on the disk is not acknowledged");
    assert_eq!(server.guest().get("/readyz").await.status(), StatusCode::OK);
    assert_eq!(owner.get("/api/workspace").await.status(), StatusCode::OK);
    free.send(()).unwrap();
    holds.await.unwrap();
    let (_, seq) = chat.accepted("a1").await;
    assert_eq!(chat.reply().await.seq, seq + 1);
    other.close().await;
    server.down().await;
}

async fn a_full_disk_takes_nothing_halfway(
    owner: &Caller,
    widget: Widget,
    fill: impl AsyncFnOnce(),
    free: impl AsyncFnOnce(),
) {
    let mut visitor = Visitor::new(widget).await;
    assert!(visitor.say("a1", "Hello").await);
    visitor.answer_to("a1").await;
    let known = titles(owner).await;
    // The answer to this has to be written while there is no room.
    assert!(visitor.say("a2", QUESTION).await);
    fill().await;
    let item = value!({ "title": "Returns", "content": "Send it back within 30 days. ".repeat(400), "publish": true });
    for id in ["a3", "a4"] {
        assert!(!visitor.say(id, "Are you there?").await, "the disk is not full");
    }
    let asked = message("a5", "Are you there?");
    let (unheard, unwritten) =
        tokio::join!(visitor.widget.post(&visitor.token, &asked), owner.post("/api/knowledge/items", &item));
    for refused in [unheard, unwritten] {
        let refused = problem(refused, 503).await;
        assert!(refused["detail"].as_str().unwrap().contains("database") && refused["retry_after_s"].is_number());
    }
    // Reading goes on, and nothing of what was refused is there.
    assert_eq!(own(&conversation(owner).await), ["a1", "a2"]);
    assert_eq!(titles(owner).await, known);

    free().await;
    visitor.answer_to("a2").await;
    for id in ["a3", "a4", "a5"] {
        assert!(visitor.say(id, "Are you there?").await);
        visitor.answer_to(id).await;
    }
    assert_eq!(titles(owner).await, known, "half an item");
    assert_eq!(owner.post("/api/knowledge/items", &item).await.status(), StatusCode::CREATED);
    let all = conversation(owner).await;
    assert_eq!(own(&all), ["a1", "a2", "a3", "a4", "a5"]);
    assert_eq!(all.messages.len(), 10, "each has one answer: {:?}", all.messages);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_sqlite_takes_nothing_halfway_and_everything_goes_on_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    // To a program whose files may not grow, every write fails as on a disk without room.
    let mut command = tokio::process::Command::new("/bin/sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" serve", BINARY]).env_clear();
    command.env("ROMASHKA_DATA_DIR", folder.path()).env("ROMASHKA_ADDR", "127.0.0.1:0");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let process = Process::of(command).await;
    let (owner, widget) = shop(&process).await;
    let id = process.child.id().unwrap().to_string();
    let limit = async |bytes: &str| {
        let mut command = tokio::process::Command::new("prlimit");
        assert!(command.args(["--pid", &id, &format!("--fsize={bytes}:")]).status().await.unwrap().success());
    };
    a_full_disk_takes_nothing_halfway(&owner, widget, async || limit("1").await, async || limit("unlimited").await)
        .await;
    let beside = beside(folder.path()).await;
    assert_eq!(age(&beside).await, 10);
    beside.close().await;
    assert_eq!(unanswered(process.address).await, "0");
    assert_eq!(process.terminate().await, Some(0));
}

/// Runs these statements beside the program.
async fn run(server: &TestServer, statements: &'static [&'static str]) {
    let done = server.engine.store().write(None, move |work| {
        Box::pin(async move {
            for statement in statements {
                store::sql(statement).run(&mut *work).await?;
            }
            Ok::<(), store::Error>(())
        })
    });
    done.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_postgresql_says_that_its_disk_is_full_everything_goes_on_once_there_is_room() {
    let Some(scratch) = postgres().await else { return };
    let setting =
        Setting { database_url: Some(scratch.url.clone()), socket_tick: Duration::from_secs(60), ..Setting::default() };
    let server = TestServer::with(setting).await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    // Its disk cannot be filled here; the error can be had.
    let fill = async || {
        let statements = &[
            "create function full_disk() returns trigger language plpgsql as 'begin raise exception ''could not extend \
             file: No space left on device'' using errcode = ''53100''; end'",
            "create trigger full_disk before insert on messages for each statement execute function full_disk()",
            "create trigger full_disk before insert on items for each statement execute function full_disk()",
            "create trigger full_disk before update on jobs for each statement execute function full_disk()",
        ];
        run(&server, statements).await;
    };
    let free = async || run(&server, &["drop function full_disk() cascade"]).await;
    a_full_disk_takes_nothing_halfway(&owner, widget, fill, free).await;
    age(server.engine.store()).await;
    assert_eq!(unanswered(server.address).await, "0");
    server.down().await;
    scratch.drop_database().await.unwrap();
}
