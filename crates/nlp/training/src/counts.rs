//! How often each n-gram of up to five signs occurs, with the edges of words, which the published files do not name but imply:
//! what is missing between an n-gram and its longer forms stood at an edge.

use crate::table::EDGE;
use fst::{Map, Streamer};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// An n-gram as a number: 12 bits a sign, the last one lowest.
pub type Key = u64;
pub const WIDTH: u32 = 12;
/// The number of [`EDGE`].
pub const EDGE_SIGN: Key = 1;

/// A hasher for keys that are spread by one multiplication.
#[derive(Default)]
pub struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are numbers")
    }
    fn write_u64(&mut self, key: u64) {
        let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

pub type KeyMap<V> = HashMap<Key, V, BuildHasherDefault<Spread>>;

/// Numbers of the letters of a script.
pub struct Letters {
    numbers: HashMap<char, Key>,
    letters: Vec<char>,
}

impl Letters {
    pub fn new() -> Self {
        Self { numbers: HashMap::from([(EDGE, EDGE_SIGN)]), letters: vec!['\0', EDGE] }
    }

    fn number(&mut self, letter: char) -> Key {
        let next = self.letters.len() as Key;
        *self.numbers.entry(letter).or_insert_with(|| {
            assert!(next < 1 << WIDTH, "too many letters");
            self.letters.push(letter);
            next
        })
    }

    /// The signs of an n-gram.
    pub fn signs(&self, key: Key) -> Vec<char> {
        let mut signs: Vec<char> = (0..5)
            .map(|place| (key >> (WIDTH * place)) as usize & 0xfff)
            .take_while(|number| *number > 0)
            .map(|number| self.letters[number])
            .collect();
        signs.reverse();
        signs
    }
}

pub fn length(key: Key) -> u32 {
    (u64::BITS - key.leading_zeros()).div_ceil(WIDTH)
}

/// Without its first sign.
pub fn suffix(key: Key) -> Key {
    key & ((1 << (WIDTH * (length(key) - 1))) - 1)
}

/// Without its last sign.
pub fn prefix(key: Key) -> Key {
    key >> WIDTH
}

fn with_edge_before(key: Key) -> Key {
    key | EDGE_SIGN << (WIDTH * length(key))
}

fn with_edge_behind(key: Key) -> Key {
    key << WIDTH | EDGE_SIGN
}

/// N-grams of letters with their counts in the text from which the file was made.
fn letters_only(file: &[u8], letters: &mut Letters) -> KeyMap<f64> {
    let map = Map::new(file).expect("a map of n-grams");
    let mut shares: KeyMap<f64> = KeyMap::default();
    let mut rarest = 1.0_f64;
    let mut stream = map.stream();
    // Sorted, so that what an n-gram begins with comes before it; each value is the logarithm of the share that its last
    // letter has after the others.
    while let Some((ngram, value)) = stream.next() {
        let ngram = std::str::from_utf8(ngram).expect("n-grams are text");
        let key = ngram.chars().fold(0, |key, letter| key << WIDTH | letters.number(letter));
        let share = f64::from_bits(value).exp();
        let before = if length(key) == 1 { Some(1.0) } else { shares.get(&prefix(key)).copied() };
        let Some(before) = before else { continue };
        if length(key) == 1 {
            rarest = rarest.min(share);
        }
        shares.insert(key, before * share);
    }
    // The rarest letter occurred once.
    for share in shares.values_mut() {
        *share /= rarest;
    }
    shares
}

/// All n-grams of a language with their counts; an edge is a sign of its own.
pub fn read(file: &[u8], letters: &mut Letters) -> KeyMap<f64> {
    let inner = letters_only(file, letters);
    let mut counts = inner.clone();
    let starts = rest(&inner, 4, suffix);
    for (key, count) in &starts {
        counts.insert(with_edge_before(*key), *count);
    }
    for (key, count) in rest(&inner, 4, prefix) {
        counts.insert(with_edge_behind(key), count);
    }
    for (key, count) in rest(&starts, 3, prefix) {
        counts.insert(with_edge_behind(with_edge_before(key)), count);
    }
    let words: f64 = starts.iter().filter(|(key, _)| length(**key) == 1).map(|(_, count)| count).sum();
    counts.insert(EDGE_SIGN, words);
    counts
}

/// For each n-gram of at most `longest` letters: how often it stood without one of its longer forms, which `shorten` brings
/// back to it.
fn rest(counts: &KeyMap<f64>, longest: u32, shorten: fn(Key) -> Key) -> KeyMap<f64> {
    let mut rest: KeyMap<f64> =
        counts.iter().filter(|(key, _)| length(**key) <= longest).map(|(key, count)| (*key, *count)).collect();
    for (key, count) in counts.iter().filter(|(key, _)| length(**key) > 1) {
        if let Some(rest) = rest.get_mut(&shorten(*key)) {
            *rest -= count;
        }
    }
    // Half an occurrence is an error of rounding.
    rest.retain(|_, count| *count >= 0.5);
    rest
}
