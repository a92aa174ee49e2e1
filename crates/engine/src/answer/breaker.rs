//! Keeps a service that is down from slowing every answer: after some failed answers in a row it is left alone for a
//! while, then tried once.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::Timestamp;

/// Failed answers in a row after which the service is left alone.
const FAILURES: u32 = 3;
/// For how long, in milliseconds.
const REST_MS: i64 = 30_000;
/// The longest rest that a service may ask for, in milliseconds.
const LONGEST_MS: i64 = 300_000;

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// Left alone until then.
    until: Option<Timestamp>,
    /// One attempt is under way after a rest, and its outcome decides.
    trying: bool,
}

/// The breaker of one endpoint.
#[derive(Debug, Default)]
pub(crate) struct Breaker(Mutex<State>);

impl Breaker {
    /// Whether the service may be asked now. After a rest, one caller may; the others are let through once that went well.
    fn admits(&self, now: Timestamp) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.until {
            None => true,
            Some(until) if now < until || state.trying => false,
            Some(_) => {
                state.trying = true;
                true
            }
        }
    }

    /// The same as something to hold while asking: given up without an outcome, it leaves the breaker as it was.
    pub(crate) fn enter(&self, now: Timestamp) -> Option<Permit<'_>> {
        self.admits(now).then_some(Permit { breaker: self, is_settled: false })
    }

    /// It answered.
    fn good(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = State::default();
    }

    /// Nothing was learned about the service, as when the one who asked went away.
    fn unknown(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).trying = false;
    }

    /// It failed. `rest` is how long it asked to be left alone, and `for_good` whether the same will happen until somebody
    /// changes something, as with a bad key.
    fn failed(&self, now: Timestamp, rest: Option<Duration>, for_good: bool) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures += 1;
        let asked_ms = rest.map(|rest| i64::try_from(rest.as_millis()).unwrap_or(LONGEST_MS).min(LONGEST_MS));
        if for_good || state.trying || asked_ms.is_some() || state.failures >= FAILURES {
            state.until = Some(now.plus_ms(asked_ms.unwrap_or(REST_MS)));
        }
        state.trying = false;
    }
}

/// Leave to ask.
#[derive(Debug)]
pub(crate) struct Permit<'a> {
    breaker: &'a Breaker,
    is_settled: bool,
}

impl Permit<'_> {
    pub(crate) fn good(&mut self) {
        self.is_settled = true;
        self.breaker.good();
    }
    pub(crate) fn failed(&mut self, now: Timestamp, rest: Option<Duration>, for_good: bool) {
        self.is_settled = true;
        self.breaker.failed(now, rest, for_good);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if !self.is_settled {
            self.breaker.unknown();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    #[test]
    fn some_failures_in_a_row_and_not_single_ones_open_it() {
        let breaker = Breaker::default();
        for _ in 0..5 {
            breaker.failed(NOW, None, false);
            breaker.good();
        }
        assert!(breaker.admits(NOW));
        for _ in 0..FAILURES {
            assert!(breaker.admits(NOW));
            breaker.failed(NOW, None, false);
        }
        assert!(!breaker.admits(NOW) && !breaker.admits(NOW.plus_ms(REST_MS - 1)));
    }

    #[test]
    fn after_its_rest_one_attempt_decides() {
        let breaker = Breaker::default();
        breaker.failed(NOW, None, true);
        let later = NOW.plus_ms(REST_MS);
        assert!(breaker.admits(later) && !breaker.admits(later), "one, not two");
        breaker.failed(later, None, false);
        assert!(!breaker.admits(later.plus_ms(1)));
        let again = later.plus_ms(REST_MS);
        assert!(breaker.admits(again));
        breaker.unknown();
        assert!(breaker.admits(again));
        breaker.good();
        assert!(breaker.admits(again) && breaker.admits(again));
    }

    #[test]
    fn a_service_is_left_alone_for_as_long_as_it_asks_within_reason() {
        let breaker = Breaker::default();
        breaker.failed(NOW, Some(Duration::from_secs(2)), false);
        assert!(!breaker.admits(NOW.plus_ms(1_999)) && breaker.admits(NOW.plus_ms(2_000)));
        let breaker = Breaker::default();
        breaker.failed(NOW, Some(Duration::from_secs(86_400)), false);
        assert!(breaker.admits(NOW.plus_ms(LONGEST_MS)));
    }
}
