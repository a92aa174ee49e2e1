//! Amounts of money: a number, in digits or in words, beside a currency.

use super::number::{Number, numbers, scale};
use super::spelled::{Spelled, spelled_numbers};
use super::text::Text;
use super::words::CURRENCY_WORDS;
use super::{Found, Kind};
use domain::Language;

/// Signs of currencies, longest first where one ends another.
const SIGNS: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("ca$", "CAD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("mx$", "MXN"),
    ("s$", "SGD"),
    ("c$", "CAD"),
    ("a$", "AUD"),
    ("r$", "BRL"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₹", "INR"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₪", "ILS"),
    ("₱", "PHP"),
    ("₫", "VND"),
    ("฿", "THB"),
    ("₸", "KZT"),
    ("kč", "CZK"),
    ("¥", "JPY"),
];
/// Codes that may stand before or behind a number, in large letters.
const CODES: &str = "|EUR|USD|GBP|CHF|JPY|CNY|RMB|KRW|RUB|RUR|BRL|MXN|ARS|COP|CLP|PEN|SAR|AED|EGP|QAR|KWD|MAD|INR|CAD|AUD|NZD|SEK|NOK|DKK|\
    PLN|CZK|TRY|HKD|TWD|SGD|ZAR|UAH|BHD|OMR|JOD|DZD|TND|";

pub(super) fn find(text: &Text, language: Language) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for number in numbers(text) {
        let free = found.last().is_none_or(|last| number.from >= last.to);
        if free && !text.before(number.from).is_ascii_alphanumeric() {
            found.extend(beside(text, &number, language));
        }
    }
    found.extend(spelled_numbers(text, language).iter().filter_map(|number| in_words(text, number, language)));
    found
}

/// 'fifty pounds', 'zweihundert Euro'. Of the words for pounds only those of English are not as often a weight or books.
fn in_words(text: &Text, number: &Spelled, language: Language) -> Option<Found> {
    let (to, code, confidence) = behind(text, number.to)?;
    let word = text.small(text.skip(number.to), to);
    let is_pound = code == "GBP" && (!matches!(word.as_str(), "pounds" | "quid") || is_heavy(text, number.from));
    // 'Some tens of thousands': no amount.
    let is_vague = "数數几幾何多수몇".contains(text.before(number.from));
    let article = text.phrase_before(text.back(number.from), "a").filter(|_| language == Language::En);
    let place = (article.unwrap_or(number.from), to);
    let value = format!("{} {code}", number.value);
    (!is_pound && !is_vague).then(|| Found::new(Kind::Money, place, value, confidence.min(0.85)))
}

/// Whether a weight is spoken of before a place: pounds are one.
fn is_heavy(text: &Text, at: usize) -> bool {
    let before = text.small(at.saturating_sub(24), at);
    ["weigh", "heav", "lift", "lost"].iter().any(|word| before.contains(word))
}

fn beside(text: &Text, number: &Number, language: Language) -> Option<Found> {
    if let Some(one) = sign_inside(text, number) {
        return Some(one);
    }
    let (value, end) = scaled(text, number);
    let before = sign_before(text, number.from).or_else(|| code_before(text, number.from));
    let behind = behind(text, end);
    let (from, to, mut code, mut confidence) = match (before, behind) {
        (Some((from, code)), None) => (from, end, code, 0.97),
        (None, Some((to, code, confidence))) => (number.from, to, code, confidence),
        // '$50 USD': the code is the surer of the two.
        (Some((from, _)), Some((to, code, confidence))) => (from, to, code, confidence),
        (None, None) => return None,
    };
    if code == "JPY" && language == Language::Zh && text.at(from) == '¥' {
        "CNY".clone_into(&mut code);
    }
    if code == "USD" && from < number.from && text.at(from) == '$' && !matches!(language, Language::En) {
        confidence = 0.85;
    }
    if code == "GBP" && from == number.from && is_heavy(text, from) {
        return None;
    }
    if let Some((cents, end)) = cents_behind(text, to).filter(|_| from == number.from && !value.contains('.')) {
        return Some(Found::new(Kind::Money, (from, end), format!("{value}.{cents:02} {code}"), confidence));
    }
    Some(Found::new(Kind::Money, (from, to), format!("{value} {code}"), confidence))
}

