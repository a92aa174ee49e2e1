//! Days counted from today: 'tomorrow', 'three days ago'.

use super::text::Text;
use super::words::{Counted, counted, days, numerals};
use super::{Found, Kind};
use domain::Language;

pub(super) fn find(text: &Text, language: Language) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for at in 0..text.len() {
        let start = text.at(at);
        if !start.is_alphanumeric() || found.last().is_some_and(|last| at < last.to) {
            continue;
        }
        let one = named(text, at, language).or_else(|| numbered(text, at, language));
        found.extend(one);
    }
    found
}

fn named(text: &Text, at: usize, language: Language) -> Option<Found> {
    let days = days(language);
    let fits = |(phrases, value): &(&str, &'static str)| Some((text.phrase(at, phrases)?, *value));
    let (to, value) = days.named.iter().filter_map(fits).max_by_key(|(to, _)| *to)?;
    let unless = text.phrase_before(text.back(at), days.unless).is_some();
    (!unless).then(|| Found::new(Kind::Date, (at, to), value, 0.9))
}

/// A number with a unit of time, and the words around that say whether it is past or to come.
fn numbered(text: &Text, at: usize, language: Language) -> Option<Found> {
    let (number, to) = if text.is_digit(at) {
        if text.is_digit(at.wrapping_sub(1)) || ".,-/".contains(text.before(at)) && at > 0 {
            return None;
        }
        text.digits(at, 3)?
    } else {
        let fits = |(words, number): &(&str, u32)| Some((*number, text.phrase(at, words)?));
        numerals(language).iter().filter_map(fits).max_by_key(|(_, to)| *to)?
    };
    let Counted { units, past_before, past_after, future_before, future_after } = counted(language);
    let unit = text.skip(to);
    let fits = |(words, code): &(&str, &'static str)| Some((text.phrase(unit, words)?, *code));
    let (end, code) = units.iter().filter_map(fits).max_by_key(|(to, _)| *to)?;
    let before = text.back(at);
    let place = if let Some(to) = text.phrase(text.skip(end), past_after) {
        (at, to, true)
    } else if let Some(to) = text.phrase(text.skip(end), future_after) {
        (at, to, false)
    } else if let Some(from) = text.phrase_before(before, past_before) {
        (from, end, true)
    } else {
        (text.phrase_before(before, future_before)?, end, false)
    };
    let (from, end, past) = place;
    let (time, unit) = code.split_at(code.len() - 1);
    let value = format!("{}P{time}{number}{unit}", if past { "-" } else { "" });
    Some(Found::new(Kind::Date, (from, end), value, if past { 0.9 } else { 0.75 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_from_today_are_durations_and_lengths_of_time_are_none() {
        for (text, language, value) in [
            ("It came the day before yesterday", Language::En, Some("-P2D")),
            ("within 30 days", Language::En, None),
            ("an hour ago", Language::En, Some("-PT1H")),
            ("Guten Morgen", Language::De, None),
            ("erst übermorgen", Language::De, Some("P2D")),
            ("in zwei Wochen", Language::De, Some("P2W")),
            ("por la mañana", Language::Es, None),
            ("pasado mañana", Language::Es, Some("P2D")),
            ("через 5 дней", Language::Ru, Some("P5D")),
            ("30日以内", Language::Ja, None),
            ("两周前", Language::Zh, Some("-P2W")),
            ("2주 후에", Language::Ko, Some("P2W")),
            ("خلال 14 يوما", Language::Ar, None),
        ] {
            let found = find(&Text::new(text), language).into_iter().next().map(|one| one.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }
}
