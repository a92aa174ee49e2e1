//! Makes `models/language.bin`: `cargo run --release -- ../models/language.bin` in this folder. See `models/language.md`.

mod counts;
mod distil;
mod smooth;
mod sources;
#[allow(dead_code)]
#[path = "../../src/language/table.rs"]
mod table;

use counts::{Letters, length};
use distil::{Entry, distil, entries, levels};
use fst::{Map, Streamer};
use smooth::Model;
use sources::Class;
use std::collections::BTreeMap;
use table::{LONGEST, MAGIC, SEED, extend};

/// How many n-grams are kept for the scripts of letters.
const LATIN: usize = 200_000;
const CYRILLIC: usize = 40_000;
const ARABIC: usize = 20_000;

fn main() {
    let out = std::env::args().nth(1).expect("the file to write");
    let mut bytes = MAGIC.to_vec();
    bytes.extend(letters(sources::latin(), 7, LATIN));
    bytes.extend(letters(sources::cyrillic(), 1, CYRILLIC));
    bytes.extend(letters(sources::arabic(), 1, ARABIC));
    bytes.extend(characters(sources::han()));
    println!("{} bytes", bytes.len());
    std::fs::write(&out, bytes).expect("the file can be written");
}

fn letters(classes: Vec<Class>, main: usize, budget: usize) -> Vec<u8> {
    let mut letters = Letters::new();
    let models: Vec<Model> = classes
        .iter()
        .map(|class| Model::new(class.languages.iter().map(|file| counts::read(file, &mut letters)).collect()))
        .collect();
    let chosen = distil(&models, main, LONGEST as u32, budget);
    let mut by_length = BTreeMap::new();
    for key in chosen.keys() {
        *by_length.entry(length(*key)).or_insert(0) += 1;
    }
    println!("{} n-grams, by length {by_length:?}", chosen.len());
    let names: Vec<&str> = classes.iter().map(|class| class.name).collect();
    distil::table(&names, entries(&chosen, &letters))
}

/// Characters of which each is a word: how often each one occurs is all there is. The Chinese texts that were counted are in
/// traditional characters; the simplified ones are those of GB 2312, the first half of it common and the second rare.
fn characters(classes: Vec<Class>) -> Vec<u8> {
    let mut shares: BTreeMap<char, Vec<f64>> = BTreeMap::new();
    for (number, class) in classes.iter().enumerate() {
        for file in &class.languages {
            let map = Map::new(*file).expect("a map of n-grams");
            let mut stream = map.stream();
            while let Some((ngram, value)) = stream.next() {
                let mut signs = std::str::from_utf8(ngram).expect("n-grams are text").chars();
                if let (Some(sign), None) = (signs.next(), signs.next()) {
                    shares.entry(sign).or_insert_with(|| vec![0.0; classes.len()])[number] =
                        f64::from_bits(value).exp();
                }
            }
        }
    }
    let chinese = classes.iter().position(|class| class.name == "zh").expect("Chinese is one of them");
    for sign in ('\u{4e00}'..='\u{9fff}').filter(|sign| simplified(*sign) > 0.0) {
        let shares = shares.entry(sign).or_insert_with(|| vec![0.0; classes.len()]);
        let is_also_traditional = shares[chinese] > 0.0;
        shares[chinese] = if is_also_traditional { shares[chinese] } else { simplified(sign) / 2.0 };
    }
    let names: Vec<&str> = classes.iter().map(|class| class.name).collect();
    let entry = |(sign, shares): (&char, &Vec<f64>)| {
        let says: Vec<f32> = shares.iter().map(|share| share.max(1e-7).ln() as f32).collect();
        Entry { hash: extend(SEED, *sign), levels: levels(&says) }
    };
    distil::table(&names, shares.iter().map(entry).collect())
}

/// About how often a character stands in simplified texts, by its place in GB 2312; 0: it is not there.
fn simplified(sign: char) -> f64 {
    let mut text = [0; 4];
    let (bytes, _, unknown) = encoding_rs::GBK.encode(sign.encode_utf8(&mut text));
    match *bytes {
        [0xb0..=0xd7, 0xa1..=0xfe] if !unknown => 1.0 / 3755.0,
        [0xd8..=0xf7, 0xa1..=0xfe] if !unknown => 0.1 / 3008.0,
        _ => 0.0,
    }
}
