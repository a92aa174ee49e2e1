//! The road between pages and server functions: the one error that comes back, and on the server what a call is made
//! with (who asks, the app, the answer's status and cookies).

use domain::accounts::SignedInView;
use domain::{Code, Problem};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, JsonEncoding};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
pub mod asked;
#[cfg(feature = "ssr")]
pub mod edge;
#[cfg(feature = "hydrate")]
pub mod request;

/// The name of the session cookie.
pub const SESSION_COOKIE: &str = "romashka_session";
/// The name of the cookie that carries the theme for pages without a signed-in user.
pub const THEME_COOKIE: &str = "romashka_theme";

/// Why a server function refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApiError(pub Problem);

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ApiError {}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self(match error {
            ServerFnErrorErr::Request(_) => unreachable_server(),
            ServerFnErrorErr::Args(why) | ServerFnErrorErr::MissingArg(why) => {
                Problem::invalid(format!("The form was not understood ({why}). Load the page again and repeat it."))
            }
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_) => not_understood(),
            other => Problem::new(Code::Internal, format!("Something went wrong on our side ({other}). Try again.")),
        })
    }
}

/// The problem of a request that got no answer.
pub fn unreachable_server() -> Problem {
    Problem::new(Code::Unavailable, "The server could not be reached. Check your connection and try again.")
}

/// The problem of an answer from another version of the program.
pub fn not_understood() -> Problem {
    let text = "The server answered with something that this page does not understand. Load the page again.";
    Problem::new(Code::Unavailable, text)
}

/// Who is looking at the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum Visit {
    /// Nobody has an account yet: the first one is made on `/setup`.
    FirstRun,
    /// Nobody is signed in.
    Guest,
    /// Someone is signed in.
    SignedIn {
        /// The person, their workspaces and permissions.
        view: Box<SignedInView>,
        /// The newest event of the current workspace when the page was rendered: live updates go on from there.
        seq: Option<i64>,
    },
}

/// Who is looking: asked once per page load.
#[server(prefix = "/_fn", endpoint = "who_is_here", input = GetUrl)]
pub async fn who_is_here() -> Result<Visit, ApiError> {
    edge::visit().await
}
