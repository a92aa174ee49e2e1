//! A request that is sent twice takes effect once: the key of the request and its effect are committed together, so a
//! crash between them cannot happen. The answer is kept under the key, sealed, since it may hold a fresh secret.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use domain::events::Actor;
use domain::{Code, Problem};
use futures::FutureExt;
use futures::future::BoxFuture;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use store::idempotency::{self, Key, Taken};
use store::{Touches, Work};

use crate::ctx::Ctx;
use crate::error::{Error, Result};
use crate::secrets::SecretKey;

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
        let seal = Seal::new(&self.app().settings().secret_key, &once, &format!("{workspace}\n{}", key.key));
        let mut nonce = [0; NONCE_LEN];
        self.app().random().fill(&mut nonce);
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

/// Seals what is kept. Its key comes from the installation's secret and the request's key, which only the caller has.
struct Seal {
    key: [u8; 32],
    place: String,
}

impl Seal {
    fn new(secret: &SecretKey, once: &Once, place: &str) -> Self {
        let place = format!("{place}\n{}", once.route);
        Self { key: secret.mac("kept answer", format!("{place}\n{}", once.key).as_bytes()), place }
    }

    fn cipher(&self) -> Result<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.key).map_err(|_| broken("a key of the wrong length"))?;
        Ok(LessSafeKey::new(key))
    }

    fn close<T: Serialize>(&self, value: &T, nonce: [u8; NONCE_LEN]) -> Result<String> {
        let mut bytes = serde_json::to_vec(value).map_err(|wrong| broken(&wrong.to_string()))?;
        let aad = Aad::from(self.place.as_bytes());
        self.cipher()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut bytes)
            .map_err(|_| broken("an answer that cannot be sealed"))?;
        Ok(STANDARD_NO_PAD.encode([&nonce[..], &bytes].concat()))
    }

    fn open<T: DeserializeOwned>(&self, text: &str) -> Result<T> {
        let mut bytes = STANDARD_NO_PAD.decode(text).map_err(|wrong| broken(&wrong.to_string()))?;
        let (nonce, sealed) =
            bytes.split_at_mut_checked(NONCE_LEN).ok_or_else(|| broken("a kept answer without a nonce"))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken("a nonce of the wrong length"))?;
        let plain = self
            .cipher()?
            .open_in_place(nonce, Aad::from(self.place.as_bytes()), sealed)
            .map_err(|_| broken("a kept answer that another secret has sealed"))?;
        serde_json::from_slice(plain).map_err(|wrong| broken(&wrong.to_string()))
    }
}

fn broken(what: &str) -> Error {
    store::Error::Unexpected(format!("idempotency: {what}")).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn seal(secret: &str, key: &str) -> Seal {
        let once = Once::new(key, "/api/things", b"{}").unwrap();
        Seal::new(&SecretKey::parse(secret).unwrap(), &once, "place")
    }

    const SECRET: &str = "one key of at least thirty-two characters";

    #[test]
    fn a_kept_answer_opens_only_with_the_same_key_and_secret() {
        let text = seal(SECRET, "k1").close(&"rk_live_hush".to_owned(), [7; NONCE_LEN]).unwrap();
        assert!(!text.contains("hush"));
        assert_eq!(seal(SECRET, "k1").open::<String>(&text).unwrap(), "rk_live_hush");
        assert!(seal(SECRET, "k2").open::<String>(&text).is_err());
        assert!(seal("another key of at least 32 characters!", "k1").open::<String>(&text).is_err());
        assert!(seal(SECRET, "k1").open::<String>("short").is_err());
    }

    #[test]
    fn keys_must_be_plain_and_bounded() {
        for wrong in ["", "a b", "schlüssel", &"x".repeat(129)] {
            assert!(Once::new(wrong, "/", b"").is_err(), "{wrong}");
        }
        let once = Once::new("order-1", "/", b"").unwrap();
        assert_ne!(once.stored_key(Actor::System), "order-1");
    }
}
