//! The passages of one language, and the lists of where each word stands.

use super::IndexPassage;
use super::near::ById;
use crate::segment::{pieces, sentences, terms};
use domain::Language;
use std::collections::HashMap;
use std::hash::Hash;

/// What a word counts that stands in the item's title, against one of the text.
const TITLE: f32 = 2.0;
/// What a word of a heading counts.
const HEADING: f32 = 1.5;

/// Ends a sentence in [`Slot::sequence`].
pub(super) const END: u32 = u32::MAX;

/// A word and the passages that have it.
#[derive(Debug, Default)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    /// Slot of the passage, and how often it has the word, weighed by where.
    pub(super) postings: Vec<(u32, f32)>,
}

/// How a word looks from afar: most words that are not alike are told apart by this, one beside the other in memory.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Outline {
    /// First four bytes; 0: no word of four bytes.
    pub(super) first: u32,
    /// Last four bytes.
    pub(super) last: u32,
    /// Length in bytes, 255 at the most.
    pub(super) bytes: u8,
}

impl Outline {
    pub(super) fn of(word: &str) -> Self {
        let four = |bytes: Option<&[u8; 4]>| bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes));
        let bytes = u8::try_from(word.len()).unwrap_or(u8::MAX);
        Self { first: four(word.as_bytes().first_chunk()), last: four(word.as_bytes().last_chunk()), bytes }
    }

    /// Whether the other begins or ends with the same two letters: one slip of the fingers spares one end of a word.
    pub(super) fn agrees(self, other: Self, is_ascii: bool) -> bool {
        let (begin, end) = if is_ascii { (0xffff, 16) } else { (u32::MAX, 0) };
        self.first & begin == other.first & begin || self.last >> end == other.last >> end
    }
}

#[derive(Debug)]
pub(super) struct Slot<K> {
    pub(super) key: K,
    pub(super) ordinal: u32,
    /// Terms of the passage.
    pub(super) length: f32,
    /// Its words in order: those of title and headings first, then sentence by sentence, each closed by [`END`].
    pub(super) sequence: Box<[u32]>,
}

#[derive(Debug)]
pub(super) struct Shard<K> {
    language: Language,
    vocabulary: HashMap<Box<str>, u32>,
    /// A word that no passage has any more leaves an empty text here, and its place is used again.
    pub(super) words: Vec<Word>,
    /// One for each of `words`.
    pub(super) outlines: Vec<Outline>,
    /// One for each of `words`.
    pub(super) pieces: Vec<Box<[u32]>>,
    /// In how many passages a piece of a word is.
    pub(super) pieces_in: ById<u32>,
    free_words: Vec<u32>,
    pub(super) slots: Vec<Option<Slot<K>>>,
    free_slots: Vec<u32>,
    items: HashMap<K, Vec<u32>>,
    passages: usize,
    total_length: f64,
}

impl<K: Clone + Eq + Hash> Shard<K> {
    pub(super) fn new(language: Language) -> Self {
        Self {
            language,
            vocabulary: HashMap::new(),
            words: Vec::new(),
            outlines: Vec::new(),
            pieces: Vec::new(),
            pieces_in: ById::default(),
            free_words: Vec::new(),
            slots: Vec::new(),
            free_slots: Vec::new(),
            items: HashMap::new(),
            passages: 0,
            total_length: 0.0,
        }
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    pub(super) fn passages(&self) -> usize {
        self.passages
    }

    /// Terms of a passage, on average; at least 1.
    pub(super) fn average_length(&self) -> f32 {
        ((self.total_length / self.passages.max(1) as f64) as f32).max(1.0)
    }

    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.vocabulary.get(word).copied()
    }

    pub(super) fn put(&mut self, key: &K, title: &str, passages: &[IndexPassage<'_>]) {
        let title = terms(title, self.language);
        let mut slots = Vec::with_capacity(passages.len());
        for passage in passages {
            let mut counts: ById<f32> = ById::default();
            let mut sequence = Vec::new();
            let heading = terms(passage.heading, self.language);
            let above = title.iter().map(|term| (term, TITLE)).chain(heading.iter().map(|term| (term, HEADING)));
            for (term, weight) in above {
                let id = self.word(&term.text);
                *counts.entry(id).or_default() += weight;
                sequence.push(id);
            }
            sequence.push(END);
            let body = terms(passage.text, self.language);
            let mut ends = sentences(passage.text, self.language).into_iter().map(|sentence| sentence.end).peekable();
            for term in &body {
                if ends.next_if(|end| term.start >= *end).is_some() {
                    sequence.push(END);
                }
                let id = self.word(&term.text);
                *counts.entry(id).or_default() += 1.0;
                sequence.push(id);
            }
            sequence.push(END);
            slots.push(self.put_passage(key, passage.ordinal, body.len() as f32, sequence, counts));
        }
        self.items.insert(key.clone(), slots);
    }

    fn put_passage(&mut self, key: &K, ordinal: u32, length: f32, words: Vec<u32>, counts: ById<f32>) -> u32 {
        let slot = self.free_slots.pop().unwrap_or_else(|| {
            self.slots.push(None);
            (self.slots.len() - 1) as u32
        });
        for piece in self.pieces_of(counts.keys().copied()) {
            *self.pieces_in.entry(piece).or_default() += 1;
        }
        for (id, count) in counts {
            self.words[id as usize].postings.push((slot, count));
        }
        self.passages += 1;
        self.total_length += f64::from(length);
        self.slots[slot as usize] = Some(Slot { key: key.clone(), ordinal, length, sequence: words.into() });
        slot
    }

    /// The pieces of these words, each once.
    fn pieces_of(&self, words: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut pieces: Vec<u32> = words.flat_map(|id| self.pieces[id as usize].iter().copied()).collect();
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    }

    fn word(&mut self, text: &str) -> u32 {
        if let Some(id) = self.vocabulary.get(text) {
            return *id;
        }
        let text: Box<str> = text.into();
        let id = self.free_words.pop().unwrap_or_else(|| {
            self.words.push(Word::default());
            self.outlines.push(Outline::default());
            self.pieces.push(Box::default());
            (self.words.len() - 1) as u32
        });
        self.outlines[id as usize] = Outline::of(&text);
        self.pieces[id as usize] = pieces(&text);
        self.words[id as usize].text.clone_from(&text);
        self.vocabulary.insert(text, id);
        id
    }

    pub(super) fn remove(&mut self, key: &K) {
        for place in self.items.remove(key).unwrap_or_default() {
            let Some(slot) = self.slots[place as usize].take() else { continue };
            let mut words = slot.sequence.into_vec();
            words.sort_unstable();
            words.dedup();
            words.retain(|id| *id != END);
            for piece in self.pieces_of(words.iter().copied()) {
                if let Some(passages) = self.pieces_in.get_mut(&piece) {
                    *passages -= 1;
                    if *passages == 0 {
                        self.pieces_in.remove(&piece);
                    }
                }
            }
            for id in words {
                let word = &mut self.words[id as usize];
                if let Some(at) = word.postings.iter().position(|(of, _)| *of == place) {
                    word.postings.swap_remove(at);
                }
                if word.postings.is_empty() {
                    let word = std::mem::take(word);
                    self.outlines[id as usize] = Outline::default();
                    self.pieces[id as usize] = Box::default();
                    self.vocabulary.remove(&word.text);
                    self.free_words.push(id);
                }
            }
            self.passages -= 1;
            self.total_length -= f64::from(slot.length);
            self.free_slots.push(place);
        }
    }
}
