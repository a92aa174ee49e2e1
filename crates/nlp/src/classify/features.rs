//! What a text shows of itself: its words, pairs of neighbours, and the letters inside words, each as a number.

use super::tone;
use crate::segment::{Script, fold, is_stop, script, stem};
use domain::Language;

/// Families of features. They are weighed apart, so that the many letters do not drown the few words.
pub(super) const FAMILIES: usize = 3;
const WORD: u32 = 0;
const PAIR: u32 = 1;
const LETTERS: u32 = 2;
/// Words of grammar: of the family of words, and told apart because not to know one says nothing.
const GRAMMAR: u32 = 3;
/// Where hashes of signs and of denied words begin, so that they are no words.
const SIGN: u32 = 11;
const DENIED: u32 = 12;

/// Letters in the longest run that counts.
const LONGEST_RUN: usize = 5;
/// What lies behind this many characters says no more.
const LONGEST_TEXT: usize = 4_000;

/// How texts are read; a model keeps it, so that what it classifies is read as its examples were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reader {
    /// The language of all texts; none: several, words stay unstemmed.
    pub language: Option<Language>,
    /// Whether signs of feeling count: emoji, `!!!`, stretched words, what a "not" reaches.
    pub tone: bool,
}

/// The family of a feature.
pub(super) fn family(key: u32) -> usize {
    if key & 3 == GRAMMAR { WORD as usize } else { (key & 3) as usize }
}

/// Whether a feature is a word that is about something.
pub(super) fn is_subject(key: u32) -> bool {
    key & 3 == WORD
}

impl Reader {
    /// The features of `text` with how often each stands there, by key.
    pub fn read(&self, text: &str) -> Vec<(u32, f32)> {
        let mut keys = self.keys(text);
        keys.sort_unstable();
        let mut counted: Vec<(u32, f32)> = Vec::with_capacity(keys.len());
        for key in keys {
            match counted.last_mut() {
                Some((last, count)) if *last == key => *count += 1.0,
                _ => counted.push((key, 1.0)),
            }
        }
        counted
    }

    fn keys(&self, text: &str) -> Vec<u32> {
        let cut = text.char_indices().nth(LONGEST_TEXT).map_or(text.len(), |(at, _)| at);
        let folded = fold(&text[..cut], self.language.unwrap_or(Language::En));
        let mut keys = Vec::with_capacity(folded.len() * 5);
        let mut before = hash(WORD, "^");
        let tokens = self.tokens(&folded);
        for (token, kind) in &tokens {
            let word = hash(WORD, token);
            keys.push(key(word, *kind));
            keys.push(key(before.rotate_left(21) ^ word, PAIR));
            before = word;
            if token.chars().next().is_some_and(char::is_alphanumeric) {
                runs(token, &mut keys);
            }
        }
        keys.push(key(before.rotate_left(21) ^ hash(WORD, "$"), PAIR));
        if self.tone {
            tones(&text[..cut], &tokens, &mut keys);
        }
        keys
    }

    /// Words in the form in which they count, characters of scripts without spaces, and signs that speak.
    fn tokens(&self, folded: &str) -> Vec<(String, u32)> {
        let mut tokens = Vec::new();
        let mut word = String::new();
        for c in folded.chars() {
            match script(c) {
                Script::Word | Script::Hangul => word.push(c),
                // don't, l'eau: two words in some languages, one in others; together they are never wrong.
                Script::Other if c == '\'' => {}
                Script::Other => {
                    self.end(&mut word, &mut tokens);
                    if speaks(c) {
                        tokens.push((c.to_string(), GRAMMAR));
                    }
                }
                Script::Han | Script::Hiragana | Script::Katakana => {
                    self.end(&mut word, &mut tokens);
                    let kind = if script(c) == Script::Hiragana { GRAMMAR } else { WORD };
                    tokens.push((c.to_string(), kind));
                }
            }
        }
        self.end(&mut word, &mut tokens);
        tokens
    }

    fn end(&self, word: &mut String, tokens: &mut Vec<(String, u32)>) {
        if word.is_empty() {
            return;
        }
        let whole = std::mem::take(word);
        tokens.push(match self.language {
            Some(language) if is_stop(&whole, language) => (whole, GRAMMAR),
            Some(language) => (stem(&whole, language), WORD),
            None => (whole, WORD),
        });
    }
}

/// What tells of feeling in a text of these words.
fn tones(text: &str, tokens: &[(String, u32)], keys: &mut Vec<u32>) {
    keys.extend(tone::signs(text).iter().map(|sign| key(hash(SIGN, sign), GRAMMAR)));
    let mut reach = 0;
    for (token, _) in tokens {
        let (plain, stretched) = tone::unstretched(token);
        if stretched {
            keys.push(key(hash(WORD, &plain), WORD));
            keys.push(key(hash(SIGN, "stretched"), GRAMMAR));
        }
        if tone::negates(token) {
            reach = tone::REACH;
        } else if reach > 0 {
            keys.push(key(hash(DENIED, token), GRAMMAR));
            reach -= 1;
        }
    }
}

/// Signs that tell something: questions, exclamations, money, emoji; not commas and brackets.
fn speaks(c: char) -> bool {
    matches!(c, '?' | '!' | '%' | '$' | '€' | '£' | '#' | '@' | '؟' | '¿' | '？' | '！') || u32::from(c) >= 0x2190
}

/// Runs of letters inside a word; its ends count as letters.
fn runs(word: &str, keys: &mut Vec<u32>) {
    let letters: Vec<u32> = std::iter::once(0).chain(word.chars().map(u32::from)).chain(std::iter::once(0)).collect();
    for from in 0..letters.len() {
        let mut state = hash(LETTERS, "");
        for (length, &letter) in letters[from..].iter().take(LONGEST_RUN).enumerate() {
            state = step(state, letter);
            if length > 0 {
                keys.push(key(state, LETTERS));
            }
        }
    }
}

fn hash(family: u32, text: &str) -> u64 {
    text.chars().fold(0xcbf2_9ce4_8422_2325 ^ u64::from(family), |state, c| step(state, u32::from(c)))
}

fn step(state: u64, letter: u32) -> u64 {
    (state ^ u64::from(letter).wrapping_add(1)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(17)
}

fn key(hash: u64, family: u32) -> u32 {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((mixed >> 32) as u32) & !3 | family
}
