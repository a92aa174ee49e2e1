//! What can be looked up letter by letter: numbers, currencies, links, addresses, telephone numbers and dates. A sentence may
//! have none that its sources lack.

use std::collections::BTreeSet;

use domain::Language;
use nlp::entities::{self, Kind};

use super::counted;
use super::units::{self, Unit};

/// The facts of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// Each number with the ways to read it (`1.234` is a thousand here and one there) and what it counts, if that can be told.
    numbers: Vec<(BTreeSet<String>, Option<Unit>)>,
    currencies: BTreeSet<&'static str>,
    links: BTreeSet<String>,
    addresses: BTreeSet<String>,
    /// The last digits of telephone numbers.
    phones: BTreeSet<String>,
    /// Month and day, as in `03-15`.
    dates: BTreeSet<String>,
    /// All digits, one after the other.
    digits: String,
}

const CURRENCIES: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("евро", "EUR"),
    ("ユーロ", "EUR"),
    ("欧元", "EUR"),
    ("유로", "EUR"),
    ("يورو", "EUR"),
    ("$", "USD"),
    ("usd", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("dólares", "USD"),
    ("£", "GBP"),
    ("gbp", "GBP"),
    ("pounds", "GBP"),
    ("chf", "CHF"),
    ("¥", "JPY"),
    ("jpy", "JPY"),
    ("₽", "RUB"),
    ("₩", "KRW"),
];

/// Ends of names that are links even without `https://` in front.
const ENDS: &[&str] = &[
    "com", "net", "org", "io", "de", "es", "fr", "it", "pt", "nl", "ru", "jp", "cn", "kr", "eu", "uk", "us", "ch",
    "at", "be", "br", "mx", "shop", "store", "app", "dev", "co", "info", "biz", "example",
];

/// Digits by which telephone numbers are compared: the country's may be left out.
const PHONE_DIGITS: usize = 7;
/// How a full stop is written by those who do not want a link to be seen.
const DOTS: &[&str] = &["[.]", "(.)", "{.}", " dot ", " punkt ", " punto ", " point ", " точка ", "点", " ponto "];

impl Facts {
    /// The facts of this text.
    pub(super) fn of(text: &str, language: Language) -> Self {
        let mut facts = Self::default();
        let mut rest = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            match link_or_address(word) {
                Some(found) => facts.keep(found),
                None => {
                    rest.push_str(word);
                    rest.push(' ');
                }
            }
        }
        if let Some(hidden) = without_dots_in_words(text) {
            hidden.split_whitespace().filter_map(link_or_address).for_each(|found| facts.keep(found));
        }
        for entity in entities::find(text, Some(language)) {
            match entity.kind {
                // Where no spaces stand between words, they are not found word by word.
                Kind::Url | Kind::Email => {
                    let found = text.get(entity.start..entity.end).and_then(link_or_address);
                    found.into_iter().for_each(|found| facts.keep(found));
                }
                Kind::Phone => drop(facts.phones.insert(last(&digits(&entity.value), PHONE_DIGITS).to_owned())),
                Kind::Date => facts.dates.extend(month_and_day(&entity.value)),
                _ => {}
            }
        }
        facts.digits = digits(text);
        facts.numbers = numbers(&rest);
        let counted = counted::values(&rest, language).into_iter();
        facts.numbers.extend(counted.map(|value| ([value.to_string()].into(), None)));
        facts.currencies = currencies(&rest);
        facts
    }

    fn keep(&mut self, found: Found) {
        match found {
            Found::Link(link) => drop(self.links.insert(link)),
            Found::Address(address) => drop(self.addresses.insert(address)),
        }
    }

    /// Takes those of `other` along.
    pub(super) fn add(&mut self, other: &Self) {
        self.numbers.extend(other.numbers.iter().cloned());
        self.currencies.extend(&other.currencies);
        self.links.extend(other.links.iter().cloned());
        self.addresses.extend(other.addresses.iter().cloned());
        self.phones.extend(other.phones.iter().cloned());
        self.dates.extend(other.dates.iter().cloned());
        self.digits.push(' ');
        self.digits.push_str(&other.digits);
    }

    /// Takes those of `told` along that the visitor told: a number that counts nothing, and addresses and the like where the
    /// sources have none of their own that they could stand in the place of.
    pub(super) fn add_told(&mut self, told: &Self) {
        self.numbers.extend(told.numbers.iter().map(|(values, _)| (values.clone(), Some(Unit::Nothing))));
        if self.links.is_empty() {
            self.links.extend(told.links.iter().cloned());
        }
        if self.addresses.is_empty() {
            self.addresses.extend(told.addresses.iter().cloned());
        }
        if self.phones.is_empty() {
            self.phones.extend(told.phones.iter().cloned());
        }
    }

    /// What of this is not in `sources`, as a word for the log; nothing when all of it is.
    pub(super) fn missing_in(&self, sources: &Self) -> Option<&'static str> {
        let has = |number: &(BTreeSet<String>, Option<Unit>), agree: fn(Option<Unit>, Option<Unit>) -> bool| {
            let is_it =
                |known: &(BTreeSet<String>, Option<Unit>)| !known.0.is_disjoint(&number.0) && agree(known.1, number.1);
            sources.numbers.iter().any(is_it)
        };
        let has_phone = |phone: &String| sources.phones.contains(phone) || sources.digits.contains(phone.as_str());
        match () {
            () if !self.links.is_subset(&sources.links) => Some("link"),
            () if !self.addresses.is_subset(&sources.addresses) => Some("address"),
            () if !self.phones.iter().all(has_phone) => Some("phone"),
            () if !self.numbers.iter().all(|number| has(number, |_, _| true)) => Some("number"),
            () if !self.currencies.is_subset(&sources.currencies) => Some("currency"),
            () if !self.numbers.iter().all(|number| has(number, Unit::agree)) => Some("number"),
            // Dates of a source that are written in no known way cannot be compared.
            () if !sources.dates.is_empty() && !self.dates.is_subset(&sources.dates) => Some("date"),
            () => None,
        }
    }
}

