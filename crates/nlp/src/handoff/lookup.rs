//! The words of a language, laid out once for looking them up.

use super::spelling::sound;
use super::words::{KINDS, Kind, Words, words};
use domain::Language;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A phrase of one of the lists.
pub(super) struct Phrase {
    pub(super) kind: usize,
    pub(super) text: &'static str,
    /// Its words; in scripts without spaces, itself.
    pub(super) parts: Vec<&'static str>,
}

/// A word whose misspellings are mended.
pub(super) struct Mendable {
    pub(super) word: &'static str,
    /// Whether it may have any ending.
    pub(super) open: bool,
    pub(super) letters: Vec<char>,
    pub(super) sound: String,
}

/// All that is looked up in a language.
pub(super) struct Lookup {
    pub(super) language: Language,
    pub(super) words: &'static Words,
    phrases: HashMap<char, Vec<Phrase>>,
    known: HashSet<&'static str>,
    pub(super) mendable: Vec<Mendable>,
}

static LOOKUPS: LazyLock<Vec<Lookup>> =
    LazyLock::new(|| Language::ALL.iter().map(|language| Lookup::new(*language)).collect());

impl Lookup {
    /// That of a language.
    pub(super) fn of(language: Language) -> Option<&'static Self> {
        LOOKUPS.iter().find(|lookup| lookup.language == language)
    }

    fn new(language: Language) -> Self {
        let words = words(language);
        let mut phrases: HashMap<char, Vec<Phrase>> = HashMap::new();
        let mut known = HashSet::new();
        for (kind, list) in words.lists().into_iter().enumerate() {
            for text in list.split('|') {
                let Some(first) = text.chars().next() else { continue };
                let parts: Vec<&str> = if words.spaced { text.split(' ').collect() } else { vec![text] };
                // French folds the past and a misspelt infinitive into one: "parlé".
                if language != Language::Fr || kind != Kind::Done as usize {
                    known.extend(parts.iter().copied());
                }
                phrases.entry(first).or_default().push(Phrase { kind, text, parts });
            }
        }
        let lists = [Kind::Human, Kind::Person, Kind::Talk, Kind::Want, Kind::Link];
        let parts = lists.into_iter().flat_map(|kind| words.lists()[kind as usize].split(['|', ' ']));
        let mut seen = HashSet::new();
        let mut mendable: Vec<Mendable> = parts
            .filter(|part| seen.insert(*part))
            .map(|part| {
                let (word, open) = part.strip_suffix('*').map_or((part, false), |start| (start, true));
                Mendable { word, open, letters: word.chars().collect(), sound: sound(word, language) }
            })
            .collect();
        mendable.retain(|one| one.letters.len() >= if one.open { 5 } else { 4 });
        Self { language, words, phrases, known, mendable }
    }

    /// The phrases that begin with the letter that `text` begins with.
    pub(super) fn phrases(&self, text: &str) -> &[Phrase] {
        text.chars().next().and_then(|first| self.phrases.get(&first)).map_or(&[], Vec::as_slice)
    }

    /// Whether a word stands in one of the lists.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Room for the places of each kind.
    pub(super) fn empty<T>() -> [Vec<T>; KINDS] {
        std::array::from_fn(|_| Vec::new())
    }
}
