//! Texts that are made to keep a reader busy.

use std::time::Instant;

/// Asserts that what `read` does with one of `parts`, repeated forty times as often, takes about forty times as long and not
/// sixteen hundred times: between the two is room for a machine that has much else to do.
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
        let (short, long) = (time(200).max(0.000_25), time(8_000));
        assert!(long < short * 400.0, "{part}: {short} s, forty times as long: {long} s");
    }
}