/// `45 euros con 50`, `20 euros et 50 centimes`, `3 pounds 20 pence`: the cents behind a currency, and their end.
fn cents_behind(text: &Text, at: usize) -> Option<(u32, usize)> {
    const CENTS: &str = "cents|cent|ct|centimes|centime|centesimi|céntimos|centimos|centavos|cêntimos|pence|копеек|копейки|копейка|коп.|коп";
    if text.at(at) != ' ' {
        return None;
    }
    let joint = text.phrase(at + 1, "con|y|e|et|und|and|en|с");
    let number = joint.map_or(at + 1, |to| text.skip(to));
    let (cents, to) = text.digits(number, 2)?;
    if let Some(end) = text.phrase(text.skip(to), CENTS) {
        return Some((cents, end));
    }
    let next = text.at(text.skip(to));
    let is_with = text.phrase(at + 1, "con|e|et").is_some();
    if to - number == 2 && text.phrase(at + 1, "con").is_some() {
        return Some((cents, to));
    }
    (is_with && to - number == 2 && !next.is_alphanumeric() && !"%€$£:/".contains(next)).then_some((cents, to))
}

/// A number with what multiplies it: `3만 5천`, `1.5万`.
fn scaled(text: &Text, number: &Number) -> (String, usize) {
    let Some((by, mut end)) = scale(text, number.to) else { return (number.value.clone(), number.to) };
    let times = |value: &str, by: u64| value.parse::<f64>().unwrap_or_default() * by as f64;
    // Multiplied hundredths are not told exactly.
    let mut sum = (times(&number.value, by) * 100.0).round() / 100.0;
    let next = text.skip(end);
    if let Some((more, to)) = text.digits(next, 4) {
        if let Some((by, to)) = scale(text, to) {
            sum += f64::from(more) * by as f64;
            end = to;
        } else if behind(text, to).is_some() {
            sum += f64::from(more);
            end = to;
        }
    }
    (sum.to_string(), end)
}

/// `19€90`.
fn sign_inside(text: &Text, number: &Number) -> Option<Found> {
    let code = match text.at(number.to) {
        '€' => "EUR",
        '£' => "GBP",
        _ => return None,
    };
    let (_, to) = text.digits(number.to + 1, 2).filter(|(_, to)| to - number.to == 3)?;
    let value = format!("{}.{} {code}", number.value, text.text(number.to + 1, to));
    let whole = !number.value.contains('.');
    whole.then(|| Found::new(Kind::Money, (number.from, to), value, 0.9))
}

fn sign_before(text: &Text, at: usize) -> Option<(usize, String)> {
    let to = text.back(at);
    let fits = |(sign, code): &(&str, &str)| {
        let from = to.checked_sub(sign.chars().count())?;
        text.starts(from, sign)?;
        let stands = !text.at(from).is_alphabetic() || !text.before(from).is_alphabetic();
        stands.then(|| (from, (*code).to_owned()))
    };
    SIGNS.iter().find_map(fits)
}

fn code_before(text: &Text, at: usize) -> Option<(usize, String)> {
    let to = text.back(at);
    let from = to.checked_sub(3)?;
    if let Some(code) = code(text, from) {
        return Some((from, code));
    }
    // 'Euro 2024', 'Euro 5' are a tournament and a norm.
    let (whole, end) = text.digits(at, 4).unwrap_or((0, at));
    let is_name = !matches!(text.at(end), '.' | ',') && (whole < 10 || (1900..2100).contains(&whole)) && end > at;
    let euros = text.phrase_before(to, "euro|euros|eur").filter(|_| !is_name);
    if let Some(from) = euros {
        return Some((from, "EUR".to_owned()));
    }
    let words = [("人民币|rmb", "CNY"), ("usd", "USD"), ("gbp", "GBP"), ("chf|sfr.|sfr", "CHF"), ("rs.|rs", "INR")];
    words.into_iter().find_map(|(words, code)| Some((text.phrase_before(to, words)?, code.to_owned())))
}

