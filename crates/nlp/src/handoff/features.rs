//! What a text shows of itself to the model beside the rules: its words, runs of letters, and in which order it speaks of what.

use super::clause::Clause;
use super::spelling::normal;
use crate::segment::{Script, script};
use domain::Language;

/// Places in the model; features share them by chance.
pub(super) const PLACES: usize = 1 << 20;

/// Words and their neighbours, letters inside words, and what the lists of the rules know of a text: how much each weighs.
const SHARES: [f32; 3] = [1.0, 0.8, 1.0];
const WORD: usize = 0;
const LETTERS: usize = 1;
const MEANING: usize = 2;

/// What lies behind this many words or letters says no more.
const LONGEST: usize = 400;
/// Nor do clauses behind this many.
const CLAUSES: usize = 60;

/// What the model is told: features by their places, each with its value.
#[derive(Debug, Clone, Default)]
pub struct Signs {
    /// Of the whole text.
    pub whole: Vec<(u32, f32)>,
    /// Of each clause, at other places; the one that speaks most for a wish counts. So a wish behind a long story is heard.
    pub clauses: Vec<Vec<(u32, f32)>>,
}

/// Collects features without counting them.
struct Features {
    found: [Vec<u32>; 3],
    /// What tells those of a clause from those of the text.
    start: u64,
}

impl Features {
    fn new(of_clause: bool) -> Self {
        Self { found: Default::default(), start: 0xcbf2_9ce4_8422_2325 ^ (u64::from(of_clause) << 4) }
    }

    fn add(&mut self, family: usize, parts: &[u64]) {
        let start = self.start ^ (family as u64 + 1);
        let hash = parts.iter().fold(start, |hash, part| mix(hash ^ part));
        self.found[family].push((hash >> 40) as u32 & (PLACES as u32 - 1));
    }

    fn weighed(self) -> Vec<(u32, f32)> {
        let mut features = Vec::with_capacity(self.found.iter().map(Vec::len).sum());
        for (mut places, share) in self.found.into_iter().zip(SHARES) {
            places.sort_unstable();
            places.dedup();
            let value = share / (places.len().max(1) as f32).sqrt();
            features.extend(places.into_iter().map(|place| (place, value)));
        }
        features
    }
}

fn mix(value: u64) -> u64 {
    let value = value.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value ^ (value >> 29)
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0x1000_01b3, |hash, byte| mix(hash ^ u64::from(byte).wrapping_add(1)))
}

/// The signs of a text of these clauses, which are given as they are compared too. `rule`: how sure the rules are.
pub(super) fn signs(text: &str, language: Language, parts: &[String], clauses: &[Clause], rule: f32) -> Signs {
    let of = |normal: &str, clauses: &[Clause], rule: f32, of_clause: bool| {
        let mut found = Features::new(of_clause);
        lexical(normal, &mut found);
        meanings(clauses, rule, &mut found);
        found.add(MEANING, &[1, language as u64]);
        found.weighed()
    };
    let each = parts.iter().zip(clauses).take(CLAUSES);
    let each = each.map(|(part, clause)| of(part, std::slice::from_ref(clause), clause.wish(false, false), true));
    Signs { whole: of(&normal(text, language), clauses, rule, false), clauses: each.collect() }
}

/// Words, and each letter of scripts without spaces, with up to three that follow.
fn lexical(normal: &str, found: &mut Features) {
    let mut tokens: Vec<u64> = vec![1];
    let mut single = vec![true];
    let mut word = String::new();
    for c in normal.chars().chain(std::iter::once(' ')).take(LONGEST * 8) {
        let kind = script(c);
        let is_part = matches!(kind, Script::Word | Script::Hangul);
        if is_part {
            // Numbers say only that there is one.
            let c = if c.is_numeric() { '0' } else { c };
            if c != '0' || !word.ends_with('0') {
                word.push(c);
            }
            continue;
        }
        if !word.is_empty() {
            runs(&word, found);
            tokens.push(hash(&word));
            single.push(false);
            word.clear();
        }
        if kind != Script::Other || matches!(c, '?' | '!' | '؟' | '？' | '！') {
            tokens.push(u64::from(c) << 32);
            single.push(true);
        }
    }
    tokens.push(2);
    single.push(true);
    tokens.truncate(LONGEST);
    for (at, is_single) in single.iter().enumerate().take(tokens.len()) {
        let longest = if *is_single { 5 } else { 3 };
        for length in 1..=longest {
            if let Some(run) = tokens.get(at..at + length) {
                found.add(WORD, run);
            }
        }
        if let (Some(one), Some(other)) = (tokens.get(at), tokens.get(at + 2)) {
            found.add(WORD, &[*one, 3, *other]);
        }
    }
}

/// Runs of three to five letters; a word's ends count as letters.
fn runs(word: &str, found: &mut Features) {
    let letters: Vec<u64> = std::iter::once(1).chain(word.chars().map(u64::from)).chain(std::iter::once(1)).collect();
    for length in 2..=5 {
        for run in letters.windows(length) {
            found.add(LETTERS, run);
        }
    }
}

/// What the clauses speak of, one by one and in order.
fn meanings(clauses: &[Clause], rule: f32, found: &mut Features) {
    found.add(MEANING, &[2, (rule * 10.0).round() as u64]);
    found.add(MEANING, &[3, u64::from(rule >= super::WISHED)]);
    found.add(MEANING, &[4, clauses.len().min(4) as u64]);
    let mut all: Vec<u64> = Vec::new();
    for clause in clauses {
        let kinds: Vec<u64> = clause.kinds().into_iter().map(|kind| kind as u64 + 16).collect();
        for at in 0..kinds.len() {
            for length in 1..=3 {
                if let Some(run) = kinds.get(at..at + length) {
                    found.add(MEANING, run);
                }
            }
        }
        let mut set = kinds.clone();
        set.sort_unstable();
        set.dedup();
        for (at, one) in set.iter().enumerate() {
            for other in &set[at + 1..] {
                found.add(MEANING, &[5, *one, *other]);
            }
        }
        all.extend(set);
        found.add(MEANING, &[6, u64::from(clause.refuses_the_bot()), u64::from(clause.names_somebody())]);
        found.add(MEANING, &[7, (clause.wish(false, false) * 10.0).round() as u64]);
    }
    all.sort_unstable();
    all.dedup();
    for kind in all {
        found.add(MEANING, &[8, kind]);
    }
}
