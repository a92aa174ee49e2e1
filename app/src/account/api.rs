//! Server functions of the account page.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::accounts::{SessionView, Theme};
use domain::ids::SessionRef;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use engine::accounts;

/// Changes the person's name.
#[server(prefix = "/_fn", endpoint = "update_profile")]
pub async fn update_profile(name: String) -> Result<(), ApiError> {
    let session = edge::session()?;
    accounts::update_profile(&session, &name, session.view().user.theme).await?;
    Ok(())
}

/// Changes the look.
#[server(prefix = "/_fn", endpoint = "set_theme")]
pub async fn set_theme(theme: Theme) -> Result<(), ApiError> {
    let session = edge::session()?;
    accounts::update_profile(&session, &session.view().user.name, theme).await?;
    Ok(())
}

/// Changes the password; other sessions end.
#[server(prefix = "/_fn", endpoint = "change_password")]
pub async fn change_password(old: String, new: String) -> Result<(), ApiError> {
    Ok(accounts::change_password(&edge::session()?, &old, &new).await?)
}

/// Where the person is signed in.
#[server(prefix = "/_fn", endpoint = "list_sessions", input = GetUrl)]
pub async fn list_sessions() -> Result<Vec<SessionView>, ApiError> {
    Ok(accounts::list_sessions(&edge::session()?).await?)
}

/// Ends one session.
#[server(prefix = "/_fn", endpoint = "end_session")]
pub async fn end_session(id: SessionRef) -> Result<(), ApiError> {
    Ok(accounts::end_session(&edge::session()?, id).await?)
}

/// Ends all sessions but this one.
#[server(prefix = "/_fn", endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), ApiError> {
    accounts::end_other_sessions(&edge::session()?).await?;
    Ok(())
}
