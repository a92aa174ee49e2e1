//! What answers tell browsers, and what no answer tells anybody.

use super::harness::{Form, Setting, TestServer, json};
use reqwest::Method;
use std::collections::HashSet;

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_a_request_id() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut ids = HashSet::new();
    for path in
        ["/", "/sign-in", "/nothing", "/api/workspace", "/api/nothing", "/healthz", "/assets/nothing.js", "/live"]
    {
        let answer = owner.page(path).await;
        let headers = answer.headers();
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "same-origin", "{path}");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin", "{path}");
        assert!(headers.contains_key("permissions-policy"), "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert!(!headers.contains_key("strict-transport-security"), "{path}: this server is reached by http");
        assert!(ids.insert(headers["x-request-id"].clone()), "{path}: an id came twice");
    }
    server.down().await;
}

#[tokio::test]
async fn every_inline_script_of_a_page_carries_the_nonce_of_its_policy() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut nonces = HashSet::new();
    for path in ["/", "/settings/team", "/account", "/nothing"] {
        let answer = owner.page(path).await;
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let page = answer.text().await.unwrap();
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains("src=") || tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        assert!(!page.contains(" style=\""), "{path}: a style attribute would be refused");
        assert!(nonces.insert(nonce), "{path}: a nonce came twice");
    }
    server.down().await;
}

#[tokio::test]
async fn behind_https_cookies_are_secure_and_browsers_stay_on_https() {
    let setting = Setting { public_url: Some("https://chat.example.com".to_owned()), ..Setting::default() };
    let server = TestServer::with(setting).await;
    let owner = server.owner().await;
    let page = owner.page("/").await;
    assert!(page.headers()["strict-transport-security"].to_str().unwrap().starts_with("max-age=31536000"));
    let form = [("email", "olga@one.example"), ("password", super::harness::PASSWORD)];
    let signed_in = server.guest().request(Method::POST, "/_fn/sign_in").form(&form).send().await.unwrap();
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap();
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    server.down().await;
}

#[tokio::test]
async fn what_is_private_is_kept_by_no_cache() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for path in ["/", "/api/workspace", "/settings/team"] {
        let answer = owner.page(path).await;
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        assert!(!answer.headers().contains_key("access-control-allow-origin"), "{path}");
    }
    server.down().await;
}

#[tokio::test]
async fn a_proxys_request_id_is_taken_only_from_a_trusted_proxy() {
    let plain = TestServer::start().await;
    let ask =
        |server: &TestServer| server.guest().bare(Method::GET, "/healthz").header("x-request-id", "proxy-id-0001");
    let answer = ask(&plain).send().await.unwrap();
    assert_ne!(answer.headers()["x-request-id"], "proxy-id-0001");
    plain.down().await;
    let setting = Setting { trusted_proxies: Some("127.0.0.0/8".to_owned()), ..Setting::default() };
    let trusting = TestServer::with(setting).await;
    let answer = ask(&trusting).send().await.unwrap();
    assert_eq!(answer.headers()["x-request-id"], "proxy-id-0001");
    trusting.down().await;
}

#[tokio::test]
async fn lists_of_keys_and_invitations_never_show_secrets_again() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let key = json(owner.post("/api/api-keys", &serde_json::json!({"name": "k", "scopes": ["mail_read"]})).await).await;
    let invited = serde_json::json!({"email": "a@b.example", "role": "agent"});
    let invitation = json(owner.post("/api/invitations", &invited).await).await;
    let secret = key["secret"].as_str().unwrap();
    let token = invitation["link"].as_str().unwrap().rsplit('/').next().unwrap();
    for path in ["/api/api-keys", "/api/invitations", "/api/events", "/api/audit", "/api/mails"] {
        let text = owner.get(path).await.text().await.unwrap();
        assert!(!text.contains(secret) && !text.contains(token), "{path}");
    }
    server.down().await;
}
