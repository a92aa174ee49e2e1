//! Which program calls: found from its secret at the start of each request.

use domain::events::Actor;
use domain::{Code, Problem, Timestamp};
use store::api_keys::{self, ApiKeyRow};

use super::create_api_key::{KEY_PREFIX, hash};
use crate::app::App;
use crate::ctx::{Ctx, Grant};
use crate::error::{Error, Result};
use crate::secrets::same;

/// The workspace and scopes of this key.
///
/// # Errors
/// `unauthenticated` for a secret that is none of ours, or was revoked.
pub async fn open_api_key(app: &App, secret: &str) -> Result<Ctx> {
    // A secret is 51 characters; what is longer is not even hashed.
    if !secret.starts_with(KEY_PREFIX) || secret.len() > 64 {
        return Err(refused());
    }
    let secret_hash = hash(secret);
    let key = api_keys::find_working(secret_hash.clone(), app.store().db()).await?.ok_or_else(refused)?;
    // The index compared the hash, which tells nothing about the secret; this holds whatever the index does.
    if !same(&key.secret_hash, &secret_hash) {
        return Err(refused());
    }
    let now = app.clock().now();
    if key.last_used_at.is_none_or(|at| now.floor_minute() > Timestamp(at)) {
        note_used(app, &key, now).await;
    }
    Ok(Ctx::new(app.clone(), key.workspace_id, Actor::ApiKey(key.id), Grant::Scopes(key.scopes.0)))
}

/// As with sessions, a database that takes no writes keeps nobody from reading.
async fn note_used(app: &App, key: &ApiKeyRow, now: Timestamp) {
    let (workspace, id, at) = (key.workspace_id, key.id, now.floor_minute());
    let written = app
        .store()
        .write(Some(workspace), move |work| {
            Box::pin(async move { api_keys::update_used(workspace, id, at, work).await })
        })
        .await;
    if let Err(error) = written {
        tracing::warn!(%error, "the use of an API key could not be noted");
    }
}

fn refused() -> Error {
    Problem::new(Code::Unauthenticated, "This API key is not known here, or was revoked.").into()
}
