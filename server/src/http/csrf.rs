//! Another site must not act in a signed-in person's name.
//!
//! A request that changes something and draws its authority from a cookie must come from our own pages: the browser says
//! so in `Sec-Fetch-Site`, or, where that is missing, in `Origin`. A request with an API key has no cookie's authority,
//! so nothing can be forged with it.

use super::Web;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Code, Problem};

/// Refuses a change that another site asked for. Runs for everybody who sends no API key, signed in or not: signing in
/// and setting up are worth forging too.
pub async fn check(State(web): State<Web>, request: Request, next: Next) -> Response {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // Only the API looks at that header; elsewhere the cookie counts, whatever else is sent.
    let by_key = request.uri().path().starts_with("/api/") && request.headers().contains_key(header::AUTHORIZATION);
    if changes && !by_key && !same_origin(&web, request.headers()) {
        let problem = Problem::new(
            Code::Forbidden,
            "This request did not come from one of our own pages, so nothing was changed. Open the page anew and try \
             again; a program should use an API key.",
        );
        return super::problem::Answer(problem).into_response();
    }
    next.run(request).await
}

/// Whether a browser says that a request comes from a page of ours.
pub fn same_origin(web: &Web, headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site").map(|site| site.as_bytes()) {
        // `none`: the person typed the address or opened a bookmark; no page of another site had a part in it.
        Some(site) => matches!(site, b"same-origin" | b"none"),
        None => headers.get(header::ORIGIN).and_then(|o| o.to_str().ok()).is_some_and(|o| is_own(web, headers, o)),
    }
}

/// Whether an origin is ours: the public address, or, without one, the host that the request was sent to.
pub fn is_own(web: &Web, headers: &HeaderMap, origin: &str) -> bool {
    if origin.eq_ignore_ascii_case(web.origin()) {
        return true;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    !web.has_public_url()
        && host.is_some_and(|host| origin.strip_prefix("http://").is_some_and(|from| from.eq_ignore_ascii_case(host)))
}
