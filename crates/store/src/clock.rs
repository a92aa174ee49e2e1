//! Time and randomness as things that are handed in, so that tests set the clock and repeat what chance did.

use domain::Timestamp;
use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
pub trait Clock: Send + Sync + Debug {
    /// The present time.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    // The one place that reads the machine's clock for what is stored.
    #[allow(clippy::disallowed_methods)]
    fn now(&self) -> Timestamp {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Gives random bits; in production from the operating system.
pub trait Random: Send + Sync + Debug {
    /// 128 random bits.
    fn u128(&self) -> u128;
    /// Fills `bytes` with random ones.
    fn fill(&self, bytes: &mut [u8]);
}
