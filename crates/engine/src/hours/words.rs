//! When they are back, in the twelve languages.

use domain::Language;
use jiff::Zoned;

use super::Absence;
use super::languages::{Words, of};

/// “Our team is not here at the moment. We are back tomorrow at 09:00 (UTC+1).”
pub(super) fn absence(language: Language, absence: &Absence) -> String {
    let words = of(language);
    match &absence.back {
        None => words.away.to_owned(),
        Some(back) => {
            let back = words.back.replace("{when}", &when(words, &absence.now, back));
            joined(language, words.away, &back)
        }
    }
}

/// That somebody replies then.
pub(super) fn reply_then(language: Language) -> &'static str {
    of(language).reply_then
}

/// Two sentences, with the space between them that the language has.
pub(super) fn joined(language: Language, first: &str, second: &str) -> String {
    match language {
        Language::Ja | Language::Zh => format!("{first}{second}"),
        _ => format!("{first} {second}"),
    }
}

fn when(words: &Words, now: &Zoned, back: &Zoned) -> String {
    let days = (back.date() - now.date()).get_days();
    let zero_based = |one_based: i8| usize::try_from(one_based - 1).unwrap_or_default();
    let place = match days {
        0 => words.today.to_owned(),
        1 => words.tomorrow.to_owned(),
        2..=6 => {
            let day = usize::try_from(back.weekday().to_monday_zero_offset()).unwrap_or_default();
            words.weekday.replace("{day}", words.weekdays[day])
        }
        _ => words
            .date
            .replace("{d}", &back.day().to_string())
            .replace("{month}", words.months[zero_based(back.month())])
            .replace("{m}", &back.month().to_string()),
    };
    place.replace("{time}", &format!("{:02}:{:02}", back.hour(), back.minute())) + &format!(" ({})", offset(back))
}

/// `UTC+1`, `UTC+5:30`, `UTC`: visitors may live elsewhere.
fn offset(time: &Zoned) -> String {
    let minutes = time.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    fn said(language: Language, back: &str) -> String {
        absence(language, &Absence { now: at("2026-11-23T18:00:00+01:00[Europe/Berlin]"), back: Some(at(back)) })
    }

    #[test]
    fn the_day_is_named_as_people_name_it() {
        for (back, when) in [
            ("2026-11-23T21:00:00+01:00[Europe/Berlin]", "today at 21:00 (UTC+1)"),
            ("2026-11-24T09:00:00+01:00[Europe/Berlin]", "tomorrow at 09:00 (UTC+1)"),
            ("2026-11-29T09:30:00+01:00[Europe/Berlin]", "on Sunday at 09:30 (UTC+1)"),
            ("2026-11-30T09:00:00+01:00[Europe/Berlin]", "on 30 November at 09:00 (UTC+1)"),
            ("2027-04-01T09:00:00+02:00[Europe/Berlin]", "on 1 April at 09:00 (UTC+2)"),
        ] {
            let all = format!("Our team is not here at the moment. We are back {when}.");
            assert_eq!(said(Language::En, back), all);
        }
    }

    #[test]
    fn every_language_says_it_whole() {
        for language in Language::ALL.iter().copied() {
            for back in ["2026-11-23T21:00", "2026-11-24T09:00", "2026-11-25T09:00", "2026-12-28T09:00"] {
                let text = said(language, &format!("{back}:00+01:00[Europe/Berlin]"));
                assert!(!text.contains(['{', '}']) && text.contains("(UTC+1)"), "{text}");
                assert!(text.contains("21:00") || text.contains("09:00"), "{text}");
            }
            assert_eq!(nlp::language::detect(of(language).away, None).language, Some(language));
        }
        assert_eq!(said(Language::Ru, "2026-11-25T09:00:00+01:00[Europe/Berlin]").matches("в среду").count(), 1);
        assert_eq!(said(Language::Pt, "2026-11-28T09:00:00+01:00[Europe/Berlin]").matches("no sábado").count(), 1);
    }

    #[test]
    fn offsets_are_short_and_exact() {
        assert_eq!(offset(&at("2026-11-23T18:00:00+05:30[Asia/Kolkata]")), "UTC+5:30");
        assert_eq!(offset(&at("2026-11-23T18:00:00-03:30[America/St_Johns]")), "UTC-3:30");
        assert_eq!(offset(&at("2026-11-23T18:00:00+00:00[UTC]")), "UTC");
    }
}
