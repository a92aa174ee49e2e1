//! Everything that listens: pages, server functions, the REST API, the live socket, what widgets talk to, files, health
//! and figures.
//!
//! A request passes, from the outside in: id and log ([`request`]), security headers ([`security`]), compression, the
//! writing out of problems ([`problem`]), catching of panics, its bounds ([`bounds`]), the check against forged requests
//! ([`csrf`]), who asks and how often ([`session`], [`limits`]), and then its handler. Files, health and figures skip the
//! last three: they know nobody. So does what widgets talk to ([`widget`]), which knows visitors by their tokens.

pub mod assets;
pub mod bounds;
pub mod csrf;
pub mod health;
pub mod idempotency;
pub mod input;
pub mod limits;
pub mod listener;
pub mod live;
pub mod pages;
pub mod problem;
pub mod request;
pub mod security;
pub mod session;
pub mod v1;
pub mod widget;

use crate::config::Proxies;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use leptos::config::LeptosOptions;
use limits::Limits;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// What the handlers share; cheap to clone.
#[derive(Clone)]
pub struct Web(Arc<Shared>);

/// What a server is made of.
pub struct WebParts {
    /// The use cases.
    pub engine: engine::App,
    /// Whose `X-Forwarded-For` counts.
    pub proxies: Proxies,
    /// Whether a public address is set, so that no other origin is ours.
    pub has_public_url: bool,
    /// How often somebody may ask.
    pub limits: Limits,
    /// Cancelled when the server goes down.
    pub stopping: CancellationToken,
    /// How often sockets are looked at; [`live::TICK`] outside tests.
    pub socket_tick: std::time::Duration,
    /// How long bodies are waited for.
    pub patience: bounds::Patience,
}

struct Shared {
    parts: WebParts,
    origin: String,
    assets: app::Assets,
    tight: BTreeSet<&'static str>,
    leptos: LeptosOptions,
    sockets: live::Sockets,
}

impl Web {
    /// Puts the shared parts together.
    pub fn new(parts: WebParts) -> Self {
        let origin = parts.engine.settings().public_url.trim_end_matches('/').to_owned();
        let leptos = LeptosOptions::builder().output_name("frontend").build();
        let assets = app::Assets::new(assets::manifest());
        Self(Arc::new(Shared {
            parts,
            origin,
            assets,
            tight: pages::tight(),
            leptos,
            sockets: live::Sockets::default(),
        }))
    }
    /// The use cases.
    pub fn engine(&self) -> &engine::App {
        &self.0.parts.engine
    }
    /// Our own origin, as browsers write it.
    pub fn origin(&self) -> &str {
        &self.0.origin
    }
    /// Whether people reach us encrypted.
    pub fn secure(&self) -> bool {
        self.0.origin.starts_with("https:")
    }
    /// Whether the operator named a public address.
    pub fn has_public_url(&self) -> bool {
        self.0.parts.has_public_url
    }
    /// Whose word about addresses counts.
    pub fn proxies(&self) -> &Proxies {
        &self.0.parts.proxies
    }
    /// How often somebody may ask.
    pub fn limits(&self) -> &Limits {
        &self.0.parts.limits
    }
    /// Paths that let somebody in, which may be tried less often.
    pub fn tight(&self) -> &BTreeSet<&'static str> {
        &self.0.tight
    }
    /// Cancelled when the server goes down.
    pub fn stopping(&self) -> &CancellationToken {
        &self.0.parts.stopping
    }
    /// How often sockets are looked at.
    pub fn socket_tick(&self) -> std::time::Duration {
        self.0.parts.socket_tick
    }
    /// How long bodies are waited for.
    pub fn patience(&self) -> bounds::Patience {
        self.0.parts.patience
    }
    /// The files of the site.
    pub fn assets(&self) -> &app::Assets {
        &self.0.assets
    }
    /// The open sockets.
    pub fn sockets(&self) -> &live::Sockets {
        &self.0.sockets
    }
}

impl axum::extract::FromRef<Web> for LeptosOptions {
    fn from_ref(web: &Web) -> Self {
        web.0.leptos.clone()
    }
}

/// Where a route leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// REST.
    Api,
    /// A call of a page of ours.
    ServerFunction,
    /// A page.
    Page,
    /// The live socket.
    Socket,
    /// What widgets talk to: visitors, by their tokens.
    Visitor,
    /// For everybody, without any workspace's content: files, health, figures.
    Open,
}

/// A route that is served.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// Where it leads.
    pub kind: Kind,
    /// Method.
    pub method: String,
    /// Path, with its parameters in braces.
    pub path: String,
}

/// The router, and the list of everything that it serves.
pub fn router(web: &Web) -> (Router, Vec<Route>) {
    let mut list = Vec::new();
    let mut note = |kind, method: &str, path: &str| {
        list.push(Route { kind, method: method.to_owned(), path: path.to_owned() });
    };

    let (api, description) = v1::router();
    note(Kind::Api, "GET", v1::DESCRIPTION);
    for (path, item) in &description.paths.paths {
        let methods = [
            ("GET", &item.get),
            ("POST", &item.post),
            ("PUT", &item.put),
            ("PATCH", &item.patch),
            ("DELETE", &item.delete),
        ];
        for (method, _) in methods.iter().filter(|(_, operation)| operation.is_some()) {
            note(Kind::Api, method, path);
        }
    }
    for (path, method) in server_fn::axum::server_fn_paths() {
        note(Kind::ServerFunction, method.as_str(), path);
    }
    let (pages, page_paths) = pages::router(web);
    for path in &page_paths {
        note(Kind::Page, "GET", path);
    }
    note(Kind::Socket, "GET", live::PATH);

    let known = Router::new()
        .merge(api)
        .merge(pages)
        .route(live::PATH, get(live::open))
        .layer(from_fn(idempotency::read))
        .layer(from_fn_with_state(web.clone(), bounds::keep_file))
        .layer(from_fn_with_state(web.clone(), session::recognize))
        .layer(from_fn_with_state(web.clone(), csrf::check));

    let mut open = Router::new();
    for (path, route) in [
        ("/healthz", get(health::healthz)),
        ("/readyz", get(health::readyz)),
        ("/metrics", get(health::metrics)),
        ("/assets/{*file}", get(assets::hashed)),
        ("/v1/widget.js", get(assets::loader)),
    ] {
        note(Kind::Open, "GET", path);
        open = open.route(path, route);
    }

    let visitors = widget::router(web, |method, path| note(Kind::Visitor, method, path));

    let router = known
        .merge(open)
        .layer(from_fn_with_state(web.clone(), bounds::keep))
        .merge(visitors)
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(from_fn_with_state(web.clone(), problem::finish))
        .layer(compression())
        .layer(from_fn_with_state(web.clone(), security::headers))
        .layer(from_fn_with_state(web.clone(), request::identify))
        .with_state(web.clone());
    list.sort();
    (router, list)
}

/// Pages and answers are compressed as they are made, quickly rather than tightly; files of the site are compressed
/// already. Answers with a fresh secret are small and not for an attacker to steer, so nothing leaks through their length.
fn compression() -> CompressionLayer<impl Predicate> {
    let worth_it = SizeAbove::new(1_024)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("application/wasm"))
        // Events must not wait for a compressor to have enough.
        .and(NotForContentType::SSE);
    CompressionLayer::new().quality(CompressionLevel::Precise(4)).compress_when(worth_it)
}
