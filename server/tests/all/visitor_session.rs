//! `POST /v1/session`, and what pages of other sites may read.

use super::harness::{Setting, TestServer, json, problem};
use super::visitor::{PAGE, Widget, bot, ctx, message, words};
use domain::wire::visitor::BotFrame;
use reqwest::{Method, StatusCode};
use serde_json::json as value;
use server::http::limits::{Rate, Rates};
use std::time::Duration;

#[tokio::test]
async fn a_page_gets_a_token_and_how_the_widget_looks_and_nothing_is_stored_before() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let answer = widget.ask(None).await;
    assert_eq!(answer.headers()["access-control-allow-origin"], PAGE);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert!(!answer.headers().contains_key("set-cookie"));
    assert!(!answer.headers().contains_key("access-control-allow-credentials"));
    let granted = json(answer).await;
    assert!(granted["token"].as_str().unwrap().starts_with("vt_"), "{granted}");
    assert_eq!(granted["config"]["name"], "Daisy");
    assert!(granted.get("conversation").is_none());
    server.down().await;
}

#[tokio::test]
async fn a_visitor_who_comes_back_goes_on_and_sees_their_conversation() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (token, mut chat) = widget.visitor().await;
    chat.send("a1", "Hello there").await;
    let again = json(widget.ask(Some(&token)).await).await;
    assert_eq!(again["token"], token.as_str());
    assert!(again["conversation"].as_str().unwrap().starts_with("conv_"), "{again}");
    server.down().await;
}

#[tokio::test]
async fn an_unknown_project_a_wrong_key_and_a_foreign_page_are_told_apart_in_words_that_the_page_can_read() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let stranger = server.stranger().await;
    let theirs = Widget::of(server.address, &bot(&server, &stranger).await);

    for project in ["proj_00000000000000000000", "nonsense", ""] {
        let answer = Widget { project: project.to_owned(), ..widget.clone() }.ask(None).await;
        assert_eq!(answer.headers()["access-control-allow-origin"], PAGE);
        assert!(words(&problem(answer, 404).await).contains(project));
    }
    for key in [theirs.key.as_str(), "pk_live_00000000000000000000", "nonsense"] {
        let refused = problem(Widget { key: key.to_owned(), ..widget.clone() }.ask(None).await, 401).await;
        assert!(words(&refused).contains("key"), "{refused}");
    }
    for page in ["https://evil.example", "https://shop.example.evil.io", "null"] {
        let answer = widget.on(Some(page)).ask(None).await;
        assert_eq!(answer.headers()["access-control-allow-origin"], page);
        let refused = problem(answer, 403).await;
        assert!(words(&refused).contains(page), "{refused}");
    }
    problem(widget.on(None).ask(None).await, 403).await;
    // Our own pages may show every widget: the preview does.
    let own = format!("http://{}", server.address);
    assert_eq!(widget.on(Some(&own)).ask(None).await.status(), StatusCode::OK);
    for body in ["", "{}", "[1]", r#"{"project":1}"#] {
        let request = widget.request(Method::POST, "/v1/session").body(body);
        problem(request.send().await.unwrap(), 422).await;
    }
    server.down().await;
}

#[tokio::test]
async fn a_browser_that_asks_whether_it_may_is_answered() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    for path in ["/v1/session", "/v1/stream", "/v1/frames"] {
        let request = widget.request(Method::OPTIONS, path);
        let request = request.header("access-control-request-method", "POST");
        let answer =
            request.header("access-control-request-headers", "authorization,content-type").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{path}");
        assert_eq!(answer.headers()["access-control-allow-origin"], PAGE);
        assert!(answer.headers()["access-control-allow-methods"].to_str().unwrap().contains("POST"));
        let allowed = answer.headers()["access-control-allow-headers"].to_str().unwrap();
        assert!(allowed.contains("authorization") && allowed.contains("content-type"), "{allowed}");
    }
    server.down().await;
}

