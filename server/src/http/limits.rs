//! How often somebody may ask: counted by session, key or visitor first, by workspace next, by address last, since whole
//! offices share one address.
//!
//! Each counter lives in one of a fixed number of slots, chosen by a hash with a seed of this process. So memory is
//! bounded whatever the world sends, and nobody can choose whom they share a slot with.

use domain::ids::WorkspaceId;
use domain::{Code, Problem};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// Slots of one limiter; at about 40 bytes each, a full one takes some 3 MB.
const SLOTS: u64 = 1 << 16;

/// One rate: so many at once, then so many a second.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Requests that may come at once.
    pub burst: u32,
    /// Time after which one more may come.
    pub every: Duration,
}

impl Rate {
    const fn new(burst: u32, every_ms: u64) -> Self {
        Self { burst, every: Duration::from_millis(every_ms) }
    }
}

/// The rates of the product, documented in docs/operations.md.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// A signed-in browser or an API key.
    pub caller: Rate,
    /// All of a workspace together.
    pub workspace: Rate,
    /// Requests of an address that nobody is signed in on.
    pub address: Rate,
    /// Attempts to sign in, to set up, to reset a password or to use an invitation, of an address.
    pub sign_in: Rate,
    /// Frames of one visitor.
    pub visitor: Rate,
    /// Frames of all visitors of a workspace together.
    pub visitors: Rate,
}

impl Rates {
    /// What the product runs with.
    pub const STANDARD: Self = Self {
        caller: Rate::new(300, 50),
        workspace: Rate::new(2_000, 5),
        address: Rate::new(200, 50),
        sign_in: Rate::new(20, 3_000),
        visitor: Rate::new(40, 250),
        visitors: Rate::new(4_000, 2),
    };
}

struct Limiter {
    slots: DefaultKeyedRateLimiter<u32>,
    seed: RandomState,
}

impl Limiter {
    fn new(rate: Rate) -> Self {
        let burst = NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN);
        // A period of zero is no rate; the shortest one that governor knows takes its place.
        let period = rate.every.max(Duration::from_nanos(1));
        let quota = Quota::with_period(period).unwrap_or_else(|| Quota::per_second(burst)).allow_burst(burst);
        Self { slots: RateLimiter::keyed(quota), seed: RandomState::new() }
    }

    fn take(&self, key: impl Hash) -> Result<(), Problem> {
        let slot = (self.seed.hash_one(key) % SLOTS) as u32;
        self.slots.check_key(&slot).map_err(|not_until| {
            let wait = not_until.wait_time_from(governor::clock::Clock::now(&governor::clock::DefaultClock::default()));
            let seconds = wait.as_secs_f64().ceil().clamp(1.0, 3_600.0) as u32;
            Problem::new(Code::Limited, format!("That was a lot at once. Try again in {}.", spell(seconds)))
                .retry_after(seconds)
        })
    }
}

fn spell(seconds: u32) -> String {
    if seconds == 1 { "a second".to_owned() } else { format!("{seconds} seconds") }
}

/// What visitors are counted with.
struct Visitors {
    each: Limiter,
    together: Limiter,
}

impl Visitors {
    fn new(each: Rate, together: Rate) -> Self {
        Self { each: Limiter::new(each), together: Limiter::new(together) }
    }
}

/// The limiters of this process.
pub struct Limits {
    callers: Limiter,
    workspaces: Limiter,
    addresses: Limiter,
    sign_ins: Limiter,
    visitors: Visitors,
    /// Workspaces whose visitors have rates of their own.
    own: RwLock<HashMap<WorkspaceId, Arc<Visitors>>>,
    off: bool,
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limits").field("off", &self.off).finish_non_exhaustive()
    }
}

impl Limits {
    /// Limiters with these rates.
    pub fn new(rates: Rates) -> Self {
        Self {
            callers: Limiter::new(rates.caller),
            workspaces: Limiter::new(rates.workspace),
            addresses: Limiter::new(rates.address),
            sign_ins: Limiter::new(rates.sign_in),
            visitors: Visitors::new(rates.visitor, rates.visitors),
            own: RwLock::default(),
            off: false,
        }
    }

    /// Gives the visitors of a workspace rates of their own, each and together, as the workspace of `romashka bench chat`
    /// has them; everybody else keeps the product's.
    pub fn set_own(&self, workspace: WorkspaceId, each: Rate, together: Rate) {
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        own.insert(workspace, Arc::new(Visitors::new(each, together)));
    }

    /// None at all, for `romashka bench`, which measures the server and not its limits.
    pub fn off() -> Self {
        Self { off: true, ..Self::new(Rates::STANDARD) }
    }

    /// Whether nothing is limited.
    pub fn are_off(&self) -> bool {
        self.off
    }

