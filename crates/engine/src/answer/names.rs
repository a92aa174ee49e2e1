//! Names that a sentence has: words that only a name can be, by their capital letters or their script.

use domain::Language;

/// Capital letters without a name behind them: polite words for “you”, and what everybody knows.
const POLITE: &[&str] = &[
    "вы",
    "вас",
    "вам",
    "вами",
    "ваш",
    "ваша",
    "ваше",
    "ваши",
    "вашу",
    "вашего",
    "вашей",
    "вашему",
    "вашим",
    "вашими",
    "ваших",
    "u",
    "uw",
    "lei",
    "suo",
    "sua",
    "la",
    "le",
    "usted",
    "ustedes",
    "i",
    "i'm",
    "i'll",
    "i've",
    "i'd",
    "ok",
    "pdf",
    "faq",
    "eur",
    "usd",
    "gbp",
    "chf",
    "jpy",
    "rub",
    "krw",
    "cny",
    "id",
    "tv",
    "am",
    "pm",
    "sms",
];

/// The names, in their order. `is_close` says that the sources are in the same language: elsewhere names of places have other
/// forms, and only those are given that have the same everywhere.
pub(super) fn names(text: &str, language: Language, is_close: bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begins = true;
    let mut last_end = 0;
    for (start, word) in words(text) {
        let between = &text[last_end..start];
        begins |= between.contains(['.', '!', '?', ':', '\n', '•', '“', '„', '«', '"', '…', '—', '–', '(']);
        last_end = start + word.len();
        if is_name(word, language, begins, is_close) && !POLITE.contains(&word.to_lowercase().as_str()) {
            found.push(word);
        }
        begins = false;
    }
    found
}

fn is_name(word: &str, language: Language, begins: bool, is_close: bool) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return false };
    let rest: Vec<char> = letters.collect();
    let is_latin = word.chars().all(|c| c.is_ascii() || matches!(u32::from(c), 0xc0..=0x24f | 0x2019));
    let is_latin_script = !matches!(language, Language::Ru | Language::Ja | Language::Zh | Language::Ko | Language::Ar);
    if is_latin && !is_latin_script {
        return !rest.is_empty();
    }
    let has_inner = rest.iter().any(|c| c.is_uppercase());
    if has_inner {
        return true;
    }
    // In German every noun has a capital letter.
    first.is_uppercase() && !rest.is_empty() && !begins && is_close && language != Language::De
}

/// Runs of letters, digits and what may stand inside a name, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_inner = |c: char| c.is_alphanumeric() && !is_cjk(c) || matches!(c, '\'' | '’' | '&');
    text.split(move |c: char| !is_inner(c)).filter(|word| !word.is_empty()).map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        (start, word)
    })
}

/// Chinese, Japanese and Korean have no capital letters, and no spaces beside a name.
fn is_cjk(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_by_capital_letters_inside_a_sentence_or_by_their_script() {
        for (text, language, expected) in [
            ("Delivery is faster at MegaMart, or with Amazon.", Language::En, &["MegaMart", "Amazon"][..]),
            ("We ship to Germany. Orders leave daily.", Language::En, &["Germany"]),
            ("Use SAVE50 when you pay.", Language::En, &["SAVE50"]),
            ("Der Versand kostet bei AcmePro nichts.", Language::De, &["AcmePro"]),
            ("请到Amazon购买", Language::Zh, &["Amazon"]),
            ("Заказ для Вас доставит Почта через DHL.", Language::Ru, &["Почта", "DHL"]),
            ("It takes 3 days, and I'm glad.", Language::En, &[]),
        ] {
            assert_eq!(names(text, language, true), expected, "{text}");
        }
        assert_eq!(names("El envío a Alemania con UPS", Language::Es, false), ["UPS"]);
    }
}
