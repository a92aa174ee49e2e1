//! What in a text says who somebody is or where they are reached: e-mail addresses, telephone numbers, accounts and cards,
//! numbers of orders, postal addresses, names that are said outright, links that hold such things, and every other long
//! number. Made for leaving them out: in doubt it takes too much. Each place is looked at a bounded number of times.

mod address;
mod mail;
mod number;

use domain::Language;

use crate::entities;
use crate::language::detect;
use crate::name;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// The number of a bank account (IBAN).
    Account,
    /// The number of a payment card.
    Card,
    /// The number of an order.
    Order,
    /// A postal address, or a street with its number.
    Address,
    /// What somebody says that they are called.
    Name,
    /// A link with an address or a long number in it.
    Link,
    /// Another number of seven digits or more.
    Number,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Email,
        Self::Phone,
        Self::Account,
        Self::Card,
        Self::Order,
        Self::Address,
        Self::Name,
        Self::Link,
        Self::Number,
    ];

    /// Its name in data: `email`, `phone`, `account`, `card`, `order`, `address`, `name`, `link`, `number`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Account => "account",
            Self::Card => "card",
            Self::Order => "order",
            Self::Address => "address",
            Self::Name => "name",
            Self::Link => "link",
            Self::Number => "number",
        }
    }
}

/// Something personal in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// What it is.
    pub kind: Kind,
    /// First byte in the text.
    pub start: usize,
    /// First byte behind it.
    pub end: usize,
    /// The same however it is written.
    pub key: String,
}

/// What is personal in `text`, in its order and without overlaps. `language` is the text's, if it is known; otherwise it is
/// found out.
pub fn find(text: &str, language: Option<Language>) -> Vec<Personal> {
    let language = language.or_else(|| detect(text, None).language).unwrap_or(Language::En);
    let mut found = Found { text, taken: vec![false; text.len()], all: Vec::new() };
    for (start, end) in mail::find(text) {
        found.keep(Kind::Email, start, end, text[start..end].to_lowercase());
    }
    for (start, end, key) in number::accounts(text) {
        found.keep(Kind::Account, start, end, key);
    }
    let runs = number::runs(text);
    for run in runs.iter().filter(|run| run.is_card()) {
        found.keep(Kind::Card, run.start, run.end, run.digits.clone());
    }
    let mut parts = Vec::new();
    for entity in entities::find(text, Some(language)) {
        let (start, end) = (entity.start, entity.end);
        match entity.kind {
            entities::Kind::Email => found.keep(Kind::Email, start, end, entity.value),
            entities::Kind::Phone => found.keep(Kind::Phone, start, end, digits(&entity.value)),
            // A group of a telephone number behind the word for orders looks like the number of one.
            entities::Kind::OrderNumber if runs.iter().any(|run| run.is_more_than(start, end)) => {
                parts.push((start, end, entity.value));
            }
            entities::Kind::OrderNumber => found.keep(Kind::Order, start, end, entity.value),
            entities::Kind::Url if tells(&text[start..end]) => {
                found.keep_around(Kind::Link, start, end, text[start..end].to_owned());
            }
            // An amount or a date is no long number.
            entities::Kind::Money | entities::Kind::Date => found.block(start, end),
            entities::Kind::Url | entities::Kind::Product => {}
        }
    }
    for (start, end) in address::find(text, language) {
        let key = text[start..end].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        found.keep_around(Kind::Address, start, end, key);
    }
    for run in runs.iter().filter(|run| run.is_long()) {
        let is_phone = text[run.start..].starts_with(['+', '＋']);
        found.keep(if is_phone { Kind::Phone } else { Kind::Number }, run.start, run.end, run.digits.clone());
    }
    for (start, end, value) in parts {
        found.keep(Kind::Order, start, end, value);
    }
    if let Some(name) = name::stated(text, language)
        && let Some(start) = text.find(&name)
    {
        let key = name.to_lowercase();
        found.keep(Kind::Name, start, start + name.len(), key);
    }
    found.all.sort_by_key(|one| one.start);
    found.all
}

/// Whether a link holds an address or a long number.
fn tells(link: &str) -> bool {
    link.contains('@') || link.to_lowercase().contains("%40") || number::runs(link).iter().any(number::Run::is_long)
}

/// Digits in their ordinary form.
fn digits(text: &str) -> String {
    text.chars().filter_map(number::digit).collect()
}

/// What was found so far; the surer a form is, the earlier it is looked for.
struct Found<'t> {
    text: &'t str,
    taken: Vec<bool>,
    all: Vec<Personal>,
}

