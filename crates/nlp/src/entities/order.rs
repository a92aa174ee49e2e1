//! Numbers of orders: by the words before them, by `#`, or by their shape.

use super::text::{Text, is_dense};
use super::words::{NOT_ORDERS, ORDER_NUMBERS, ORDERS};
use super::{Found, Kind};
use domain::Language;

/// How far before a number its name may stand, in characters.
const WINDOW: usize = 40;

pub(super) fn find(text: &Text, language: Language, taken: &[bool]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !is_part(text.at(at)) || text.at(at) == '-' {
            at += 1;
            continue;
        }
        let mut to = at;
        while is_part(text.at(to)) || text.at(to) == '-' && is_part(text.at(to + 1)) {
            to += 1;
        }
        if !taken[at..to].contains(&true)
            && let Some(confidence) = judge(text, at, to, language)
        {
            found.push(Found::new(Kind::OrderNumber, (at, to), text.text(at, to).to_uppercase(), confidence));
        }
        at = to;
    }
    found
}

/// Whether a character can stand in a number of an order; hyphens only inside.
fn is_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric() && !is_dense(c) && !('\u{600}'..='\u{6ff}').contains(&c)
}

/// How sure it is that a token is the number of an order.
fn judge(text: &Text, from: usize, to: usize, language: Language) -> Option<f32> {
    let token = text.text(from, to);
    if token.len() > 40 {
        return None;
    }
    let digits = token.chars().filter(char::is_ascii_digit).count();
    let has_letters = token.chars().any(char::is_alphabetic);
    let large = !token.chars().any(char::is_lowercase);
    let behind = text.at(to);
    let goes_on = matches!(behind, '.' | ',' | ':' | '/' | '-') && text.is_digit(to + 1)
        || matches!(behind, '@' | '%' | '°' | '€' | '$' | '/')
        || "./+@-=&'€$£¥".contains(text.before(from))
        || matches!(text.before(from), ',' | ':') && from > 1 && text.is_digit(from - 2);
    if digits < 3 || goes_on {
        return None;
    }
    let window = Window::before(text, from);
    if window.denied() {
        return None;
    }
    let is_year = token.len() == 4 && (token.starts_with("19") || token.starts_with("20"));
    if window.named {
        return Some(0.95);
    }
    if text.before(from) == '#' && digits >= 4 && large {
        return Some(if window.order { 0.95 } else { 0.75 });
    }
    if window.order && large && !is_year {
        // Right behind the word, or farther away where it is long enough to be nothing else.
        if window.adjacent && digits >= 4 {
            return Some(0.9);
        }
        if digits >= 6 || has_letters && digits >= 4 {
            return Some(0.75);
        }
    }
    let after = text.small(to, to + 20);
    if large && digits >= 5 && (has_words(&after, ORDER_NUMBERS) || adjacent_after(&after, language)) {
        return Some(0.8);
    }
    // Models have shapes like that too ('WH-1000XM5'), but seldom a part of digits alone.
    let first_letter = token.chars().next().is_some_and(char::is_alphabetic);
    let part = |part: &str| part.len() >= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let has_shape = first_letter && large && digits >= 5 && token.contains('-') && token.split('-').any(part);
    has_shape.then_some(0.6)
}

fn has_words(text: &str, words: &str) -> bool {
    words.split('|').any(|word| last(text, word).is_some())
}

/// '55120번 주문': in these languages the name may follow the number.
fn adjacent_after(after: &str, language: Language) -> bool {
    let after = after.trim_start_matches([' ', '번', '号', '號', 'の']);
    matches!(language, Language::Ko | Language::Ja | Language::Zh)
        && ORDERS.split('|').any(|word| after.starts_with(word))
}

/// Where the last occurrence of `word` in `text` ends, as a word of its own.
fn last(text: &str, word: &str) -> Option<usize> {
    let stands = |at: usize| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphabetic());
        let after = text[at + word.len()..].chars().next().is_none_or(|c| !c.is_alphabetic());
        let joined = word.chars().next().is_some_and(|c| is_dense(c) || ('\u{600}'..='\u{6ff}').contains(&c));
        joined || before && after
    };
    text.rmatch_indices(word).map(|(at, _)| at).find(|&at| stands(at)).map(|at| at + word.len())
}

/// What stands before a number in its sentence.
struct Window {
    /// 'order number', 'Bestellnummer'.
    named: bool,
    /// 'order', 'Bestellung'.
    order: bool,
    /// Whether nothing but signs and 'number' stand between.
    adjacent: bool,
    /// Where 'order' or 'order number' ends, and where the last word for another thing does.
    ends: (usize, usize),
}

impl Window {
    fn before(text: &Text, from: usize) -> Self {
        let window = text.small(from.saturating_sub(WINDOW), from);
        let sentence =
            window.rfind(['!', '?', '。', '！', '？', '\n', ';']).map_or(window.as_str(), |at| &window[at..]);
        let end = |words: &str| words.split('|').filter_map(|word| last(sentence, word)).max();
        let (named, order, other) = (end(ORDER_NUMBERS), end(ORDERS), end(NOT_ORDERS));
        let filled = |end: usize| {
            let filler = [
                "number",
                "no",
                "nr",
                "num",
                "id",
                "n°",
                "nº",
                "número",
                "numero",
                "numéro",
                "номер",
                "رقم",
                "番号",
                "号",
                "번호",
                "is",
                "ist",
                "es",
                "est",
                "è",
                "é",
                "de",
                "mit",
                "with",
                "은",
                "는",
                "は",
                "是",
            ];
            let between = sentence[end..].split(|c: char| !c.is_alphanumeric() && !"°º".contains(c));
            between.filter(|word| !word.is_empty()).all(|word| filler.contains(&word))
        };
        Self {
            named: named.is_some(),
            order: named.or(order).is_some(),
            adjacent: named.into_iter().chain(order).any(filled),
            ends: (named.max(order).unwrap_or(0), other.unwrap_or(0)),
        }
    }

    /// Whether a word for another thing stands nearer: 'my order, tracking number …'.
    fn denied(&self) -> bool {
        self.ends.1 > self.ends.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_orders_are_told_from_other_numbers() {
        for (text, language, value) in [
            ("order 4711 is late", Language::En, Some("4711")),
            ("Order #ab-1002 is late", Language::En, Some("AB-1002")),
            ("order number ab-1002", Language::En, Some("AB-1002")),
            ("my order, tracking number 99812345", Language::En, None),
            ("we ordered in 2023", Language::En, None),
            ("I got order 3 of 5", Language::En, None),
            ("send the order to 10115 Berlin", Language::En, None),
            ("Bestellung Nr. 77812", Language::De, Some("77812")),
            ("the WH-1000XM5 headphones", Language::En, None),
            ("invoice INV-2024-0001", Language::En, None),
            ("55120번 주문", Language::Ko, Some("55120")),
        ] {
            let text_ = Text::new(text);
            let found = find(&text_, language, &vec![false; text_.len()]).into_iter().next().map(|one| one.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }
}