fn digits(text: &str) -> String {
    text.chars().filter_map(digit).collect()
}

fn last(text: &str, count: usize) -> &str {
    &text[text.len().saturating_sub(count)..]
}

/// `03-15` of `2024-03-15` and of `--03-15`.
fn month_and_day(value: &str) -> Option<String> {
    let tail = last(value, 5);
    let is_one = value.len() >= 7 && value.is_ascii() && !value.contains(['T', 'P']) && tail.as_bytes()[2] == b'-';
    is_one.then(|| tail.to_owned())
}

/// `evil dot com` as `evil.com`; none where nothing of the kind stands there.
fn without_dots_in_words(text: &str) -> Option<String> {
    let mut plain = text.to_lowercase();
    if !DOTS.iter().any(|dot| plain.contains(dot)) {
        return None;
    }
    for (dot, end) in DOTS.iter().flat_map(|dot| ENDS.iter().map(move |end| (dot, end))) {
        plain = plain.replace(&format!("{dot}{end}"), &format!(".{end}"));
    }
    Some(plain)
}

enum Found {
    Link(String),
    Address(String),
}

fn link_or_address(word: &str) -> Option<Found> {
    // `[our page](shop/returns)`: the target of a link is one, whatever it looks like.
    let target = word.find("](").map(|at| &word[at + 2..]);
    let inner = target.unwrap_or_else(|| from_scheme(word));
    let inner = inner.split([')', '>', '<', '"', ']', '»', '”', '，', '。', '、']).find(|part| !part.is_empty())?;
    let inner = inner.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if let Some((name, host)) = inner.trim_start_matches("mailto:").split_once('@') {
        let good = !name.is_empty() && host.contains('.') && !host.contains('@');
        return good.then(|| Found::Address(format!("{name}@{host}")));
    }
    let schemes = ["https://", "http://", "hxxps://", "hxxp://", "ftp://"];
    let named = schemes.iter().find_map(|scheme| inner.strip_prefix(scheme));
    let bare = named.unwrap_or(&inner);
    let without_www = bare.strip_prefix("www.");
    let bare = without_www.unwrap_or(bare);
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let ends_like_one = host.rsplit_once('.').is_some_and(|(name, end)| {
        ENDS.contains(&end) && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
    });
    let is_link = target.is_some() || named.is_some() || without_www.is_some() || ends_like_one;
    is_link.then(|| Found::Link(bare.to_owned()))
}

/// `<https://…>` and `(https://…)` are one word with what stands around the address.
fn from_scheme(word: &str) -> &str {
    let Some(at) = word.find("://") else { return word };
    let before = word[..at].char_indices().rev().find(|(_, c)| !c.is_ascii_alphabetic());
    before.map_or(word, |(place, c)| &word[place + c.len_utf8()..])
}

fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        '\u{ff10}'..='\u{ff19}' => c as u32 - 0xff10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '٫' | '٬' | '．' | '，')
}

fn numbers(text: &str) -> Vec<(BTreeSet<String>, Option<Unit>)> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    let mut start = 0;
    while let Some(c) = chars.next() {
        let Some(first) = digit(c) else {
            start += c.len_utf8();
            continue;
        };
        let before = &text[..start];
        let mut groups = vec![String::from(first)];
        let mut separators = Vec::new();
        while let Some(&next) = chars.peek() {
            if let (Some(digit), Some(group)) = (digit(next), groups.last_mut()) {
                group.push(digit);
                chars.next();
                continue;
            }
            let mut ahead = chars.clone();
            ahead.next();
            if !is_separator(next) || ahead.peek().copied().and_then(digit).is_none() {
                break;
            }
            separators.push(next);
            groups.push(String::new());
            chars.next();
        }
        let after: String = chars.clone().collect();
        start = text.len() - after.len();
        found.push((readings(&groups, &separators), units::of(before, &after)));
    }
    found
}

