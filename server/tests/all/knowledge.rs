//! `/api/knowledge`, `/api/bots` and what pages are told of a widget.

use super::harness::{Caller, TestServer, json, problem};
use domain::permissions::{Permission, Role};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

async fn write(caller: &Caller, title: &str, content: &str) -> Value {
    let new = json!({ "title": title, "content": content, "publish": true });
    let made = caller.post("/api/knowledge/items", &new).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    json(made).await
}

async fn upload(caller: &Caller, query: &str, bytes: impl Into<reqwest::Body>) -> Response {
    let path = format!("/api/knowledge/upload-file?{query}");
    let request = caller.request(Method::POST, &path).header("content-type", "application/octet-stream");
    request.body(bytes).send().await.unwrap()
}

#[tokio::test]
async fn an_item_goes_from_draft_over_change_and_search_to_the_archive() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let draft =
        owner.post("/api/knowledge/items", &json!({ "content": "# Refunds\n\nA refund takes five days." })).await;
    let draft = json(draft).await;
    assert_eq!((&draft["title"], &draft["status"], &draft["version"]), (&json!("Refunds"), &json!("draft"), &json!(1)));
    assert_eq!(draft["passages"][0]["text"], "A refund takes five days.");
    let path = format!("/api/knowledge/items/{}", draft["id"].as_str().unwrap());
    let search =
        async || json(owner.get("/api/knowledge/search?q=how+long+does+a+refund+take&language=en").await).await;
    assert_eq!(search().await["items"], json!([]));

    let live = json(owner.post(&format!("{path}/publish"), &json!({})).await).await;
    assert_eq!(live["status"], "published");
    let change = json!({ "content": "A refund takes three days.", "version": 1 });
    let put = owner.request(Method::PUT, &path).json(&change);
    assert_eq!(json(put.send().await.unwrap()).await["version"], 2);
    problem(owner.request(Method::PUT, &path).json(&change).send().await.unwrap(), 409).await;
    let found = search().await;
    assert_eq!(found["items"][0]["passage"]["text"], "A refund takes three days.");
    assert_eq!((&found["items"][0]["item"], &found["items"][0]["version"]), (&draft["id"], &json!(2)));

    assert_eq!(owner.delete(&path).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(json(owner.get(&path).await).await["status"], "archived");
    assert_eq!(search().await["items"], json!([]));
    let archived = json(owner.get("/api/knowledge/items?status=archived&search=REFUND").await).await;
    assert_eq!(archived["items"].as_array().unwrap().len(), 1);
    assert!(archived["items"][0].get("content").is_none(), "lists go without the text");
    for wrong in
        ["items?status=gone", "items?limit=x", "items?cursor=x", "search", "search?q=", "search?q=a&language=tlh"]
    {
        problem(owner.get(&format!("/api/knowledge/{wrong}")).await, 422).await;
    }
    server.down().await;
}

#[tokio::test]
async fn a_key_repeated_for_another_item_publishes_that_one_too() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for text in ["First text.", "Second text."] {
        let draft = json(owner.post("/api/knowledge/items", &json!({ "content": text })).await).await;
        let path = format!("/api/knowledge/items/{}/publish", draft["id"].as_str().unwrap());
        for _ in 0..2 {
            let request = owner.request(Method::POST, &path).header("idempotency-key", "same");
            assert_eq!(json(request.send().await.unwrap()).await["status"], "published", "{text}");
        }
    }
    server.down().await;
}

#[tokio::test]
async fn a_file_is_sent_as_it_is_and_refused_by_what_it_is() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let page = "<html lang=de><h1>Versand</h1><p>Der Versand dauert drei Tage.</p></html>";
    let item = json(upload(&owner, "name=Gr%C3%B6%C3%9Fen%20%26%20Versand.html&publish=true", page).await).await;
    assert_eq!((&item["origin"], &item["status"]), (&json!("Größen & Versand.html"), &json!("published")));
    assert_eq!((&item["title"], &item["language"]), (&json!("Versand"), &json!("de")));

    let refused = problem(upload(&owner, "name=a.txt", "%PDF-1.7 and so on").await, 422).await;
    assert!(refused["fields"]["file"].as_str().unwrap().contains("“a.txt” is a PDF"), "{refused}");
    problem(upload(&owner, "name=empty.md", "").await, 422).await;
    assert!(problem(upload(&owner, "name=", "text").await, 422).await["fields"]["name"].is_string());
    assert!(problem(upload(&owner, "", "text").await, 422).await["fields"]["name"].is_string());
    let form = owner.request(Method::POST, "/api/knowledge/upload-file?name=a.md");
    let form = form.header("content-type", "multipart/form-data; boundary=x").body("--x--").send().await.unwrap();
    assert!(problem(form, 422).await["detail"].as_str().unwrap().contains("?name="));
    server.down().await;
}

#[tokio::test]
async fn files_up_to_ten_megabytes_arrive_and_larger_ones_hear_why_not() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let limit = domain::knowledge::FILE_BYTES;
    let mut fits = b"<html><body><p>A short text in a long page.</p>".to_vec();
    fits.resize(limit, b' ');
    let begun = std::time::Instant::now();
    let item = upload(&owner, "name=long.html", fits).await;
    let status = item.status();
    assert_eq!(status, StatusCode::OK, "{:?}", item.text().await);
    println!("10 MB were imported in {:?} by a debug build", begun.elapsed());
    let refused = problem(upload(&owner, "name=huge.html", vec![b'a'; limit + 1]).await, 413).await;
    assert!(refused["detail"].as_str().unwrap().contains("more than 10 MB"), "{refused}");

    // Nobody known may make us hold a file, and who may not write hears that.
    problem(upload(&server.guest(), "name=a.md", vec![b'a'; 1024]).await, 401).await;
    let viewer = server.member(&owner, "vera@one.example", Role::Viewer).await;
    problem(upload(&viewer, "name=a.md", "text").await, 403).await;
    let program = server.program(&owner, &[Permission::KnowledgeWrite]).await;
    assert_eq!(upload(&program, "name=a.md", "# A\n\nText.").await.status(), StatusCode::OK);
    problem(upload(&program, "name=b.md&publish=true", "# B\n\nText.").await, 403).await;
    server.down().await;
}

