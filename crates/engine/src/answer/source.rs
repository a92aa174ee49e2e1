//! A passage as sentences are compared with it. What is found out about it is kept for all sentences of an answer.

use std::collections::HashSet;

use domain::Language;
use nlp::segment::{sentences, sought, terms};

use super::claims::{Claims, Kind};
use super::facts::Facts;
use super::gather::Evidence;
use super::wording::{find, plain};

/// A sentence of a passage.
#[derive(Debug)]
struct Line {
    claims: Claims,
    terms: HashSet<String>,
    numbers: HashSet<String>,
}

impl Line {
    fn has(&self, word: &Word) -> bool {
        self.terms.contains(&word.term) || word.others.iter().any(|other| self.terms.contains(other))
    }
}

/// A passage.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) language: Language,
    pub(super) facts: Facts,
    /// All of it in its plain spelling.
    pub(super) plain: String,
    terms: HashSet<String>,
    lines: Vec<Line>,
}

impl Source {
    /// The passage with what it stands under.
    pub(super) fn of(evidence: &Evidence) -> Self {
        let url = evidence.url.as_deref().unwrap_or_default();
        let over = format!("{}\n{}", evidence.title, evidence.heading);
        let full = format!("{over}\n{}\n{url}", evidence.text);
        Self::of_text(&full, &over, evidence.language)
    }

    /// Any text; `over` are words that belong to each of its sentences.
    pub(super) fn of_text(full: &str, over: &str, language: Language) -> Self {
        let over: HashSet<String> = content(over, language).into_iter().map(|(term, _)| term).collect();
        let line = |text: &str| {
            let terms = content(text, language).into_iter().map(|(term, _)| term).chain(over.iter().cloned());
            let plain = plain(text);
            Line { claims: Claims::of(&plain, language), terms: terms.collect(), numbers: numbers(&plain) }
        };
        let lines: Vec<Line> = sentences(full, language).into_iter().map(|range| line(&full[range])).collect();
        let terms = lines.iter().flat_map(|line| line.terms.iter().cloned()).collect();
        Self { language, facts: Facts::of(full, language), plain: plain(full), terms, lines }
    }

    /// Whether a name stands in it, in whatever ending.
    pub(super) fn has_name(&self, name: &str) -> bool {
        let name = plain(name);
        if find(&self.plain, &name, 0).is_some() {
            return true;
        }
        let count = name.chars().count();
        let stem: String = name.chars().take(count.saturating_sub(2).max(4)).collect();
        count > 4 && !name.chars().any(|c| c.is_ascii_digit()) && find(&self.plain, &stem, 0).is_some()
    }

    /// Whether a sentence of it says something of this kind about something that `asked` speaks of too; across languages,
    /// whether one says it at all.
    pub(super) fn claims(&self, kind: Kind, asked: &Asked) -> bool {
        let says = |line: &&Line| {
            let is_whole =
                !kind.is_conditional() || line.numbers.is_empty() || !line.numbers.is_disjoint(&asked.numbers);
            line.claims.has(kind) && (asked.negates || !line.claims.negates) && is_whole
        };
        let shares = |line: &Line| asked.words.iter().any(|word| !kind.is_said_by(&word.plain) && line.has(word));
        self.lines.iter().filter(says).any(|line| self.language != asked.language || shares(line))
    }

    /// Whether a sentence of it that has most of the words of `asked` negates or limits something; across languages, whether
    /// one does at all.
    pub(super) fn limits(&self, asked: &Asked) -> bool {
        self.lines.iter().filter(|line| line.claims.limits).any(|line| {
            let shared = asked.words.iter().filter(|word| line.has(word)).count();
            self.language != asked.language || shared * 2 > asked.words.len()
        })
    }

    fn has(&self, word: &Word) -> bool {
        self.terms.contains(&word.term) || word.others.iter().any(|other| self.terms.contains(other))
    }
}

/// A content word of a sentence.
#[derive(Debug)]
struct Word {
    term: String,
    plain: String,
    /// What means the same in the language of the sources.
    others: Vec<String>,
}

/// A sentence as it is compared with sources of one language.
#[derive(Debug)]
pub(super) struct Asked {
    language: Language,
    /// That of the sources.
    to: Language,
    words: Vec<Word>,
    /// Whether it takes something back: “we never ask for your password” does not say that we do.
    negates: bool,
    numbers: HashSet<String>,
}

/// Share of a sentence's words that the lexicon has to know for a comparison across languages, and how many at least.
const KNOWN: f32 = 0.25;
const KNOWN_WORDS: usize = 2;
/// Sentences with fewer words cannot be compared across languages.
const FOREIGN_WORDS: usize = 4;

impl Asked {
    pub(super) fn of(text: &str, language: Language, to: Language) -> Self {
        let words = sought(text, language, to).into_iter().filter(|one| !one.term.is_stop);
        let words = words.filter_map(|one| {
            let plain = plain(text.get(one.term.start..one.term.end)?);
            let is_number = plain.starts_with(|c: char| c.is_ascii_digit());
            let others = one.others.into_iter().map(|(other, _)| other).collect();
            (!is_number).then_some(Word { term: one.term.text, plain, others })
        });
        let plain = plain(text);
        let negates = Claims::of(&plain, language).negates;
        Self { language, to, words: words.collect(), negates, numbers: numbers(&plain) }
    }

    /// Whether it has no words that could be compared.
    pub(super) fn is_bare(&self) -> bool {
        self.words.is_empty()
    }

    /// Share of its words that these sources have, 0 to 1, with how many there are; none where that cannot be told.
    pub(super) fn support(&self, sources: &[&Source]) -> Option<(f32, usize)> {
        let has = |word: &&Word| sources.iter().any(|source| source.has(word));
        if self.language == self.to {
            let count = self.words.len();
            return (count > 0).then(|| (self.words.iter().filter(has).count() as f32 / count as f32, count));
        }
        let known: Vec<&Word> = self.words.iter().filter(|word| !word.others.is_empty() || has(word)).collect();
        let count = known.len();
        if count < KNOWN_WORDS || (count as f32) < KNOWN * self.words.len() as f32 {
            // A long sentence about nothing that shops speak of is about something else.
            return (self.words.len() > FOREIGN_WORDS).then_some((0.0, count));
        }
        Some((known.into_iter().filter(has).count() as f32 / count as f32, count))
    }
}

/// Runs of digits.
fn numbers(plain: &str) -> HashSet<String> {
    plain.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// The words of a text that say something about its subject, with their places; numbers are compared as facts.
fn content(text: &str, language: Language) -> Vec<(String, usize)> {
    let terms = terms(text, language).into_iter().filter(|term| !term.is_stop);
    terms.map(|term| (term.text, term.start)).collect()
}