impl Found<'_> {
    fn is_free(&self, start: usize, end: usize) -> bool {
        start < end && !self.taken[start..end].contains(&true)
    }

    fn block(&mut self, start: usize, end: usize) {
        if self.is_free(start, end) {
            self.taken[start..end].fill(true);
        }
    }

    fn keep(&mut self, kind: Kind, start: usize, end: usize, key: String) {
        if self.is_free(start, end) && self.text.get(start..end).is_some() {
            self.taken[start..end].fill(true);
            self.all.push(Personal { kind, start, end, key });
        }
    }

    /// Takes the place of what lies inside of it, and of nothing that lies only partly there.
    fn keep_around(&mut self, kind: Kind, start: usize, end: usize, key: String) {
        let is_inside = |one: &Personal| start <= one.start && one.end <= end;
        if self.all.iter().any(|one| one.start < end && start < one.end && !is_inside(one)) {
            return;
        }
        self.all.retain(|one| !is_inside(one));
        self.taken[start..end].fill(false);
        self.keep(kind, start, end, key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: Language) -> Vec<(Kind, String)> {
        find(text, Some(language)).into_iter().map(|one| (one.kind, text[one.start..one.end].to_owned())).collect()
    }

    fn first(text: &str, language: Language) -> Option<(Kind, String)> {
        found(text, language).into_iter().next()
    }

    #[test]
    fn telephone_numbers_of_several_countries_are_found_whatever_the_language_of_the_chat() {
        for number in [
            "+1 (555) 123-4567",
            "555-123-4567",
            "020 7946 0958",
            "+49 (0)30 1234567",
            "030 / 123 45 67",
            "0170-1234567",
            "01 23 45 67 89",
            "+33 1 23 45 67 89",
            "612 345 678",
            "06 1234 5678",
            "347 123 4567",
            "(11) 91234-5678",
            "8 (912) 345-67-89",
            "+7 912 345-67-89",
            "090-1234-5678",
            "138 0013 8000",
            "010-1234-5678",
            "٠٥٠١٢٣٤٥٦٧",
            "0501234567",
        ] {
            for language in Language::ALL {
                let text = format!("My number: {number}, thanks");
                let found = found(&text, *language);
                let words: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
                assert_eq!(words.len(), 1, "{number} in {language:?}: {found:?}");
                let trimmed = number.trim_start_matches('(');
                assert!(words[0] == number || words[0] == trimmed, "{number} in {language:?}: {found:?}");
                assert!(!matches!(found[0].0, Kind::Email | Kind::Address | Kind::Name), "{found:?}");
            }
        }
    }

    #[test]
    fn accounts_and_cards_are_told_from_other_numbers() {
        for (text, kind, words) in [
            ("IBAN DE89 3704 0044 0532 0130 00 please", Kind::Account, "DE89 3704 0044 0532 0130 00"),
            ("to gb29nwbk60161331926819.", Kind::Account, "gb29nwbk60161331926819"),
            ("FR76 3000 6000 0112 3456 7890 189", Kind::Account, "FR76 3000 6000 0112 3456 7890 189"),
            ("card 4111 1111 1111 1111, valid", Kind::Card, "4111 1111 1111 1111"),
            ("3782-822463-10005", Kind::Card, "3782-822463-10005"),
            ("parcel 778120458812", Kind::Number, "778120458812"),
        ] {
            assert_eq!(first(text, Language::En), Some((kind, words.to_owned())), "{text}");
        }
    }

    #[test]
    fn orders_names_addresses_and_links_are_found() {
        let text = "Hello, my name is Lisa Brown. Order #441209 went to 12 Main Street, Springfield, not to \
                    lisa@example.com; see https://shop.example/track?mail=lisa%40example.com";
        let kinds: Vec<Kind> = find(text, Some(Language::En)).iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [Kind::Name, Kind::Order, Kind::Address, Kind::Email, Kind::Link]);
    }

    #[test]
    fn a_telephone_number_behind_an_order_is_one_and_a_date_behind_it_hides_no_order() {
        let order = |digits: &str| (Kind::Order, digits.to_owned());
        let phone = (Kind::Phone, "+1 555 123 4567".to_owned());
        assert_eq!(found("order #441209, +1 555 123 4567", Language::En), [order("441209"), phone]);
        assert_eq!(found("order 4711 2024-03-15", Language::En), [order("4711")]);
    }

    #[test]
    fn amounts_dates_sizes_and_years_stay() {
        for text in [
            "Does it cost 1,299.00 EUR or 49 €?",
            "I ordered on 2024-03-15, between 2023 and 2024",
            "sizes 38 39 40 41 or 42",
            "3-5 days, 10 pieces, 24/7, 100%",
            "Is the WH-1000XM5 in stock?",
            "How much does delivery to Germany cost?",
            "see https://shop.example/returns or www.shop.example",
        ] {
            assert_eq!(found(text, Language::En), [], "{text}");
        }
    }

    #[test]
    fn the_same_has_the_same_key_however_it_is_written() {
        let key = |text: &str| find(text, Some(Language::En)).remove(0).key;
        assert_eq!(key("Lisa@Example.com"), key("write to lisa@example.com!"));
        assert_eq!(key("card 4111 1111 1111 1111"), key("4111-1111-1111-1111"));
        assert_eq!(key("DE89 3704 0044 0532 0130 00"), key("de89370400440532013000"));
        assert_eq!(key("call +1 (555) 123-4567"), key("+1 555 123 4567"));
    }

    #[test]
    fn a_hostile_text_takes_time_by_its_length() {
        let parts = ["a@", "a@b.", "1 ", "DE89 ", "de", "12 Main ", "rue ", "市", "1-", "@", "+", "ул. А "];
        crate::hostile::takes_time_by_length(&parts, |text| find(text, Some(Language::En)));
    }
}