#[tokio::test]
async fn a_file_sent_twice_under_one_key_is_taken_in_once() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let send = async |name: &str, body: &'static str| {
        let path = format!("/api/knowledge/upload-file?name={name}");
        let request = owner.request(Method::POST, &path).header("idempotency-key", "file-1").body(body);
        request.send().await.unwrap()
    };
    let first = json(send("a.md", "# A\n\nText.").await).await;
    assert_eq!(json(send("a.md", "# A\n\nText.").await).await, first);
    problem(send("a.md", "# A\n\nOther text.").await, 422).await;
    assert_eq!(json(owner.get("/api/knowledge/items").await).await["items"].as_array().unwrap().len(), 1);
    server.down().await;
}

#[tokio::test]
async fn a_page_inside_is_not_fetched() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    for url in [server.url("/healthz"), "http://169.254.169.254/latest/".to_owned(), "http://[::1]:80/".to_owned()] {
        let refused = problem(owner.post("/api/knowledge/import-url", &json!({ "url": url })).await, 422).await;
        assert!(refused["fields"]["url"].as_str().unwrap().contains("ROMASHKA_ALLOW_HOSTS"), "{refused}");
    }
    problem(owner.post("/api/knowledge/import-url", &json!({ "address": "x" })).await, 422).await;
    server.down().await;
}

#[tokio::test]
async fn the_same_text_twice_names_the_item_that_has_it() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let first = write(&owner, "Tea", "We sell tea.").await;
    let again = json!({ "title": "Other", "content": "We sell tea." });
    let refused = problem(owner.post("/api/knowledge/items", &again).await, 409).await;
    assert!(refused["detail"].as_str().unwrap().contains(first["id"].as_str().unwrap()), "{refused}");
    server.down().await;
}

#[tokio::test]
async fn a_bot_is_made_read_and_changed_field_by_field() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let made = owner.post("/api/bots", &json!({ "name": "Camille" })).await;
    assert_eq!(made.status(), StatusCode::CREATED);
    let made = json(made).await;
    let path = format!("/api/bots/{}", made["id"].as_str().unwrap());
    let change = json!({ "welcome_message": "Hello!", "color": "#0af", "domains": ["shop.example"] });
    let changed = json(owner.patch(&path, &change).await).await;
    assert_eq!((&changed["name"], &changed["color"]), (&json!("Camille"), &json!("#00aaff")));
    assert_eq!(changed["widget"]["domains"], json!(["shop.example"]));
    assert_eq!(json(owner.get(&path).await).await, changed);
    assert_eq!(json(owner.get("/api/bots").await).await, json!([changed]));
    let refused = problem(owner.patch(&path, &json!({ "color": "red", "domains": ["a b"] })).await, 422).await;
    assert!(refused["fields"]["color"].is_string() && refused["fields"]["domains"].is_string(), "{refused}");
    problem(owner.patch(&path, &json!({ "colour": "#fff" })).await, 422).await;
    problem(owner.get("/api/bots/proj_nonsense").await, 404).await;
    server.down().await;
}

#[tokio::test]
async fn pages_of_allowed_websites_read_a_widgets_config_and_keep_it_for_a_minute() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let bot = json(owner.post("/api/bots", &json!({ "name": "Camille" })).await).await;
    let project = bot["id"].as_str().unwrap();
    let change = json!({ "persona": "hush", "domains": ["shop.example"] });
    owner.patch(&format!("/api/bots/{project}"), &change).await;
    let guest = server.guest();
    let ask = async |project: &str, header: &str, value: &str| {
        let request = guest.bare(Method::GET, &format!("/api/widget/{project}/config"));
        request.header(header, value).send().await.unwrap()
    };
    let seen = ask(project, "origin", "https://shop.example").await;
    assert_eq!(seen.status(), StatusCode::OK);
    assert_eq!(seen.headers()["access-control-allow-origin"], "https://shop.example");
    assert_eq!(seen.headers()["cache-control"], "public, max-age=60");
    let vary: Vec<_> = seen.headers().get_all("vary").iter().filter_map(|value| value.to_str().ok()).collect();
    assert!(vary.join(",").contains("origin"), "{vary:?}");
    assert_eq!(json(seen).await, json!({ "name": "Camille" }));
    assert_eq!(ask(project, "sec-fetch-site", "same-origin").await.status(), StatusCode::OK, "our own pages");

    let refused = ask(project, "origin", "https://evil.example").await;
    assert_eq!(refused.headers()["access-control-allow-origin"], "https://evil.example", "the reason may be read");
    assert_eq!(refused.headers()["cache-control"], "no-store");
    assert!(problem(refused, 403).await["detail"].as_str().unwrap().contains("https://evil.example"));
    problem(ask(project, "x-none", "x").await, 403).await;
    problem(ask("proj_00000000000000000000", "origin", "https://shop.example").await, 404).await;
    problem(ask("nonsense", "origin", "https://shop.example").await, 404).await;
    server.down().await;
}
