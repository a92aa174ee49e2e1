//! A service that turns texts into vectors.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Json;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use connectors::Error;
use connectors::http::{AllowHosts, GuardedClient, Limits};
use connectors::models::{Embeddings, Endpoint};
use serde_json::{Value, json};

const SOON: Duration = Duration::from_millis(800);

type Seen = Arc<Mutex<Vec<(Option<String>, Value)>>>;

/// A service that gives this answer to every request, and what it was asked.
async fn service(answer: impl Fn(&Value) -> Response + Clone + Send + Sync + 'static) -> (Embeddings, Seen) {
    let seen = Seen::default();
    let notes = seen.clone();
    let take = move |headers: HeaderMap, Json(body): Json<Value>| async move {
        let key = headers.get("authorization").map(|key| key.to_str().unwrap().to_owned());
        let given = answer(&body);
        notes.lock().unwrap().push((key, body));
        given
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let app = axum::Router::new().route("/v1/embeddings", post(take));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let http = GuardedClient::new(AllowHosts::parse(&addr.to_string()).unwrap(), Limits::default()).unwrap();
    let endpoint =
        Endpoint { base_url: Some(format!("http://{addr}/v1/")), key: Some("sk-12345678".into()), model: None };
    (Embeddings::new(&http, &endpoint, "small").unwrap(), seen)
}

fn json_of(value: Value) -> Response {
    Json(value).into_response()
}

#[tokio::test]
async fn each_text_gets_its_vector_whatever_the_order_of_the_answer() {
    let answer = |_: &Value| {
        json_of(json!({ "data": [
            { "index": 1, "embedding": [0.0, 2.0] },
            { "index": 0, "embedding": [3.0, 4.0] },
        ] }))
    };
    let (service, seen) = service(answer).await;
    let vectors = service.embed(&["one", ""], SOON).await.unwrap();
    assert_eq!(vectors, [vec![0.6, 0.8], vec![0.0, 1.0]]);
    let seen = seen.lock().unwrap();
    assert_eq!(seen[0].0.as_deref(), Some("Bearer sk-12345678"));
    assert_eq!(seen[0].1, json!({ "model": "small", "input": ["one", " "], "encoding_format": "float" }));
}

#[tokio::test]
async fn an_answer_that_lacks_a_vector_or_mixes_widths_is_refused() {
    for data in [
        json!([]),
        json!([{ "index": 0, "embedding": [1.0] }]),
        json!([{ "index": 0, "embedding": [1.0] }, { "index": 1, "embedding": [1.0, 2.0] }]),
        json!([{ "embedding": [1.0] }, { "index": 7, "embedding": [1.0] }]),
        json!("nothing"),
    ] {
        let (service, _) = service(move |_: &Value| json_of(json!({ "data": data }))).await;
        let refused = service.embed(&["one", "two"], SOON).await.unwrap_err();
        assert!(matches!(refused, Error::Unexpected(_)), "{refused:?}");
    }
}

#[tokio::test]
async fn refusals_say_what_they_mean_and_a_slow_service_is_left_in_time() {
    let (bad_key, _) = service(|_: &Value| StatusCode::UNAUTHORIZED.into_response()).await;
    assert!(matches!(bad_key.embed(&["x"], SOON).await, Err(Error::Auth(_))));
    let busy = |_: &Value| (StatusCode::TOO_MANY_REQUESTS, [("retry-after", "7")]).into_response();
    let (busy, _) = service(busy).await;
    assert_eq!(busy.embed(&["x"], SOON).await, Err(Error::Limited(Some(Duration::from_secs(7)))));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let http = GuardedClient::new(AllowHosts::parse(&addr.to_string()).unwrap(), Limits::default()).unwrap();
    let endpoint = Endpoint { base_url: Some(format!("http://{addr}/v1")), ..Endpoint::default() };
    let silent = Embeddings::new(&http, &endpoint, "small").unwrap();
    let begun = std::time::Instant::now();
    assert!(matches!(silent.embed(&["x"], SOON).await, Err(Error::Unavailable(_))));
    assert!(begun.elapsed() < SOON * 4);
}

#[test]
fn an_address_that_may_not_be_asked_is_refused_before_anything_is_sent() {
    let http = GuardedClient::new(AllowHosts::default(), Limits::default()).unwrap();
    let endpoint = Endpoint { base_url: Some("http://127.0.0.1:9/v1".into()), ..Endpoint::default() };
    assert!(matches!(Embeddings::new(&http, &endpoint, "small"), Err(Error::Rejected(_))));
}
