//! What one client may cost.

use super::harness::{Form, Setting, TestServer, problem};
use reqwest::{Method, StatusCode};
use server::http::bounds::Patience;
use server::http::listener::Bounds;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_body_of_more_than_a_megabyte_is_refused_announced_or_not() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let body = vec![b' '; 1024 * 1024 + 1];
    let request = owner.request(Method::POST, "/api/invitations").header("content-type", "application/json");
    let refused = problem(request.body(body.clone()).send().await.unwrap(), 413).await;
    assert_eq!(refused["code"], "too_large");

    // In chunks, so that nothing announces the length.
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /_fn/sign_in HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n",
        server.address
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = vec![b'a'; 64 * 1024];
    for _ in 0..17 {
        if stream.write_all(format!("{:x}\r\n", chunk.len()).as_bytes()).await.is_err()
            || stream.write_all(&chunk).await.is_err()
            || stream.write_all(b"\r\n").await.is_err()
        {
            break;
        }
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    server.down().await;
}

#[tokio::test]
async fn a_client_that_never_ends_its_head_is_cut_off_and_holds_nobody_up() {
    let bounds = Bounds { head: Duration::from_millis(400), ..Bounds::default() };
    let server = TestServer::with(Setting { bounds, ..Setting::default() }).await;
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    slow.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let drip = async {
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            if slow.write_all(b"X-A: b\r\n").await.is_err() {
                break;
            }
            let mut rest = [0; 256];
            if let Ok(Ok(0)) = tokio::time::timeout(Duration::from_millis(1), slow.read(&mut rest)).await {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), drip).await.expect("the slow client is still connected");
    assert!(begun.elapsed() >= Duration::from_millis(300));
    assert_eq!(server.guest().get("/healthz").await.status(), StatusCode::OK);
    server.down().await;
}

#[tokio::test]
async fn a_body_that_drips_is_cut_off_with_its_reason_whoever_sends_it_and_holds_nobody_up() {
    let patience = Patience { body: Duration::from_millis(300), file: Duration::from_millis(300) };
    let server = TestServer::with(Setting { patience, ..Setting::default() }).await;
    let owner = server.owner().await;
    let cookie = format!("Cookie: romashka_session={}\r\nSec-Fetch-Site: same-origin\r\n", owner.token());
    for (path, who, reason) in [
        ("/api/invitations", cookie.as_str(), "The body took longer than 300ms to arrive"),
        ("/_fn/sign_in", "Sec-Fetch-Site: same-origin\r\n", "The body took longer than 300ms to arrive"),
        ("/v1/frames", "Authorization: Bearer vt_x\r\n", "The body took longer than 300ms to arrive"),
        ("/api/knowledge/upload-file?name=a.md", cookie.as_str(), "The file took longer than 300ms to arrive"),
    ] {
        let mut slow = TcpStream::connect(server.address).await.unwrap();
        let head = format!("POST {path} HTTP/1.1\r\nHost: {}\r\n{who}Content-Length: 1000\r\n\r\n", server.address);
        slow.write_all(head.as_bytes()).await.unwrap();
        let (mut from, mut to) = slow.into_split();
        let drip = tokio::spawn(async move {
            while to.write_all(b"x").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        });
        let mut answer = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(5), from.read_to_end(&mut answer));
        // A reset behind the answer is an end, too.
        let _ = read.await.unwrap_or_else(|_| panic!("{path}: the slow client is still connected"));
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 4") && answer.contains(reason), "{path}: {answer}");
        drip.abort();
    }
    assert_eq!(server.guest().get("/healthz").await.status(), StatusCode::OK);
    server.down().await;
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = TestServer::start().await;
    let guest = server.guest();
    let request = guest.bare(Method::GET, "/healthz").header("x-large", "a".repeat(64 * 1024));
    match request.send().await {
        Ok(answer) => assert_eq!(answer.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE),
        // The server may close before the client has sent it all.
        Err(wrong) => assert!(wrong.is_request(), "{wrong}"),
    }
    server.down().await;
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_gives_its_seat_back() {
    let bounds = Bounds { write: Duration::from_millis(300), connections: 1, ..Bounds::default() };
    let server = TestServer::with(Setting { bounds, ..Setting::default() }).await;
    let mut greedy = TcpStream::connect(server.address).await.unwrap();
    // So many requests on one connection that the answers fill every buffer on the way.
    let request = format!("GET /api/openapi.json HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).repeat(2_000);
    let writing = tokio::spawn(async move {
        let _ = greedy.write_all(request.as_bytes()).await;
        tokio::time::sleep(Duration::from_secs(20)).await;
    });
    // The only seat is taken until the server has had enough.
    let next = tokio::time::timeout(Duration::from_secs(10), server.guest().get("/healthz")).await;
    assert_eq!(next.expect("the seat was never given back").status(), StatusCode::OK);
    writing.abort();
    server.down().await;
}

#[tokio::test]
async fn answers_worth_it_are_compressed_for_those_who_take_it() {
    let server = TestServer::start().await;
    let guest = server.guest();
    let plain = guest.get("/api/openapi.json").await;
    assert!(!plain.headers().contains_key("content-encoding"));
    let plain = plain.bytes().await.unwrap().len();
    for coding in ["br", "gzip"] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = format!(
            "GET /api/openapi.json HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: {coding}\r\nConnection: close\r\n\r\n",
            server.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let head = String::from_utf8_lossy(&answer[..600]).to_lowercase();
        assert!(head.contains(&format!("content-encoding: {coding}")), "{head}");
        assert!(answer.len() < plain / 2, "{coding}: {} of {plain}", answer.len());
    }
    server.down().await;
}

#[tokio::test]
async fn a_request_under_way_ends_before_the_server_does() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let body = serde_json::json!({ "name": "late", "scopes": ["mail_read"] }).to_string();
    let head = format!(
        "POST /api/api-keys HTTP/1.1\r\nHost: {}\r\nCookie: romashka_session={}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        server.address,
        owner.token(),
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body.as_bytes()[..5]).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let engine = server.engine.clone();
    server.stop.cancel();
    tokio::time::sleep(Duration::from_millis(200)).await;
    stream.write_all(&body.as_bytes()[5..]).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 201"), "{}", String::from_utf8_lossy(&answer));
    drop(engine);
    server.down().await;
}

#[tokio::test]
async fn a_client_behind_a_trusted_proxy_is_known_by_its_own_address() {
    let setting = Setting { trusted_proxies: Some("127.0.0.1".to_owned()), ..Setting::default() };
    let server = TestServer::with(setting).await;
    server.owner().await;
    let form = [("email", "olga@one.example"), ("password", super::harness::PASSWORD)];
    let request = server.guest().request(Method::POST, "/_fn/sign_in").form(&form);
    let answer = request.header("x-forwarded-for", "6.6.6.6, 198.51.100.7").send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let client = engine::accounts::ClientInfo::default();
    let session = engine::accounts::open_session(&server.engine, token, &client).await.unwrap().unwrap();
    let sessions = engine::accounts::list_sessions(&session).await.unwrap();
    assert!(sessions.iter().any(|session| session.is_current && session.address == "198.51.100.7"), "{sessions:?}");
    server.down().await;
}
