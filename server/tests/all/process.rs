//! The real program: starting, signals, being killed in the middle of work.

use super::harness::{Caller, Form, SECRET, Who, json, postgres};
use reqwest::{Method, StatusCode};
use serde_json::json as value;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

pub const BINARY: &str = env!("CARGO_BIN_EXE_romashka");

/// The program with a data folder and nothing else from our environment.
pub fn romashka(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().env("ROMASHKA_DATA_DIR", folder).env("ROMASHKA_ADDR", "127.0.0.1:0").args(words);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// A server that says that it is ready.
pub struct Process {
    pub child: Child,
    pub address: SocketAddr,
}

impl Process {
    pub async fn start(folder: &Path, settings: &[(&str, &str)]) -> Self {
        let mut command = romashka(folder, &["serve"]);
        command.envs(settings.iter().copied());
        Self::of(command).await
    }

    pub async fn of(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = tokio::time::timeout(Duration::from_secs(30), lines.next_line()).await.expect("not ready in 30 s");
        let Some(line) = line.unwrap() else {
            let mut said = String::new();
            child.stderr.take().unwrap().read_to_string(&mut said).await.unwrap();
            panic!("the server ended: {said}");
        };
        // Its log must not fill the pipe while nobody reads.
        let mut log = BufReader::new(child.stderr.take().unwrap()).lines();
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        let address = line.rsplit("//").next().unwrap().parse().unwrap_or_else(|_| panic!("{line}"));
        Self { child, address }
    }

    pub async fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args([name, &id]).status().await.unwrap().success());
    }

    /// Ends it in order; gives its exit code.
    pub async fn terminate(mut self) -> Option<i32> {
        self.signal("-TERM").await;
        tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await.expect("still there").unwrap().code()
    }

    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// The first owner, through the forms that a browser would send.
    pub async fn owner(&self) -> Caller {
        let guest = Caller::new(self.address, Who::Guest);
        let form = [
            ("name", "Olga Owner"),
            ("email", "olga@one.example"),
            ("password", super::harness::PASSWORD),
            ("business", "Shop One"),
            ("time_zone", "UTC"),
        ];
        let answer = guest.request(Method::POST, "/_fn/set_up").form(&form).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
        person(self.address, &answer)
    }
}

fn person(address: SocketAddr, answer: &reqwest::Response) -> Caller {
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    let token = cookie.split(['=', ';']).nth(1).unwrap().to_owned();
    Caller::new(address, Who::Person(token))
}

#[tokio::test]
async fn a_start_makes_folder_database_and_secret_and_prints_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("new");
    let process = Process::start(&data, &[]).await;
    let guest = Caller::new(process.address, Who::Guest);
    assert_eq!(guest.get("/readyz").await.status(), StatusCode::OK);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("secret.key")), 0o600);
    assert!(data.join("romashka.db").exists());
    assert_eq!(process.terminate().await, Some(0));
}

#[tokio::test]
async fn a_second_server_on_one_folder_refuses_and_the_first_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let first = Process::start(folder.path(), &[]).await;
    let second = romashka(folder.path(), &["serve"]).output().await.unwrap();
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.contains("Another server runs on the data folder"), "{said}");
    let guest = Caller::new(first.address, Who::Guest);
    assert_eq!(guest.get("/readyz").await.status(), StatusCode::OK);
    assert_eq!(first.terminate().await, Some(0));
    // Freed with the first.
    assert_eq!(Process::start(folder.path(), &[]).await.terminate().await, Some(0));
}

#[tokio::test]
async fn a_node_with_another_secret_refuses_to_start_on_one_postgresql() {
    let Some(scratch) = postgres().await else { return };
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = Process::start(one.path(), &[("DATABASE_URL", &scratch.url), ("ROMASHKA_SECRET_KEY", SECRET)]).await;
    let mut second = romashka(two.path(), &["serve"]);
    second.env("DATABASE_URL", &scratch.url).env("ROMASHKA_SECRET_KEY", SECRET.to_uppercase());
    let second = second.output().await.unwrap();
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.contains("ROMASHKA_SECRET_KEY is not the one"), "{said}");
    assert_eq!(first.terminate().await, Some(0));
    scratch.drop_database().await.unwrap();
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = romashka(folder.path(), &["serve", "--addr", &address]).output().await.unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("ROMASHKA_ADDR") && said.contains("Another program listens there"), "{said}");
}

#[tokio::test]
async fn a_second_signal_ends_the_server_at_once() {
    use tokio::io::AsyncWriteExt;
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(folder.path(), &[]).await;
    // A request that never ends keeps an orderly shutdown waiting.
    let mut slow = tokio::net::TcpStream::connect(process.address).await.unwrap();
    let head = format!(
        "POST /_fn/sign_in HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 100\r\n\r\nx",
        process.address
    );
    slow.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    process.signal("-INT").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(process.child.try_wait().unwrap().is_none(), "it did not wait for the request");
    let begun = Instant::now();
    process.signal("-INT").await;
    let status = tokio::time::timeout(Duration::from_secs(5), process.child.wait()).await.unwrap().unwrap();
    assert!(!status.success());
    assert!(begun.elapsed() < Duration::from_secs(3));
}

