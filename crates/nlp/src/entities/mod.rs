//! What a text names: order numbers, addresses, telephone numbers, amounts of money, dates and times, links, and the products
//! of a list. Each place is looked at a bounded number of times, so that no text, however hostile, takes more than its length.

mod date;
mod email;
mod money;
mod number;
mod order;
mod phone;
mod product;
mod relative;
mod spelled;
mod text;
mod time;
mod url;
mod words;

use crate::language::detect;
use domain::Language;
use serde::{Deserialize, Serialize};
use text::Text;

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The number of an order.
    OrderNumber,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// An amount with its currency.
    Money,
    /// A date, a time of day, or a day counted from today.
    Date,
    /// A link.
    Url,
    /// One of the products that the caller named.
    Product,
}

impl Kind {
    /// Its name in data: `order_number`, `email`, `phone`, `money`, `date`, `url`, `product`.
    pub fn id(self) -> &'static str {
        match self {
            Self::OrderNumber => "order_number",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Money => "money",
            Self::Date => "date",
            Self::Url => "url",
            Self::Product => "product",
        }
    }
}

/// Something that a text names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entity {
    /// What it is.
    pub kind: Kind,
    /// First byte in the text.
    pub start: usize,
    /// First byte behind it.
    pub end: usize,
    /// The same however it is written. Order numbers: large letters and ordinary digits. E-mail addresses: small letters.
    /// Telephone numbers: digits, with a `+` where the country is given. Money: amount with a point, a space, the currency's
    /// ISO 4217 code. Dates: ISO 8601 (`2024-03-15`, `2024-03`, `--03-15` without a year, `T14:30` for a time of day), days
    /// from today as a duration (`P1D` tomorrow, `-P3D` three days ago, `P0D` today). Links: with their scheme. Products: the
    /// name in the caller's list.
    pub value: String,
    /// How likely it is that this is right, 0 to 1: a judgement about each form, not measured.
    pub confidence: f32,
}

/// What a kind finds; places are characters.
struct Found {
    kind: Kind,
    from: usize,
    to: usize,
    value: String,
    confidence: f32,
}

impl Found {
    fn new(kind: Kind, (from, to): (usize, usize), value: impl Into<String>, confidence: f32) -> Self {
        Self { kind, from, to, value: value.into(), confidence }
    }
}

/// What `text` names, in its order and without overlaps. `language` is the text's, if it is known; otherwise it is found out.
pub fn find(text: &str, language: Option<Language>) -> Vec<Entity> {
    find_with_products(text, language, &[])
}

/// As [`find`], and the names of `products` too, however they are capitalised. Time grows with their number.
pub fn find_with_products(text: &str, language: Option<Language>, products: &[&str]) -> Vec<Entity> {
    let language = language.or_else(|| detect(text, None).language).unwrap_or(Language::En);
    let text = Text::new(text);
    let mut taken = vec![false; text.len()];
    let mut found: Vec<Found> = Vec::new();
    let mut keep = |some: Vec<Found>, taken: &mut Vec<bool>| {
        for one in some {
            if !taken[one.from..one.to].contains(&true) {
                taken[one.from..one.to].fill(true);
                found.push(one);
            }
        }
    };
    // The surer a form is, the earlier it is looked for: what is taken cannot be anything else.
    keep(product::find(&text, products), &mut taken);
    keep(url::with_scheme(&text), &mut taken);
    keep(email::find(&text), &mut taken);
    keep(url::bare(&text), &mut taken);
    keep(date::find(&text, language), &mut taken);
    keep(time::find(&text, language), &mut taken);
    keep(relative::find(&text, language), &mut taken);
    keep(money::find(&text, language), &mut taken);
    keep(order::find(&text, language, &taken), &mut taken);
    keep(phone::find(&text, language, &taken), &mut taken);
    found.sort_by_key(|one| one.from);
    let entity = |one: Found| Entity {
        kind: one.kind,
        start: text.byte(one.from),
        end: text.byte(one.to),
        value: one.value,
        confidence: one.confidence,
    };
    found.into_iter().map(entity).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Kind, String, String)> {
        find(text, None).into_iter().map(|e| (e.kind, text[e.start..e.end].to_owned(), e.value)).collect()
    }

    #[test]
    fn places_are_bytes_of_the_text_as_it_was_given() {
        let text = "Größe 38, Bestellung ４４１２０９ für 5 €";
        let found = found(text);
        assert_eq!(found[0], (Kind::OrderNumber, "４４１２０９".to_owned(), "441209".to_owned()));
        assert_eq!(found[1], (Kind::Money, "5 €".to_owned(), "5 EUR".to_owned()));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn products_are_those_of_the_list() {
        let text = "Is the AIRSTEP 2 better than the airsteps or the Trail Boot?";
        let found = find_with_products(text, Some(Language::En), &["AirStep", "AirStep 2", "Trail Boot"]);
        let names: Vec<&str> = found.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(names, ["AirStep 2", "Trail Boot"]);
    }

    #[test]
    fn a_hostile_text_takes_time_by_its_length() {
        let parts = [
            "a@",
            "1 ",
            "0-",
            "1.",
            "+",
            "(1",
            "www.",
            "http://",
            "a.",
            "order ",
            "#",
            "1/",
            "in ",
            "month 1 ",
            "㎏12万",
            "hundred ",
            "千",
            "1 euro con ",
        ];
        crate::hostile::takes_time_by_length(&parts, |text| find(text, Some(Language::En)));
    }
}
