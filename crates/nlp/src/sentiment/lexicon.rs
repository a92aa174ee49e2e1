//! Words of feeling, one file a language in `models/sentiment`; its card tells their form.

use crate::segment::{fold, is_spaced};
use domain::Language;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The words of one language.
pub(super) struct Lexicon {
    /// Whole words and phrases (`not_bad`), and their weight.
    words: HashMap<String, f32>,
    /// Beginnings of words.
    stems: HashMap<String, f32>,
    /// What turns round what follows it.
    pub(super) not: HashSet<String>,
    /// What turns round what stands before it.
    pub(super) not_behind: Vec<String>,
    /// 'very'.
    pub(super) strong: HashSet<String>,
    /// 'a bit'.
    pub(super) weak: HashSet<String>,
    /// 'but'.
    pub(super) but: HashSet<String>,
    /// 'if'.
    pub(super) supposed: HashSet<String>,
    /// For each first letter, the longest entry in letters.
    longest: HashMap<char, usize>,
    /// Words in the longest phrase.
    pub(super) phrase: usize,
}

static LEXICONS: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| Language::ALL.iter().map(|&language| Lexicon::read(file(language), language)).collect());

/// The words of `language`.
pub(super) fn lexicon(language: Language) -> Option<&'static Lexicon> {
    let place = Language::ALL.iter().position(|one| *one == language)?;
    LEXICONS.get(place)
}

fn file(language: Language) -> &'static str {
    match language {
        Language::En => include_str!("../../models/sentiment/en.txt"),
        Language::Es => include_str!("../../models/sentiment/es.txt"),
        Language::Fr => include_str!("../../models/sentiment/fr.txt"),
        Language::De => include_str!("../../models/sentiment/de.txt"),
        Language::It => include_str!("../../models/sentiment/it.txt"),
        Language::Pt => include_str!("../../models/sentiment/pt.txt"),
        Language::Nl => include_str!("../../models/sentiment/nl.txt"),
        Language::Ru => include_str!("../../models/sentiment/ru.txt"),
        Language::Ja => include_str!("../../models/sentiment/ja.txt"),
        Language::Zh => include_str!("../../models/sentiment/zh.txt"),
        Language::Ko => include_str!("../../models/sentiment/ko.txt"),
        Language::Ar => include_str!("../../models/sentiment/ar.txt"),
    }
}

/// The weight that a line's first word gives to the others.
pub(super) fn weight(mark: &str) -> Option<f32> {
    Some(match mark {
        "++" => 2.0,
        "+" => 1.0,
        "?" => 0.0,
        "-" => -1.0,
        "--" => -2.0,
        _ => return None,
    })
}

impl Lexicon {
    fn read(text: &str, language: Language) -> Self {
        let mut lexicon = Self {
            words: HashMap::new(),
            stems: HashMap::new(),
            not: HashSet::new(),
            not_behind: Vec::new(),
            strong: HashSet::new(),
            weak: HashSet::new(),
            but: HashSet::new(),
            supposed: HashSet::new(),
            longest: HashMap::new(),
            phrase: 1,
        };
        for line in text.lines() {
            let mut parts = line.split_whitespace();
            let Some(mark) = parts.next() else { continue };
            let entries = parts.map(|entry| fold(entry, language));
            match (mark, weight(mark)) {
                (_, Some(weight)) => entries.for_each(|entry| lexicon.add(&entry, weight, is_spaced(language))),
                ("!", _) => lexicon.not.extend(entries),
                ("!>", _) => lexicon.not_behind.extend(entries.map(|entry| entry.replace('_', " "))),
                ("^", _) => lexicon.strong.extend(entries),
                ("_", _) => lexicon.weak.extend(entries),
                (">", _) => lexicon.but.extend(entries),
                ("~", _) => lexicon.supposed.extend(entries),
                _ => {}
            }
        }
        lexicon
    }

    fn add(&mut self, entry: &str, weight: f32, spaced: bool) {
        if !spaced {
            // Korean writes many words with or without the space.
            for form in [entry.replace('_', " "), entry.replace('_', "")] {
                if let Some(first) = form.chars().next() {
                    let longest = self.longest.entry(first).or_default();
                    *longest = form.chars().count().max(*longest);
                }
                self.put(form, weight, false);
            }
            return;
        }
        self.phrase = self.phrase.max(entry.split('_').count());
        match entry.strip_suffix('*') {
            Some(stem) => self.put(stem.to_owned(), weight, true),
            None => self.put(entry.to_owned(), weight, false),
        }
    }

    /// What is no feeling although it looks like one counts before all else; among others, the stronger.
    fn put(&mut self, entry: String, weight: f32, stem: bool) {
        let map = if stem { &mut self.stems } else { &mut self.words };
        let before = map.entry(entry).or_insert(weight);
        if weight == 0.0 || *before != 0.0 && weight.abs() > before.abs() {
            *before = weight;
        }
    }

    /// The weight of a word or a phrase as a whole.
    pub(super) fn whole(&self, entry: &str) -> Option<f32> {
        self.words.get(entry).copied()
    }

    /// The weight of the longest beginning of a word.
    pub(super) fn beginning(&self, word: &str) -> Option<f32> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(20).collect::<Vec<_>>();
        ends.iter().skip(1).rev().find_map(|&end| self.stems.get(&word[..end])).copied()
    }

    /// The longest entry that stands at a place of a text without spaces between words: its weight and its length.
    pub(super) fn at(&self, chars: &[char]) -> Option<(f32, usize)> {
        let longest = *self.longest.get(chars.first()?)?;
        let mut entry: String = chars.iter().take(longest).collect();
        let mut length = longest.min(chars.len());
        while length > 0 {
            if let Some(&weight) = self.words.get(&entry) {
                return Some((weight, length));
            }
            entry.pop();
            length -= 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_words_of_all_kinds_and_none_is_good_and_bad() {
        for &language in Language::ALL {
            let lexicon = lexicon(language).unwrap();
            let count = |good: bool| {
                lexicon.words.values().chain(lexicon.stems.values()).filter(|&&weight| (weight > 0.0) == good).count()
            };
            assert!(count(true) > 60 && count(false) > 80, "{language}");
            assert!(!lexicon.not.is_empty() || !lexicon.not_behind.is_empty(), "{language}");
            let mut sides: HashMap<String, f32> = HashMap::new();
            for line in file(language).lines() {
                let mut parts = line.split_whitespace();
                let side = parts.next().and_then(weight).unwrap_or(0.0);
                for entry in parts.filter(|_| side != 0.0) {
                    let before = *sides.entry(fold(entry, language)).or_insert(side);
                    assert!(before * side > 0.0, "{language}: {entry} is good and bad");
                }
            }
        }
    }
}
