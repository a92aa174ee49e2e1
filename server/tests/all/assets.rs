//! `/assets/…`, `/v1/widget.js`

use super::harness::TestServer;
use reqwest::{Method, StatusCode};

/// Whether the site was built; `make test` builds it before.
fn site() -> Option<std::collections::HashMap<String, String>> {
    let manifest = server::http::assets::manifest();
    if manifest.is_empty() {
        println!("SKIPPED: the site is not built (cargo xtask build)");
        return None;
    }
    Some(manifest)
}

#[tokio::test]
async fn every_file_of_the_site_is_served_for_ever_to_every_site() {
    let Some(manifest) = site() else { return };
    let server = TestServer::start().await;
    let guest = server.guest();
    for (name, file) in &manifest {
        let answer = guest.get(&format!("/{file}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{name}");
        let headers = answer.headers();
        let caching = headers["cache-control"].to_str().unwrap();
        assert_eq!(caching.contains("immutable"), file.starts_with("assets/"), "{name}: {caching}");
        assert_eq!(headers["access-control-allow-origin"], "*", "{name}");
        assert_eq!(headers["cross-origin-resource-policy"], "cross-origin", "{name}");
        let kind = headers["content-type"].to_str().unwrap();
        let expected = match file.rsplit('.').next().unwrap() {
            "js" => "text/javascript; charset=utf-8",
            "wasm" => "application/wasm",
            "css" => "text/css; charset=utf-8",
            _ => kind,
        };
        assert_eq!(kind, expected, "{name}");
    }
    server.down().await;
}

#[tokio::test]
async fn the_loader_is_asked_for_anew_and_costs_nothing_when_it_has_not_changed() {
    if site().is_none() {
        return;
    }
    let server = TestServer::start().await;
    let guest = server.guest();
    let first = guest.get("/v1/widget.js").await;
    assert!(first.headers()["cache-control"].to_str().unwrap().contains("max-age=300"));
    let etag = first.headers()["etag"].clone();
    let again = guest.request(Method::GET, "/v1/widget.js").header("if-none-match", etag).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert!(again.bytes().await.unwrap().is_empty());
    server.down().await;
}

#[tokio::test]
async fn a_file_that_is_none_is_not_found_and_not_kept_in_caches() {
    let server = TestServer::start().await;
    for path in ["/assets/none.js", "/assets/..%2fmanifest.json", "/assets/%2e%2e/manifest.json", "/v1/other.js"] {
        let answer = server.guest().get(path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        let caching = answer.headers().get("cache-control").map(|value| value.to_str().unwrap().to_owned());
        assert!(caching.is_none_or(|caching| !caching.contains("immutable")), "{path}");
    }
    server.down().await;
}
