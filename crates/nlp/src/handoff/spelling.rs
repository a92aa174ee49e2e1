//! Words as they are compared: folded, and mended where one of the wish is misspelt.

use super::lookup::{Lookup, Mendable};
use crate::segment::fold;
use domain::Language;

/// `text` as the words of the wish are written: folded, elisions apart, in Japanese all kana as hiragana and short.
pub(super) fn normal(text: &str, language: Language) -> String {
    let folded = fold(text, language).replace(['’', '´', '`'], "'");
    match language {
        Language::Fr | Language::It => folded.replace('\'', "' "),
        Language::Ja => folded.chars().filter(|c| *c != 'ー').map(hiragana).collect(),
        _ => folded,
    }
}

fn hiragana(c: char) -> char {
    if ('ァ'..='ヶ').contains(&c) { char::from_u32(u32::from(c) - 0x60).unwrap_or(c) } else { c }
}

/// The word of the wish that `token` is a misspelling of; otherwise itself.
pub(super) fn mend<'a>(token: &'a str, lookup: &'static Lookup) -> &'a str {
    let letters: Vec<char> = token.chars().collect();
    if letters.len() < 4 || lookup.knows(token) {
        return token;
    }
    let heard = sound(token, lookup.language);
    let is_meant = |one: &&Mendable| {
        if one.open { heard.starts_with(&one.sound) } else { heard == one.sound || is_slip(&letters, &one.letters) }
    };
    lookup.mendable.iter().find(is_meant).map_or(token, |one| one.word)
}

/// Whether one word is the other with one slip of the fingers inside: two letters exchanged, or in longer words one (in very long
/// words two) wrong, missing or too many. First and last letters agree: other endings are other words.
fn is_slip(a: &[char], b: &[char]) -> bool {
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 2 || a.len() < 4 {
        return false;
    }
    if a.len() == b.len() {
        let differ: Vec<usize> = (0..a.len()).filter(|at| a[*at] != b[*at]).collect();
        if let [one, other] = differ[..]
            && other == one + 1
            && a[one] == b[other]
            && a[other] == b[one]
        {
            return true;
        }
    }
    let allowed = match b.len() {
        0..6 => return false,
        6..10 => 1,
        _ => 2,
    };
    a.last() == b.last() && distance(a, b) <= allowed
}

/// Letters to change, add or drop until one word is the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Roughly how a word sounds: what is often mistaken for one another is one.
pub(super) fn sound(word: &str, language: Language) -> String {
    let pairs: &[(&str, &str)] = match language {
        Language::En => &[("ee", "ea"), ("ei", "ie")],
        Language::Es => &[
            ("qu", "k"),
            ("ch", "1"),
            ("h", ""),
            ("1", "ch"),
            ("v", "b"),
            ("ce", "se"),
            ("ci", "si"),
            ("c", "k"),
            ("z", "s"),
            ("ge", "je"),
            ("gi", "ji"),
            ("ll", "y"),
        ],
        Language::Pt => &[("ss", "s"), ("ce", "se"), ("ci", "si"), ("z", "s"), ("qu", "k")],
        Language::Ru => &[("о", "а"), ("е", "и"), ("э", "и"), ("тся", "ца"), ("ться", "ца")],
        Language::Ar => &[("ض", "ظ"), ("ذ", "د"), ("ث", "ت")],
        _ => &[],
    };
    let mut heard = word.to_owned();
    for (from, to) in pairs {
        heard = heard.replace(from, to);
    }
    if language == Language::Fr {
        for (from, to) in [("ez", "e"), ("er", "e"), ("ais", "ai"), ("ait", "ai")] {
            if let Some(start) = heard.strip_suffix(from) {
                heard = format!("{start}{to}");
                break;
            }
        }
    }
    let mut letters: Vec<char> = heard.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_words_of_the_wish_are_mended_and_other_words_are_left() {
        for (language, token, word) in [
            (Language::En, "hmuan", "human"),
            (Language::En, "represantative", "representative"),
            (Language::De, "mitarbiter", "mitarbeiter"),
            (Language::Es, "havlar", "hablar"),
            (Language::Fr, "conseillez", "conseiller"),
            (Language::Ru, "аператора", "оператор"),
        ] {
            assert_eq!(mend(token, Lookup::of(language).unwrap()), word);
        }
        for (language, token) in [(Language::Es, "personal"), (Language::Es, "gente"), (Language::Fr, "argent")] {
            assert_eq!(mend(token, Lookup::of(language).unwrap()), token);
        }
    }

    #[test]
    fn katakana_and_hiragana_are_one() {
        assert_eq!(normal("オペレーター", Language::Ja), normal("おぺれーたー", Language::Ja));
    }
}
