//! Reading what a tool is called with: what a visitor or a model wrote becomes a value of its kind, or nothing.

use domain::Language;
use domain::analysis::EntityKind;

/// Characters of an order's number, and how many digits it has at least.
const NUMBER_CHARS: std::ops::RangeInclusive<usize> = 3..=40;
const NUMBER_DIGITS: usize = 2;
/// Most characters of an e-mail address.
const EMAIL_CHARS: usize = 254;

/// The value that this text is, alone.
pub(super) fn read(kind: EntityKind, text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('#');
    match kind {
        EntityKind::OrderNumber => {
            let is_good = NUMBER_CHARS.contains(&text.len())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                && text.bytes().filter(u8::is_ascii_digit).count() >= NUMBER_DIGITS;
            is_good.then(|| text.to_owned())
        }
        EntityKind::Email => {
            let (name, host) = text.split_once('@')?;
            let is_good = !name.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && text.len() <= EMAIL_CHARS
                && text.chars().all(|c| c.is_alphanumeric() || "@._+-'".contains(c));
            is_good.then(|| text.to_lowercase())
        }
        _ => None,
    }
}

/// The value of this kind that a visitor's words name. `was_asked`: the bot had just asked for it, so a number alone is it.
pub(super) fn named(kind: EntityKind, text: &str, language: Option<Language>, was_asked: bool) -> Option<String> {
    let wanted = match kind {
        EntityKind::OrderNumber => nlp::entities::Kind::OrderNumber,
        EntityKind::Email => nlp::entities::Kind::Email,
        _ => return None,
    };
    let found = nlp::entities::find(text, language).into_iter().find(|one| one.kind == wanted);
    let found = found.and_then(|one| {
        // As the visitor wrote it, where that differs in nothing but large and small letters.
        let written = text.get(one.start..one.end).filter(|written| written.eq_ignore_ascii_case(&one.value));
        read(kind, written.unwrap_or(&one.value))
    });
    if found.is_some() || !was_asked || kind != EntityKind::OrderNumber {
        return found;
    }
    let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '@' | '.')));
    words.map(|word| word.trim_matches(['.', '-', '_'])).find_map(|word| read(kind, &digits(word)))
}

/// The same with ordinary digits.
fn digits(word: &str) -> String {
    word.chars()
        .map(|c| match u32::from(c) {
            code @ 0xff10..=0xff19 => char::from_digit(code - 0xff10, 10).unwrap_or(c),
            code @ 0x660..=0x669 => char::from_digit(code - 0x660, 10).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// Whether the visitor has said this, however it was written.
pub(super) fn was_said(value: &str, words: &str) -> bool {
    let plain = |text: &str| digits(text).to_lowercase();
    plain(words).contains(&plain(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_as_its_kind_is_taken() {
        let number = |text| read(EntityKind::OrderNumber, text);
        assert_eq!(number(" #AB-1002 ").as_deref(), Some("AB-1002"));
        for wrong in ["", "12", "no", "../../admin", "4711?x=1", "47 11", "4711%2f", &"1".repeat(41)] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
        let email = |text| read(EntityKind::Email, text);
        assert_eq!(email("Lisa.B+tea@Example.com").as_deref(), Some("lisa.b+tea@example.com"));
        for wrong in ["lisa", "@example.com", "a@b@c.de", "a b@example.com", "a@example", "a/../@x.de"] {
            assert_eq!(email(wrong), None, "{wrong}");
        }
        assert_eq!(read(EntityKind::Phone, "123456"), None);
    }

    #[test]
    fn a_number_alone_is_the_orders_only_when_the_bot_has_asked_for_it() {
        let named = |text, was_asked| named(EntityKind::OrderNumber, text, None, was_asked);
        assert_eq!(named("where is my order 441209?", false).as_deref(), Some("441209"));
        assert_eq!(named("441209", false), None);
        assert_eq!(named("it's 441209.", true).as_deref(), Some("441209"));
        assert_eq!(named("４４１２０９", true).as_deref(), Some("441209"));
        assert_eq!(named("ab-1002x", true).as_deref(), Some("ab-1002x"));
        assert_eq!(named("I do not know", true), None);
        assert_eq!(named("lisa99@example.com", true), None);
    }

    #[test]
    fn what_the_visitor_has_not_said_is_noticed() {
        assert!(was_said("AB-1002", "Where is ab-1002?") && was_said("441209", "４４１２０９ bitte"));
        assert!(!was_said("441210", "Where is 441209?"));
    }
}
