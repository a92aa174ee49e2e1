//! The tools of a bot over REST.

use super::harness::{TestServer, json, problem};
use super::visitor::bot;
use domain::permissions::Role;
use reqwest::{Method, StatusCode};
use serde_json::json;

const SECRET: &str = "Bearer very-hush-4711";

#[tokio::test]
async fn a_tool_is_set_up_with_a_secret_that_nobody_is_shown_again() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let path = format!("/api/bots/{}/tools", bot(&server, &owner).await.id);
    let put = |body: serde_json::Value| owner.request(Method::PUT, &path).json(&body).send();
    let fields = json!({ "address": "https://shop.example/orders/{order}?mail={email}", "authorization": SECRET });
    let change = json!({ "tools": { "order_status": { "is_on": true, "fields": fields, "version": 0 } } });
    let shown = json(put(change.clone()).await.unwrap()).await;
    assert_eq!(
        (&shown[0]["id"], &shown[0]["is_on"], &shown[0]["version"]),
        (&json!("order_status"), &json!(true), &json!(1))
    );
    let again = json(owner.get(&path).await).await;
    assert_eq!(again, shown);
    let secret = &shown[0]["fields"][1];
    assert_eq!(
        (&secret["id"], &secret["value"], &secret["is_set"]),
        (&json!("authorization"), &json!(""), &json!(true))
    );
    let events = owner.get("/api/events?limit=200").await.text().await.unwrap();
    let audit = owner.get("/api/audit").await.text().await.unwrap();
    assert!(![again.to_string(), events, audit].iter().any(|text| text.contains("hush")));

    // Nothing that somebody else has saved is overwritten.
    let late = problem(put(change).await.unwrap(), 409).await;
    assert!(late["detail"].as_str().unwrap().contains("Order status"), "{late}");
    // What is left out stays; an empty text takes it away.
    let off = json!({ "tools": { "order_status": { "is_on": false, "fields": { "authorization": "" } } } });
    let shown = json(put(off).await.unwrap()).await;
    assert_eq!((&shown[0]["is_on"], &shown[0]["fields"][1]["is_set"]), (&json!(false), &json!(false)));
    assert_eq!(shown[0]["fields"][0]["value"], "https://shop.example/orders/{order}?mail={email}");
    server.down().await;
}

#[tokio::test]
async fn wrong_fields_are_named_and_only_those_who_manage_bots_set_tools_up() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let path = format!("/api/bots/{}/tools", bot(&server, &owner).await.id);
    for (change, field) in [
        (json!({ "order_status": { "is_on": true } }), "order_status.address"),
        (json!({ "order_status": { "fields": { "address": "https://shop.example/" } } }), "order_status.address"),
        (json!({ "order_status": { "fields": { "address": "http://10.0.0.1/{order}" } } }), "order_status.address"),
        (json!({ "order_status": { "fields": { "authorization": "Schlüssel" } } }), "order_status.authorization"),
        (json!({ "order_status": { "fields": { "adress": "https://shop.example/{order}" } } }), "order_status.adress"),
        (json!({ "sing": { "is_on": true } }), "sing"),
    ] {
        let answer = owner.request(Method::PUT, &path).json(&json!({ "tools": change })).send().await.unwrap();
        let problem = problem(answer, 422).await;
        assert_eq!(problem["fields"].as_object().unwrap().keys().collect::<Vec<_>>(), [field], "{problem}");
    }
    assert_eq!(json(owner.get(&path).await).await[0]["version"], 0, "nothing was kept");
    let change = json!({ "tools": {} });
    for role in Role::ALL {
        let member = server.member(&owner, &format!("{role}@one.example"), role).await;
        let put = member.request(Method::PUT, &path).json(&change).send().await.unwrap().status();
        let may = role.allows(domain::permissions::Permission::BotsManage);
        assert_eq!(put != StatusCode::FORBIDDEN, may, "{role}: {put}");
        let get = member.get(&path).await.status();
        assert_eq!(
            get != StatusCode::FORBIDDEN,
            role.allows(domain::permissions::Permission::BotsRead),
            "{role}: {get}"
        );
    }
    server.down().await;
}
