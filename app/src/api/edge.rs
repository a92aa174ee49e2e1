//! What a server function is made with, on the server: who asks, the app, the status and the cookies of the answer.

use axum::http::header::{ACCEPT, COOKIE, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use domain::accounts::Theme;
use domain::{Code, Problem};
use engine::accounts::{self, ClientInfo, Session, SignedIn};
use engine::{App, Ctx};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use super::{ApiError, SESSION_COOKIE, THEME_COOKIE, Visit};
use crate::routes;

/// Every refusal of the engine passes here on its way to the browser, and gives the answer its HTTP status.
impl From<engine::Error> for ApiError {
    fn from(error: engine::Error) -> Self {
        refuse(error.into_problem())
    }
}

/// Turns a problem into the error of a server function, and gives the answer the status that says the same. A page keeps
/// its own status, and a native form is led back to its page.
pub fn refuse(problem: Problem) -> ApiError {
    if !wants_html()
        && let Some(response) = use_context::<ResponseOptions>()
        && let Ok(status) = StatusCode::from_u16(problem.code.status())
    {
        response.set_status(status);
    }
    ApiError(problem)
}

/// The app that answers.
pub fn app() -> Result<App, ApiError> {
    use_context::<App>()
        .ok_or_else(|| refuse(Problem::new(Code::Internal, "This page was rendered without its server.")))
}

/// Who is signed in, if anyone.
pub fn signed_in() -> Option<Session> {
    use_context::<Option<Session>>().flatten()
}

/// Who is signed in, or a refusal.
pub fn session() -> Result<Session, ApiError> {
    signed_in().ok_or_else(|| refuse(Problem::new(Code::Unauthenticated, "You are signed out. Sign in and try again.")))
}

/// The person in their current workspace.
pub fn ctx() -> Result<Ctx, ApiError> {
    Ok(session()?.ctx()?)
}

/// The path of the page that was asked for.
pub fn path() -> Option<String> {
    use_context::<Parts>().map(|parts| parts.uri.path().to_owned())
}

/// Where the request comes from, as the server's edge saw it.
pub fn client() -> ClientInfo {
    use_context::<ClientInfo>().unwrap_or_default()
}

/// Who is looking at the page.
pub async fn visit() -> Result<Visit, ApiError> {
    let app = app()?;
    match signed_in() {
        Some(session) => {
            let seq = match session.ctx() {
                Ok(ctx) => Some(engine::events::newest(&ctx).await?),
                Err(_) => None,
            };
            Ok(Visit::SignedIn { view: Box::new(session.view()), seq })
        }
        None if accounts::is_set_up(&app).await? => Ok(Visit::Guest),
        None => Ok(Visit::FirstRun),
    }
}

/// Gives the browser its session, and leads a native form to `path`.
pub fn welcome(signed_in: &SignedIn, path: &str) -> Result<(), ApiError> {
    let now = app()?.clock().now();
    let seconds = signed_in.expires_at.since_ms(now) / domain::time::SECOND_MS;
    add_cookie(&session_cookie(&signed_in.token.expose(), seconds.max(0), is_secure()));
    lead_form_to(path);
    Ok(())
}

/// Takes the session cookie away.
pub fn farewell() {
    add_cookie(&session_cookie("", 0, is_secure()));
    lead_form_to(routes::SIGN_IN);
}

/// The `Set-Cookie` value of a session that lasts for so many seconds; 0 takes it away.
pub fn session_cookie(token: &str, seconds: i64, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{SESSION_COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// The session's token, as the browser sent it; empty without one.
pub fn token() -> String {
    cookie(SESSION_COOKIE).unwrap_or_default()
}

/// The value of a cookie of the request.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .find_map(|pair| pair.trim().split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()))
}

/// The look in which the page is rendered: the signed-in user's, else the one that this browser remembers.
pub fn theme() -> Theme {
    match signed_in() {
        Some(session) => session.view().user.theme,
        None => cookie(THEME_COOKIE).map(|text| Theme::from_stored(&text)).unwrap_or_default(),
    }
}

/// Leads a native form to another page; a page that runs its own code goes there by itself.
pub fn lead_form_to(path: &str) {
    if wants_html() {
        redirect(path);
    }
}

/// Answers the request with the address of another page.
pub fn redirect(path: &str) {
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(path) = HeaderValue::from_str(path)
    {
        response.insert_header(LOCATION, path);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Gives the page this status.
pub fn set_status(code: u16) {
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(status) = StatusCode::from_u16(code)
    {
        response.set_status(status);
    }
}

fn wants_html() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        parts
            .headers
            .get(ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"))
    })
}

fn is_secure() -> bool {
    use_context::<App>().is_some_and(|app| app.settings().public_url.starts_with("https:"))
}

fn add_cookie(cookie: &str) {
    if let Some(response) = use_context::<ResponseOptions>()
        && let Ok(cookie) = HeaderValue::from_str(cookie)
    {
        response.append_header(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::session_cookie;

    #[test]
    fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let cookie = session_cookie("abc", 60, true);
        assert_eq!(cookie, "romashka_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
        assert!(!session_cookie("abc", 60, false).contains("Secure"));
    }
}
