//! `/v1/socket`

use super::harness::{Setting, TestServer, eventually};
use super::health::{age, unanswered};
use super::visitor::{Widget, bot, calm, ctx, everything, message, stored};
use domain::Code;
use domain::conversations::Lifecycle;
use domain::messages::{Author, MessageView};
use domain::wire::visitor::{Answerer, BotFrame, VisitorFrame};
use reqwest::StatusCode;
use serde_json::Value;
use std::time::Duration;

fn error(frame: BotFrame) -> Option<(Option<String>, Code, String)> {
    match frame {
        BotFrame::Error { client_id, code, message, .. } => Some((client_id, code, message)),
        _ => None,
    }
}

fn is_of_bot(message: &MessageView) -> bool {
    matches!(message.author, Author::Bot { .. })
}

#[tokio::test]
async fn a_message_is_acknowledged_shown_and_answered() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let token = widget.session().await.token;
    let mut chat = widget.hello(&token, 0).await;
    match chat.ready().await {
        BotFrame::Ready { conversation: None, seq: 0, answerer: Answerer::Bot { name }, .. } => {
            assert_eq!(name, "Daisy");
        }
        other => panic!("{other:?}"),
    }
    chat.say(&message("a1", "  Do you ship to Norway? ")).await;
    let (id, seq) = chat.accepted("a1").await;
    assert_eq!(seq, 1);
    let own = chat.find(stored).await;
    assert_eq!((own.id.as_str(), own.seq, own.text.as_str()), (id.as_str(), 1, "Do you ship to Norway?"));
    assert_eq!(own.client_id.as_deref(), Some("a1"));
    let reply = chat.reply().await;
    assert_eq!(reply.seq, 2);
    assert_eq!(reply.confidence, None, "visitors are not told");
    server.down().await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_under_its_id_and_the_connection_goes_on() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (_, mut chat) = widget.visitor().await;
    chat.say(&message("empty", " \n\t ")).await;
    assert!(matches!(chat.find(error).await, (Some(id), Code::Invalid, _) if id == "empty"));
    chat.say(&message("long", &"x".repeat(4_001))).await;
    assert!(matches!(chat.find(error).await, (Some(id), Code::Invalid, text) if id == "long" && text.contains("4000")));
    chat.say(&message("huge", &"x".repeat(1_000_000))).await;
    assert!(
        matches!(chat.find(error).await, (Some(id), Code::TooLarge, text) if id == "huge" && text.contains("4000"))
    );
    chat.say(&message("", "no id")).await;
    assert!(matches!(chat.find(error).await, (None, Code::Invalid, _)));
    for raw in ["", "hello", "{}", r#"{"type":"shout"}"#, r#"{"type":"hello","token":"x","after":0}"#] {
        chat.raw(raw).await;
        assert!(matches!(chat.find(error).await, (None, Code::Invalid, _)), "{raw}");
    }
    assert_eq!(chat.send("good", "hello").await, 1);
    server.down().await;
}

#[tokio::test]
async fn what_is_larger_than_anything_sensible_ends_the_connection_in_words() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (_, mut chat) = widget.visitor().await;
    chat.raw(&"x".repeat(1_500_000)).await;
    assert!(matches!(chat.find(error).await, (None, Code::TooLarge, _)));
    assert_eq!(chat.close_code().await, 1009);
    server.down().await;
}

#[tokio::test]
async fn a_connection_that_does_not_begin_with_hello_is_ended_in_words() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    for first in ["", "hello", r#"{"type":"message","client_id":"a","text":"x"}"#, r#"{"type":"hello","after":0}"#] {
        let mut chat = widget.socket().await;
        chat.raw(first).await;
        assert!(matches!(chat.next().await, Some(BotFrame::Error { code: Code::Invalid, .. })), "{first}");
        assert_eq!(chat.close_code().await, 1008);
    }
    let token = widget.session().await.token;
    let mut foreign = widget.on(Some("https://evil.example")).hello(&token, 0).await;
    assert!(matches!(foreign.find(error).await, (None, Code::Forbidden, text) if text.contains("evil.example")));
    assert_eq!(foreign.close_code().await, 1008);
    server.down().await;
}

