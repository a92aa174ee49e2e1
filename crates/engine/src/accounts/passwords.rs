//! Hashing passwords with Argon2id: slow on purpose, so it happens beside the runtime and on as many threads as there are
//! cores. A flood of sign-ins waits here and slows nothing else down.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::accounts::NewPassword;
use domain::{Code, Problem};
use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;
use store::clock::Random;
use tokio::sync::Semaphore;

use crate::error::{Result, internal};

/// Memory in KiB, passes and lanes as OWASP recommends.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How long a sign-in waits for its turn before it is told to come again.
const WAIT_AT_MOST: Duration = Duration::from_secs(10);

/// Checked where there is no account, so that the answer takes as long as where there is one. No password fits it: the
/// hash is all zeros.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and checks passwords.
#[derive(Debug)]
pub(crate) struct Passwords {
    slots: Arc<Semaphore>,
    random: Arc<dyn Random>,
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|e| internal(&e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

impl Passwords {
    pub(crate) fn new(random: Arc<dyn Random>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self { slots: Arc::new(Semaphore::new(cores)), random }
    }

    /// The hash to store, in PHC form.
    pub(crate) async fn hash(&self, password: NewPassword) -> Result<String> {
        let mut salt = [0; 16];
        self.random.fill(&mut salt);
        self.in_turn(move || {
            let hash: PasswordHash = argon2()?
                .hash_password_with_salt(password.expose().as_bytes(), &salt)
                .map_err(|e| internal(&e.to_string()))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether what was typed fits the hash. Without a hash it does not, and that takes as long to say.
    pub(crate) async fn fits(&self, typed: &str, hash: Option<&str>) -> Result<bool> {
        // What is longer than any password was never one.
        let too_long = typed.len() > NewPassword::MAX_BYTES;
        let typed = if too_long { String::new() } else { typed.to_owned() };
        let known = hash.is_some() && !too_long;
        let hash = hash.unwrap_or(NOBODY).to_owned();
        self.in_turn(move || {
            let hash = PasswordHash::new(&hash).map_err(|e| internal(&e.to_string()))?;
            Ok(argon2()?.verify_password(typed.as_bytes(), &hash).is_ok() && known)
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let turn = tokio::time::timeout(WAIT_AT_MOST, self.slots.clone().acquire_owned()).await;
        let Ok(Ok(slot)) = turn else {
            let message = "Too many people are signing in at the moment. Try again in a few seconds.";
            return Err(Problem::new(Code::Unavailable, message).retry_after(5).into());
        };
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even when the one who asked has gone.
            let _slot = slot;
            work()
        });
        done.await.map_err(|e| internal(&e.to_string()))?
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::secrets::OsRandom;

    fn passwords() -> Passwords {
        Passwords::new(Arc::new(OsRandom))
    }

    #[tokio::test]
    async fn a_password_fits_its_hash_and_no_other_does() {
        let passwords = passwords();
        let hash = passwords.hash(NewPassword::parse("seven calm chamomiles", None).unwrap()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.fits("seven calm chamomiles", Some(&hash)).await.unwrap());
        assert!(!passwords.fits("seven calm chamomile", Some(&hash)).await.unwrap());
        assert!(!passwords.fits(&"x".repeat(2_000), Some(&hash)).await.unwrap());
    }

    #[tokio::test]
    async fn the_same_password_has_another_hash_each_time() {
        let passwords = passwords();
        let password = NewPassword::parse("seven calm chamomiles", None).unwrap();
        assert_ne!(passwords.hash(password.clone()).await.unwrap(), passwords.hash(password).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_can_be_signed_in_as_nobody_and_the_check_costs_as_much() {
        let passwords = passwords();
        for typed in ["", "nobody", "nobody has this", "seven calm chamomiles"] {
            assert!(!passwords.fits(typed, None).await.unwrap(), "{typed}");
        }
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let real = passwords.hash(NewPassword::parse("seven calm chamomiles", None).unwrap()).await.unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!((&nobody.algorithm, nobody.version, &nobody.params), (&real.algorithm, real.version, &real.params));
        assert_eq!(nobody.hash.unwrap().len(), real.hash.unwrap().len());
    }
}
