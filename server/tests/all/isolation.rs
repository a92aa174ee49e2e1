//! TN-1: nothing of a workspace reaches another. The cases are generated from everything that is served (router, server
//! functions, socket frames); a route without a case fails the test.

use super::harness::{Caller, Form, TestServer, encoded, json};
use super::live::Socket;
use domain::permissions::{Permission, Role};
use domain::wire::{ClientFrame, ServerFrame};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use server::http::{Kind, Route};

/// What is in the first workspace, which the second must never see.
struct Victim {
    workspace: String,
    member: String,
    invitation: String,
    key: String,
    session: String,
    /// Words that stand in its data and nowhere else.
    marks: Vec<String>,
}

/// What a call from the other workspace must give.
#[derive(Debug, PartialEq)]
enum Expect {
    /// 401, 403 or 404 (or 422 for what cannot even be read), and nothing of the victim.
    Refusal,
    /// Whatever it gives, nothing of the victim is in it.
    Nothing,
}

#[tokio::test]
async fn no_route_gives_or_changes_anything_of_another_workspace() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let victim = victim(&server, &owner).await;
    let before = everything(&owner).await;
    let stranger = server.stranger().await;
    let program = server.program(&stranger, &Permission::all().collect::<Vec<_>>()).await;

    let mut tried = 0;
    for route in &server.routes {
        for caller in [&stranger, &program] {
            if matches!(caller.who, super::harness::Who::Program(_)) && route.kind != Kind::Api {
                continue;
            }
            let (request, expect) = case(route, caller, &victim);
            // A case that ends the session must not make the next ones look safe.
            let answer = request.send().await.unwrap();
            let status = answer.status();
            let text = answer.text().await.unwrap();
            for mark in &victim.marks {
                assert!(!text.contains(mark.as_str()), "{route:?} shows {mark}: {text}");
            }
            if expect == Expect::Refusal {
                assert!(matches!(status.as_u16(), 401 | 403 | 404 | 409 | 410 | 422), "{route:?}: {status} {text}");
            }
            tried += 1;
        }
        if route.path.ends_with("/sign_out") {
            // Signed out by itself; whoever comes next is a stranger all the same.
            let again = server.sign_in("sten@two.example").await;
            assert_eq!(again.get("/api/workspace").await.status(), StatusCode::OK);
        }
    }
    assert!(tried > 60, "{tried}");
    assert_eq!(everything(&owner).await, before, "a stranger has changed something");
    server.down().await;
}

#[tokio::test]
async fn every_socket_frame_is_refused_for_another_workspace() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let stranger = server.stranger().await;
    for kind in ClientFrame::TYPES {
        let frame = match *kind {
            "hello" => ClientFrame::Hello { workspace: owner.workspace().clone(), after: Some(0) },
            other => panic!("the frame {other} has no case"),
        };
        let mut socket = Socket::open(&stranger).await.unwrap();
        socket.say(&frame).await;
        let answer = socket.next().await.unwrap();
        assert!(matches!(answer, ServerFrame::Refused { .. }), "{kind}: {answer:?}");
        assert!(socket.next().await.is_none());
    }
    server.down().await;
}

async fn victim(server: &TestServer, owner: &Caller) -> Victim {
    let ann = server.member(owner, "ann@one.example", Role::Agent).await;
    let key = json!({ "name": "Key of one", "scopes": ["workspace_read"] });
    let key = json(owner.post("/api/api-keys", &key).await).await;
    let invited = json!({ "email": "invited@one.example", "role": "viewer" });
    let invitation = json(owner.post("/api/invitations", &invited).await).await;
    let members = json(owner.get("/api/members").await).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let member = members["items"].as_array().unwrap().iter().find(|m| m["email"] == "ann@one.example").unwrap();
    let session =
        engine::accounts::open_session(&server.engine, ann.token(), &Default::default()).await.unwrap().unwrap();
    let victim = Victim {
        workspace: owner.workspace().to_string(),
        member: text(&member["id"]),
        invitation: text(&invitation["invitation"]["id"]),
        key: text(&key["key"]["id"]),
        session: session.id().to_string(),
        marks: Vec::new(),
    };
    let words = ["Shop One", "olga@one.example", "Olga Owner", "ann@one.example", "invited@one.example", "Key of one"];
    let mut marks: Vec<String> = words.map(str::to_owned).into();
    for id in [&victim.member, &victim.invitation, &victim.key, &victim.session, &victim.workspace] {
        marks.push(id.clone());
    }
    Victim { marks, ..victim }
}

/// All that the first workspace's owner sees of it.
async fn everything(owner: &Caller) -> Vec<Value> {
    let mut all = Vec::new();
    for path in ["/api/workspace", "/api/members", "/api/invitations", "/api/api-keys", "/api/events?limit=200"] {
        all.push(without_times_of_use(json(owner.get(path).await).await));
    }
    all
}

fn without_times_of_use(mut value: Value) -> Value {
    if let Some(items) = value.get_mut("items").and_then(Value::as_array_mut) {
        for item in items.iter_mut().filter_map(Value::as_object_mut) {
            item.remove("last_seen_at");
            item.remove("last_used_at");
        }
    }
    value
}

