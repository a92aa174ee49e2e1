//! The table of role and action holds over REST, for people and for keys.

use super::harness::{Caller, TestServer, json};
use domain::permissions::{Permission, Role};
use reqwest::{Method, StatusCode};
use serde_json::json;

/// A request for each action of the table. It changes nothing, also where it is allowed.
async fn attempt(caller: &Caller, permission: Permission) -> StatusCode {
    let request = match permission {
        Permission::WorkspaceRead => caller.request(Method::GET, "/api/workspace"),
        Permission::WorkspaceManage => caller.request(Method::PATCH, "/api/workspace").json(&json!({})),
        Permission::MembersRead => caller.request(Method::GET, "/api/members"),
        Permission::MembersManage => {
            caller.request(Method::POST, "/api/invitations").json(&json!({ "email": "no address", "role": "viewer" }))
        }
        Permission::ApiKeysManage => caller.request(Method::GET, "/api/api-keys"),
        Permission::AuditRead => caller.request(Method::GET, "/api/audit"),
        Permission::EventsRead => caller.request(Method::GET, "/api/events"),
        Permission::MailRead => caller.request(Method::GET, "/api/mails"),
        Permission::BotsRead => caller.request(Method::GET, "/api/bots"),
        Permission::BotsManage => caller.request(Method::POST, "/api/bots").json(&json!({ "name": "" })),
        Permission::KnowledgeRead => caller.request(Method::GET, "/api/knowledge/items"),
        Permission::KnowledgeWrite => {
            caller.request(Method::POST, "/api/knowledge/items").json(&json!({ "title": "", "content": "" }))
        }
        Permission::KnowledgePublish => {
            caller.request(Method::POST, "/api/knowledge/items/item_00000000000000000000/publish")
        }
        Permission::ConversationsRead => caller.request(Method::GET, "/api/conversations"),
        Permission::ConversationsReply => {
            caller.request(Method::POST, "/api/conversations/conv_00000000000000000000/resolve")
        }
    };
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn each_role_may_do_what_the_table_says_and_nothing_else() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for role in Role::ALL {
        let member = server.member(&owner, &format!("{role}@one.example"), role).await;
        for permission in Permission::all() {
            let status = attempt(&member, permission).await;
            assert_eq!(status != StatusCode::FORBIDDEN, role.allows(permission), "{role} {permission}: {status}");
            assert!(!status.is_server_error(), "{role} {permission}: {status}");
        }
    }
    server.down().await;
}

#[tokio::test]
async fn a_key_may_do_what_its_scopes_name_and_nothing_else() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for scope in Permission::all() {
        let program = server.program(&owner, &[scope]).await;
        for permission in Permission::all() {
            let status = attempt(&program, permission).await;
            assert_eq!(status != StatusCode::FORBIDDEN, scope == permission, "{scope} {permission}: {status}");
        }
    }
    server.down().await;
}

#[tokio::test]
async fn nobody_gives_away_more_than_they_have() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let admin = server.member(&owner, "adam@one.example", Role::Admin).await;
    let owners = json!({ "email": "new@one.example", "role": "owner" });
    assert_eq!(admin.post("/api/invitations", &owners).await.status(), StatusCode::FORBIDDEN);
    let members = json(owner.get("/api/members").await).await;
    let olga = members["items"].as_array().unwrap().iter().find(|m| m["role"] == "owner").unwrap()["id"].clone();
    let path = format!("/api/members/{}", olga.as_str().unwrap());
    assert_eq!(admin.patch(&path, &json!({ "role": "viewer" })).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(admin.delete(&path).await.status(), StatusCode::FORBIDDEN);

    let program = server.program(&owner, &[Permission::ApiKeysManage]).await;
    let wider = json!({ "name": "wider", "scopes": ["audit_read"] });
    assert_eq!(program.post("/api/api-keys", &wider).await.status(), StatusCode::FORBIDDEN);
    server.down().await;
}

#[tokio::test]
async fn the_operators_pages_and_figures_are_for_operators() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let admin = server.member(&owner, "adam@one.example", Role::Admin).await;
    let read = |caller: &Caller| caller.request(Method::GET, "/_fn/read_system");
    assert_eq!(read(&owner).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(read(&admin).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    // As a proxy would pass it on, so that being on this machine counts for nothing.
    let figures = |caller: &Caller| caller.request(Method::GET, "/metrics").header("x-forwarded-for", "198.51.100.7");
    assert_eq!(figures(&owner).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(figures(&admin).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(figures(&server.guest()).send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    server.down().await;
}