/// Makes keys one after the other under idempotency keys of their own, until the server is gone; gives the secrets that
/// were acknowledged, by idempotency key. With pauses, so that all lanes together stay under the limits of one session.
async fn load(owner: Caller, lane: usize) -> BTreeMap<String, String> {
    let mut acknowledged = BTreeMap::new();
    for n in 0.. {
        let key = format!("lane-{lane}-{n}");
        let Ok(answer) = post_key(&owner, &key).await else { break };
        let Ok(made) = answer.json::<serde_json::Value>().await else { break };
        acknowledged.insert(key, made["secret"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned());
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    acknowledged
}

async fn post_key(owner: &Caller, key: &str) -> reqwest::Result<reqwest::Response> {
    let body = value!({ "name": key, "scopes": ["workspace_read"] });
    owner.request(Method::POST, "/api/api-keys").header("idempotency-key", key).json(&body).send().await
}

async fn names(owner: &Caller) -> Vec<String> {
    let mut names = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = json(owner.get(&format!("/api/api-keys?limit=200{cursor}")).await).await;
        let items = page["items"].as_array().unwrap_or_else(|| panic!("{page}"));
        names.extend(items.iter().map(|item| item["name"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return names,
        }
    }
}

async fn nothing_acknowledged_is_lost(settings: &[(&str, &str)]) {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(folder.path(), settings).await;
    let owner = process.owner().await;
    let lanes: Vec<_> = (0..8).map(|lane| tokio::spawn(load(owner.clone(), lane))).collect();
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    process.kill().await;
    let mut acknowledged = BTreeMap::new();
    for lane in lanes {
        acknowledged.extend(lane.await.unwrap());
    }
    assert!(acknowledged.len() >= 16, "too little was under way: {}", acknowledged.len());

    let process = Process::start(folder.path(), settings).await;
    let owner = Caller { address: process.address, ..owner };
    let after = names(&owner).await;
    for key in acknowledged.keys() {
        assert_eq!(after.iter().filter(|name| *name == key).count(), 1, "{key}");
    }
    // The client does not know which of its last requests came through: it repeats them all, and the next ones.
    let mut repeated = 0;
    for key in acknowledged.keys().rev().take(20).cloned().chain((0..8).map(|lane| next_of(&acknowledged, lane))) {
        let answer = post_key(&owner, &key).await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED, "{key}");
        let secret = json(answer).await["secret"].clone();
        if let Some(first) = acknowledged.get(&key) {
            assert_eq!(secret, *first, "{key}: another answer than before the kill");
            repeated += 1;
        }
    }
    assert!(repeated > 0);
    let mut all = names(&owner).await;
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count, "something is there twice");
    let events = json(owner.get("/api/events?limit=200").await).await;
    let seqs: Vec<i64> = events["items"].as_array().unwrap().iter().map(|e| e["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs, (1..=seqs.len() as i64).collect::<Vec<_>>(), "the log has a gap");
    assert_eq!(process.terminate().await, Some(0));
}

/// The request of a lane whose answer was lost in the kill.
fn next_of(acknowledged: &BTreeMap<String, String>, lane: usize) -> String {
    let done = (0..).take_while(|n| acknowledged.contains_key(&format!("lane-{lane}-{n}"))).count();
    format!("lane-{lane}-{done}")
}

#[tokio::test]
async fn killed_under_load_on_sqlite_it_keeps_what_it_acknowledged_exactly_once() {
    nothing_acknowledged_is_lost(&[]).await;
}

#[tokio::test]
async fn killed_under_load_on_postgresql_it_keeps_what_it_acknowledged_exactly_once() {
    let Some(scratch) = postgres().await else { return };
    nothing_acknowledged_is_lost(&[("DATABASE_URL", &scratch.url), ("ROMASHKA_SECRET_KEY", SECRET)]).await;
    scratch.drop_database().await.unwrap();
}

#[tokio::test]
async fn what_was_acknowledged_before_an_orderly_end_is_there_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(folder.path(), &[]).await;
    let owner = process.owner().await;
    let lanes: Vec<_> = (0..4).map(|lane| tokio::spawn(load(owner.clone(), lane))).collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(process.terminate().await, Some(0));
    let mut acknowledged = BTreeMap::new();
    for lane in lanes {
        acknowledged.extend(lane.await.unwrap());
    }
    assert!(!acknowledged.is_empty());
    let process = Process::start(folder.path(), &[]).await;
    let owner = Caller { address: process.address, ..owner };
    let after = names(&owner).await;
    assert!(acknowledged.keys().all(|key| after.contains(key)));
    assert_eq!(process.terminate().await, Some(0));
}
