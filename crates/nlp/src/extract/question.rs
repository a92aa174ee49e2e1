//! A question in the terms of each language in which there are candidates.

use super::Candidate;
use super::wants::{Wants, denies, wants};
use crate::segment::{Like, Script, Sought, script, sought};
use domain::Language;

/// Pieces that every set of candidates is thought to have besides its own, without the question's words.
const THOUGHT_UNITS: f32 = 20.0;
/// What names and numbers weigh against other words: an answer about another one is none.
const NAME: f32 = 1.3;
/// What a single Chinese character weighs.
const SINGLE: f32 = 0.4;
/// What a word of grammar weighs.
const GRAMMAR: f32 = 0.05;

/// A term of the question.
#[derive(Debug)]
pub(super) struct Asked {
    sought: Sought,
    kind: f32,
    pub(super) weight: f32,
    pub(super) is_stop: bool,
    /// Whether it is a name or a number.
    pub(super) is_name: bool,
}

#[derive(Debug)]
pub(super) struct Question {
    /// As it was written, in small letters.
    pub(super) raw: String,
    versions: Vec<(Language, Vec<Asked>)>,
    /// What kind of answer is wanted.
    pub(super) wants: Wants,
    /// Whether it denies something: "my parcel has not come".
    pub(super) denies: bool,
}

impl Question {
    pub(super) fn new(question: &str, language: Language, candidates: &[Candidate<'_>]) -> Self {
        let mut versions: Vec<(Language, Vec<Asked>)> = Vec::new();
        for candidate in candidates {
            if versions.iter().all(|(known, _)| *known != candidate.language) {
                versions.push((candidate.language, asked(question, language, candidate.language)));
            }
        }
        Self {
            raw: question.to_lowercase(),
            versions,
            wants: wants(question, language),
            denies: denies(question, language),
        }
    }

    pub(super) fn terms(&self, language: Language) -> &[Asked] {
        self.versions.iter().find(|(known, _)| *known == language).map_or(&[], |(_, terms)| terms)
    }

    /// Rare words among the pieces weigh more than those that all of them have: `with` says how many have a word.
    pub(super) fn weigh(&mut self, units: usize, with: impl Fn(&str) -> usize) {
        let all = units as f32 + THOUGHT_UNITS;
        for (_, terms) in &mut self.versions {
            for asked in terms {
                let with = with(asked.text()) as f32;
                asked.weight = asked.kind * (1.0 + (all - with) / (with + 1.0)).ln();
            }
        }
    }
}

impl Asked {
    pub(super) fn text(&self) -> &str {
        &self.sought.term.text
    }

    /// How much a word of a text says of it, 0 to 1.
    pub(super) fn in_word(&self, word: &str, is_stop: bool, language: Language) -> f32 {
        if word == self.text() {
            return 1.0;
        }
        if let Some((_, counts)) = self.sought.others.iter().find(|(other, _)| other == word) {
            return *counts;
        }
        if self.is_stop || is_stop {
            return 0.0;
        }
        Like::to(self.text(), language).map_or(0.0, |like| like.score(word, true))
    }

    /// The two characters that it is, where cutting by pairs may have cut between words.
    pub(super) fn pair(&self) -> Option<(char, char)> {
        let mut chars = self.text().chars();
        let (Some(one), Some(other), None) = (chars.next(), chars.next(), chars.next()) else { return None };
        (script(one) != Script::Word && script(other) != Script::Word).then_some((one, other))
    }
}

fn asked(question: &str, from: Language, to: Language) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    for (number, sought) in sought(question, from, to).into_iter().enumerate() {
        let term = &sought.term;
        if found.iter().any(|known| known.text() == term.text) {
            continue;
        }
        let raw = &question[term.start..term.end];
        let first = raw.chars().next();
        let single = first.is_some_and(|c| script(c) == Script::Han) && term.text.chars().count() == 1;
        let has_digit = raw.chars().any(|c| c.is_ascii_digit());
        // Nouns of German begin as names do.
        let capital = number > 0 && from != Language::De && first.is_some_and(char::is_uppercase);
        let is_name = has_digit || capital && !term.is_stop;
        let kind = match () {
            () if term.is_stop => GRAMMAR,
            () if single => SINGLE,
            () if is_name => NAME,
            () => 1.0,
        };
        let is_stop = term.is_stop;
        found.push(Asked { sought, kind, weight: kind, is_stop, is_name });
    }
    found
}
