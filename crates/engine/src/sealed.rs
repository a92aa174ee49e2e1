//! What is kept so that only this installation reads it: sealed with a key that comes from its secret and the place where it
//! is kept, so that it opens nowhere else.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::clock::Random;

use crate::error::{Error, Result};
use crate::secrets::SecretKey;

/// Seals what is kept in one place.
pub(crate) struct Seal {
    key: [u8; 32],
    place: String,
}

impl Seal {
    /// For this purpose and place; `with` is what else one has to hold to open it, or nothing.
    pub(crate) fn new(secret: &SecretKey, purpose: &str, place: String, with: &str) -> Self {
        Self { key: secret.mac(purpose, format!("{place}\n{with}").as_bytes()), place }
    }

    fn cipher(&self) -> Result<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.key).map_err(|_| broken("a key of the wrong length"))?;
        Ok(LessSafeKey::new(key))
    }

    /// Bits that are used once.
    pub(crate) fn nonce(random: &dyn Random) -> [u8; NONCE_LEN] {
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce);
        nonce
    }

    pub(crate) fn close<T: Serialize>(&self, value: &T, nonce: [u8; NONCE_LEN]) -> Result<String> {
        let mut bytes = serde_json::to_vec(value).map_err(|wrong| broken(&wrong.to_string()))?;
        let aad = Aad::from(self.place.as_bytes());
        self.cipher()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut bytes)
            .map_err(|_| broken("something that cannot be sealed"))?;
        Ok(STANDARD_NO_PAD.encode([&nonce[..], &bytes].concat()))
    }

    pub(crate) fn open<T: DeserializeOwned>(&self, text: &str) -> Result<T> {
        let mut bytes = STANDARD_NO_PAD.decode(text).map_err(|wrong| broken(&wrong.to_string()))?;
        let (nonce, sealed) =
            bytes.split_at_mut_checked(NONCE_LEN).ok_or_else(|| broken("something without a nonce"))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken("a nonce of the wrong length"))?;
        let plain = self
            .cipher()?
            .open_in_place(nonce, Aad::from(self.place.as_bytes()), sealed)
            .map_err(|_| broken("something that another secret has sealed"))?;
        serde_json::from_slice(plain).map_err(|wrong| broken(&wrong.to_string()))
    }
}

fn broken(what: &str) -> Error {
    store::Error::Unexpected(format!("sealed: {what}")).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const SECRET: &str = "one key of at least thirty-two characters";

    fn seal(secret: &str, place: &str, with: &str) -> Seal {
        Seal::new(&SecretKey::parse(secret).unwrap(), "test", place.to_owned(), with)
    }

    #[test]
    fn what_is_sealed_opens_only_in_its_place_with_the_same_key_and_secret() {
        let text = seal(SECRET, "here", "k1").close(&"rk_live_hush".to_owned(), [7; NONCE_LEN]).unwrap();
        assert!(!text.contains("hush"));
        assert_eq!(seal(SECRET, "here", "k1").open::<String>(&text).unwrap(), "rk_live_hush");
        assert!(seal(SECRET, "here", "k2").open::<String>(&text).is_err());
        assert!(seal(SECRET, "there", "k1").open::<String>(&text).is_err());
        assert!(seal("another key of at least 32 characters!", "here", "k1").open::<String>(&text).is_err());
        assert!(seal(SECRET, "here", "k1").open::<String>("short").is_err());
    }
}
