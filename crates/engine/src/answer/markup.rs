//! What a sentence may not have whatever its sources say, unless it stands there letter by letter: pictures, HTML, programs,
//! signs that nobody sees, words in letters of two scripts, and long strings that no person can read.

use super::screen::is_hidden;
use super::wording::plain;

/// Letters and digits of a run that no word has.
const LONGEST_WORD: usize = 40;
/// Signs of programs.
const CODE: &[&str] = &[
    "```",
    "def ",
    "import ",
    "#include",
    "console.",
    "function(",
    "function (",
    "select * ",
    "print(",
    "</",
    "/>",
    "();",
    "=>",
    "rm -rf",
    "sudo ",
    "curl ",
    "$(",
    "std::",
    "public static",
];

/// What is wrong with the form of this, as a word for the trace. `sources` is what it rests on, in its plain spelling.
pub(super) fn fault(text: &str, sources: &str) -> Option<&'static str> {
    if text.chars().any(is_hidden) {
        return Some("hidden");
    }
    if words(text).any(|word| mixes_scripts(word) && !sources.contains(&plain(word))) {
        return Some("hidden");
    }
    let lower = text.to_lowercase();
    if text.contains("![") || lower.contains("javascript:") || lower.contains("data:") && lower.contains(";base64") {
        return Some("markup");
    }
    if has_tag(text) && !sources.contains(&plain(text.trim())) {
        return Some("markup");
    }
    let has_code = |sign: &&&str| lower.contains(**sign) && !sources.contains(**sign);
    if CODE.iter().any(|sign| has_code(&sign)) {
        return Some("markup");
    }
    let is_unreadable = |word: &str| {
        word.chars().count() > LONGEST_WORD
            && word.is_ascii()
            && !word.contains("://")
            && !sources.contains(&plain(word))
    };
    if text.split_whitespace().any(is_unreadable) || is_spelled_out(text) {
        return Some("hidden");
    }
    None
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Latin letters beside Cyrillic or Greek ones.
fn mixes_scripts(word: &str) -> bool {
    let is_latin = |c: char| c.is_ascii_alphabetic() || matches!(u32::from(c), 0xc0..=0x24f);
    let is_other = |c: char| matches!(u32::from(c), 0x370..=0x52f);
    word.chars().any(is_latin) && word.chars().any(is_other)
}

/// `<b>`, `</a>`, `<!--`.
fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
            && !text[at + 1..].starts_with("http")
            && !text[at + 1..].starts_with("mailto")
            && !text[at + 1..].split(['>', ' ']).next().is_some_and(|inner| inner.contains('@') || inner.contains('.'))
    })
}

/// `f r e e`: four or more letters that stand alone, one behind the other.
fn is_spelled_out(text: &str) -> bool {
    let mut run = 0;
    text.split_whitespace().any(|word| {
        let mut chars = word.chars();
        let is_letter =
            chars.next().is_some_and(|c| c.is_alphabetic() && u32::from(c) < 0x600) && chars.next().is_none();
        run = if is_letter { run + 1 } else { 0 };
        run >= 4
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_more_than_words_is_stopped_and_words_are_not() {
        for (text, wrong) in [
            ("![x](https://evil.example/a.png)", Some("markup")),
            ("Click <a href=x>here</a>.", Some("markup")),
            ("<script>alert(1)</script>", Some("markup")),
            ("```python", Some("markup")),
            ("print(\"hi\")", Some("markup")),
            ("F\u{200b}ree", Some("hidden")),
            ("Everything is frее.", Some("hidden")),
            ("e v e r y t h i n g", Some("hidden")),
            ("RXZlcnl0aGluZyBpcyBmcmVlIGZvciB5b3UgdG9kYXkhIFRoYW5rcw==", Some("hidden")),
            ("Less than <5 days> or so", None),
            ("Write to <help@shop.example>, or see <https://shop.example>.", None),
            ("Wir liefern in 3 bis 5 Tagen.", None),
            ("Чай Earl Grey стоит 5 €.", None),
        ] {
            assert_eq!(fault(text, ""), wrong, "{text}");
        }
        assert_eq!(fault("Call print() in your shop.", "use print() to print"), None);
    }
}
