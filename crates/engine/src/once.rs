//! A request that is sent twice takes effect once: the key of the request and its effect are committed together, so a
//! crash between them cannot happen. The answer is kept under the key, sealed, since it may hold a fresh secret.

use domain::events::Actor;
use domain::{Code, Problem};
use futures::FutureExt;
use futures::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use store::idempotency::{self, Key, Taken};
use store::{Touches, Work};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::sealed::Seal;

/// Most characters of a key.
const KEY_CHARS: usize = 128;
/// What is kept is what the use case gave, so it always succeeded; the edge knows which status says so.
const SUCCEEDED: u16 = 200;

/// The key under which a request takes effect once, and what tells that a repetition is the same request.
#[derive(Clone)]
pub struct Once {
    key: String,
    route: String,
    request_hash: String,
}

impl std::fmt::Debug for Once {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Once").field("route", &self.route).finish_non_exhaustive()
    }
}

impl Once {
    /// The key that a program chose for this request.
    ///
    /// # Errors
    /// A problem when it is empty, too long or no plain text.
    pub fn new(key: &str, route: &str, request: &[u8]) -> Result<Self, Problem> {
        let good = (1..=KEY_CHARS).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
        if !good {
            let text = format!("Use 1 to {KEY_CHARS} plain characters without spaces as Idempotency-Key.");
            return Err(Problem::field("Idempotency-Key", text));
        }
        Ok(Self { key: key.to_owned(), route: route.to_owned(), request_hash: hex(&Sha256::digest(request)) })
    }

    /// The key as stored: keys of two callers are two, and what opens the kept answer is not in the database.
    fn stored_key(&self, actor: Actor) -> String {
        hex(&Sha256::digest(format!("{}\n{}\n{}", actor.kind(), actor.id().unwrap_or_default(), self.key)))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Ctx {
    /// The same context; the use case that is called with it takes effect once under this key.
    #[must_use]
    pub fn once(mut self, once: Once) -> Self {
        self.once = Some(std::sync::Arc::new(once));
        self
    }

    /// Runs `work` in a transaction, as [`store::Store::write`] does, and once only where the request has a key.
    pub(crate) async fn write<T>(
        &self,
        work: impl for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, Result<T>> + Send + 'static,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.write_touching(None, work).await
    }

    /// The same for a use case that announces what it is going to touch ([`store::Store::write_touching`]).
    pub(crate) async fn write_touching<T>(
        &self,
        touches: Option<Touches>,
        work: impl for<'w> FnOnce(&'w mut Work) -> BoxFuture<'w, Result<T>> + Send + 'static,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let store = self.app().store();
        let workspace = self.workspace();
        let Some(once) = self.once.clone() else {
            return store.write_touching(Some(workspace), touches, work).await;
        };
        let key = Key {
            workspace,
            key: once.stored_key(self.actor()),
            route: once.route.clone(),
            request_hash: once.request_hash.clone(),
        };
        // Only the caller has the request's key, so nobody else opens what is kept.
        let place = format!("{workspace}\n{}\n{}", key.key, once.route);
        let seal = Seal::new(&self.app().settings().secret_key, "kept answer", place, &once.key);
        let nonce = Seal::nonce(&**self.app().random());
        store
            .write_touching(Some(workspace), touches, move |tx| {
                async move {
                    // Taken and answered in one transaction: where the work fails, the key comes free with it.
                    match idempotency::take(&key, tx).await? {
                        Taken::Yours => {}
                        Taken::Answered { body, .. } => return seal.open(&body),
                        Taken::UnderWay => return Err(under_way()),
                        Taken::Mismatch => return Err(mismatch()),
                    }
                    let made = work(&mut *tx).await?;
                    idempotency::answer(&key, SUCCEEDED, &seal.close(&made, nonce)?, tx).await?;
                    Ok(made)
                }
                .boxed()
            })
            .await
    }
}

fn mismatch() -> Error {
    let text = "This Idempotency-Key was used for another request. Choose a new key for a new request.";
    Problem::field("Idempotency-Key", text).into()
}

fn under_way() -> Error {
    let text = "The first request with this Idempotency-Key is still under way. Try again in a second.";
    Problem::new(Code::Conflict, text).retry_after(1).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn keys_must_be_plain_and_bounded() {
        for wrong in ["", "a b", "schlüssel", &"x".repeat(129)] {
            assert!(Once::new(wrong, "/", b"").is_err(), "{wrong}");
        }
        let once = Once::new("order-1", "/", b"").unwrap();
        assert_ne!(once.stored_key(Actor::System), "order-1");
    }
}
