//! Who asks: a signed-in browser by its cookie, a program by its API key, or nobody known. Counted against the limits of
//! whoever it is.

use super::Web;
use super::problem::Answer;
use super::request::{Client, device};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Code, Problem};
use engine::Ctx;
use engine::accounts::{self, ClientInfo, Session};
use std::net::{IpAddr, Ipv4Addr};

/// The one who asks, in each request's extensions.
#[derive(Clone)]
pub enum Caller {
    /// Nobody that we know.
    Nobody,
    /// A person, with the token of their session.
    Person {
        /// The session.
        session: Box<Session>,
        /// The token that opened it.
        token: String,
    },
    /// A program.
    Program(Ctx),
}

/// Opens the session or the key of a request and counts it. Programs are known under `/api` only.
pub async fn recognize(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let address = client_address(request.extensions());
    let path = request.uri().path();
    if web.tight().contains(path)
        && let Err(problem) = web.limits().sign_in(address)
    {
        return Answer(problem).into_response();
    }
    let caller = match open(&web, request.headers(), path, address).await {
        Ok(caller) => caller,
        Err(answer) => return answer.into_response(),
    };
    if let Caller::Person { session, .. } = &caller {
        request.extensions_mut().insert(Some(session.as_ref().clone()));
    } else {
        request.extensions_mut().insert(None::<Session>);
    }
    let client = ClientInfo { address: address.to_string(), device: device(request.headers()) };
    request.extensions_mut().insert(client);
    let renewed = match &caller {
        Caller::Person { session, token } => session.renewed_until().map(|until| (token.clone(), until)),
        _ => None,
    };
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    // The session was prolonged in the database, so the browser's cookie is too; an answer that sets or takes the cookie
    // itself (sign-out) has the last word.
    if let Some((token, until)) = renewed
        && !response.headers().contains_key(header::SET_COOKIE)
    {
        let seconds = until.since_ms(web.engine().clock().now()) / domain::time::SECOND_MS;
        let cookie = app::api::edge::session_cookie(&token, seconds.max(0), web.secure());
        if let Ok(cookie) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// The address of the request's client, as [`super::request::identify`] found it.
pub fn client_address(extensions: &http::Extensions) -> IpAddr {
    extensions.get::<Client>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |client| client.0)
}

async fn open(web: &Web, headers: &HeaderMap, path: &str, address: IpAddr) -> Result<Caller, Answer> {
    let limits = web.limits();
    if path.starts_with("/api/")
        && let Some(authority) = headers.get(header::AUTHORIZATION)
    {
        let Some(secret) = bearer(authority) else {
            limits.unknown(address)?;
            let text = "Send the API key as Authorization: Bearer rk_live_….";
            return Err(Problem::new(Code::Unauthenticated, text).into());
        };
        return match accounts::open_api_key(web.engine(), secret).await {
            Ok(ctx) => {
                limits.known(("key", secret), Some(ctx.workspace()))?;
                Ok(Caller::Program(ctx))
            }
            Err(wrong) => {
                limits.unknown(address)?;
                Err(wrong.into())
            }
        };
    }
    if let Some(token) = cookie(headers, app::api::SESSION_COOKIE) {
        let client = ClientInfo { address: address.to_string(), device: device(headers) };
        if let Some(session) = accounts::open_session(web.engine(), token, &client).await? {
            limits.known(("session", token), session.ctx().ok().map(|ctx| ctx.workspace()))?;
            return Ok(Caller::Person { session: Box::new(session), token: token.to_owned() });
        }
    }
    limits.unknown(address)?;
    Ok(Caller::Nobody)
}

/// What stands behind `Bearer`, without blanks around it.
pub fn bearer(authority: &HeaderValue) -> Option<&str> {
    let (scheme, secret) = authority.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name && !value.is_empty()).then_some(value)
    })
}

/// The caller in their workspace; a REST handler's first argument.
pub struct Who(pub Ctx);

impl FromRequestParts<Web> for Who {
    type Rejection = Answer;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Answer> {
        match parts.extensions.get::<Caller>() {
            Some(Caller::Program(ctx)) => Ok(Self(ctx.clone())),
            Some(Caller::Person { session, .. }) => Ok(Self(session.ctx()?)),
            _ => Err(Problem::new(
                Code::Unauthenticated,
                "Sign in, or send an API key as Authorization: Bearer rk_live_….",
            )
            .into()),
        }
    }
}