#[tokio::test]
async fn the_same_client_id_is_stored_once_and_gets_the_same_acknowledgement() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut chat) = widget.visitor().await;
    chat.say(&message("a1", "Do you ship?")).await;
    let first = chat.accepted("a1").await;
    chat.say(&message("a1", "Do you ship?")).await;
    assert_eq!(chat.accepted("a1").await, first);
    // On another connection, and at the same time on two.
    let mut again = widget.hello(&token, 0).await;
    again.say(&message("a1", "Do you ship?")).await;
    assert_eq!(again.accepted("a1").await, first);
    chat.say(&message("a2", "To Norway?")).await;
    again.say(&message("a2", "To Norway?")).await;
    assert_eq!(chat.accepted("a2").await, again.accepted("a2").await);
    let all = everything(&ctx(&server, &owner).await).await;
    assert_eq!(all.len(), 1);
    for id in ["a1", "a2"] {
        assert_eq!(all[0].messages.iter().filter(|m| m.client_id.as_deref() == Some(id)).count(), 1, "{id}");
    }
    server.down().await;
}

#[tokio::test]
async fn three_messages_at_once_get_one_answer_behind_the_newest() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (_, mut chat) = widget.visitor().await;
    for (id, text) in [("a1", "Hello,"), ("a2", "I have a question:"), ("a3", "what does shipping cost?")] {
        chat.say(&message(id, text)).await;
    }
    let reply = chat.reply().await;
    assert_eq!(reply.seq, 4);
    assert!(chat.is_silent(Duration::from_secs(1)).await);
    let all = everything(&ctx(&server, &owner).await).await;
    let texts: Vec<_> = all[0].messages.iter().filter_map(|m| m.client_id.as_deref()).collect();
    assert_eq!(texts, ["a1", "a2", "a3"]);
    assert_eq!(all[0].messages.iter().filter(|m| is_of_bot(m)).count(), 1);
    server.down().await;
}

#[tokio::test]
async fn a_visitor_who_leaves_in_mid_answer_finds_it_on_their_return() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut chat) = widget.visitor().await;
    let seq = chat.send("a1", "What does shipping cost?").await;
    drop(chat);
    let ctx = ctx(&server, &owner).await;
    eventually("the answer is there", || async {
        everything(&ctx).await.first().is_some_and(|c| c.messages.iter().any(is_of_bot))
    })
    .await;
    let mut back = widget.hello(&token, seq).await;
    match back.ready().await {
        BotFrame::Ready { conversation: Some(_), seq: newest, .. } => assert_eq!(newest, seq + 1),
        other => panic!("{other:?}"),
    }
    assert_eq!(back.reply().await.seq, seq + 1);
    assert!(back.is_silent(Duration::from_millis(500)).await);
    age(server.engine.store()).await;
    assert_eq!(unanswered(server.address).await, "0");
    server.down().await;
}

#[tokio::test]
async fn a_second_tab_sees_the_same_also_when_it_was_open_before_the_first_word() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut one) = widget.visitor().await;
    let mut two = widget.hello(&token, 0).await;
    two.ready().await;
    let seq = one.send("a1", "What does shipping cost?").await;
    let (seen, also) = (one.messages_until(seq + 1).await, two.messages_until(seq + 1).await);
    assert_eq!(seen, also);
    assert_eq!(seen.iter().map(|message| message.seq).collect::<Vec<_>>(), [1, 2]);
    two.send("b1", "And to Norway?").await;
    let (seen, also) = (one.messages_until(seq + 3).await, two.messages_until(seq + 3).await);
    assert_eq!(seen, also);
    let mut three = widget.hello(&token, 0).await;
    let all = three.messages_until(seq + 3).await;
    assert_eq!(all.iter().map(|message| message.seq).collect::<Vec<_>>(), [1, 2, 3, 4]);
    server.down().await;
}

#[tokio::test]
async fn whoever_falls_behind_gets_every_message_once_and_in_order() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut one) = widget.visitor().await;
    let mut slow = widget.hello(&token, 0).await;
    for n in 0..30 {
        one.say(&message(&format!("a{n}"), &format!("{n} {}", "many words ".repeat(300)))).await;
    }
    one.accepted("a29").await;
    let last = one.reply().await.seq;
    let all = slow.messages_until(last).await;
    assert_eq!(all.iter().map(|message| message.seq).collect::<Vec<_>>(), (1..=last).collect::<Vec<_>>());
    server.down().await;
}

