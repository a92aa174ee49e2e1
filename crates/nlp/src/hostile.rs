//! Texts that are made to keep a reader busy.

use std::time::Instant;

/// Asserts that what `read` does with one of `parts`, repeated ten times as often, takes about ten times as long.
pub(crate) fn takes_time_by_length<T>(parts: &[&str], read: impl Fn(&str) -> T) {
    for part in parts {
        // The quickest of three: another process may have had the core.
        let time = |repeats: usize| {
            let text = part.repeat(repeats);
            let once = || {
                let start = Instant::now();
                read(&text);
                start.elapsed().as_secs_f64()
            };
            once().min(once()).min(once())
        };
        time(100);
        let (short, long) = (time(400).max(0.0005), time(4_000));
        assert!(long < short * 60.0, "{part}: {short} s, ten times as long: {long} s");
    }
}
