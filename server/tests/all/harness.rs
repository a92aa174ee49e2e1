//! A server on a port of its own, with a database of its own, and clients that speak to it.

use domain::ids::WorkspaceRef;
use domain::permissions::{Permission, Role};
use engine::accounts::{self, Accept, ClientInfo, SetUp};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use server::config::{Config, Options};
use server::http::bounds::Patience;
use server::http::limits::{Limits, Rates};
use server::http::listener::{self, Bounds};
use server::http::{Route, Web, WebParts, router};
use std::net::SocketAddr;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub const PASSWORD: &str = "four calm test words";
pub const SECRET: &str = "test-0123456789-abcdefghijklmnopqrstuvwxyz";

/// What a test may change about its server.
pub struct Setting {
    pub rates: Rates,
    pub bounds: Bounds,
    pub public_url: Option<String>,
    pub trusted_proxies: Option<String>,
    pub database_url: Option<String>,
    pub socket_tick: Duration,
    pub patience: Patience,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            rates: Rates::STANDARD,
            bounds: Bounds::default(),
            public_url: None,
            trusted_proxies: None,
            database_url: None,
            socket_tick: Duration::from_millis(500),
            patience: Patience::default(),
        }
    }
}

pub struct TestServer {
    pub address: SocketAddr,
    pub engine: engine::App,
    pub web: Web,
    pub routes: Vec<Route>,
    pub stop: CancellationToken,
    served: Option<tokio::task::JoinHandle<()>>,
    background: Option<engine::Background>,
    _folder: TempDir,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::with(Setting::default()).await
    }

    pub async fn with(setting: Setting) -> Self {
        server::telemetry::figures();
        // What the server complains of stands with the output of a test that fails.
        let logs = tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_test_writer();
        let _ = logs.try_init();
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            data_dir: Some(folder.path().to_str().unwrap().to_owned()),
            database_url: setting.database_url,
            secret_key: Some(SECRET.to_owned()),
            public_url: setting.public_url,
            trusted_proxies: setting.trusted_proxies,
            ..Options::default()
        };
        let config = Config::check(&options).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let engine = server::compose::open(&config, config.links(address)).await.unwrap();
        let background = engine.run_background();
        let stop = CancellationToken::new();
        let web = Web::new(WebParts {
            engine: engine.clone(),
            proxies: config.proxies.clone(),
            has_public_url: config.public_url.is_some(),
            limits: Limits::new(setting.rates),
            stopping: stop.clone(),
            socket_tick: setting.socket_tick,
            patience: setting.patience,
        });
        let (router, routes) = router(&web);
        let grace = Duration::from_secs(5);
        let served = tokio::spawn(listener::serve(listener, router, setting.bounds, stop.clone(), grace));
        Self { address, engine, web, routes, stop, served: Some(served), background: Some(background), _folder: folder }
    }

    /// Ends all work beside requests, until [`Self::work`].
    pub async fn rest(&mut self) {
        self.background.take().unwrap().stop(Duration::from_secs(5)).await;
    }

    pub fn work(&mut self) {
        self.background = Some(self.engine.run_background());
    }

    /// Ends it in order.
    pub async fn down(mut self) {
        self.stop.cancel();
        self.served.take().unwrap().await.unwrap();
        self.background.take().unwrap().stop(Duration::from_secs(5)).await;
        self.engine.store().close().await;
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A client of nobody known.
    pub fn guest(&self) -> Caller {
        Caller::new(self.address, Who::Guest)
    }

    /// The first owner, their workspace, signed in.
    pub async fn owner(&self) -> Caller {
        let signed_in = accounts::set_up(&self.engine, first_owner(), &ClientInfo::default()).await.unwrap();
        self.person(signed_in.token.expose()).await
    }

    /// The owner of another workspace, with whom the first one shares nothing.
    pub async fn stranger(&self) -> Caller {
        let link =
            accounts::create_user(&self.engine, "sten@two.example", "Sten Stranger", Some("Shop Two")).await.unwrap();
        let token = link.rsplit('/').next().unwrap();
        accounts::reset_password(&self.engine, token, PASSWORD).await.unwrap();
        self.sign_in("sten@two.example").await
    }

    pub async fn sign_in(&self, email: &str) -> Caller {
        let typed = accounts::SignIn { email: email.to_owned(), password: PASSWORD.to_owned() };
        let signed_in = accounts::sign_in(&self.engine, typed, &ClientInfo::default()).await.unwrap();
        self.person(signed_in.token.expose()).await
    }

    /// A new member of `owner`'s workspace in this role, signed in.
    pub async fn member(&self, owner: &Caller, email: &str, role: Role) -> Caller {
        let made = owner.post("/api/invitations", &serde_json::json!({ "email": email, "role": role })).await;
        assert_eq!(made.status(), StatusCode::CREATED);
        let link = json(made).await["link"].as_str().unwrap().to_owned();
        let typed = Accept { name: format!("Member {role}"), password: PASSWORD.to_owned() };
        let token = link.rsplit('/').next().unwrap();
        let signed_in =
            accounts::accept_invitation(&self.engine, token, typed, None, &ClientInfo::default()).await.unwrap();
        self.person(signed_in.token.expose()).await
    }

    async fn person(&self, token: String) -> Caller {
        let session = accounts::open_session(&self.engine, &token, &ClientInfo::default()).await.unwrap().unwrap();
        let mut caller = Caller::new(self.address, Who::Person(token));
        caller.workspace = session.view().current.map(|current| current.id);
        caller
    }

    /// A program with a key of `owner`'s workspace.
    pub async fn program(&self, owner: &Caller, scopes: &[Permission]) -> Caller {
        let body = serde_json::json!({ "name": "a program", "scopes": scopes });
        let made = json(owner.post("/api/api-keys", &body).await).await;
        Caller::new(self.address, Who::Program(made["secret"].as_str().unwrap().to_owned()))
    }
}

