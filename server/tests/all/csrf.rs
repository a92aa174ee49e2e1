//! Another site cannot act in a signed-in person's name.

use super::harness::{Form, Setting, TestServer, problem};
use domain::permissions::Permission;
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_change_from_another_site_is_refused_on_every_road() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let body = json!({ "name": "stolen" });
    for site in ["cross-site", "same-site"] {
        let request = owner.bare(Method::PATCH, "/api/workspace").header("sec-fetch-site", site).json(&body);
        problem(request.send().await.unwrap(), 403).await;
        for function in ["/_fn/sign_in", "/_fn/sign_out", "/_fn/set_up"] {
            let request = owner.bare(Method::POST, function).header("sec-fetch-site", site).form(&[("x", "y")]);
            problem(request.send().await.unwrap(), 403).await;
        }
    }
    let name = super::harness::json(owner.get("/api/workspace").await).await["name"].clone();
    assert_eq!(name, "Shop One");
    assert_eq!(owner.get("/api/workspace").await.status(), StatusCode::OK, "signed out by another site");
    server.down().await;
}

#[tokio::test]
async fn an_old_browser_is_judged_by_its_origin_and_silence_is_no_proof() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let change = || owner.bare(Method::PATCH, "/api/workspace").json(&json!({ "name": "New" }));
    problem(change().send().await.unwrap(), 403).await;
    problem(change().header("origin", "https://evil.example").send().await.unwrap(), 403).await;
    problem(change().header("origin", "null").send().await.unwrap(), 403).await;
    let own = change().header("origin", server.url("")).send().await.unwrap();
    assert_eq!(own.status(), StatusCode::OK);
    server.down().await;
}

#[tokio::test]
async fn with_a_public_address_the_host_header_makes_no_origin_ours() {
    let setting = Setting { public_url: Some("https://chat.example.com".to_owned()), ..Setting::default() };
    let server = TestServer::with(setting).await;
    let owner = server.owner().await;
    let change = || owner.bare(Method::PATCH, "/api/workspace").json(&json!({ "name": "New" }));
    problem(change().header("origin", server.url("")).send().await.unwrap(), 403).await;
    let own = change().header("origin", "https://chat.example.com").send().await.unwrap();
    assert_eq!(own.status(), StatusCode::OK);
    server.down().await;
}

#[tokio::test]
async fn a_program_with_a_key_needs_no_origin_but_the_header_saves_no_cookie() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let scopes = [Permission::WorkspaceRead, Permission::WorkspaceManage];
    let program = server.program(&owner, &scopes).await;
    assert_eq!(program.patch("/api/workspace", &json!({ "name": "By key" })).await.status(), StatusCode::OK);
    // The header alone must not switch the check off where only the cookie counts.
    let request = owner.bare(Method::POST, "/_fn/sign_out").header("authorization", "Bearer x").form(&[("a", "b")]);
    problem(request.send().await.unwrap(), 403).await;
    server.down().await;
}
