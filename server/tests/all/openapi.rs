//! The description of the API is the API.

use super::harness::{TestServer, json};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use server::http::Kind;
use std::collections::BTreeSet;

async fn description(server: &TestServer) -> Value {
    json(server.guest().get("/api/openapi.json").await).await
}

fn described(description: &Value) -> BTreeSet<(String, String)> {
    let paths = description["paths"].as_object().unwrap();
    let operations = |item: &Value| item.as_object().unwrap().keys().map(|m| m.to_uppercase()).collect::<Vec<_>>();
    paths.iter().flat_map(|(path, item)| operations(item).into_iter().map(|m| (m, path.clone()))).collect()
}

#[tokio::test]
async fn exactly_the_routes_that_are_served_are_described() {
    let server = TestServer::start().await;
    let description = description(&server).await;
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let listed: BTreeSet<_> = server
        .routes
        .iter()
        .filter(|route| route.kind == Kind::Api && route.path != "/api/openapi.json")
        .map(|route| (route.method.clone(), route.path.clone()))
        .collect();
    assert_eq!(described(&description), listed);
    let expected = [
        "POST /api/ai/chat",
        "POST /api/ai/analyze-intent",
        "POST /api/ai/detect-language",
        "POST /api/ai/analyze-sentiment",
        "POST /api/ai/feedback",
        "GET /api/ai/conversation-context/{id}",
        "GET /api/ai/analytics",
        "GET /api/ai/messages/{id}/explanation",
        "GET /api/workspace",
        "PATCH /api/workspace",
        "GET /api/members",
        "PATCH /api/members/{id}",
        "DELETE /api/members/{id}",
        "GET /api/invitations",
        "POST /api/invitations",
        "DELETE /api/invitations/{id}",
        "GET /api/api-keys",
        "POST /api/api-keys",
        "DELETE /api/api-keys/{id}",
        "GET /api/audit",
        "GET /api/events",
        "GET /api/mails",
        "GET /api/bots",
        "POST /api/bots",
        "GET /api/bots/{id}",
        "PATCH /api/bots/{id}",
        "GET /api/bots/{id}/tools",
        "PUT /api/bots/{id}/tools",
        "GET /api/intents",
        "POST /api/intents",
        "PATCH /api/intents/{id}",
        "DELETE /api/intents/{id}",
        "GET /api/ai/budget",
        "PUT /api/ai/budget",
        "GET /api/widget/{project_id}/config",
        "GET /api/knowledge/items",
        "POST /api/knowledge/items",
        "GET /api/knowledge/items/{id}",
        "PUT /api/knowledge/items/{id}",
        "DELETE /api/knowledge/items/{id}",
        "POST /api/knowledge/items/{id}/publish",
        "POST /api/knowledge/import-url",
        "POST /api/knowledge/upload-file",
        "GET /api/knowledge/search",
        "GET /api/conversations",
        "GET /api/conversations/{id}",
        "POST /api/conversations/{id}/message",
        "POST /api/conversations/{id}/assign",
        "POST /api/conversations/{id}/resolve",
        "POST /api/conversations/{id}/reopen",
    ];
    let expected: BTreeSet<_> = expected.iter().map(|route| route.split_once(' ').unwrap()).collect();
    assert_eq!(listed.iter().map(|(m, p)| (m.as_str(), p.as_str())).collect::<BTreeSet<_>>(), expected);
    server.down().await;
}

#[tokio::test]
async fn a_method_that_is_not_described_is_not_served() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let described = described(&description(&server).await);
    let paths: BTreeSet<_> = described.iter().map(|(_, path)| path.clone()).collect();
    for path in paths {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if described.contains(&(method.to_owned(), path.clone())) {
                continue;
            }
            let request = owner.request(method.parse::<Method>().unwrap(), &path.replace("{id}", "x"));
            assert_eq!(request.send().await.unwrap().status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        }
    }
    server.down().await;
}

#[tokio::test]
async fn every_reference_leads_to_a_schema_and_every_operation_says_how_it_refuses() {
    let server = TestServer::start().await;
    let description = description(&server).await;
    let text = description.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(description["components"]["schemas"][name].is_object(), "{name}");
    }
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let refusal = &operation["responses"]["default"]["content"]["application/problem+json"]["schema"];
            assert!(refusal["$ref"].as_str().is_some_and(|r| r.ends_with("/ProblemDetails")), "{method} {path}");
            let keyed = operation["parameters"].to_string().contains("Idempotency-Key");
            // What only asks takes no effect that could be repeated.
            let asks =
                ["/api/ai/chat", "/api/ai/detect-language", "/api/ai/analyze-intent", "/api/ai/analyze-sentiment"]
                    .contains(&path.as_str());
            assert_eq!(keyed, method == "post" && !asks, "{method} {path}");
        }
    }
    server.down().await;
}