#[tokio::test]
async fn whoever_claims_to_have_seen_the_future_misses_nothing_that_comes() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut chat) = widget.visitor().await;
    let seq = chat.send("a1", "Hello").await;
    chat.messages_until(seq + 1).await;
    for (after, first) in [(1_000_000, seq + 2), (-5, 1)] {
        let mut chat = widget.hello(&token, after).await;
        chat.ready().await;
        chat.say(&message("a2", "Are you there?")).await;
        assert_eq!(chat.find(stored).await.seq, first, "{after}");
    }
    server.down().await;
}

#[tokio::test]
async fn the_wish_for_a_human_is_acknowledged_and_changes_who_answers() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (_, mut chat) = widget.visitor().await;
    chat.say(&VisitorFrame::Human { client_id: "h1".into() }).await;
    let (mut is_accepted, mut is_queued) = (false, false);
    while !(is_accepted && is_queued) {
        match chat.next().await.unwrap() {
            BotFrame::Accepted { client_id, .. } => is_accepted = client_id == "h1",
            BotFrame::Status { answerer, .. } => is_queued = answerer == Answerer::Queue,
            BotFrame::Error { message, .. } => panic!("{message}"),
            _ => {}
        }
    }
    server.down().await;
}

#[tokio::test]
async fn a_server_that_goes_down_asks_visitors_to_come_back() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut chat) = widget.visitor().await;
    let mut stream = widget.stream(&token, 0).await;
    stream.find(|frame| matches!(frame, BotFrame::Ready { .. }).then_some(())).await;
    assert_eq!(server.web.sockets().open(), 2);
    server.stop.cancel();
    let retry = |frame| matches!(frame, BotFrame::Retry { after_ms } if after_ms > 0).then_some(());
    chat.find(retry).await;
    assert!(chat.next().await.is_none());
    stream.find(retry).await;
    assert!(stream.next().await.is_none());
    server.web.sockets().closed(Duration::from_secs(5)).await;
    assert_eq!(server.web.sockets().open(), 0);
    server.down().await;
}

#[tokio::test]
async fn an_idle_visitor_is_given_signs_of_life_that_a_page_can_hear() {
    let server = TestServer::with(Setting { socket_tick: Duration::from_millis(100), ..Setting::default() }).await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (_, mut chat) = widget.visitor().await;
    for _ in 0..3 {
        chat.sign().await;
    }
    server.down().await;
}

#[tokio::test]
async fn a_visitor_who_answers_no_ping_is_given_up_and_holds_twenty_connections_at_most() {
    let server = TestServer::with(Setting { socket_tick: Duration::from_millis(400), ..Setting::default() }).await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let token = widget.session().await.token;
    let mut open = Vec::new();
    for _ in 0..20 {
        open.push(widget.hello(&token, 0).await);
    }
    eventually("all are in", || async { server.web.sockets().open() == 20 }).await;
    let mut surplus = widget.hello(&token, 0).await;
    assert!(matches!(surplus.next().await, Some(BotFrame::Error { code: Code::Limited, .. })));
    // Nobody reads from them, so nobody answers.
    eventually("the dead sockets are gone", || async { server.web.sockets().open() == 0 }).await;
    server.down().await;
}

#[tokio::test]
async fn a_visitor_who_comes_back_to_what_is_resolved_is_told_so() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut chat) = widget.visitor().await;
    chat.send("a1", "Do you ship to Norway?").await;
    chat.reply().await;
    let all = everything(&ctx(&server, &owner).await).await;
    let conversation = all[0].conversation.id.clone();
    assert_eq!(
        owner.post(&format!("/api/conversations/{conversation}/resolve"), &Value::Null).await.status(),
        StatusCode::OK
    );
    let mut back = widget.hello(&token, 2).await;
    back.ready().await;
    let status = back.next().await;
    assert!(matches!(status, Some(BotFrame::Status { lifecycle: Lifecycle::Resolved, .. })), "{status:?}");
    server.down().await;
}
