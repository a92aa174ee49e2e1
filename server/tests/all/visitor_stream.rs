//! `/v1/stream` and `/v1/frames`: the same as the socket, for networks that block sockets.

use super::harness::{json, problem};
use super::visitor::{PAGE, Widget, bot, calm, message, stored};
use domain::wire::visitor::{Answerer, BotFrame, VisitorFrame};
use reqwest::{Method, StatusCode};
use serde_json::json as value;

#[tokio::test]
async fn events_and_posts_give_the_same_as_the_socket() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let token = widget.session().await.token;
    let mut stream = widget.stream(&token, 0).await;
    assert!(matches!(stream.next().await, Some(BotFrame::Ready { conversation: None, seq: 0, .. })));
    let mut chat = widget.hello(&token, 0).await;
    chat.ready().await;

    let answer = widget.post(&token, &message("a1", "What does shipping cost?")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["access-control-allow-origin"], PAGE);
    let accepted: BotFrame = serde_json::from_value(json(answer).await).unwrap();
    let BotFrame::Accepted { client_id, seq: 1, .. } = &accepted else { panic!("{accepted:?}") };
    assert_eq!(client_id, "a1");
    let told = [stream.find(stored).await, stream.find(stored).await];
    assert_eq!(told.as_slice(), widget.hello(&token, 0).await.messages_until(2).await);
    assert_eq!(told.as_slice(), chat.messages_until(2).await);
    // The same once more, by the other way.
    chat.say(&message("a1", "What does shipping cost?")).await;
    let again = chat.find(|frame| matches!(frame, BotFrame::Accepted { .. }).then_some(frame)).await;
    assert_eq!(again, accepted);

    let answer = widget.post(&token, &VisitorFrame::Human { client_id: "h1".into() }).await;
    assert_eq!(json(answer).await["type"], "accepted");
    let queued = |frame| matches!(frame, BotFrame::Status { answerer: Answerer::Queue, .. }).then_some(());
    stream.find(queued).await;
    chat.find(queued).await;
    for frame in [VisitorFrame::Typing { on: true }, VisitorFrame::Read { seq: 2 }] {
        assert_eq!(widget.post(&token, &frame).await.status(), StatusCode::NO_CONTENT);
    }
    let mut resumed = widget.stream(&token, 1).await;
    assert_eq!(resumed.find(stored).await.seq, 2);
    server.down().await;
}

#[tokio::test]
async fn what_cannot_be_taken_is_a_problem_that_the_page_can_read() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let token = widget.session().await.token;
    problem(widget.post(&token, &message("a1", "  ")).await, 422).await;
    for path in ["/v1/frames", "/v1/stream", "/v1/session"] {
        let huge = message("a1", &"x".repeat(1_000_000));
        let answer = widget.request(Method::POST, path).bearer_auth(&token).json(&huge).send().await.unwrap();
        assert_eq!(answer.headers()["access-control-allow-origin"], PAGE);
        problem(answer, 413).await;
    }
    let hello = VisitorFrame::Hello { token: token.clone(), after: 0 };
    problem(widget.post(&token, &hello).await, 422).await;
    let not_hello = widget.request(Method::POST, "/v1/stream").json(&message("a1", "x"));
    problem(not_hello.send().await.unwrap(), 422).await;
    let nonsense = widget.request(Method::POST, "/v1/frames").bearer_auth(&token).json(&value!({ "type": "shout" }));
    problem(nonsense.send().await.unwrap(), 422).await;
    let foreign = widget.on(Some("https://evil.example"));
    problem(foreign.post(&token, &message("a1", "x")).await, 403).await;
    problem(foreign.request(Method::POST, "/v1/stream").json(&hello).send().await.unwrap(), 403).await;
    // A token in the address counts nowhere.
    let by_address = widget.request(Method::POST, &format!("/v1/frames?token={token}")).json(&message("a1", "x"));
    problem(by_address.send().await.unwrap(), 401).await;
    server.down().await;
}

#[tokio::test]
async fn events_are_neither_compressed_nor_kept() {
    let server = calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let token = widget.session().await.token;
    let hello = VisitorFrame::Hello { token, after: 0 };
    let request = widget.request(Method::POST, "/v1/stream").header("accept-encoding", "gzip, br").json(&hello);
    let answer = request.send().await.unwrap();
    assert!(!answer.headers().contains_key("content-encoding"));
    assert!(answer.headers()["cache-control"].to_str().unwrap().contains("no-store"));
    drop(answer);
    super::harness::eventually("the place is given back", || async { server.web.sockets().open() == 0 }).await;
    server.down().await;
}
