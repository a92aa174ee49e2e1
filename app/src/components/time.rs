//! Times as people read them: relative, with the exact time on hover.

use std::time::Duration;

use domain::Timestamp;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use leptos::prelude::*;

use super::dom;

/// The time that "3 minutes ago" is counted from. The server writes its own into the page, the browser begins with
/// that very time, so that both render the same, and then moves it on.
#[derive(Debug, Clone, Copy)]
pub struct Now(pub RwSignal<i64>);

/// How often the present moves.
const TICK_MS: i64 = 20_000;

/// Makes the present time available to everything below, and keeps it moving. Called once, near the root.
pub fn provide_now() -> Now {
    let started = SharedValue::new(dom::now_ms).into_inner();
    let now = RwSignal::new(started);
    Effect::new(move |_| {
        let tick =
            set_interval_with_handle(move || now.set(dom::now_ms()), Duration::from_millis(TICK_MS.unsigned_abs()));
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
        });
    });
    provide_context(Now(now));
    Now(now)
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Year, month (1 to 12) and day of a time, in UTC.
fn date(at: i64) -> (i64, usize, i64) {
    // Years are counted from March, so that the leap day is the last one: then months follow a fixed pattern.
    let days = at.div_euclid(DAY_MS) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), day)
}

/// The exact time in UTC: "21 Nov 2026, 09:32 UTC".
pub fn exact(at: Timestamp) -> String {
    let (year, month, day) = date(at.0);
    let minutes = at.0.rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{day} {} {year}, {:02}:{:02} UTC", MONTHS[month - 1], minutes / 60, minutes % 60)
}

/// The day alone: "21 Nov 2026".
pub fn day(at: Timestamp) -> String {
    let (year, month, day) = date(at.0);
    format!("{day} {} {year}", MONTHS[month - 1])
}

/// The time of day alone: "09:32".
pub fn clock(at: Timestamp) -> String {
    let minutes = at.0.rem_euclid(DAY_MS) / MINUTE_MS;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The same for machines, to the second.
fn machine(at: Timestamp) -> String {
    let (year, month, day) = date(at.0);
    let seconds = at.0.rem_euclid(DAY_MS) / 1_000;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// A time as seen from `now`: "just now", "3 minutes ago", "in 2 days", and the date when it is a week away.
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    let distance = now.since_ms(at);
    let size = distance.saturating_abs();
    let (count, unit) = match size {
        _ if size < MINUTE_MS => return if distance >= 0 { "just now" } else { "in a moment" }.to_owned(),
        _ if size < HOUR_MS => (size / MINUTE_MS, "minute"),
        _ if size < DAY_MS => (size / HOUR_MS, "hour"),
        _ if size < 7 * DAY_MS => (size / DAY_MS, "day"),
        _ => {
            let (year, month, day) = date(at.0);
            let (this_year, _, _) = date(now.0);
            let month = MONTHS[month - 1];
            return if year == this_year { format!("{day} {month}") } else { format!("{day} {month} {year}") };
        }
    };
    let plural = if count == 1 { "" } else { "s" };
    if distance >= 0 { format!("{count} {unit}{plural} ago") } else { format!("in {count} {unit}{plural}") }
}

/// A time, relative to the present, with the exact time on hover. Where no present is provided it shows the exact one.
#[component]
pub fn TimeAgo(
    /// The time.
    #[prop(into)]
    at: Timestamp,
) -> impl IntoView {
    let now = use_context::<Now>();
    // What has just come from the server is younger than the last tick, and not in the future.
    let text = move || match now {
        Some(Now(now)) if (0..TICK_MS).contains(&at.since_ms(Timestamp(now.get()))) => relative(at, at),
        Some(Now(now)) => relative(at, Timestamp(now.get())),
        None => exact(at),
    };
    view! { <time class="time" datetime=machine(at) title=exact(at)>{text}</time> }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp(1_795_253_520_000);

    #[test]
    fn dates_are_right_over_leap_years_and_before_1970() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(-1), (1969, 12, 31));
        assert_eq!(date(951_782_400_000), (2000, 2, 29));
        assert_eq!(date(4_107_542_399_999), (2100, 2, 28));
        assert_eq!(exact(AT), "21 Nov 2026, 09:32 UTC");
        assert_eq!(machine(AT), "2026-11-21T09:32:00Z");
        assert_eq!((day(AT), clock(AT)), ("21 Nov 2026".to_owned(), "09:32".to_owned()));
    }

    #[test]
    fn distances_are_told_in_the_largest_whole_unit() {
        assert_eq!(relative(AT, AT), "just now");
        assert_eq!(relative(AT, AT.plus_ms(MINUTE_MS)), "1 minute ago");
        assert_eq!(relative(AT, AT.plus_ms(3 * HOUR_MS + 5)), "3 hours ago");
        assert_eq!(relative(AT, AT.plus_ms(-2 * DAY_MS)), "in 2 days");
        assert_eq!(relative(AT, AT.plus_ms(-1)), "in a moment");
        assert_eq!(relative(AT, AT.plus_ms(10 * DAY_MS)), "21 Nov");
        assert_eq!(relative(AT, AT.plus_ms(400 * DAY_MS)), "21 Nov 2026");
    }
}
