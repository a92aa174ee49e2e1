//! What the words of a text weigh together.

use super::lexicon::{Lexicon, lexicon};
use crate::segment::{fold, is_spaced};
use domain::Language;

/// How many words before a word of feeling can turn it round or strengthen it.
const REACH: usize = 3;
/// How far before it an 'if' is looked for.
const SENTENCE: usize = 20;
/// 'Not good' is worse than 'bad' is bad, and 'not bad' not as good as 'good' is.
const TURNED: f32 = -0.75;
const STRONGER: f32 = 1.4;
const WEAKER: f32 = 0.6;
/// What stands before a 'but', and what behind it.
const BEFORE_BUT: f32 = 0.6;
const BEHIND_BUT: f32 = 1.3;
/// 'What if it arrives damaged?' tells of no feeling.
const SUPPOSED: f32 = 0.4;
/// SHOUTED.
const SHOUTED: f32 = 1.25;

/// What was found in the words.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Words {
    /// Their weights together.
    pub(super) sum: f32,
    /// How many words of feeling there are.
    pub(super) found: usize,
}

pub(super) fn words(text: &str, language: Language) -> Words {
    let Some(lexicon) = lexicon(language) else { return Words::default() };
    if is_spaced(language) && language != Language::Ko {
        spaced(text, language, lexicon)
    } else {
        dense(text, language, lexicon)
    }
}

/// A word, the clause and the sentence that it is in, and whether it is shouted.
struct Word {
    word: String,
    clause: usize,
    sentence: usize,
    shouted: bool,
}

fn split(text: &str, language: Language) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let (mut clause, mut sentence, mut word) = (0, 0, String::new());
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() || is_mark(c) {
            word.push(c);
            continue;
        }
        // English "don't" is one word; in other languages "n'aime" is two.
        if matches!(c, '\'' | '’') && language == Language::En && !word.is_empty() {
            continue;
        }
        if !word.is_empty() {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let shouted = letters > 2 && !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase);
            found.push(Word { word: fold(&word, language), clause, sentence, shouted });
            word.clear();
        }
        sentence += usize::from(matches!(c, '.' | '!' | '?' | '\n' | '؟'));
        clause += usize::from(matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | '\n' | '،' | '؟' | '…' | '(' | ')'));
    }
    found
}

/// Vowel signs of Arabic stand inside of words.
fn is_mark(c: char) -> bool {
    ('\u{64b}'..='\u{652}').contains(&c) || c == 'ـ'
}

fn spaced(text: &str, language: Language, lexicon: &Lexicon) -> Words {
    let words = split(text, language);
    let but = words.iter().rposition(|word| lexicon.but.contains(&word.word));
    // Where everybody shouts, nobody does.
    let all_shout = words.iter().filter(|word| word.shouted).count() * 2 > words.len();
    let mut all = Words::default();
    let mut at = 0;
    while at < words.len() {
        let Some((mut weight, length)) = weight_at(&words, at, language, lexicon) else {
            at += 1;
            continue;
        };
        if weight != 0.0 {
            let clause = words[at].clause;
            let mut before = words[at.saturating_sub(REACH)..at].iter().filter(|word| word.clause == clause);
            let nots = before.clone().filter(|word| lexicon.not.contains(&word.word)).count();
            if nots > 0 || denied_behind(&words, at + length, language, lexicon) {
                weight *= TURNED;
            }
            if let Some(last) = before.next_back() {
                if lexicon.strong.contains(&last.word) {
                    weight *= STRONGER;
                } else if lexicon.weak.contains(&last.word) {
                    weight *= WEAKER;
                }
            }
            let sentence = words[at].sentence;
            let supposed = |word: &&Word| lexicon.supposed.contains(&word.word);
            if words[..at]
                .iter()
                .rev()
                .take(SENTENCE)
                .take_while(|word| word.sentence == sentence)
                .any(|word| supposed(&word))
            {
                weight *= SUPPOSED;
            }
            if words[at].shouted && !all_shout {
                weight *= SHOUTED;
            }
            weight *= match but {
                Some(but) if at < but => BEFORE_BUT,
                Some(_) => BEHIND_BUT,
                None => 1.0,
            };
            all.sum += weight;
            all.found += 1;
        }
        at += length;
    }
    all
}

