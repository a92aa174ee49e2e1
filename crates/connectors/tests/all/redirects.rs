//! Each redirect is judged like the first address.

use crate::site::{Answers, Site, client, client_with, rejected};
use axum::Router;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use connectors::http::Method;

#[tokio::test]
async fn a_redirect_cannot_lead_inside() {
    let secret = Site::page("secret").await;
    let port = secret.port();
    for to in [
        format!("http://127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("//localhost:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://0x7f000001:{port}/"),
        format!("http://2130706433:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://[fd00:ec2::254]/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "gopher://127.0.0.1:25/".to_owned(),
        format!("http://user:password@127.0.0.1:{port}/"),
    ] {
        for status in [301, 302, 303, 307, 308] {
            let site = Site::redirecting(status, &to).await;
            rejected(client(&site.addr.to_string()).get(&site.url()).await);
            assert_eq!(site.connections(), 1, "{to}");
        }
    }
    assert_eq!(secret.connections(), 0);
}

#[tokio::test]
async fn a_redirect_to_a_name_that_leads_inside_is_refused() {
    let secret = Site::page("secret").await;
    let site = Site::redirecting(302, &format!("http://inside.test:{}/", secret.port())).await;
    let client = client_with(&site.addr.to_string(), Answers::new(&[&["127.0.0.1"]]));
    assert!(rejected(client.get(&site.url()).await).starts_with("inside.test leads to 127.0.0.1"));
    assert_eq!(secret.connections(), 0);
}

/// `/0` redirects to `/1` and so on, `/end` is a page.
fn chain(length: usize) -> Router {
    let step = move |axum::extract::Path(n): axum::extract::Path<usize>| async move {
        if n + 1 < length { Redirect::to(&format!("/step/{}#part", n + 1)) } else { Redirect::to("/end") }
    };
    Router::new().route("/step/{n}", get(step)).route("/end", get(|| async { "arrived" }))
}

#[tokio::test]
async fn five_redirects_are_followed_and_a_sixth_is_not() {
    let five = Site::routing(chain(5)).await;
    let page = client(&five.to_string()).get(&format!("http://{five}/step/0")).await.unwrap();
    assert_eq!((&page.body[..], page.final_url.path()), (&b"arrived"[..], "/end"));
    let six = Site::routing(chain(6)).await;
    let sentence = rejected(client(&six.to_string()).get(&format!("http://{six}/step/0")).await);
    assert!(sentence.contains("more than 5 times"), "{sentence}");
}

#[tokio::test]
async fn a_circle_of_redirects_ends() {
    let router = Router::new()
        .route("/a", get(|| async { Redirect::to("/b") }))
        .route("/b", get(|| async { Redirect::to("/a") }))
        .route("/self", get(|| async { Redirect::permanent("/self#again") }));
    let addr = Site::routing(router).await;
    for path in ["a", "self"] {
        let sentence = rejected(client(&addr.to_string()).get(&format!("http://{addr}/{path}")).await);
        assert!(sentence.contains("in a circle"), "{sentence}");
    }
}

#[tokio::test]
async fn a_request_with_a_body_is_not_sent_on() {
    let other = Site::page("other").await;
    for status in [301, 302, 303, 307, 308] {
        let site = Site::redirecting(status, &other.url()).await;
        let client = client(&format!("{},{}", site.addr, other.addr));
        let sentence = rejected(client.request(Method::POST, &site.url()).json(&"a secret").send().await);
        assert!(sentence.contains(&format!("redirects to http://{}", other.addr)), "{sentence}");
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn keys_stay_with_the_host_that_they_are_for() {
    let echo = |headers: HeaderMap| async move {
        let shown = |name: &str| headers.get(name).map_or("-", |value| value.to_str().unwrap()).to_owned();
        ["authorization", "x-api-key", "cookie", "referer", "accept"].map(shown).join(" ").into_response()
    };
    let foreign = Site::routing(Router::new().route("/echo", get(echo))).await;
    let away = format!("http://{foreign}/echo");
    let router = Router::new()
        .route("/echo", get(echo))
        .route("/home", get(|| async { Redirect::to("/echo") }))
        .route("/away", get(move || async move { Redirect::to(&away) }));
    let home = Site::routing(router).await;
    let client = client(&format!("{home},{foreign}"));
    let ask = |path: &str| {
        client
            .request(Method::GET, &format!("http://{home}/{path}"))
            .bearer("key")
            .header("x-api-key", "key")
            .header("cookie", "a=b")
            .header("accept", "text/plain")
            .send()
    };
    assert_eq!(ask("home").await.unwrap().body, "Bearer key key a=b - text/plain");
    assert_eq!(ask("away").await.unwrap().body, "- - - - text/plain");
}
