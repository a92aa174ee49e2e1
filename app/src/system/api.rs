//! Server functions of the system page.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments; their names say it")]

use domain::ids::{DeadLetterRef, JobRef};
use domain::operations::SystemView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::api::ApiError;

#[cfg(feature = "ssr")]
use crate::api::edge;
#[cfg(feature = "ssr")]
use engine::system;

/// The state of the installation.
#[server(prefix = "/_fn", endpoint = "read_system", input = GetUrl)]
pub async fn read_system() -> Result<SystemView, ApiError> {
    Ok(system::read(&edge::session()?).await?)
}

/// Gives a dead job another set of attempts.
#[server(prefix = "/_fn", endpoint = "retry_job")]
pub async fn retry_job(id: JobRef) -> Result<(), ApiError> {
    Ok(system::retry_job(&edge::session()?, id).await?)
}

/// Gives a dead job up for good.
#[server(prefix = "/_fn", endpoint = "discard_job")]
pub async fn discard_job(id: JobRef) -> Result<(), ApiError> {
    Ok(system::discard_job(&edge::session()?, id).await?)
}

/// Hands an event to its reaction once more.
#[server(prefix = "/_fn", endpoint = "retry_dead_letter")]
pub async fn retry_dead_letter(id: DeadLetterRef) -> Result<(), ApiError> {
    Ok(system::retry_dead_letter(&edge::session()?, id).await?)
}

/// Gives an event up for its reaction.
#[server(prefix = "/_fn", endpoint = "discard_dead_letter")]
pub async fn discard_dead_letter(id: DeadLetterRef) -> Result<(), ApiError> {
    Ok(system::discard_dead_letter(&edge::session()?, id).await?)
}
