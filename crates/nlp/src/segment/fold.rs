//! Spellings that mean the same become one: case, accents, wide letters, vowel signs.

use domain::Language;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Kinds of letters that are cut into terms differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Letters and digits of languages that put spaces between words.
    Word,
    /// Chinese characters.
    Han,
    /// Japanese syllables of grammar and native words.
    Hiragana,
    /// Japanese syllables of foreign words.
    Katakana,
    /// Korean syllables.
    Hangul,
    /// Spaces, punctuation, signs.
    Other,
}

pub(crate) fn script(c: char) -> Script {
    match u32::from(c) {
        0x3041..=0x309f => Script::Hiragana,
        0x30a1..=0x30fa | 0x30fc..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9f => Script::Katakana,
        0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => {
            Script::Han
        }
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => Script::Hangul,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Script::Word,
        _ => Script::Other,
    }
}

/// `text` in the one spelling that terms are compared in. It keeps spaces and punctuation.
pub fn fold(text: &str, language: Language) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(&mut folded, c);
    }
    if language == Language::De { join_umlauts(&folded) } else { folded }
}

fn push_folded(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ё' | 'Ё' => out.push('е'),
        '’' | '‘' | 'ʼ' | '＇' => out.push('\''),
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ئ' | 'ی' => out.push('ي'),
        'ؤ' => out.push('و'),
        'ة' => out.push('ه'),
        'ک' => out.push('ك'),
        'ـ' => {}
        '٠'..='٩' => out.extend(char::from_digit(u32::from(c) - 0x660, 10)),
        _ => match u32::from(c) {
            0xff01..=0xff5e => {
                out.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()));
            }
            // Cyrillic й, Korean syllables and voiced kana decompose into what is another letter without its mark.
            0x400..=0x52f | 0x3041..=0x30ff | 0xac00..=0xd7af => out.extend(c.to_lowercase()),
            _ if is_combining_mark(c) => {}
            _ => decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    out.extend(part.to_lowercase());
                }
            }),
        },
    }
}

/// People without umlauts on their keyboard write `fuer` for `für`: both become `fur`.
fn join_umlauts(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let mut chars = folded.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        out.push(c);
        let stands_alone = !matches!(before, 'a' | 'e' | 'i' | 'o' | 'u' | 'q');
        if matches!(c, 'a' | 'o' | 'u') && stands_alone && before.is_alphabetic() && chars.peek() == Some(&'e') {
            chars.next();
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_become_one() {
        assert_eq!(fold("Straße", Language::De), fold("STRASSE", Language::De));
        assert_eq!(fold("für", Language::De), fold("fuer", Language::De));
        assert_eq!(fold("Devolución", Language::Es), "devolucion");
        assert_eq!(fold("ещё", Language::Ru), "еще");
        assert_eq!(fold("йогурт", Language::Ru), "йогурт");
        assert_eq!(fold("ＡＢＣ１２３", Language::Ja), "abc123");
        assert_eq!(fold("مُدَرِّسَة", Language::Ar), fold("مدرسه", Language::Ar));
    }

    #[test]
    fn letters_that_only_look_marked_stay() {
        assert_eq!(fold("ガイド", Language::Ja), "ガイド");
        assert_eq!(fold("한국", Language::Ko), "한국");
        assert_eq!(fold("bauen Quelle", Language::De), "bauen quelle");
    }
}