/// The currency whose code stands at a place as a word.
fn code(text: &Text, from: usize) -> Option<String> {
    let code = text.text(from.min(text.len()), from + 3);
    let stands = !text.before(from).is_ascii_alphabetic() && !text.at(from + 3).is_ascii_alphanumeric();
    let known = code.len() == 3 && stands && CODES.contains(&format!("|{code}|"));
    known.then(|| match code.as_str() {
        "RMB" => "CNY".to_owned(),
        "RUR" => "RUB".to_owned(),
        _ => code,
    })
}

/// The currency behind a number: its end, its code, and how sure it is.
fn behind(text: &Text, end: usize) -> Option<(usize, String, f32)> {
    let at = text.skip(end);
    if let Some(code) = code(text, at) {
        return Some((at + 3, code, 0.97));
    }
    let word = |(words, code, confidence): &(&str, &str, f32)| {
        Some((text.phrase(at, words)?, (*code).to_owned(), *confidence))
    };
    let sign = |(sign, code): &(&str, &str)| {
        let to = text.starts(at, sign)?;
        // '5 $6' is a price of 6.
        (!text.is_digit(to)).then(|| (to, (*code).to_owned(), 0.97))
    };
    SIGNS.iter().find_map(sign).or_else(|| CURRENCY_WORDS.iter().filter_map(word).max_by_key(|found| found.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_one_form_and_numbers_without_a_currency_are_none() {
        for (text, language, value) in [
            ("US$ 1,299.50", Language::En, Some("1299.50 USD")),
            ("CHF 30.-", Language::De, Some("30 CHF")),
            ("1’299 €", Language::De, Some("1299 EUR")),
            ("3만 5천원", Language::Ko, Some("35000 KRW")),
            ("1.5万元", Language::Zh, Some("15000 CNY")),
            ("19€90", Language::Fr, Some("19.90 EUR")),
            ("¥88", Language::Zh, Some("88 CNY")),
            ("２，９８０円", Language::Ja, Some("2980 JPY")),
            ("a discount of 20 % on 49.99", Language::En, None),
            ("it weighs 5 pounds", Language::En, None),
            ("2.4.1 €", Language::En, None),
            ("2,5 тысячи рублей", Language::Ru, Some("2500 RUB")),
            ("$5k", Language::En, Some("5000 USD")),
            ("paguei 3 mil reais", Language::Pt, Some("3000 BRL")),
            ("fifty pounds", Language::En, Some("50 GBP")),
            ("it weighs fifty pounds", Language::En, None),
            ("deux livres", Language::Fr, None),
            ("三千円です", Language::Ja, Some("3000 JPY")),
            ("两块", Language::Zh, None),
            ("45 euros con 50", Language::Es, Some("45.50 EUR")),
            ("15 euro e 50 minuti", Language::It, Some("15 EUR")),
            ("20 euros et 50 centimes", Language::Fr, Some("20.50 EUR")),
            ("euro 49,90", Language::It, Some("49.90 EUR")),
            ("45 euros con 50 de más", Language::Es, Some("45.50 EUR")),
            ("the Euro 2024 final", Language::En, None),
            ("a hundred bucks", Language::En, Some("100 USD")),
            ("数千元", Language::Zh, None),
            ("20 francs suisses", Language::Fr, Some("20 CHF")),
        ] {
            let found = find(&Text::new(text), language).into_iter().next().map(|one| one.value);
            assert_eq!(found.as_deref(), value, "{text}");
        }
    }
}
