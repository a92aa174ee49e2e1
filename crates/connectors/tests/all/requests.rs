//! What is asked arrives, and what is answered comes back.

use crate::site::{Site, client, rejected};
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use connectors::Error;
use connectors::http::Method;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_page_comes_with_its_address_status_and_type() {
    let router = Router::new().route("/page", get(|| async { ([("content-type", "text/html; charset=utf-8")], "Hi") }));
    let addr = Site::routing(router).await;
    let page = client(&addr.to_string()).get(&format!(" http://{addr}/page?a=1 ")).await.unwrap();
    assert_eq!(page.final_url.as_str(), format!("http://{addr}/page?a=1"));
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.content_type.as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(page.body, "Hi");
}

#[tokio::test]
async fn json_goes_out_with_headers_and_comes_back() {
    let echo = |headers: HeaderMap, axum::Json(body): axum::Json<Value>| async move {
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        axum::Json(json!({
            "body": body,
            "authorization": header("authorization"),
            "agent": header("user-agent"),
            "type": header("content-type"),
        }))
    };
    let addr = Site::routing(Router::new().route("/", post(echo))).await;
    let client = client(&addr.to_string());
    let url = format!("http://{addr}/");
    let request = client.request(Method::POST, &url).bearer("key").json(&json!({"text": "Grüße"}));
    assert!(!format!("{request:?}").contains("Bearer key"), "keys do not get into logs");
    let answer: Value = request.send().await.unwrap().success().unwrap().json().unwrap();
    assert_eq!(answer["body"]["text"], "Grüße");
    assert_eq!(answer["authorization"], "Bearer key");
    assert_eq!(answer["type"], "application/json");
    assert!(answer["agent"].as_str().unwrap().starts_with("Romashka/"));
}

#[tokio::test]
async fn a_status_of_failure_is_an_answer_until_somebody_asks_for_success() {
    let router = Router::new()
        .route("/gone", get(|| async { (StatusCode::NOT_FOUND, "nothing here") }))
        .route("/busy", get(|| async { (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "7")]).into_response() }));
    let addr = Site::routing(router).await;
    let client = client(&addr.to_string());
    let gone = client.get(&format!("http://{addr}/gone")).await.unwrap();
    assert_eq!((gone.status.as_u16(), &gone.body[..]), (404, &b"nothing here"[..]));
    assert!(rejected(gone.success()).contains("404 Not Found"));
    let busy = client.get(&format!("http://{addr}/busy")).await.unwrap().success();
    assert_eq!(busy.unwrap_err(), Error::Limited(Some(Duration::from_secs(7))));
}

#[tokio::test]
async fn a_head_request_learns_a_large_size_without_reading_it() {
    let site = Site::saying("HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\nConnection: close\r\n\r\n").await;
    let answer = client(&site.addr.to_string()).request(Method::HEAD, &site.url()).send().await.unwrap();
    assert_eq!(answer.headers["content-length"], "5000000000");
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn headers_that_could_bend_the_request_are_refused() {
    let site = Site::page("hello").await;
    let client = client(&site.addr.to_string());
    for (name, value) in [
        ("Host", "internal.example"),
        ("content-length", "0"),
        ("Transfer-Encoding", "chunked"),
        ("connection", "upgrade"),
        ("x\r\ny", "z"),
        ("", "z"),
        ("x-a", "b\r\nHost: internal.example"),
        ("x-a", "b\0"),
    ] {
        let sentence = rejected(client.request(Method::GET, &site.url()).header(name, value).send().await);
        assert!(sentence.contains("cannot be sent") && !sentence.contains('\n'), "{sentence}");
    }
    assert_eq!(site.connections(), 0);
}

/// Runs another test in a process of its own, whose environment can be set.
#[test]
fn a_proxy_in_the_environment_is_not_used() {
    const INNER: &str = "a_page_comes_with_its_address_status_and_type";
    let mut inner = std::process::Command::new(std::env::current_exe().unwrap());
    inner.args(["--exact", &format!("requests::{INNER}")]);
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        // Nobody listens there, so a request through it would fail.
        inner.env(name, "http://127.0.0.1:1");
    }
    let output = inner.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
