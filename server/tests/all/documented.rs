//! The examples of docs/api.md work as they stand there.

use super::conversations::waiting;
use super::harness::{Caller, TestServer, json};
use super::visitor::{Widget, bot};
use domain::permissions::Permission;
use reqwest::Method;
use serde_json::Value;
use std::collections::BTreeMap;

const TEXT: &str = include_str!("../../../docs/api.md");
const FILE: &str = "# Prices\n\nA pot of tea costs 4 EUR.";

/// The words of a line as a shell takes it apart; `names` are its variables.
fn words(line: &str, names: &BTreeMap<&str, String>) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (' ', None) => words.push(std::mem::take(&mut word)),
            ('$', quote) if quote != Some('\'') => {
                let mut name = String::new();
                while let Some(c) = rest.next_if(char::is_ascii_uppercase) {
                    name.push(c);
                }
                word.push_str(names.get(name.as_str()).unwrap_or_else(|| panic!("${name} in {line}")));
            }
            (c, _) => word.push(c),
        }
    }
    assert_eq!(quote, None, "{line}");
    words.push(word);
    words
}

/// Does what curl would do.
async fn curl(caller: &Caller, words: &[String]) -> reqwest::Response {
    let (mut method, mut body, mut headers, mut path) = (None, None, Vec::new(), "");
    let mut rest = words.iter().map(String::as_str);
    assert_eq!(rest.next(), Some("curl"));
    while let Some(word) = rest.next() {
        match word {
            "-X" => method = rest.next(),
            "-H" => headers.push(rest.next().unwrap().split_once(": ").unwrap()),
            "--json" => {
                body = rest.next().map(str::to_owned);
                headers.push(("content-type", "application/json"));
            }
            "--data-binary" => body = rest.next().map(|file| file.replace("@prices.md", FILE)),
            address => path = address,
        }
    }
    let method = method.unwrap_or(if body.is_some() { "POST" } else { "GET" });
    let mut request = caller.bare(method.parse::<Method>().unwrap(), path);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    request.body(body.unwrap_or_default()).send().await.unwrap()
}

#[tokio::test]
async fn every_example_of_the_rest_api_works() {
    let server = TestServer::start().await;
    let owner = server.owner().await;
    let scopes: Vec<Permission> = Permission::all().collect();
    let program = server.program(&owner, &scopes).await;
    let members = json(owner.get("/api/members").await).await;
    let (_, conversation) = waiting(&server, &owner).await;
    let (_, mut chat) = Widget::of(server.address, &bot(&server, &owner).await).visitor().await;
    chat.send("a", "How long may I return it?").await;
    let message = chat.reply().await.id.to_string();
    let mut names = BTreeMap::from([
        ("URL", String::new()),
        ("AUTH", format!("Authorization: Bearer {}", program.token())),
        ("MEMBER", members["items"][0]["id"].as_str().unwrap().to_owned()),
        ("CONVERSATION", conversation.to_string()),
        ("MESSAGE", message),
    ]);
    // Not the program's own client: the example itself must bring the key.
    let guest = server.guest();
    let mut tried = 0;
    for line in TEXT.lines().filter(|line| line.starts_with("curl ")) {
        let answer = curl(&guest, &words(line, &names)).await;
        let status = answer.status();
        let text = answer.text().await.unwrap();
        tried += 1;
        if line.contains("/import-url") {
            // Its page is not there; what is wrong with it is found out only after the request has been understood.
            assert!(text.contains("shop.example.com"), "{line}: {status} {text}");
            continue;
        }
        assert!(status.is_success(), "{line}: {status} {text}");
        let made: Value = serde_json::from_str(&text).unwrap_or_default();
        for (name, prefix) in [("BOT", "proj_"), ("ITEM", "item_"), ("INTENT", "intent_")] {
            if let Some(id) = made["id"].as_str().filter(|id| id.starts_with(prefix)) {
                names.insert(name, id.to_owned());
            }
        }
    }
    assert!(tried >= 18, "{tried}");
    server.down().await;
}
