//! Days: in digits, with the name of a month, and as Chinese, Japanese and Korean write them.

use super::text::Text;
use super::words::months;
use super::{Found, Kind};
use domain::Language;

pub(super) fn find(text: &Text, language: Language) -> Vec<Found> {
    let mut found = Vec::new();
    let mut behind = 0;
    for at in text.runs() {
        if at < behind {
            continue;
        }
        let one = east_asian(text, at)
            .or_else(|| digits_alone(text, at, language))
            .or_else(|| day_before_month(text, at, language))
            .or_else(|| month_before(text, at, language));
        if let Some(one) = one {
            behind = one.to;
            found.push(one);
        }
    }
    found
}

fn dated(place: (usize, usize), year: Option<u32>, month: u32, day: Option<u32>, confidence: f32) -> Option<Found> {
    const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let longest = *DAYS.get(month.checked_sub(1)? as usize)?;
    let fits =
        day.is_none_or(|day| (1..=longest).contains(&day)) && year.is_none_or(|year| (1900..2100).contains(&year));
    let value = match (year, day) {
        (Some(year), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(year), None) => format!("{year}-{month:02}"),
        (None, Some(day)) => format!("--{month:02}-{day:02}"),
        (None, None) => return None,
    };
    fits.then(|| Found::new(Kind::Date, place, value, confidence))
}

/// A year of two or four digits.
fn year(text: &Text, at: usize) -> Option<(u32, usize)> {
    let (value, to) = text.digits(at, 4)?;
    match to - at {
        4 => Some((value, to)),
        2 => Some((if value < 70 { 2000 + value } else { 1900 + value }, to)),
        _ => None,
    }
}

fn east_asian(text: &Text, at: usize) -> Option<Found> {
    let (first, to) = text.digits(at, 4)?;
    let part = |at: usize, signs: &[char]| {
        let at = text.skip(at);
        let (value, to) = text.digits(at, 2)?;
        let to = text.skip(to);
        signs.contains(&text.at(to)).then_some((value, to + 1))
    };
    let days = ['日', '号', '號', '일'];
    if matches!(text.at(text.skip(to)), '年' | '년') {
        let to = text.skip(to) + 1;
        let (month, end) = part(to, &['月', '월'])?;
        let day = part(end, &days);
        return dated((at, day.map_or(end, |day| day.1)), Some(first), month, day.map(|day| day.0), 0.97);
    }
    if matches!(text.at(text.skip(to)), '月' | '월') {
        let (day, end) = part(text.skip(to) + 1, &days)?;
        return dated((at, end), None, first, Some(day), 0.95);
    }
    None
}

/// `2024-03-15`, `15.03.2024`, `3/15/24`; without a year only where the form is clear.
fn digits_alone(text: &Text, at: usize, language: Language) -> Option<Found> {
    if text.before(at).is_ascii_alphanumeric() || "-/._#+$€£¥₩₽:".contains(text.before(at)) {
        return None;
    }
    let (first, to) = text.digits(at, 4)?;
    let sign = text.at(to);
    if !matches!(sign, '-' | '/' | '.') {
        return None;
    }
    let (second, middle) = text.digits(to + 1, 2)?;
    let ends = |to: usize| {
        !(text.at(to).is_ascii_alphanumeric()
            || matches!(text.at(to), '-' | '/' | '.' | ',' | ':') && text.is_digit(to + 1))
    };
    if text.at(middle) == sign && text.is_digit(middle + 1) {
        if to - at == 4 {
            let (third, end) = text.digits(middle + 1, 2)?;
            return dated((at, end), Some(first), second, Some(third), 0.97).filter(|_| ends(end));
        }
        let (year, end) = year(text, middle + 1)?;
        // American where the language allows it, and the other way round where only that is a day.
        let month_first = language == Language::En && sign != '.' && first <= 12 || second > 12;
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        let is_clear = first > 12 || second > 12 || language != Language::En;
        let short = end - middle < 5;
        // 1.2.24 is a version as well.
        let confidence = if short && sign == '.' && to - at + middle - to < 5 {
            0.6
        } else if is_clear {
            0.95
        } else {
            0.75
        };
        return dated((at, end), Some(year), month, Some(day), confidence).filter(|_| ends(end));
    }
    let two = to - at == 2 && middle - to == 3;
    if sign == '/' && two && ends(middle) && first != second && (first > 12 || second > 12 || first < 10 || second < 10)
    {
        let month_first = language == Language::En && first <= 12 || second > 12;
        let (month, day) = if month_first { (first, second) } else { (second, first) };
        return dated((at, middle), None, month, Some(day), 0.7);
    }
    // '5/3に', '5/3まで'; 1/2 alone is as well a half.
    let particle = "にまのか到前之".contains(text.at(middle));
    if sign == '/' && matches!(language, Language::Ja | Language::Zh) && particle {
        return dated((at, middle), None, first, Some(second), 0.7);
    }
    let leads = match language {
        Language::De => "am|vom|bis|zum|seit|ab|dem|den",
        Language::Ru => "с|до|от|на|к|по",
        _ => "",
    };
    if sign == '.' && text.phrase_before(text.back(at), leads).is_some() && to - at <= 2 {
        let end = if language == Language::De && text.at(middle) == '.' { middle + 1 } else { middle };
        let clear = language == Language::De && end > middle || two;
        return dated((at, end), None, second, Some(first), 0.75).filter(|_| clear && !text.is_digit(end));
    }
    None
}

