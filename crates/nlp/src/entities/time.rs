//! Times of day.

use super::text::Text;
use super::{Found, Kind};
use domain::Language;

pub(super) fn find(text: &Text, language: Language) -> Vec<Found> {
    text.runs().filter_map(|at| at_digits(text, at, language)).collect()
}

fn at_digits(text: &Text, at: usize, language: Language) -> Option<Found> {
    if text.before(at).is_ascii_alphanumeric() || ":.,/-#+$€£".contains(text.before(at)) {
        return None;
    }
    let (hour, to) = text.digits(at, 2)?;
    clock(text, at, hour, to, language)
        .or_else(|| east_asian(text, at, hour, to))
        .or_else(|| named(text, at, hour, to, language))
}

fn timed(place: (usize, usize), hour: u32, minute: u32, confidence: f32) -> Option<Found> {
    (hour < 24 && minute < 60).then(|| Found::new(Kind::Date, place, format!("T{hour:02}:{minute:02}"), confidence))
}

/// The hour of a day of which a half was named.
fn in_half(hour: u32, afternoon: bool) -> u32 {
    match (hour, afternoon) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    }
}

/// Whether `am` or `pm` stands at a place, and its end.
fn half(text: &Text, at: usize) -> Option<(bool, usize)> {
    let at = text.skip(at);
    let forms = [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)];
    forms
        .iter()
        .find_map(|(form, late)| Some((*late, text.starts(at, form)?)))
        .filter(|(_, to)| !text.at(*to).is_alphanumeric())
}

/// Whether the words for a half of the day stand at a place, and their end: `مساء`, `вечера`, `de la tarde`.
fn part(text: &Text, at: usize, language: Language) -> Option<(bool, usize)> {
    let (early, late) = match language {
        Language::Ar => ("صباحا|صباحاً|صباحًا", "مساء|مساءً|عصرا|عصراً|ظهرا|ظهراً|ليلا"),
        Language::Ru => ("утра", "вечера|часа дня|часов дня"),
        Language::Es => ("de la mañana", "de la tarde|de la noche"),
        Language::Pt => ("da manhã", "da tarde|da noite"),
        Language::It => ("di mattina|del mattino", "di sera|del pomeriggio"),
        _ => return half(text, at),
    };
    let place = text.skip(at);
    let early = text.phrase(place, early).map(|to| (false, to));
    early.or_else(|| text.phrase(place, late).map(|to| (true, to))).or_else(|| half(text, at))
}

/// `14:30`, `2:30 pm`, `3pm`, `14h30`, `14 Uhr 30`.
fn clock(text: &Text, at: usize, hour: u32, to: usize, language: Language) -> Option<Found> {
    if text.at(to) == ':' {
        let (minute, end) = text.digits(to + 1, 2).filter(|(_, end)| end - to == 3)?;
        // 14:30:05, but no address of a machine.
        let end = match text.digits(end + 1, 2) {
            Some((_, longer)) if text.at(end) == ':' && longer - end == 3 => longer,
            _ => end,
        };
        if matches!(text.at(end), ':' | '.' | ',' | '/') && text.is_digit(end + 1)
            || text.at(end).is_ascii_alphabetic() && part(text, end, language).is_none()
        {
            return None;
        }
        if let Some((late, to)) = part(text, end, language).filter(|_| hour <= 12) {
            return timed((at, to), in_half(hour, late), minute, 0.97);
        }
        let end = text.phrase(text.skip(end), "uhr").unwrap_or(end);
        return timed((at, end), hour, minute, 0.9);
    }
    if let Some((late, end)) = part(text, to, language).filter(|_| (1..=12).contains(&hour)) {
        // '5 am' is no time where 'am' is a word: 'die 5 am Tisch'.
        let is_word = language != Language::En && text.at(to) == ' ' && text.text(to + 1, end) == "am";
        return timed((at, end), in_half(hour, late), 0, 0.9).filter(|_| !is_word);
    }
    if let Some(end) = text.phrase(text.skip(to), "uhr|o'clock") {
        let minute = text.digits(text.skip(end), 2).filter(|(minute, _)| *minute < 60 && text.at(end) == ' ');
        return timed((at, minute.map_or(end, |minute| minute.1)), hour, minute.map_or(0, |minute| minute.0), 0.9);
    }
    if matches!(text.at(to), 'h' | 'H') && matches!(language, Language::Fr | Language::Pt | Language::Es) {
        let Some((minute, end)) = text.digits(to + 1, 2).filter(|(_, end)| end - to == 3) else {
            return full_hour(text, at, hour, to + 1, language);
        };
        return timed((at, end), hour, minute, 0.9).filter(|_| !text.at(end).is_alphanumeric());
    }
    if text.at(to) == '.' {
        // '17.30 Uhr', 'alle ore 17.30'; without these it is an amount or a date.
        let (minute, end) = text.digits(to + 1, 2).filter(|(_, end)| end - to == 3)?;
        let unit = match language {
            Language::De => text.phrase(text.skip(end), "uhr"),
            Language::Nl => text.phrase(text.skip(end), "uur"),
            Language::It => text.phrase_before(text.back(at), "ore|alle").map(|_| end),
            _ => None,
        };
        return timed((at, unit?), hour, minute, 0.9);
    }
    None
}

