//! Whether the server lives, whether it can work, and its figures.

use super::Web;
use super::listener::Peer;
use super::problem::Answer;
use super::request::device;
use super::session::{client_address, cookie};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Code, Problem};
use engine::accounts::{self, ClientInfo};
use serde::Serialize;
use std::net::IpAddr;
use std::time::Duration;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// `/healthz`: the process answers. Says nothing about the database, so that nobody restarts a server whose database is
/// away.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether the server can work, part by part.
#[derive(Debug, Serialize)]
pub struct Readiness {
    ready: bool,
    database: &'static str,
    migrations: &'static str,
    stopping: bool,
}

/// `/readyz`: database and migrations are as they should be, and the server is not going down.
pub async fn readyz(State(web): State<Web>) -> Response {
    let (database, migrations) =
        match tokio::time::timeout(PATIENCE, crate::compose::migrations_are_current(web.engine())).await {
            Ok(Ok(true)) => ("ok", "ok"),
            Ok(Ok(false)) => ("ok", "not those of this version"),
            Ok(Err(_)) => ("does not answer", "unknown"),
            Err(_) => ("does not answer in time", "unknown"),
        };
    let stopping = web.stopping().is_cancelled();
    let ready = database == "ok" && migrations == "ok" && !stopping;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, database, migrations, stopping })).into_response()
}

/// `/metrics`: for operators who are signed in, and for a collector on this machine that asks directly. A request that
/// carries any trace of a proxy is not direct.
pub async fn metrics(State(web): State<Web>, request: Request) -> Response {
    let direct = request.extensions().get::<Peer>().is_some_and(|peer| peer.0.ip().to_canonical().is_loopback())
        && is_unforwarded(request.headers());
    if !direct {
        let address = client_address(request.extensions());
        let token = cookie(request.headers(), app::api::SESSION_COOKIE).map(str::to_owned);
        let client = ClientInfo { address: address.to_string(), device: device(request.headers()) };
        if let Err(answer) = operator(&web, address, token, client).await {
            return answer.into_response();
        }
    }
    match crate::telemetry::figures() {
        Some(figures) => {
            metrics::gauge!("romashka_sockets").set(web.sockets().open() as f64);
            if let Some(bytes) = crate::telemetry::resident_bytes() {
                metrics::gauge!("romashka_resident_memory_bytes").set(bytes as f64);
            }
            metrics::gauge!("romashka_visitor_messages_unanswered").set(unanswered(&web).await);
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], figures.render()).into_response()
        }
        None => Answer(Problem::new(Code::Unavailable, "No figures are gathered in this process.")).into_response(),
    }
}

/// What the bots owe ([`engine::conversations::owed`]); no number when the database does not say.
async fn unanswered(web: &Web) -> f64 {
    match tokio::time::timeout(PATIENCE, engine::conversations::owed(web.engine())).await {
        Ok(Ok(owed)) => owed as f64,
        Ok(Err(_)) | Err(_) => f64::NAN,
    }
}

/// Whether nothing says that a proxy stood between: neither a header that proxies add, nor another host's name.
fn is_unforwarded(headers: &HeaderMap) -> bool {
    let traces = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    traces.iter().all(|name| !headers.contains_key(*name)) && crate::config::is_local_name(name)
}

async fn operator(web: &Web, address: IpAddr, token: Option<String>, client: ClientInfo) -> Result<(), Answer> {
    web.limits().unknown(address)?;
    let signed_out = || Problem::new(Code::Unauthenticated, "Sign in as an operator, or ask from this machine.");
    let token = token.ok_or_else(signed_out)?;
    let session = accounts::open_session(web.engine(), &token, &client).await?.ok_or_else(signed_out)?;
    Ok(session.allow_operator()?)
}