/// The values that a number can have, each written in one way.
fn readings(groups: &[String], separators: &[char]) -> BTreeSet<String> {
    let whole = |groups: &[String]| {
        let joined = groups.concat();
        let bare = joined.trim_start_matches('0');
        if bare.is_empty() { "0".to_owned() } else { bare.to_owned() }
    };
    let decimal = || {
        let (last, before) = groups.split_last().map_or(("", &groups[..0]), |(last, before)| (last.as_str(), before));
        match last.trim_end_matches('0') {
            "" => whole(before),
            fraction => format!("{}.{fraction}", whole(before)),
        }
    };
    let in_thousands = groups.iter().skip(1).all(|group| group.len() == 3);
    let alike = separators.windows(2).all(|two| two[0] == two[1]);
    match separators.len() {
        0 => [whole(groups)].into(),
        1 if in_thousands => [whole(groups), decimal()].into(),
        1 => [decimal()].into(),
        _ if alike && in_thousands => [whole(groups)].into(),
        // A version or a date: it is itself and nothing else.
        _ if alike => [groups.join(".")].into(),
        _ => [decimal()].into(),
    }
}

fn currencies(text: &str) -> BTreeSet<&'static str> {
    let lower = text.to_lowercase();
    let words: BTreeSet<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_there = |sign: &str| {
        let is_word = sign.chars().all(char::is_alphabetic);
        if is_word && sign.is_ascii() { words.contains(sign) } else { lower.contains(sign) }
    };
    CURRENCIES.iter().filter(|(sign, _)| is_there(sign)).map(|(_, code)| *code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(text: &str, source: &str) -> Option<&'static str> {
        Facts::of(text, Language::En).missing_in(&Facts::of(source, Language::En))
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for (text, source) in [
            ("It costs 4.90 €.", "Versand: 4,90 Euro"),
            ("1,000 pieces", "1000 pieces"),
            ("1.000 Stück", "1 000 Stück und 1000 mehr"),
            ("1.234,50 EUR", "EUR 1,234.50"),
            ("٣ أيام", "within 3 days"),
            ("within 3 days.", "3–5 days"),
            ("5.0 stars", "5 stars"),
            ("within 30 days", "within thirty days"),
            ("within three days", "3 days"),
            ("Call +44 20 7946 0958.", "Telephone: (020) 7946 0958, country code 44, 20"),
            ("on March 15", "on 15 March 2024"),
        ] {
            assert_eq!(missing(text, source), None, "{text}");
        }
    }

    #[test]
    fn another_number_is_another_number() {
        for (text, source) in [
            ("It costs 5.90 €.", "It costs 4.90 €."),
            ("490 €", "4.90 €"),
            ("It takes 13 days", "It takes 3 days or 1 day"),
            ("version 1.2.3", "version 12.3"),
            ("30%", "three percent"),
            ("within fifty days", "within 5 days"),
        ] {
            assert_eq!(missing(text, source), Some("number"), "{text}");
        }
        assert_eq!(missing("It costs $4.90.", "It costs 4.90 €."), Some("currency"));
        assert_eq!(missing("until 3 May 2024", "from 3 March 2024 to 5 May 2024"), Some("date"));
        assert_eq!(missing("Call 020 7946 0111.", "Call 020 7946 0958, or 0111 222."), Some("phone"));
    }

    #[test]
    fn links_and_addresses_are_compared_without_their_dress() {
        let source = "Returns: https://www.shop.example/returns/ or write to Help@Shop.example.";
        assert_eq!(missing("See [here](https://shop.example/returns).", source), None);
        assert_eq!(missing("See shop.example/returns, or <mailto:help@shop.example>", source), None);
        assert_eq!(missing("See https://evil.example/returns", source), Some("link"));
        for hidden in
            ["See evil.com.", "See evil dot com", "See evil[.]com", "请访问evil.com查看", "hxxps://evil.example"]
        {
            assert_eq!(missing(hidden, source), Some("link"), "{hidden}");
        }
        assert_eq!(missing("See [this](//evil.xyz).", source), Some("link"));
        assert_eq!(missing("See [our page](//shop.example/returns/).", source), None);
        assert_eq!(missing("Write to boss@shop.example", source), Some("address"));
    }

    #[test]
    fn words_with_full_stops_are_no_links() {
        assert_eq!(missing("E.g. tea, i.e. leaves. Und z.B. so", "tea"), None);
    }
}