/// `à 8h`, `depois das 15h`: where a word for the time of day stands before; a length of time is none.
fn full_hour(text: &Text, at: usize, hour: u32, end: usize, language: Language) -> Option<Found> {
    let leads = match language {
        Language::Fr => "à|vers|dès|entre|avant|après|jusqu'à|et",
        Language::Pt => "às|as|das|até|pelas|e",
        _ => "las",
    };
    text.phrase_before(text.back(at), leads)?;
    let goes_on =
        text.at(end).is_alphanumeric() || text.at(end) == '/' || text.phrase(text.skip(end), "d'|de").is_some();
    timed((at, end), hour, 0, 0.85)
        .filter(|_| !goes_on || text.phrase(text.skip(end), "de").is_some() && language == Language::Pt)
}

/// `午後3時`, `下午3点半`, `오후 3시 30분`; lengths of time (`3時間`) are none.
fn east_asian(text: &Text, at: usize, hour: u32, to: usize) -> Option<Found> {
    let sign = text.at(to);
    if !matches!(sign, '時' | '时' | '点' | '點' | '시') || matches!(text.at(to + 1), '間' | '间' | '간') {
        return None;
    }
    let before = text.back(at);
    let late = text.phrase_before(before, "午後|下午|晚上|夜|오후|저녁|밤|中午");
    let early = text.phrase_before(before, "午前|上午|早上|凌晨|朝|오전|아침|새벽");
    let from = late.or(early).unwrap_or(at);
    let next = text.skip(to + 1);
    let minute =
        text.digits(next, 2).filter(|(_, to)| matches!(text.at(*to), '分' | '분')).map(|(minute, to)| (minute, to + 1));
    let minute = minute.or_else(|| matches!(text.at(next), '半' | '반').then_some((30, next + 1)));
    // In Chinese 点 alone is also a little, a point, a dot.
    if matches!(sign, '点' | '點') && from == at && minute.is_none() && text.at(to + 1) != '钟' {
        return None;
    }
    let end = minute.map_or(to + 1, |minute| minute.1);
    let end = if text.at(end) == '钟' { end + 1 } else { end };
    let hour = if late.is_some() { in_half(hour, true) } else { hour };
    timed((from, end), hour, minute.map_or(0, |minute| minute.0), 0.9)
}

/// An hour behind the words that name one: `a las 5`, `alle 9`, `om 5 uur`, `الساعة 3`.
fn named(text: &Text, at: usize, hour: u32, to: usize, language: Language) -> Option<Found> {
    let lead = match language {
        Language::Es => "a las",
        Language::Pt => "às",
        Language::It => "alle|alle ore|ore",
        Language::Nl => "om",
        Language::Ar => "الساعة",
        _ => return None,
    };
    text.phrase_before(text.back(at), lead)?;
    let end = if language == Language::Nl { text.phrase(text.skip(to), "uur")? } else { to };
    if let Some((late, end)) = part(text, end, language).filter(|_| hour <= 12) {
        return timed((at, end), in_half(hour, late), 0, 0.95);
    }
    let ends = !text.at(end).is_alphanumeric() && text.at(end) != '%' && !text.is_digit(text.skip(end));
    timed((at, end), hour, 0, 0.8)
        .filter(|_| ends && !(matches!(text.at(end), '.' | ',' | '/' | '-') && text.is_digit(end + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_told_from_lengths_of_time() {
        for (text, language, value) in [
            ("at 2:30 pm", Language::En, Some("T14:30")),
            ("12am", Language::En, Some("T00:00")),
            ("um 9 Uhr 30", Language::De, Some("T09:30")),
            ("vers 18h45", Language::Fr, Some("T18:45")),
            ("24h/24", Language::Fr, None),
            ("entre 8h et 10h", Language::Fr, Some("T08:00")),
            ("après 2h d'attente", Language::Fr, None),
            ("sous 12h", Language::Fr, None),
            ("depois das 15h", Language::Pt, Some("T15:00")),
            ("17.30 Uhr", Language::De, Some("T17:30")),
            ("na 17.30 uur", Language::Nl, Some("T17:30")),
            ("ore 9.30", Language::It, Some("T09:30")),
            ("9.30 euro", Language::It, None),
            ("3時間以内", Language::Ja, None),
            ("午後3時半に", Language::Ja, Some("T15:30")),
            ("快3点发货", Language::Zh, None),
            ("오전 9시 15분", Language::Ko, Some("T09:15")),
            ("om 5 uur", Language::Nl, Some("T05:00")),
            ("binnen 24 uur", Language::Nl, None),
            ("a ratio of 16:9, 1:100", Language::En, None),
            ("die 5 am Tisch", Language::De, None),
            ("الساعة 5 مساءً", Language::Ar, Some("T17:00")),
            ("в 9 утра", Language::Ru, Some("T09:00")),
            ("через 3 дня", Language::Ru, None),
            ("a las 5 de la tarde", Language::Es, Some("T17:00")),
        ] {
            let found = find(&Text::new(text), language).into_iter().next().map(|one| one.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }
}