/// The month whose name stands at a place, and the name's end.
fn month(text: &Text, at: usize, language: Language) -> Option<(u32, usize)> {
    let of = |language: Language| {
        let names = months(language).iter().zip(1..);
        names.filter_map(|(names, month)| Some((month, text.phrase(at, names)?))).max_by_key(|found| found.1)
    };
    of(language).or_else(|| of(Language::En))
}

fn month_ending(text: &Text, to: usize, language: Language) -> Option<(u32, usize)> {
    let of = |language: Language| {
        let names = months(language).iter().zip(1..);
        names.filter_map(|(names, month)| Some((month, text.phrase_before(to, names)?))).min_by_key(|found| found.1)
    };
    of(language).or_else(|| of(Language::En))
}

/// `15 March 2024`, `15. März`, `1er avril`, `15 de marzo de 2024`.
fn day_before_month(text: &Text, at: usize, language: Language) -> Option<Found> {
    if text.before(at).is_alphanumeric() || ".,-/".contains(text.before(at)) {
        return None;
    }
    let (day, to) = text.digits(at, 2)?;
    let to = ordinal(text, to);
    let of = text.skip(to);
    let of = text.phrase(of, "of|de|do|di").map_or(of, |to| text.skip(to));
    let (month, end) = month(text, of, language)?;
    if of == to && text.at(to).is_alphabetic() && text.at(to).is_ascii() {
        return None;
    }
    // 'Sept.', 'Mar.': the point belongs to it only where something of the date follows.
    let after = if text.at(end) == '.' && text.at(end + 1) == ' ' { end + 1 } else { end };
    let after = if text.at(after) == ',' { after + 1 } else { after };
    let next = text.skip(after);
    let next = text.phrase(next, "de|del|of|do").map_or(next, |to| text.skip(to));
    let year = text.digits(next, 4).filter(|(_, to)| to - next == 4 && next > end);
    let year = year.filter(|(value, _)| (1900..2100).contains(value));
    dated((at, year.map_or(end, |year| year.1)), year.map(|year| year.0), month, Some(day), 0.95)
}

/// Behind the sign of a numeral that counts: `1st`, `1er`, `1.`, `1º`, `1-го`.
fn ordinal(text: &Text, at: usize) -> usize {
    let signs = ["st", "nd", "rd", "th", "er", "e", "º", "°", "ª", "-го", "-е", "."];
    signs.iter().find_map(|sign| text.starts(at, sign)).filter(|&to| !text.at(to).is_alphabetic()).unwrap_or(at)
}

/// `March 15, 2024`, `March 15th`, `März 2024`.
fn month_before(text: &Text, at: usize, language: Language) -> Option<Found> {
    let before = text.back(at);
    if before == at {
        return None;
    }
    let before = if text.before(before) == '.' { before - 1 } else { before };
    let before = text.phrase_before(before, "de|del|do|of").map_or(before, |from| text.back(from));
    let (month, from) = month_ending(text, before, language)?;
    if let Some((year, to)) = text.digits(at, 4).filter(|(_, to)| to - at == 4) {
        return dated((from, to), Some(year), month, None, 0.85);
    }
    if !matches!(language, Language::En | Language::Ar | Language::Es) {
        return None;
    }
    let (day, to) = text.digits(at, 2)?;
    let end = ordinal(text, to);
    let end = if text.before(end) == '.' { to } else { end };
    if text.at(end).is_alphabetic() || matches!(text.at(end), '.' | ':' | '/' | '-') && text.is_digit(end + 1) {
        return None;
    }
    let comma = if text.at(end) == ',' { end + 1 } else { end };
    let next = text.skip(comma);
    let year = text.digits(next, 4).filter(|(value, to)| to - next == 4 && next > end && (1900..2100).contains(value));
    // 'I may 2 times', 'march 12 miles': names of months that are words.
    let is_word = matches!(text.small(from, before).as_str(), "may" | "march" | "mar" | "dec") && year.is_none();
    let capital = text.at(from).is_uppercase();
    if is_word && !capital {
        return None;
    }
    dated((from, year.map_or(end, |year| year.1)), year.map(|year| year.0), month, Some(day), 0.9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_versions_sizes_and_ratios() {
        for (text, language, value) in [
            ("03/04/2024", Language::En, Some("2024-03-04")),
            ("03/04/2024", Language::Fr, Some("2024-04-03")),
            ("25/12/2023", Language::En, Some("2023-12-25")),
            ("am 15.3. geliefert", Language::De, Some("--03-15")),
            ("March 15th, 2024", Language::En, Some("2024-03-15")),
            ("the 1st of June", Language::En, Some("--06-01")),
            ("im März 2024", Language::De, Some("2024-03")),
            ("2 de octubre del 2023", Language::Es, Some("2023-10-02")),
            ("二〇二四年", Language::Zh, None),
            ("５月３日", Language::Ja, Some("--05-03")),
            ("5/3に届く", Language::Ja, Some("--05-03")),
            ("全体の1/2です", Language::Ja, None),
            ("version 1.2.3.4", Language::En, None),
            ("31.02.2024", Language::De, None),
            ("24/7 and 10/10", Language::En, None),
            ("you may 3 times", Language::En, None),
            ("in 2023", Language::En, None),
        ] {
            let found = find(&Text::new(text), language).into_iter().next().map(|one| one.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }
}
