//! The dashboard's pages and their server functions, with what they find in leptos' context: the use cases, who is signed
//! in, where the request comes from, the nonce, the files of the site.

use super::Web;
use super::session::Caller;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::Problem;
use engine::accounts::{ClientInfo, Session};
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use leptos::server_fn::ServerFn;
use leptos_axum::{AxumRouteListing, LeptosRoutes};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The pages' routes, listed once for the process: while leptos lists them, nothing is answered that any page in the process
/// asks for, and a page of another server in it (the tests have many) would never be rendered to its end.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| leptos_axum::generate_route_list(app::App));

/// Server functions that let somebody in or send a mail: tried less often than others.
pub fn tight() -> BTreeSet<&'static str> {
    use app::entrance::api::{AcceptInvitation, RequestPasswordReset, ResetPassword, SetUp, SignIn};
    BTreeSet::from([SetUp::PATH, SignIn::PATH, RequestPasswordReset::PATH, ResetPassword::PATH, AcceptInvitation::PATH])
}

/// The routes of pages and server functions, and the paths of the pages.
pub fn router(web: &Web) -> (Router<Web>, Vec<String>) {
    let routes = ROUTES.clone();
    let paths = routes.iter().map(|route| route.path().to_owned()).collect();
    let shared = web.clone();
    let context = move || provide(&shared);
    let options = <LeptosOptions as axum::extract::FromRef<Web>>::from_ref(web);
    let shell = move || app::shell(options.clone());
    let router = Router::new().leptos_routes_with_context(web, routes, context, shell).fallback(not_found);
    (router, paths)
}

/// Runs before a page or server function, inside leptos' context.
fn provide(web: &Web) {
    provide_context(web.engine().clone());
    provide_context(web.assets().clone());
    let Some(parts) = use_context::<Parts>() else { return };
    provide_context(parts.extensions.get::<Option<Session>>().cloned().flatten());
    provide_context(parts.extensions.get::<ClientInfo>().cloned().unwrap_or_default());
    if let Some(id) = parts.extensions.get::<super::request::RequestId>() {
        provide_context(id.clone());
    }
    // leptos has made a nonce of its own before; the policy in the header knows ours.
    if let Some(nonce) = parts.extensions.get::<Nonce>() {
        provide_context(nonce.clone());
    }
}

/// A path that no route has: the app's own page for people, a problem for everything else.
async fn not_found(State(web): State<Web>, request: Request) -> Response {
    let wants_page = request
        .headers()
        .get_all(header::ACCEPT)
        .iter()
        .any(|accept| accept.to_str().is_ok_and(|accept| accept.contains("text/html")));
    let path = request.uri().path();
    let is_page = matches!(*request.method(), Method::GET | Method::HEAD) && !super::problem::is_for_programs(path);
    if !is_page || !wants_page || request.extensions().get::<Caller>().is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let options = <LeptosOptions as axum::extract::FromRef<Web>>::from_ref(&web);
    let context = move || provide(&web);
    let mut response: Response<Body> =
        leptos_axum::render_app_async_with_context(context, move || app::shell(options.clone()))(request).await;
    // Whoever is not signed in is led to the sign-in page, and that stays.
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// The page for a problem that kept the app from making its own. It draws on nothing that could be broken as well.
pub fn error(web: &Web, problem: &Problem, status: StatusCode) -> Response {
    let style = web.assets().address("style.css");
    let style = if style.is_empty() { String::new() } else { format!("<link rel=\"stylesheet\" href=\"{style}\">") };
    let reference = problem
        .reference
        .as_deref()
        .map(|reference| format!("<p>Reference: <code>{}</code></p>", escaped(reference)))
        .unwrap_or_default();
    let title = status.canonical_reason().unwrap_or("Error");
    let message = escaped(&problem.message);
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · ROMASHKA</title>{style}</head>\
         <body><main class=\"auth\"><h1>{title}</h1><p>{message}</p>{reference}\
         <p><a href=\"/\">To the start page</a></p></main></body></html>"
    );
    (status, Html(page)).into_response()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
