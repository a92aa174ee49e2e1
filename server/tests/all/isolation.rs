//! Nothing of a workspace reaches another. The cases are generated from everything that is served (router, server
//! functions, socket frames); a route without a case fails the test.

use super::conversations::waiting;
use super::harness::{Caller, TestServer, json};
use super::isolation_functions::function;
use super::live::Socket;
use super::visitor::Widget;
use domain::messages::Author;
use domain::permissions::{Permission, Role};
use domain::wire::visitor::{BotFrame, Typist, VisitorFrame};
use domain::wire::{ClientFrame, ServerFrame};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use server::http::{Kind, Route};

/// What is in the first workspace, which the second must never see.
pub struct Victim {
    pub workspace: String,
    pub member: String,
    pub invitation: String,
    pub key: String,
    pub session: String,
    pub conversation: String,
    pub message: String,
    pub item: String,
    pub intent: String,
    pub project: String,
    pub publishable: String,
    /// Words that stand in its data and nowhere else.
    pub marks: Vec<String>,
}

/// What a call from the other workspace must give.
#[derive(Debug, PartialEq)]
pub enum Expect {
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
async fn no_socket_frame_shows_or_does_anything_in_another_workspace() {
    let server = super::visitor::calm().await;
    let owner = server.owner().await;
    let widget = Widget::of(server.address, &super::visitor::bot(&server, &owner).await);
    let (_, mut chat) = widget.visitor().await;
    chat.send("a1", "Hello").await;
    chat.reply().await;
    let ours = super::visitor::everything(&super::visitor::ctx(&server, &owner).await).await;
    let conversation = ours[0].conversation.id.clone();
    let stranger = server.stranger().await;
    for kind in ClientFrame::TYPES {
        let frame = match *kind {
            "hello" => {
                let frame = ClientFrame::Hello { workspace: owner.workspace().clone(), after: Some(0) };
                let mut socket = Socket::open(&stranger).await.unwrap();
                socket.say(&frame).await;
                assert!(matches!(socket.next().await.unwrap(), ServerFrame::Refused { .. }));
                assert!(socket.next().await.is_none());
                continue;
            }
            "watch" => ClientFrame::Watch { conversation: Some(conversation.clone()) },
            "typing" => ClientFrame::Typing { conversation: conversation.clone(), on: true },
            other => panic!("the frame {other} has no case"),
        };
        let mut socket = Socket::follow(&stranger, None).await;
        socket.ready().await;
        socket.say(&frame).await;
        // What the visitor says and gets is for the visitor's own business; nobody types to them.
        chat.say(&VisitorFrame::Typing { on: true }).await;
        chat.say(&super::visitor::message(kind, "Are you there?")).await;
        loop {
            match chat.next().await.unwrap() {
                BotFrame::Typing { who: Typist::Agent { .. }, .. } => panic!("a stranger typed: {kind}"),
                BotFrame::Message { message } if matches!(message.author, Author::Bot { .. }) => break,
                _ => {}
            }
        }
        let heard = tokio::time::timeout(std::time::Duration::from_millis(500), socket.next()).await;
        assert!(heard.is_err(), "{kind}: {heard:?}");
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
    let (visitor, conversation) = waiting(server, owner).await;
    let bot = super::visitor::bot(server, owner).await;
    engine::conversations::receive(&visitor, "secret", "A visitor's secret").await.unwrap();
    let item = json!({ "title": "Recipe of one", "content": "The recipe of shop one is a secret.", "publish": true });
    let item = json(owner.post("/api/knowledge/items", &item).await).await;
    let fields = json!({ "address": "https://orders-of-one.example/{order}", "authorization": "Bearer hush-of-one" });
    let tools = json!({ "tools": { "order_status": { "is_on": true, "fields": fields } } });
    let path = format!("/api/bots/{}/tools", bot.id);
    assert!(owner.request(Method::PUT, &path).json(&tools).send().await.unwrap().status().is_success());
    let examples = ["a gift card of shop one", "do you sell gift cards", "I want to give a card"];
    let intent = json!({ "name": "Gifts of one", "examples": examples });
    let intent = json(owner.post("/api/intents", &intent).await).await;
    let talk = json(owner.get(&format!("/api/conversations/{conversation}")).await).await;
    let message = text(&talk["messages"][0]["id"]);
    let victim = Victim {
        item: text(&item["id"]),
        intent: text(&intent["id"]),
        workspace: owner.workspace().to_string(),
        member: text(&member["id"]),
        invitation: text(&invitation["invitation"]["id"]),
        key: text(&key["key"]["id"]),
        session: session.id().to_string(),
        conversation: conversation.to_string(),
        message,
        project: bot.id.to_string(),
        publishable: bot.widget.key.to_string(),
        marks: Vec::new(),
    };
    let words = [
        "Shop One",
        "olga@one.example",
        "Olga Owner",
        "ann@one.example",
        "invited@one.example",
        "Key of one",
        "Recipe of one",
        "recipe of shop one",
        "Gifts of one",
        "orders-of-one.example",
        "hush-of-one",
    ];
    let mut marks: Vec<String> = words.map(str::to_owned).into();
    marks.push("A visitor's secret".to_owned());
    for id in [
        &victim.member,
        &victim.invitation,
        &victim.key,
        &victim.session,
        &victim.workspace,
        &victim.conversation,
        &victim.message,
        &victim.item,
        &victim.intent,
    ] {
        marks.push(id.clone());
    }
    Victim { marks, ..victim }
}

/// All that the first workspace's owner sees of it.
async fn everything(owner: &Caller) -> Vec<Value> {
    let mut all = Vec::new();
    for path in [
        "/api/workspace",
        "/api/members",
        "/api/invitations",
        "/api/api-keys",
        "/api/conversations",
        "/api/bots",
        "/api/intents",
        "/api/ai/budget",
        "/api/knowledge/items",
        "/api/events?limit=200",
    ] {
        all.push(without_times_of_use(json(owner.get(path).await).await));
    }
    let bots = json(owner.get("/api/bots").await).await;
    for bot in bots.as_array().unwrap() {
        all.push(json(owner.get(&format!("/api/bots/{}/tools", bot["id"].as_str().unwrap())).await).await);
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
            let id = if path.starts_with("/bots") { &victim.project } else { &victim.item };
            let path = path.replace(":id", id).replace("{id}", id);
            let path =
                path.replace(":conversation", &victim.conversation).replace("{conversation}", &victim.conversation);
            assert!(!path.contains([':', '{', '*']), "the page {path} has no case for its parameter");
            (caller.request(method, &path).header("accept", "text/html"), Expect::Nothing)
        }
        // Without an upgrade it is refused; what its frames give has a test of its own.
        Kind::Socket => (caller.request(method, &route.path), Expect::Nothing),
        // Of the victim's a stranger knows what every page shows: project and key. Neither is a token, nor a part of one.
        Kind::Visitor => {
            let body = match route.path.as_str() {
                "/v1/session" => json!({ "project": victim.project, "key": "pk_live_00000000000000000000" }),
                "/v1/stream" => json!({ "type": "hello", "token": victim.publishable, "after": 0 }),
                "/v1/frames" => json!({ "type": "read", "seq": 1 }),
                "/v1/socket" => return (caller.request(method, &route.path), Expect::Nothing),
                other => panic!("what widgets talk to at {other} has no case"),
            };
            let request = caller.request(method, &route.path).bearer_auth(&victim.publishable).json(&body);
            (request, Expect::Refusal)
        }
        Kind::Open => (caller.request(method, &route.path.replace("{*file}", "nothing.js")), Expect::Nothing),
    }
}

fn api(route: &Route, method: Method, caller: &Caller, victim: &Victim) -> (RequestBuilder, Expect) {
    let id = match route.path.as_str() {
        "/api/members/{id}" => Some(&victim.member),
        "/api/invitations/{id}" => Some(&victim.invitation),
        "/api/api-keys/{id}" => Some(&victim.key),
        path if path.starts_with("/api/conversations/{id}") => Some(&victim.conversation),
        "/api/bots/{id}" | "/api/bots/{id}/tools" => Some(&victim.project),
        "/api/intents/{id}" => Some(&victim.intent),
        "/api/ai/messages/{id}/explanation" => Some(&victim.message),
        "/api/ai/conversation-context/{id}" => Some(&victim.conversation),
        // The bot stands in the body.
        "/api/ai/chat" => {
            let said = json!([{ "role": "visitor", "text": "What is the recipe of shop one?" }]);
            let body = json!({ "bot": victim.project, "messages": said });
            return (caller.request(method, &route.path).json(&body), Expect::Refusal);
        }
        // The message stands in the body.
        "/api/ai/feedback" => {
            let body = json!({ "message": victim.message, "vote": "down", "reason": "wrong" });
            return (caller.request(method, &route.path).json(&body), Expect::Refusal);
        }
        path if path.starts_with("/api/knowledge/items/{id}") => Some(&victim.item),
        // Whoever knows the project is told its bot's name, which every page shows.
        "/api/widget/{project_id}/config" => {
            let path = route.path.replace("{project_id}", &victim.project);
            return (caller.request(method, &path), Expect::Nothing);
        }
        "/api/knowledge/search" => {
            let path = format!("{}?q=recipe+of+shop+one", route.path);
            return (caller.request(method, &path), Expect::Nothing);
        }
        "/api/knowledge/upload-file" => {
            let path = format!("{}?name=mine.md", route.path);
            return (caller.request(method, &path).body("# Mine"), Expect::Nothing);
        }
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
        ("PATCH", "/api/bots/{id}") => request.json(&json!({ "name": "Taken over" })),
        ("PUT", "/api/bots/{id}/tools") => {
            let fields = json!({ "address": "https://evil.example/{order}" });
            request.json(&json!({ "tools": { "order_status": { "is_on": true, "fields": fields } } }))
        }
        ("POST", "/api/ai/detect-language" | "/api/ai/analyze-intent" | "/api/ai/analyze-sentiment") => {
            request.json(&json!({ "text": "Hello from two" }))
        }
        ("PUT", "/api/ai/budget") => request.json(&json!({ "day": 5 })),
        ("PATCH", "/api/intents/{id}") => request.json(&json!({ "name": "Taken over" })),
        ("POST", "/api/intents") => {
            request.json(&json!({ "name": "Mine", "examples": ["my own one", "my own two", "my own three"] }))
        }
        ("POST", "/api/bots") => request.json(&json!({ "name": "Mine" })),
        ("PUT", "/api/knowledge/items/{id}") => request.json(&json!({ "content": "Overwritten" })),
        ("POST", "/api/knowledge/items/{id}/publish") => request,
        ("POST", "/api/knowledge/items") => request.json(&json!({ "content": "Text of two" })),
        ("POST", "/api/knowledge/import-url") => request.json(&json!({ "url": "http://127.0.0.1:9/" })),
        ("POST", "/api/conversations/{id}/message") => request.json(&json!({ "text": "Hello from two" })),
        ("POST", "/api/conversations/{id}/assign") => request.json(&json!({})),
        ("POST", "/api/conversations/{id}/resolve" | "/api/conversations/{id}/reopen") => request,
        ("POST", "/api/invitations") => request.json(&json!({ "email": "new@two.example", "role": "agent" })),
        ("POST", "/api/api-keys") => request.json(&json!({ "name": "mine", "scopes": ["workspace_read"] })),
        (method, path) => panic!("{method} {path} has no case"),
    };
    (request, if id.is_some() { Expect::Refusal } else { Expect::Nothing })
}