#[tokio::test]
async fn a_token_that_is_forged_or_over_lets_nobody_listen_or_speak_and_gets_a_new_visitor() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (old, mut chat) = widget.visitor().await;
    chat.send("a1", "Hello there").await;
    drop(chat);
    let visitor = engine::visitors::recognize(&server.engine, &old, Some(PAGE)).await.unwrap();
    let (workspace, row) = (visitor.workspace(), visitor.row().clone());
    server
        .engine
        .store()
        .write(Some(workspace), move |work| {
            Box::pin(async move {
                store::visitors::update_seen(workspace, row.id, row.last_seen_at, domain::Timestamp(1), work).await
            })
        })
        .await
        .unwrap();
    let forged = format!("{}{}", &old[..old.len() - 4], if old.ends_with("AAAA") { "BBBB" } else { "AAAA" });
    for token in [old.as_str(), forged.as_str(), "vt_", "", "nonsense"] {
        let mut chat = widget.hello(token, 0).await;
        match chat.next().await {
            Some(BotFrame::Error { code, retry_after_ms: None, .. }) => {
                assert_eq!(code, domain::Code::Unauthenticated, "{token}");
            }
            other => panic!("{token}: {other:?}"),
        }
        assert!(chat.next().await.is_none());
        let hello = value!({ "type": "hello", "token": token, "after": 0 });
        let stream = widget.request(Method::POST, "/v1/stream").json(&hello).send().await.unwrap();
        problem(stream, 401).await;
        problem(widget.post(token, &message("x", "hello")).await, 401).await;
        let granted = json(widget.ask(Some(token)).await).await;
        assert_ne!(granted["token"], token);
        assert!(granted.get("conversation").is_none(), "{granted}");
    }
    problem(widget.request(Method::POST, "/v1/frames").json(&message("x", "y")).send().await.unwrap(), 401).await;
    server.down().await;
}

#[tokio::test]
async fn a_socket_whose_visitor_is_forgotten_ends_and_one_whose_page_is_taken_off_the_list_too() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let made = bot(&server, &owner).await;
    let widget = Widget::of(server.address, &made);
    let (token, mut chat) = widget.visitor().await;
    let mut stream = widget.stream(&token, 0).await;
    let change = domain::bots::BotChange { domains: Some(vec!["other.example".into()]), ..Default::default() };
    engine::bots::update(&ctx(&server, &owner).await, &made.id, change).await.unwrap();
    let refused = |frame| match frame {
        BotFrame::Error { code, .. } => Some(code),
        _ => None,
    };
    assert_eq!(chat.find(refused).await, domain::Code::Forbidden);
    assert!(chat.next().await.is_none());
    assert_eq!(stream.find(refused).await, domain::Code::Forbidden);
    assert!(stream.next().await.is_none());
    server.down().await;
}

#[tokio::test]
async fn newcomers_are_counted_by_address_and_whoever_has_a_token_is_not_held_up_by_them() {
    let slow = |burst| Rate { burst, every: Duration::from_secs(60) };
    let rates = Rates { address: slow(5), visitor: slow(4), visitors: slow(9), ..Rates::STANDARD };
    let server = TestServer::with(Setting { rates, ..Setting::default() }).await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &bot(&server, &owner).await);
    let (one, mut chat) = widget.visitor().await;
    let (two, mut other) = widget.visitor().await;
    for _ in 0..3 {
        assert_eq!(widget.ask(None).await.status(), StatusCode::OK);
    }
    assert!(problem(widget.ask(None).await, 429).await["retry_after_s"].as_u64().unwrap() > 0);
    // Known, so another counter.
    assert_eq!(widget.ask(Some(&one)).await.status(), StatusCode::OK);
    chat.send("a1", "one").await;
    chat.send("a2", "two").await;
    let limited = |frame| match frame {
        BotFrame::Error { client_id, code: domain::Code::Limited, retry_after_ms: Some(wait), .. } => {
            Some((client_id, wait))
        }
        _ => None,
    };
    chat.say(&message("a3", "three")).await;
    let (client_id, wait) = chat.find(limited).await;
    assert_eq!(client_id.as_deref(), Some("a3"));
    assert!(wait > 30_000, "{wait}");
    problem(widget.post(&one, &message("a3", "three")).await, 429).await;
    // Another visitor is not held up by this one, until all of them together have had enough.
    other.send("b1", "one").await;
    other.send("b2", "two").await;
    let (_, third) = (two, widget.ask(Some(&one)).await);
    assert_eq!(third.status(), StatusCode::TOO_MANY_REQUESTS);
    server.down().await;
}
