//! Keeps a service that is down from slowing every answer: after some failed answers in a row it is left alone for a
//! while, then tried once.

use std::sync::{Mutex, MutexGuard, PoisonError};
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
    /// Leave to ask the service now, to be held while asking: given up without an outcome, it leaves the breaker as it was.
    /// After a rest one caller has it; the others are let through once that went well.
    pub(crate) fn enter(&self, now: Timestamp) -> Option<Permit<'_>> {
        let mut state = self.state();
        let is_trial = match state.until {
            None => false,
            Some(until) if now < until || state.trying => return None,
            Some(_) => true,
        };
        state.trying |= is_trial;
        Some(Permit { breaker: self, is_trial, is_settled: false })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leave to ask.
#[derive(Debug)]
pub(crate) struct Permit<'a> {
    breaker: &'a Breaker,
    /// It is the one attempt after a rest. Attempts from before the rest may end while it is under way, and say nothing about it.
    is_trial: bool,
    is_settled: bool,
}

impl Permit<'_> {
    /// The service answered.
    pub(crate) fn good(&mut self) {
        self.is_settled = true;
        *self.breaker.state() = State::default();
    }

    /// It failed. `rest` is how long it asked to be left alone, and `for_good` whether the same will happen until somebody
    /// changes something, as with a bad key.
    pub(crate) fn failed(&mut self, now: Timestamp, rest: Option<Duration>, for_good: bool) {
        self.is_settled = true;
        let mut state = self.breaker.state();
        state.failures += 1;
        let asked_ms = rest.map(|rest| i64::try_from(rest.as_millis()).unwrap_or(LONGEST_MS).min(LONGEST_MS));
        if for_good || self.is_trial || asked_ms.is_some() || state.failures >= FAILURES {
            state.until = Some(now.plus_ms(asked_ms.unwrap_or(REST_MS)));
        }
        state.trying &= !self.is_trial;
    }
}

impl Drop for Permit<'_> {
    /// Nothing was learned about the service, as when the one who asked went away.
    fn drop(&mut self) {
        if !self.is_settled && self.is_trial {
            self.breaker.state().trying = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn fail(breaker: &Breaker, at: Timestamp, rest: Option<Duration>, for_good: bool) {
        breaker.enter(at).unwrap().failed(at, rest, for_good);
    }

    fn admits(breaker: &Breaker, at: Timestamp) -> bool {
        breaker.enter(at).is_some()
    }

    #[test]
    fn some_failures_in_a_row_and_not_single_ones_open_it() {
        let breaker = Breaker::default();
        for _ in 0..5 {
            fail(&breaker, NOW, None, false);
            breaker.enter(NOW).unwrap().good();
        }
        assert!(admits(&breaker, NOW));
        for _ in 0..FAILURES {
            fail(&breaker, NOW, None, false);
        }
        assert!(!admits(&breaker, NOW) && !admits(&breaker, NOW.plus_ms(REST_MS - 1)));
    }

    #[test]
    fn after_its_rest_one_attempt_decides() {
        let breaker = Breaker::default();
        fail(&breaker, NOW, None, true);
        let later = NOW.plus_ms(REST_MS);
        let mut trial = breaker.enter(later).unwrap();
        assert!(!admits(&breaker, later), "one, not two");
        trial.failed(later, None, false);
        assert!(!admits(&breaker, later.plus_ms(1)));
        let again = later.plus_ms(REST_MS);
        drop(breaker.enter(again).unwrap());
        let mut trial = breaker.enter(again).expect("the one before was given up");
        trial.good();
        let both = (breaker.enter(again), breaker.enter(again));
        assert!(both.0.is_some() && both.1.is_some());
    }

    #[test]
    fn what_began_before_the_rest_and_ends_after_it_lets_no_second_one_try() {
        let breaker = Breaker::default();
        let (mut fails, given_up) = (breaker.enter(NOW).unwrap(), breaker.enter(NOW).unwrap());
        fail(&breaker, NOW, None, true);
        let later = NOW.plus_ms(REST_MS);
        let trial = breaker.enter(later).unwrap();
        drop(given_up);
        assert!(!admits(&breaker, later));
        fails.failed(later, None, false);
        assert!(!admits(&breaker, later));
        drop(trial);
        assert!(admits(&breaker, later));
    }

    #[test]
    fn a_service_is_left_alone_for_as_long_as_it_asks_within_reason() {
        let breaker = Breaker::default();
        fail(&breaker, NOW, Some(Duration::from_secs(2)), false);
        assert!(!admits(&breaker, NOW.plus_ms(1_999)) && admits(&breaker, NOW.plus_ms(2_000)));
        let breaker = Breaker::default();
        fail(&breaker, NOW, Some(Duration::from_secs(86_400)), false);
        assert!(admits(&breaker, NOW.plus_ms(LONGEST_MS)));
    }
}