fn case(route: &Route, caller: &Caller, victim: &Victim) -> (RequestBuilder, Expect) {
    let method: Method = route.method.parse().unwrap();
    match route.kind {
        Kind::Api => api(route, method, caller, victim),
        Kind::ServerFunction => function(route, method, caller, victim),
        Kind::Page => {
            let path = route.path.replace(":token", "nonsense").replace("{token}", "nonsense");
            assert!(!path.contains([':', '{', '*']), "the page {path} has no case for its parameter");
            (caller.request(method, &path).header("accept", "text/html"), Expect::Nothing)
        }
        // Without an upgrade it is refused; what its frames give has a test of its own.
        Kind::Socket => (caller.request(method, &route.path), Expect::Nothing),
        Kind::Open => (caller.request(method, &route.path.replace("{*file}", "nothing.js")), Expect::Nothing),
    }
}

fn api(route: &Route, method: Method, caller: &Caller, victim: &Victim) -> (RequestBuilder, Expect) {
    let id = match route.path.as_str() {
        "/api/members/{id}" => Some(&victim.member),
        "/api/invitations/{id}" => Some(&victim.invitation),
        "/api/api-keys/{id}" => Some(&victim.key),
        path => {
            assert!(!path.contains('{'), "{} {path} takes an id and has no case", route.method);
            None
        }
    };
    let path = id.map_or(route.path.clone(), |id| route.path.replace("{id}", id));
    let request = caller.request(method.clone(), &path);
    let request = match (method.as_str(), route.path.as_str()) {
        ("GET" | "DELETE", _) => request,
        ("PATCH", "/api/workspace") => request.json(&json!({ "time_zone": "UTC" })),
        ("PATCH", "/api/members/{id}") => request.json(&json!({ "role": "viewer" })),
        ("POST", "/api/invitations") => request.json(&json!({ "email": "new@two.example", "role": "agent" })),
        ("POST", "/api/api-keys") => request.json(&json!({ "name": "mine", "scopes": ["workspace_read"] })),
        (method, path) => panic!("{method} {path} has no case"),
    };
    (request, if id.is_some() { Expect::Refusal } else { Expect::Nothing })
}

fn function(route: &Route, method: Method, caller: &Caller, victim: &Victim) -> (RequestBuilder, Expect) {
    use Expect::{Nothing, Refusal};
    let name = route.path.trim_start_matches("/_fn/");
    let (job, letter) = ("job_00000000000000000000", "dead_00000000000000000000");
    let (arguments, expect): (Vec<(&str, &str)>, Expect) = match name {
        // Their own things, or questions about themselves.
        "who_is_here" | "read_workspace" | "read_start" | "list_members" | "list_invitations" | "list_api_keys"
        | "list_audit" | "list_mails" | "list_sessions" => (vec![], Nothing),
        "update_profile" => (vec![("name", "Sten Stranger")], Nothing),
        "set_theme" => (vec![("theme", "dark")], Nothing),
        "update_workspace" => (vec![("name", "Shop Two"), ("website", ""), ("time_zone", "UTC")], Nothing),
        "create_workspace" => (vec![("name", "Shop Three"), ("website", "")], Nothing),
        "invite" => (vec![("email", "more@two.example"), ("role", "agent")], Nothing),
        "create_api_key" => (vec![("name", "mine"), ("scopes[0]", "workspace_read")], Nothing),
        "request_password_reset" => (vec![("email", "olga@one.example")], Nothing),
        "sign_in" => (vec![("email", "olga@one.example"), ("password", "not her password")], Refusal),
        // A call without its arguments ends no session; the one with the victim's id is `end_session`.
        "end_other_sessions" => (vec![], Nothing),
        "sign_out" => (vec![], Nothing),
        "change_password" => (vec![("old", "not the password"), ("new", "another long password")], Refusal),
        // Things of the victim, named.
        "switch_workspace" => (vec![("workspace", &victim.workspace)], Refusal),
        "end_session" => (vec![("id", &victim.session)], Refusal),
        "change_role" => (vec![("id", &victim.member), ("role", "viewer")], Refusal),
        "remove_member" | "make_reset_link" => (vec![("id", &victim.member)], Refusal),
        "revoke_invitation" => (vec![("id", &victim.invitation)], Refusal),
        "revoke_api_key" => (vec![("id", &victim.key)], Refusal),
        // Secrets that one would have to hold, and the first run, which is over.
        "preview_invitation" | "accept_invitation" => (vec![("token", "nonsense")], Refusal),
        "reset_password" => (vec![("token", "nonsense"), ("password", "another long password")], Refusal),
        "set_up" => {
            let typed =
                vec![("name", "X"), ("email", "x@x.example"), ("password", "another long password"), ("business", "X")];
            (typed, Refusal)
        }
        // The installation's operators alone.
        "read_system" => (vec![], Refusal),
        "retry_job" | "discard_job" => (vec![("id", job)], Refusal),
        "retry_dead_letter" | "discard_dead_letter" => (vec![("id", letter)], Refusal),
        other => panic!("the server function {other} has no case"),
    };
    let request = match method {
        Method::GET => caller.request(method, &format!("{}?{}", route.path, encoded(&arguments))),
        _ => caller.request(method, &route.path).form(&arguments),
    };
    (request, expect)
}
