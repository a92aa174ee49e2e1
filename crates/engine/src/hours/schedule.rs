//! From opening times to whether somebody is there.

use domain::Timestamp;
use domain::hours::{BusinessHours, TimeOfDay};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use super::Absence;

/// How far ahead the next opening is looked for.
const DAYS_AHEAD: i32 = 366;

/// The absence at this time; none within opening times, and where hours are not minded. A zone that the program does not
/// know any more counts as UTC.
pub(super) fn absence(hours: &BusinessHours, zone: &str, now: Timestamp) -> Option<Absence> {
    if !hours.is_on {
        return None;
    }
    let zone = jiff::tz::db().get(zone).unwrap_or(TimeZone::UTC);
    let now = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone());
    let mut date = now.date();
    for _ in 0..DAYS_AHEAD {
        for opening in openings(hours, date) {
            let (Some(from), Some(until)) = (at(date, opening.from, &zone), at(date, opening.until, &zone)) else {
                continue;
            };
            if from <= now && now < until {
                return None;
            }
            if now < from {
                return Some(Absence { now, back: Some(from) });
            }
        }
        date = date.checked_add(1.day()).ok()?;
    }
    Some(Absence { now, back: None })
}

fn openings(hours: &BusinessHours, date: Date) -> &[domain::hours::Opening] {
    if hours.holidays.iter().any(|holiday| (holiday.first.0..=holiday.last.0).contains(&date)) {
        return &[];
    }
    let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    hours.week.days()[day].1
}

/// That time of that day; one that the clock leaps over in spring is as much later.
fn at(date: Date, time: TimeOfDay, zone: &TimeZone) -> Option<Zoned> {
    let minutes = i8::try_from(time.minutes() % 60).ok()?;
    let midnight = date.checked_add(1.day()).ok()?.to_datetime(Time::midnight());
    let local = match i8::try_from(time.minutes() / 60).ok()? {
        24 => midnight,
        hours => date.to_datetime(Time::new(hours, minutes, 0, 0).ok()?),
    };
    local.to_zoned(zone.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::hours::{Week, parse_day};

    fn at_time(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    fn hours() -> BusinessHours {
        let day = |typed| parse_day(typed).unwrap();
        let week = Week { monday: day("9-12, 13-17"), friday: day("9-24"), saturday: day("0-2"), ..Week::default() };
        BusinessHours { is_on: true, week, holidays: vec!["2026-11-30 Founding day".parse().unwrap()] }
    }

    fn back(now: &str) -> Option<String> {
        let absence = absence(&hours(), "Europe/Berlin", at_time(now))?;
        Some(absence.back.unwrap().strftime("%Y-%m-%d %H:%M %z").to_string())
    }

    #[test]
    fn they_are_there_from_the_first_minute_until_before_the_last() {
        assert_eq!(back("2026-11-23T08:00:00Z"), None);
        assert_eq!(back("2026-11-23T10:59:59Z"), None);
        assert_eq!(back("2026-11-23T11:00:00Z").as_deref(), Some("2026-11-23 13:00 +0100"));
        assert_eq!(back("2026-11-23T16:00:00Z").as_deref(), Some("2026-11-27 09:00 +0100"));
    }

    #[test]
    fn hours_go_on_over_midnight() {
        assert_eq!(back("2026-11-27T22:59:00Z"), None);
        assert_eq!(back("2026-11-27T23:00:00Z"), None);
        assert_eq!(back("2026-11-28T01:00:00Z").as_deref(), Some("2026-12-04 09:00 +0100"), "past the holiday");
    }

    #[test]
    fn the_clock_is_the_one_on_the_wall() {
        assert_eq!(back("2026-03-27T07:59:00Z").as_deref(), Some("2026-03-27 09:00 +0100"), "before summer time");
        assert_eq!(back("2026-04-03T06:59:00Z").as_deref(), Some("2026-04-03 09:00 +0200"), "and in it");
        let mut early = hours();
        early.week.sunday = parse_day("2:30-4").unwrap();
        let leap = absence(&early, "Europe/Berlin", at_time("2026-03-29T00:59:00Z")).unwrap();
        assert_eq!(leap.back.unwrap().strftime("%H:%M").to_string(), "03:30");
    }

    #[test]
    fn without_hours_they_are_always_there_and_with_none_ahead_nobody_knows_when() {
        let off = BusinessHours { is_on: false, ..hours() };
        assert_eq!(absence(&off, "Europe/Berlin", at_time("2026-11-24T08:00:00Z")), None);
        let closed = BusinessHours { week: Week::default(), ..hours() };
        assert_eq!(absence(&closed, "Nowhere/Gone", at_time("2026-11-24T08:00:00Z")).unwrap().back, None);
    }
}
