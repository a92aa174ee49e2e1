//! `/api`: shapes of answers and refusals, pages of lists.

use super::harness::{TestServer, json, problem};
use domain::permissions::{Permission, Role};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn without_a_session_or_key_every_route_but_the_description_asks_who_it_is() {
    let server = TestServer::start().await;
    let guest = server.guest();
    problem(guest.get("/api/workspace").await, 401).await;
    problem(guest.post("/api/api-keys", &json!({})).await, 401).await;
    assert_eq!(guest.get("/api/openapi.json").await.status(), StatusCode::OK);
    let refused = guest.get("/api/members").await;
    assert_eq!(refused.headers()["www-authenticate"], "Bearer");
    server.down().await;
}

#[tokio::test]
async fn a_wrong_or_revoked_key_opens_nothing() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let program = server.program(&owner, &[Permission::WorkspaceRead]).await;
    assert_eq!(program.get("/api/workspace").await.status(), StatusCode::OK);
    let wrong = server.guest().bare(Method::GET, "/api/workspace").bearer_auth("rk_live_nonsense");
    problem(wrong.send().await.unwrap(), 401).await;
    let wrong = server.guest().bare(Method::GET, "/api/workspace").header("authorization", "Basic YTpi");
    problem(wrong.send().await.unwrap(), 401).await;

    let keys = json(owner.get("/api/api-keys").await).await;
    let id = keys["items"][0]["id"].as_str().unwrap();
    assert_eq!(owner.delete(&format!("/api/api-keys/{id}")).await.status(), StatusCode::NO_CONTENT);
    problem(program.get("/api/workspace").await, 401).await;
    server.down().await;
}

#[tokio::test]
async fn a_key_beside_a_session_cookie_counts_alone() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let both = owner.request(Method::GET, "/api/workspace").bearer_auth("rk_live_nonsense");
    problem(both.send().await.unwrap(), 401).await;
    server.down().await;
}

#[tokio::test]
async fn the_workspace_is_read_and_changed_field_by_field() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let before = json(owner.get("/api/workspace").await).await;
    assert_eq!(before["name"], "Shop One");
    let changed = json(owner.patch("/api/workspace", &json!({ "time_zone": "Europe/Berlin" })).await).await;
    assert_eq!((&changed["name"], &changed["time_zone"]), (&json!("Shop One"), &json!("Europe/Berlin")));
    let refused = problem(owner.patch("/api/workspace", &json!({ "time_zone": "Mars/Base" })).await, 422).await;
    assert!(refused["fields"]["time_zone"].is_string(), "{refused}");
    server.down().await;
}

#[tokio::test]
async fn a_body_that_cannot_be_taken_is_refused_with_the_name_of_the_field() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let cases = [
        (json!({ "email": "a@b.example", "role": "emperor" }), "role"),
        (json!({ "email": 5, "role": "agent" }), "email"),
        (json!({ "email": "a@b.example", "role": "agent", "color": "red" }), "color"),
        (json!({ "role": "agent" }), "email"),
        (json!({ "email": "no address", "role": "agent" }), "email"),
    ];
    for (body, field) in cases {
        let refused = problem(owner.post("/api/invitations", &body).await, 422).await;
        assert!(refused["fields"][field].is_string(), "{body}: {refused}");
    }
    for (kind, body) in [("application/json", "{"), ("text/plain", "{}"), ("application/x-www-form-urlencoded", "a=b")]
    {
        let request = owner.request(Method::POST, "/api/invitations").header("content-type", kind).body(body);
        problem(request.send().await.unwrap(), 422).await;
    }
    server.down().await;
}

#[tokio::test]
async fn an_unknown_or_wrong_query_value_is_refused_by_name() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let refused = problem(owner.get("/api/members?color=red").await, 422).await;
    assert!(refused["fields"]["color"].is_string(), "{refused}");
    problem(owner.get("/api/members?limit=many").await, 422).await;
    problem(owner.get("/api/members?cursor=nonsense").await, 422).await;
    problem(owner.get("/api/audit?kind=member.exploded").await, 422).await;
    server.down().await;
}

#[tokio::test]
async fn an_address_of_the_api_that_is_none_is_a_problem_and_no_page() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    problem(owner.page("/api/nothing").await, 404).await;
    problem(owner.delete("/api/invitations/inv_nonsense").await, 404).await;
    let refused = owner.request(Method::PUT, "/api/workspace").send().await.unwrap();
    assert!(refused.headers().contains_key("allow"));
    problem(refused, 405).await;
    server.down().await;
}

#[tokio::test]
async fn a_list_comes_in_pages_whose_cursor_goes_on_without_gap_or_double() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for n in 0..7 {
        let body = json!({ "name": format!("key {n}"), "scopes": ["workspace_read"] });
        assert_eq!(owner.post("/api/api-keys", &body).await.status(), StatusCode::CREATED);
    }
    let mut names = Vec::new();
    let mut path = "/api/api-keys?limit=3".to_owned();
    for pages in 1.. {
        let page = json(owner.get(&path).await).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 3);
        names.extend(items.iter().map(|key| key["name"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/api-keys?limit=3&cursor={cursor}"),
            None => {
                assert_eq!(pages, 3);
                break;
            }
        }
    }
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!((all, names.len()), (7, 7));
    server.down().await;
}

#[tokio::test]
async fn the_event_log_is_read_in_order_and_without_gaps() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    server.member(&owner, "ann@one.example", Role::Agent).await;
    let first = json(owner.get("/api/events?limit=2").await).await;
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let after = first["next_after"].as_i64().unwrap();
    let rest = json(owner.get(&format!("/api/events?after={after}")).await).await;
    let seqs: Vec<i64> = [&first, &rest]
        .iter()
        .flat_map(|page| page["items"].as_array().unwrap())
        .map(|event| event["seq"].as_i64().unwrap())
        .collect();
    assert_eq!(seqs, (1..=seqs.len() as i64).collect::<Vec<_>>());
    let kinds = rest["items"].to_string();
    assert!(kinds.contains("member.invited") && kinds.contains("member.joined"), "{kinds}");
    server.down().await;
}

#[tokio::test]
async fn members_are_listed_promoted_and_removed() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    server.member(&owner, "ann@one.example", Role::Agent).await;
    let members = json(owner.get("/api/members").await).await;
    let ann = members["items"].as_array().unwrap().iter().find(|m| m["email"] == "ann@one.example").unwrap();
    let path = format!("/api/members/{}", ann["id"].as_str().unwrap());
    let changed = json(owner.patch(&path, &json!({ "role": "admin" })).await).await;
    assert_eq!(changed["role"], "admin");
    assert_eq!(owner.delete(&path).await.status(), StatusCode::NO_CONTENT);
    problem(owner.delete(&path).await, 404).await;
    server.down().await;
}

#[tokio::test]
async fn the_last_owner_can_neither_leave_nor_step_down() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let members = json(owner.get("/api/members").await).await;
    let path = format!("/api/members/{}", members["items"][0]["id"].as_str().unwrap());
    problem(owner.delete(&path).await, 409).await;
    problem(owner.patch(&path, &json!({ "role": "viewer" })).await, 409).await;
    server.down().await;
}