/// What the first owner types.
pub fn first_owner() -> SetUp {
    SetUp {
        name: "Olga Owner".to_owned(),
        email: "olga@one.example".to_owned(),
        password: PASSWORD.to_owned(),
        business: "Shop One".to_owned(),
        website: String::new(),
        time_zone: "UTC".to_owned(),
    }
}

#[derive(Clone)]
pub enum Who {
    Guest,
    Person(String),
    Program(String),
}

/// Somebody who makes requests.
#[derive(Clone)]
pub struct Caller {
    pub address: SocketAddr,
    pub who: Who,
    pub workspace: Option<WorkspaceRef>,
    pub client: Client,
}

impl Caller {
    pub fn new(address: SocketAddr, who: Who) -> Self {
        let client = plain_client();
        Self { address, who, workspace: None, client }
    }

    pub fn token(&self) -> &str {
        match &self.who {
            Who::Person(text) | Who::Program(text) => text,
            Who::Guest => "",
        }
    }

    pub fn workspace(&self) -> &WorkspaceRef {
        self.workspace.as_ref().unwrap()
    }

    /// A request as this caller's browser or program would make it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.bare(method, path);
        match &self.who {
            Who::Program(_) => request,
            Who::Guest | Who::Person(_) => request.header("sec-fetch-site", "same-origin"),
        }
    }

    /// The same without what a browser says about where a request comes from.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("http://{}{path}", self.address));
        match &self.who {
            Who::Guest => request,
            Who::Person(token) => request.header("cookie", format!("romashka_session={token}")),
            Who::Program(secret) => request.bearer_auth(secret),
        }
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// A page, as a browser asks for it.
    pub async fn page(&self, path: &str) -> Response {
        self.request(Method::GET, path).header("accept", "text/html").send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.request(Method::POST, path).json(body).send().await.unwrap()
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Response {
        self.request(Method::PATCH, path).json(body).send().await.unwrap()
    }

    pub async fn delete(&self, path: &str) -> Response {
        self.request(Method::DELETE, path).send().await.unwrap()
    }
}

/// Sends what a form of a page would.
pub trait Form {
    fn form(self, fields: &[(&str, &str)]) -> RequestBuilder;
}

impl Form for RequestBuilder {
    fn form(self, fields: &[(&str, &str)]) -> RequestBuilder {
        self.header("content-type", "application/x-www-form-urlencoded").body(encoded(fields))
    }
}

/// Fields as they stand in a form's body and behind a `?`.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// A client that follows no redirect and reads encodings as they come.
pub fn plain_client() -> Client {
    // reqwest wants a provider for TLS to be named once in a process, also for plain HTTP.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap()
}

pub async fn json(response: Response) -> Value {
    let status = response.status();
    let text = response.text().await.unwrap();
    serde_json::from_str(&text).unwrap_or_else(|wrong| panic!("{status} {wrong}: {text}"))
}

/// The problem that a refusal says, after checking its shape.
pub async fn problem(response: Response, status: u16) -> Value {
    assert_eq!(response.headers()["content-type"], "application/problem+json", "{:?}", response.status());
    assert_eq!(response.status().as_u16(), status);
    let problem = json(response).await;
    assert_eq!(problem["status"], status);
    for member in ["type", "title", "detail", "code"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {problem}");
    }
    problem
}

/// A PostgreSQL database of this test alone; none, said aloud, where there is no cluster.
#[allow(clippy::disallowed_methods, reason = "where the cluster is comes from outside, and tests have no config")]
pub async fn postgres() -> Option<server::compose::Scratch> {
    match std::env::var("ROMASHKA_TEST_POSTGRES_URL") {
        Ok(cluster) if !cluster.is_empty() => {
            Some(server::compose::Scratch::create(&cluster, server::compose::random_bits()).await.unwrap())
        }
        _ => {
            println!("SKIPPED: ROMASHKA_TEST_POSTGRES_URL is not set");
            None
        }
    }
}

/// Waits until `done` says so, for ten seconds at the most.
pub async fn eventually<F: Future<Output = bool>>(what: &str, mut done: impl FnMut() -> F) {
    for _ in 0..100 {
        if done().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("after ten seconds still not: {what}");
}
