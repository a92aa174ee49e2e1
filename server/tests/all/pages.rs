//! The dashboard's pages, as the server renders them.

use super::harness::{Form, PASSWORD, TestServer};
use domain::permissions::Role;
use reqwest::{Method, StatusCode};
use server::http::Kind;

#[tokio::test]
async fn on_a_fresh_installation_every_page_leads_to_the_set_up() {
    let server = TestServer::start().await;
    for path in ["/", "/sign-in", "/settings/team", "/system", "/nothing"] {
        let answer = server.guest().page(path).await;
        assert_eq!(
            (answer.status(), &answer.headers()["location"]),
            (StatusCode::SEE_OTHER, &"/setup".parse().unwrap())
        );
    }
    assert_eq!(server.guest().page("/setup").await.status(), StatusCode::OK);
    server.down().await;
}

#[tokio::test]
async fn every_page_is_rendered_on_the_server_for_those_who_may_see_it() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let mut rendered = 0;
    for route in server.routes.iter().filter(|route| route.kind == Kind::Page) {
        if route.path.contains([':', '{', '*']) {
            continue;
        }
        let answer = owner.page(&route.path).await;
        match answer.status() {
            StatusCode::OK => {
                let page = answer.text().await.unwrap();
                assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<h1"), "{}: {page}", route.path);
                rendered += 1;
            }
            StatusCode::SEE_OTHER => {}
            status => panic!("{}: {status}", route.path),
        }
    }
    assert!(rendered >= 9, "{rendered}");
    server.down().await;
}

#[tokio::test]
async fn guests_are_led_to_the_sign_in_and_back() {
    let server = TestServer::start().await;
    server.owner().await;
    let answer = server.guest().page("/settings/team").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()["location"], "/sign-in?next=/settings/team");
    server.down().await;
}

#[tokio::test]
async fn a_browser_without_scripts_signs_in_and_out_by_forms() {
    let server = TestServer::start().await;
    server.owner().await;
    let form = [("email", "olga@one.example"), ("password", PASSWORD), ("next", "/settings/team")];
    let request = server.guest().request(Method::POST, "/_fn/sign_in").header("accept", "text/html");
    let answer = request.header("referer", server.url("/sign-in")).form(&form).send().await.unwrap();
    assert!(answer.status().is_redirection(), "{}", answer.status());
    assert_eq!(answer.headers()["location"], "/settings/team");
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = server.guest().bare(Method::GET, "/settings/team").header("cookie", &cookie);
    assert_eq!(page.header("accept", "text/html").send().await.unwrap().status(), StatusCode::OK);
    let out = server.guest().request(Method::POST, "/_fn/sign_out").header("cookie", &cookie).form(&[("", "")]);
    let out = out.header("accept", "text/html").send().await.unwrap();
    assert!(out.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    let page = server.guest().bare(Method::GET, "/settings/team").header("cookie", &cookie);
    assert_eq!(page.header("accept", "text/html").send().await.unwrap().status(), StatusCode::SEE_OTHER);
    server.down().await;
}

#[tokio::test]
async fn a_page_that_is_none_or_not_for_this_role_says_so_with_its_status() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let nothing = owner.page("/nothing/here").await;
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND);
    assert!(nothing.text().await.unwrap().contains("Shop One"), "the app's own page, with its frame");
    let agent = server.member(&owner, "ann@one.example", Role::Agent).await;
    assert_eq!(agent.page("/settings/audit").await.status(), StatusCode::FORBIDDEN);
    assert_eq!(agent.page("/system").await.status(), StatusCode::FORBIDDEN);
    server.down().await;
}

#[tokio::test]
async fn links_that_are_sent_lead_to_pages_that_are_there() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let invited = serde_json::json!({ "email": "ann@one.example", "role": "agent" });
    let made = super::harness::json(owner.post("/api/invitations", &invited).await).await;
    let reset = engine::accounts::make_reset_link_by_email(&server.engine, "olga@one.example").await.unwrap();
    for link in [made["link"].as_str().unwrap(), reset.as_str()] {
        let path = link.strip_prefix(&server.url("")).expect("a link starts with the public address");
        assert_eq!(server.guest().page(path).await.status(), StatusCode::OK, "{path}");
    }
    server.down().await;
}

#[tokio::test]
async fn a_refusal_of_a_server_function_is_a_problem_with_its_status() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let form = [("email", "no address"), ("role", "agent")];
    let refused = owner.request(Method::POST, "/_fn/invite").form(&form).send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let problem = super::harness::json(refused).await;
    assert!(problem["fields"]["email"].is_string(), "{problem}");
    server.down().await;
}