/// German and Dutch deny verbs at the end: 'das gefällt mir nicht'.
fn denied_behind(words: &[Word], from: usize, language: Language, lexicon: &Lexicon) -> bool {
    if !matches!(language, Language::De | Language::Nl) || from == 0 {
        return false;
    }
    let clause = words[from - 1].clause;
    let rest = words[from..].iter().take_while(|word| word.clause == clause).take(REACH + 1);
    let rest: Vec<&Word> = rest.collect();
    rest.len() <= REACH && rest.last().is_some_and(|word| lexicon.not.contains(&word.word))
}

/// The weight of the phrase or the word at a place, and how many words it has.
fn weight_at(words: &[Word], at: usize, language: Language, lexicon: &Lexicon) -> Option<(f32, usize)> {
    for length in (2..=lexicon.phrase.min(words.len() - at)).rev() {
        let phrase: Vec<&str> = words[at..at + length].iter().map(|word| word.word.as_str()).collect();
        if let Some(weight) = lexicon.whole(&phrase.join("_")) {
            return Some((weight, length));
        }
    }
    forms(&words[at].word, language)
        .iter()
        .find_map(|form| lexicon.whole(form).or_else(|| lexicon.beginning(form)))
        .map(|weight| (weight, 1))
}

/// A word as it stands, then without letters that were held down (`sooo`), then without Arabic articles and conjunctions.
fn forms(word: &str, language: Language) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    for most in [2, 1] {
        let shorter = held(word, most);
        if shorter != word {
            forms.push(shorter);
        }
    }
    if language == Language::Ar {
        let heads = ["وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل"];
        let rest = heads.iter().filter_map(|head| word.strip_prefix(head));
        forms.extend(rest.filter(|rest| rest.chars().count() > 2).map(str::to_owned));
    }
    forms
}

/// `word` with runs of three letters or more cut to `most`.
fn held(word: &str, most: usize) -> String {
    let chars: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    for run in chars.chunk_by(|a, b| a == b) {
        out.extend(run.iter().take(if run.len() > 2 { most } else { run.len() }));
    }
    out
}

/// Where words are not set apart, or are set apart with much joined to them.
fn dense(text: &str, language: Language, lexicon: &Lexicon) -> Words {
    let chars: Vec<char> = fold(text, language).chars().collect();
    let mut all = Words::default();
    let mut at = 0;
    while at < chars.len() {
        let Some((mut weight, length)) = lexicon.at(&chars[at..]) else {
            at += 1;
            continue;
        };
        if weight != 0.0 {
            let before: String = chars[at.saturating_sub(4)..at].iter().collect();
            let before = clause_end(&before);
            let behind: String = chars[at + length..].iter().take(7).collect();
            let behind = behind.split(is_stop).next().unwrap_or_default();
            let not_before = lexicon.not.iter().any(|not| before.contains(not.replace('_', " ").as_str()));
            if not_before || lexicon.not_behind.iter().any(|not| behind.contains(not.as_str())) {
                weight *= TURNED;
            }
            // In these languages 'if' stands on either side.
            let around: String =
                chars[at.saturating_sub(SENTENCE)..(at + length + SENTENCE).min(chars.len())].iter().collect();
            if lexicon.supposed.iter().any(|word| around.contains(word.as_str())) {
                weight *= SUPPOSED;
            }
            let trimmed = before.trim_end();
            if lexicon.strong.iter().any(|strong| trimmed.ends_with(strong.as_str())) {
                weight *= STRONGER;
            }
            all.sum += weight;
            all.found += 1;
        }
        at += length;
    }
    all
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '、' | '，' | '！' | '？' | '.' | ',' | '!' | '?' | '\n' | '…')
}

fn clause_end(before: &str) -> &str {
    before.rsplit(is_stop).next().unwrap_or_default()
}
