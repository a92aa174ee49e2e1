//! Randomness, tokens, and the installation's secret key.
//!
//! Tokens (sessions, invitations, password links, API keys) are 256 random bits. Only their SHA-256 is stored: there is
//! nothing to guess, so a slow hash would add nothing, and a stolen database opens no door.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng as _;
use sha2::{Digest, Sha256};
use std::fmt;
use store::clock::Random;
use subtle::ConstantTimeEq;

/// Randomness of the operating system, stretched by a generator that is fit for secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn u128(&self) -> u128 {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        u128::from_le_bytes(bytes)
    }
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

/// A secret that opens something for whoever holds it. It is shown to one person once; its hash is stored.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// A fresh one.
    pub fn new(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(bytes)
    }
    /// The text for the cookie, link or header: 43 characters that need no escaping.
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }
    /// What is stored of it.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
    /// The hash by which a presented text is found; none when it cannot be a token at all.
    pub(crate) fn hash_of(text: &str) -> Option<Vec<u8>> {
        Self::parse(text).map(|token| token.hash())
    }
    /// Reads a presented text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        // Checked first: decoding a body of a megabyte only to find that it is no token costs time.
        if text.len() != 43 {
            return None;
        }
        URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Whether two hashes or secrets are the same, in a time that does not tell where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}

/// The installation's secret (`ROMASHKA_SECRET_KEY`); all nodes share it.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// Fewest characters of the configured text.
    pub const MIN_CHARS: usize = 32;

    /// Takes the configured text.
    ///
    /// # Errors
    /// A sentence when it is too short to be a secret.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.chars().count() < Self::MIN_CHARS {
            return Err(format!("Use at least {} random characters.", Self::MIN_CHARS));
        }
        Ok(Self(Sha256::digest(text.as_bytes()).into()))
    }
    /// Tells keys apart without giving anything away; stored in the database, so that a node with another key notices.
    pub fn fingerprint(&self) -> String {
        self.mac("fingerprint", b"")[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
    /// A keyed hash of `bytes`; `purpose` keeps the uses apart, so that one can never stand for another.
    pub fn mac(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        // HMAC takes keys of any length; the error cannot occur.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; 32] };
        mac.update(&(purpose.len() as u64).to_le_bytes());
        mac.update(purpose.as_bytes());
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }
    /// Covers a token for the time until its mail is sent, or uncovers it. `place` must be used for one token only.
    pub(crate) fn cover(&self, purpose: &str, place: &str, token: &Token) -> Token {
        let pad = self.mac(purpose, place.as_bytes());
        let mut bytes = token.0;
        for (byte, pad) in bytes.iter_mut().zip(pad) {
            *byte ^= pad;
        }
        Token(bytes)
    }
}

impl Token {
    /// The raw bytes, for storing a covered token.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }
    /// Reads what [`Token::bytes`] gave.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_nothing_else_does() {
        let token = Token::new(&OsRandom);
        assert_eq!(Token::hash_of(&token.expose()).unwrap(), token.hash());
        for wrong in ["", "short", &"=".repeat(43), &"a".repeat(44)] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let token = Token::new(&OsRandom);
        let key = SecretKey::parse(&"k".repeat(32)).unwrap();
        assert_eq!(format!("{token:?} {key:?}"), "Token(…) SecretKey(…)");
    }

    #[test]
    fn a_covered_token_is_another_and_uncovers_only_in_its_place_with_its_key() {
        let key = SecretKey::parse("one key of at least thirty-two characters").unwrap();
        let other = SecretKey::parse("another key of at least 32 characters!").unwrap();
        let token = Token::new(&OsRandom);
        let covered = key.cover("mail", "mail_1", &token);
        assert_ne!(covered.expose(), token.expose());
        assert_eq!(key.cover("mail", "mail_1", &covered).expose(), token.expose());
        assert_ne!(key.cover("mail", "mail_2", &covered).expose(), token.expose());
        assert_ne!(other.cover("mail", "mail_1", &covered).expose(), token.expose());
    }

    #[test]
    fn purposes_and_keys_give_different_hashes() {
        let key = SecretKey::parse(&"k".repeat(32)).unwrap();
        assert_ne!(key.mac("a", b"bc"), key.mac("ab", b"c"));
        assert_ne!(key.fingerprint(), SecretKey::parse(&"l".repeat(32)).unwrap().fingerprint());
        assert!(SecretKey::parse("short").is_err());
    }
}
