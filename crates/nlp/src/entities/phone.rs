//! Telephone numbers: with the country, in the forms of the twelve languages' countries, or behind a word for telephones.

use super::text::Text;
use super::words::PHONES;
use super::{Found, Kind};
use domain::Language;

/// Digits of a number with its country (E.164).
const MOST: usize = 15;

pub(super) fn find(text: &Text, language: Language, taken: &[bool]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let starts = text.is_digit(at) || matches!(text.at(at), '+' | '(') && text.is_digit(at + 1);
        if !starts || taken[at] {
            at += 1;
            continue;
        }
        let (to, groups) = extent(text, at, taken);
        let clear = !text.before(at).is_ascii_alphanumeric()
            && !"-./#,:_=".contains(text.before(at))
            && !text.at(to).is_ascii_alphabetic();
        if let Some((value, confidence)) = judge(text, at, to, &groups, language).filter(|_| clear) {
            found.push(Found::new(Kind::Phone, (at, to), value, confidence));
        }
        at = to.max(at + 1);
    }
    found
}

/// Where digits, with at most two signs between, end, and their groups.
fn extent(text: &Text, from: usize, taken: &[bool]) -> (usize, Vec<String>) {
    let mut groups = vec![String::new()];
    let (mut at, mut to) = (from, from);
    while at < text.len() && !taken[at] {
        if text.is_digit(at) {
            if at > to && to > from {
                groups.push(String::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(text.at(at));
            }
            at += 1;
            to = at;
        } else if at - to < 3
            && matches!(text.at(at), ' ' | '-' | '.' | '(' | ')' | '/' | '+')
            && (text.at(at) != '+' || at == from)
        {
            at += 1;
        } else {
            break;
        }
    }
    (to, groups)
}

fn judge(text: &Text, from: usize, to: usize, groups: &[String], language: Language) -> Option<(String, f32)> {
    let digits: String = groups.concat();
    let count = digits.len();
    let first = text.at(from);
    if !(7..=MOST + 2).contains(&count) || matches!(text.at(to), '%' | '€' | '@') {
        return None;
    }
    if first == '+' {
        // +49 (0)30: the zero is dialled only inside the country.
        let value = if text.text(from, to).contains("(0)") {
            digits.replacen('0', "", usize::from(trunk(groups)))
        } else {
            digits
        };
        return (8..=MOST).contains(&count).then(|| (format!("+{value}"), 0.97));
    }
    let window = text.small(from.saturating_sub(24), from);
    let cued = PHONES.split('|').any(|word| window.contains(word));
    let known = shape(&digits, groups, first == '(', language);
    let confidence = match (known, cued) {
        (true, true) => 0.95,
        (true, false) => 0.8,
        (false, true) if count <= 13 && (digits.starts_with('0') || count >= 9 || groups.len() > 1) => 0.8,
        _ => return None,
    };
    let value = match digits.strip_prefix("00") {
        Some(rest) if count >= 11 => format!("+{rest}"),
        _ => digits,
    };
    Some((value, confidence))
}

/// Whether the zero in brackets is the first zero of the number.
fn trunk(groups: &[String]) -> bool {
    groups.iter().position(|group| group.contains('0')) == groups.iter().position(|group| group == "0")
}

/// Whether it is a number as they are written where the language is spoken.
fn shape(digits: &str, groups: &[String], bracket: bool, language: Language) -> bool {
    let lengths: Vec<usize> = groups.iter().map(String::len).collect();
    let (count, parts) = (digits.len(), groups.len());
    let starts = |some: &[char]| digits.starts_with(some);
    if digits.starts_with("00") && (11..=MOST + 2).contains(&count)
        || lengths == [3, 3, 4] && starts(&['2', '3', '4', '5', '6', '7', '8', '9'])
    {
        return true;
    }
    if lengths == [1, 3, 3, 4] && starts(&['1']) {
        return true;
    }
    match language {
        Language::En => starts(&['0']) && (10..=11).contains(&count),
        Language::De => starts(&['0']) && (9..=12).contains(&count) && (parts > 1 || count >= 10),
        Language::Fr | Language::Nl => starts(&['0']) && count == 10,
        Language::Es => count == 9 && starts(&['6', '7', '8', '9']) && parts > 1,
        Language::Pt => {
            bracket && (10..=11).contains(&count)
                || count == 9 && starts(&['9', '2']) && parts > 1
                || count == 11 && parts > 1
        }
        Language::It => {
            starts(&['3']) && (9..=10).contains(&count) && (parts > 1 || count == 10)
                || starts(&['0']) && (9..=11).contains(&count)
        }
        Language::Ru => count == 11 && starts(&['7', '8']) && (parts > 1 || digits[1..].starts_with(['9', '8', '4'])),
        Language::Ja => starts(&['0']) && (10..=11).contains(&count),
        Language::Ko => {
            starts(&['0']) && (9..=11).contains(&count) || parts == 2 && lengths == [4, 4] && starts(&['1'])
        }
        Language::Zh => {
            count == 11
                && starts(&['1'])
                && !starts(&['0'])
                && digits[1..].starts_with(['3', '4', '5', '6', '7', '8', '9'])
                || starts(&['0']) && (10..=12).contains(&count) && parts > 1
                || digits.starts_with("400") && count == 10
        }
        Language::Ar => starts(&['0']) && (9..=11).contains(&count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_to_call_are_told_from_other_long_numbers() {
        for (text, language, value) in [
            ("+1 (555) 123-4567", Language::En, Some("+15551234567")),
            ("0049 30 1234567", Language::De, Some("+49301234567")),
            ("1-800-555-0199", Language::En, Some("18005550199")),
            ("call 555 1234", Language::En, Some("5551234")),
            ("IBAN DE89 3704 0044 0532 0130 00", Language::De, None),
            ("card 4111 1111 1111 1111", Language::En, None),
            ("SKU 778120458812", Language::En, None),
            ("1588-1234", Language::Ko, Some("15881234")),
            ("price 1 299 000", Language::Fr, None),
        ] {
            let text_ = Text::new(text);
            let found = find(&text_, language, &vec![false; text_.len()]).into_iter().next().map(|one| one.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }
}
