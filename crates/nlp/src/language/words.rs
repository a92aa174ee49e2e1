//! The words of a text by script, without what says nothing of its language: addresses, names of accounts.

use super::table::EDGE;
use crate::segment;
use unicode_normalization::UnicodeNormalization;

/// Kinds of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Han,
    Kana,
    Hangul,
    /// Letters of none of the twelve languages.
    Other,
}

/// How a word is written, which tells whether it may be a name. Names come from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Like most words of most languages.
    Plain,
    /// With a capital letter inside of a sentence.
    Capital,
    /// A few letters, all of them capital.
    Abbreviation,
}

/// A run of letters of one script, in small letters, with an edge at either end.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) script: Script,
    pub(super) signs: Vec<char>,
    pub(super) look: Look,
}

impl Word {
    /// How many letters it has.
    pub(super) fn letters(&self) -> usize {
        self.signs.len() - 2
    }
}

/// Letters beyond these say nothing new of a text's language.
const LETTERS: usize = 1500;

pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut letters = 0;
    let mut begins = true;
    // Who shouts writes plain words with capital letters too.
    let shouts = text.contains(char::is_whitespace) && !text.contains(char::is_lowercase);
    for token in text.split_whitespace().filter(|token| speaks(token)) {
        let mut open = false;
        let look = if shouts { Look::Plain } else { look(token, begins) };
        begins = token.ends_with(['.', '?', '!', ':', '…', '"', '”', '»']) || !token.contains(char::is_alphabetic);
        for c in token.nfkc().flat_map(char::to_lowercase) {
            if is_mark(c) {
                continue;
            }
            if !c.is_alphabetic() {
                open = false;
                continue;
            }
            let script = script(c);
            match words.last_mut().filter(|last| open && last.script == script) {
                Some(last) => push(&mut last.signs, c),
                None => words.push(Word { script, signs: vec![EDGE, c], look }),
            }
            open = true;
            letters += 1;
        }
        if letters >= LETTERS {
            break;
        }
    }
    for word in &mut words {
        word.signs.push(EDGE);
    }
    words
}

/// No letter stands more than twice in a row in any of the languages; people write "sooooo" all the same.
fn push(signs: &mut Vec<char>, c: char) {
    if !signs.ends_with(&[c, c]) {
        signs.push(c);
    }
}

fn look(token: &str, begins: bool) -> Look {
    let mut letters = token.chars().filter(|c| c.is_alphabetic());
    let is_short = (2..=4).contains(&letters.clone().count());
    if is_short && letters.clone().all(char::is_uppercase) {
        return Look::Abbreviation;
    }
    if !begins && letters.next().is_some_and(char::is_uppercase) { Look::Capital } else { Look::Plain }
}

/// Whether words of a language stand in it: not in web addresses, mail addresses, names of accounts, and such names of
/// products as have a capital letter in the middle.
fn speaks(token: &str) -> bool {
    let lower = token.trim_start_matches(['(', '[', '"', '<']);
    let is_address = lower.contains("://") || lower.starts_with("www.") || lower.contains('@');
    let is_rest = ["http", "https", "http:", "https:", "RT"].contains(&lower);
    let mut small = false;
    let is_product = !lower.starts_with('#')
        && lower.chars().any(|c| std::mem::replace(&mut small, c.is_lowercase()) && c.is_uppercase());
    !is_address && !is_rest && !is_product
}

/// Vowel signs and lengthenings of Arabic, which writers set or leave as they like.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x610..=0x61a | 0x640 | 0x64b..=0x65f | 0x670)
}

fn script(c: char) -> Script {
    match u32::from(c) {
        0x41..=0x24f | 0x1e00..=0x1eff | 0xff21..=0xff5a => Script::Latin,
        0x400..=0x52f => Script::Cyrillic,
        0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => Script::Arabic,
        _ => match segment::script(c) {
            segment::Script::Han => Script::Han,
            segment::Script::Hiragana | segment::Script::Katakana => Script::Kana,
            segment::Script::Hangul => Script::Hangul,
            _ => Script::Other,
        },
    }
}