    /// Counts a request of somebody known.
    pub fn known(&self, caller: impl Hash, workspace: Option<impl Hash>) -> Result<(), Problem> {
        if self.off {
            return Ok(());
        }
        self.callers.take(caller)?;
        workspace.map_or(Ok(()), |workspace| self.workspaces.take(workspace))
    }

    /// Counts a request of somebody unknown.
    pub fn unknown(&self, address: IpAddr) -> Result<(), Problem> {
        if self.off { Ok(()) } else { self.addresses.take(network(address)) }
    }

    /// Counts an attempt to get in.
    pub fn sign_in(&self, address: IpAddr) -> Result<(), Problem> {
        if self.off { Ok(()) } else { self.sign_ins.take(network(address)) }
    }

    /// Counts a frame of a visitor.
    pub fn visitor(&self, visitor: impl Hash, workspace: WorkspaceId) -> Result<(), Problem> {
        if self.off {
            return Ok(());
        }
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner).get(&workspace).cloned();
        let visitors = own.as_deref().unwrap_or(&self.visitors);
        visitors.each.take(visitor)?;
        visitors.together.take(workspace)
    }

    /// Forgets counters that are full again; called now and then.
    pub fn tidy(&self) {
        let visitors = [&self.visitors.each, &self.visitors.together];
        for limiter in [&self.callers, &self.workspaces, &self.addresses, &self.sign_ins].into_iter().chain(visitors) {
            limiter.slots.retain_recent();
            limiter.slots.shrink_to_fit();
        }
    }
}

/// What counts as one address: with IPv6 a household has a whole /64.
fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(ip) => u128::from(u32::from(ip)),
        IpAddr::V6(ip) => u128::from(ip) >> 64 << 64,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const TIGHT: Rates = Rates {
        caller: Rate::new(3, 60_000),
        workspace: Rate::new(4, 60_000),
        address: Rate::new(2, 60_000),
        sign_in: Rate::new(1, 60_000),
        visitor: Rate::new(2, 60_000),
        visitors: Rate::new(3, 60_000),
    };

    #[test]
    fn one_caller_does_not_use_up_what_another_may() {
        let limits = Limits::new(TIGHT);
        for _ in 0..3 {
            limits.known("ann", None::<u8>).unwrap();
        }
        let problem = limits.known("ann", None::<u8>).unwrap_err();
        assert_eq!(problem.code, Code::Limited);
        assert!(problem.retry_after_s.unwrap() > 50);
        limits.known("ben", None::<u8>).unwrap();
    }

    #[test]
    fn all_callers_of_a_workspace_share_its_rate() {
        let limits = Limits::new(TIGHT);
        for caller in 0..4 {
            limits.known(caller, Some("ws")).unwrap();
        }
        assert!(limits.known(5, Some("ws")).is_err());
        assert!(limits.known(6, Some("other")).is_ok());
    }

    #[test]
    fn an_ipv6_household_is_one_address() {
        let limits = Limits::new(TIGHT);
        limits.unknown("2001:db8::1".parse().unwrap()).unwrap();
        limits.unknown("2001:db8::2".parse().unwrap()).unwrap();
        assert!(limits.unknown("2001:db8::3".parse().unwrap()).is_err());
        assert!(limits.unknown("2001:db8:0:1::1".parse().unwrap()).is_ok());
        assert_eq!(network("::ffff:1.2.3.4".parse().unwrap()), network("1.2.3.4".parse().unwrap()));
    }

    #[test]
    fn a_workspace_with_rates_of_its_own_takes_nothing_from_the_others() {
        let limits = Limits::new(TIGHT);
        let (one, two) = (WorkspaceId::new(domain::Timestamp(1), 1), WorkspaceId::new(domain::Timestamp(1), 2));
        limits.set_own(one, Rate::new(50, 60_000), Rate::new(60, 60_000));
        for visitor in [1, 2] {
            let taken = (0..60).take_while(|_| limits.visitor(visitor, one).is_ok()).count();
            assert_eq!(taken, if visitor == 1 { 50 } else { 10 });
        }
        limits.visitor(3, two).unwrap();
        limits.visitor(3, two).unwrap();
        assert!(limits.visitor(3, two).is_err(), "one visitor");
        limits.visitor(4, two).unwrap();
        assert!(limits.visitor(5, two).is_err(), "all of a workspace");
    }

    #[test]
    fn a_flood_of_addresses_takes_bounded_memory() {
        let limits = Limits::new(TIGHT);
        for n in 0..200_000u32 {
            let _ = limits.unknown(IpAddr::V4(n.into()));
        }
        assert!(limits.addresses.slots.len() <= SLOTS as usize);
    }
}
