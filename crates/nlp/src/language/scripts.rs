//! What the letters alone say.

use super::{Detected, SURE};
use crate::segment::{Script, script};
use domain::Language;

/// How many letters of each script a text has.
#[derive(Debug, Default)]
pub(super) struct Letters {
    pub(super) all: usize,
    pub(super) latin: usize,
    cyrillic: usize,
    arabic: usize,
    han: usize,
    kana: usize,
    hangul: usize,
}

impl Letters {
    pub(super) fn count(text: &str) -> Self {
        let mut letters = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            letters.all += 1;
            match script(c) {
                Script::Han => letters.han += 1,
                Script::Hiragana | Script::Katakana => letters.kana += 1,
                Script::Hangul => letters.hangul += 1,
                _ => match u32::from(c) {
                    0x41..=0x24f | 0x1e00..=0x1eff => letters.latin += 1,
                    0x400..=0x52f => letters.cyrillic += 1,
                    0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => letters.arabic += 1,
                    _ => {}
                },
            }
        }
        letters
    }
}

/// Letters that Russian does not have, but its neighbours do.
const NOT_RUSSIAN: &str = "іїєґўјљњћђџѓќѕәғқңөұүһҳҷӣӯћ";
/// Letters that Arabic does not have, but Persian, Urdu and others do.
const NOT_ARABIC: &str = "پچژگکیےہںڈٹڑھەێۆڕڵۇۈۋېڭ";

/// The language, where the script decides. None: Latin letters, which many languages use.
pub(super) fn decide(letters: &Letters, text: &str, prior: Option<Language>) -> Option<Detected> {
    let share = |count: usize| count as f32 / letters.all as f32;
    // A single foreign name in a sentence does not change its language: Asian scripts need fewer letters for a word.
    let asian = letters.han + letters.kana + letters.hangul;
    if asian > 0 && (share(asian) >= 0.3 || asian * 3 >= letters.latin) {
        return Some(asia(letters, text, prior));
    }
    if share(letters.cyrillic) > 0.5 {
        return Some(cyrillic(text, letters));
    }
    if share(letters.arabic) > 0.5 {
        let foreign = text.chars().filter(|c| NOT_ARABIC.contains(*c)).count();
        // Some write Arabic on a Persian keyboard; its articles give it away.
        let words = text.split_whitespace().count();
        let articles = text.split_whitespace().filter(|word| word.contains("ال")).count();
        return Some(if (foreign * 25 > letters.arabic || foreign >= 2) && articles * 6 < words {
            Detected::UNKNOWN
        } else {
            Detected::sure(Language::Ar, 0.95)
        });
    }
    if share(letters.latin) >= 0.5 { None } else { Some(Detected::UNKNOWN) }
}

fn asia(letters: &Letters, text: &str, prior: Option<Language>) -> Detected {
    if letters.hangul * 2 >= letters.han + letters.kana {
        return Detected::sure(Language::Ko, 0.98);
    }
    if letters.kana > 0 {
        // A の in an advertisement makes no Chinese sentence Japanese.
        let share = letters.kana as f32 / (letters.kana + letters.han) as f32;
        if share > 0.08 {
            return Detected::sure(Language::Ja, 0.98);
        }
    }
    if prior == Some(Language::Ja) && letters.han <= 6 && !text.contains(['们', '这', '吗', '的', '嗎', '這']) {
        // 返品 and 送料 are written in Chinese characters alone.
        return Detected::sure(Language::Ja, 0.6);
    }
    Detected::sure(Language::Zh, if letters.han >= 4 { 0.95 } else { 0.7 })
}

fn cyrillic(text: &str, letters: &Letters) -> Detected {
    let lower = text.to_lowercase();
    if lower.chars().any(|c| NOT_RUSSIAN.contains(c)) {
        return Detected::UNKNOWN;
    }
    // Bulgarian has none of ы, э, ё, puts articles behind its words, and says "ще", "се", "съм", "за да".
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let bulgarian = words.iter().filter(|word| BULGARIAN.contains(word)).count();
    let has_russian_letter = lower.contains(['ы', 'э', 'ё']);
    if !has_russian_letter && bulgarian > 0 && bulgarian * 12 >= words.len() {
        return Detected::UNKNOWN;
    }
    let confidence = if letters.cyrillic < 4 { SURE + 0.1 } else { 0.95 };
    Detected::sure(Language::Ru, confidence)
}

const BULGARIAN: &[&str] = &[
    "се",
    "съм",
    "ще",
    "са",
    "към",
    "със",
    "след",
    "както",
    "който",
    "която",
    "които",
    "няма",
    "това",
    "тази",
    "този",
    "тези",
    "беше",
    "във",
    "тя",
    "което",
    "кога",
    "бъде",
    "още",
    "най",
];
