//! Words for the same thing, within a language and across the twelve, from `models/lexicon.txt`.

use super::fold::fold;
use super::stems::stem;
use super::terms::{Term, terms};
use domain::Language;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a word counts that means the same in a shop.
pub(crate) const SAME_MEANING: f32 = 0.7;
/// What each word counts of a meaning that needs several.
const PART_OF_MEANING: f32 = 0.5;
/// Most words of another language that stand for one.
const MOST: usize = 10;
/// Longest phrase of the lexicon, in words.
const LONGEST: usize = 4;

const TEXT: &str = include_str!("../../models/lexicon.txt");

/// A word of a question, and the words that say the same in the language in which it is looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// The word itself.
    pub term: Term,
    /// Others, with what they count against the word itself, 0 to 1.
    pub others: Vec<(String, f32)>,
}

/// The lexicon of one language.
#[derive(Debug, Default)]
struct Words {
    /// Where languages put spaces: stems of a phrase, joined by spaces. Else the folded phrase.
    lines: HashMap<String, Vec<usize>>,
    /// Line by line, each phrase in the terms that are compared.
    phrases: Vec<Vec<Vec<String>>>,
    /// Stems that mean the same.
    same: HashMap<String, Vec<(String, f32)>>,
    /// Most characters of a phrase, where languages put no spaces.
    longest: usize,
}

static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| (0..Language::ALL.len()).map(read).collect());

/// Whether spaces stand between words.
pub(crate) fn is_spaced(language: Language) -> bool {
    !matches!(language, Language::Zh | Language::Ja | Language::Ko)
}

fn read(column: usize) -> Words {
    let mut words = Words::default();
    let Some(&language) = Language::ALL.get(column) else { return words };
    for (number, line) in TEXT.lines().filter(|line| !line.starts_with('#')).enumerate() {
        let mut phrases: Vec<Vec<String>> = Vec::new();
        for phrase in line.split('|').nth(column).unwrap_or_default().split(',') {
            let (known_by, parts) = phrase_terms(phrase.trim(), language);
            if parts.is_empty() {
                continue;
            }
            words.longest = words.longest.max(known_by.chars().count());
            let lines = words.lines.entry(known_by).or_default();
            if !lines.contains(&number) {
                lines.push(number);
            }
            if !phrases.contains(&parts) {
                phrases.push(parts);
            }
        }
        let single: Vec<&String> = phrases.iter().filter(|parts| parts.len() == 1).filter_map(|p| p.first()).collect();
        for one in &single {
            let others = words.same.entry((*one).clone()).or_default();
            for other in single.iter().filter(|other| *other != one) {
                if others.iter().all(|(known, _)| known != *other) {
                    others.push(((*other).clone(), SAME_MEANING));
                }
            }
        }
        words.phrases.push(phrases);
    }
    words
}

/// What a phrase of the lexicon is known by in a question, and its terms.
fn phrase_terms(phrase: &str, language: Language) -> (String, Vec<String>) {
    if is_spaced(language) {
        let stems: Vec<String> =
            terms(phrase, language).into_iter().filter(|term| !term.is_stop).map(|term| term.text).collect();
        return (stems.join(" "), stems);
    }
    let folded = fold(phrase, language);
    // Of pairs that overlap every other one holds the whole word; single characters say less.
    let long: Vec<Term> = terms(&folded, language).into_iter().filter(|term| term.text.chars().count() > 1).collect();
    let mut parts: Vec<String> = Vec::new();
    let mut end = 0;
    for term in &long {
        if term.start >= end {
            end = term.end;
            parts.push(term.text.clone());
        }
    }
    if parts.is_empty() {
        parts.push(folded.clone());
    }
    (folded, parts)
}

/// The other words of `language` that mean what this stem means, in a shop.
pub(crate) fn synonyms(stem: &str, language: Language) -> &'static [(String, f32)] {
    ALL.get(language as usize).and_then(|words| words.same.get(stem)).map_or(&[], Vec::as_slice)
}

/// The words of `question`, which is written in `from`, as they are looked up in texts of `to`. What the lexicon does not
/// know stays as it is: names and numbers are the same in many languages.
pub fn sought(question: &str, from: Language, to: Language) -> Vec<Sought> {
    let own = terms(question, from);
    if from == to {
        let others = |term: &Term| synonyms(&term.text, to).to_vec();
        return own.into_iter().map(|term| Sought { others: others(&term), term }).collect();
    }
    if is_spaced(from) { by_words(question, &own, from, to) } else { by_pieces(question, &own, from, to) }
}

fn by_words(question: &str, own: &[Term], from: Language, to: Language) -> Vec<Sought> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(term) = own.get(place) {
        let phrase = (1..=LONGEST.min(own.len() - place)).rev().find_map(|length| {
            let known_by: Vec<&str> = own[place..place + length].iter().map(|term| term.text.as_str()).collect();
            lines(&known_by.join(" "), from).map(|lines| (length, lines))
        });
        let (length, lines) = phrase.filter(|_| !term.is_stop).unwrap_or((1, &[]));
        let last = &own[place + length - 1];
        found.push(in_other(question, term.start, last.end, term.is_stop, lines, (from, to)));
        place += length;
    }
    found
}

/// Where no spaces tell words apart, the longest phrases of the lexicon are words, and what is left stays in pairs.
fn by_pieces(question: &str, own: &[Term], from: Language, to: Language) -> Vec<Sought> {
    let longest = ALL.get(from as usize).map_or(0, |words| words.longest);
    let places: Vec<usize> = question.char_indices().map(|(at, _)| at).chain([question.len()]).collect();
    let mut found = Vec::new();
    let mut covered = 0;
    let mut number = 0;
    while number + 1 < places.len() {
        let start = places[number];
        let phrase = (2..=longest.min(places.len() - 1 - number)).rev().find_map(|length| {
            let end = places[number + length];
            lines(&fold(&question[start..end], from), from).map(|lines| (length, end, lines))
        });
        if let Some((length, end, lines)) = phrase {
            found.push(in_other(question, start, end, false, lines, (from, to)));
            (covered, number) = (end, number + length);
            continue;
        }
        let other = own.iter().find(|term| {
            term.start == start && term.start >= covered && (term.end - term.start > 4 || term.text.is_ascii())
        });
        if let Some(term) = other {
            covered = term.end;
            found.push(in_other(question, term.start, term.end, term.is_stop, &[], (from, to)));
        }
        number += 1;
    }
    found
}

fn lines(known_by: &str, language: Language) -> Option<&'static [usize]> {
    ALL.get(language as usize)?.lines.get(known_by).map(Vec::as_slice)
}

fn in_other(
    question: &str,
    start: usize,
    end: usize,
    is_stop: bool,
    lines: &[usize],
    (from, to): (Language, Language),
) -> Sought {
    let folded = fold(question.get(start..end).unwrap_or_default(), from);
    let mut others: Vec<(String, f32)> = Vec::new();
    let phrases = ALL.get(to as usize).map_or(&[][..], |words| words.phrases.as_slice());
    for phrase in lines.iter().filter_map(|line| phrases.get(*line)).flatten() {
        let counts = if phrase.len() == 1 { 1.0 } else { PART_OF_MEANING };
        for part in phrase {
            if let Some((_, known)) = others.iter_mut().find(|(known, _)| known == part) {
                *known = known.max(counts);
            } else if others.len() < MOST {
                others.push((part.clone(), counts));
            }
        }
    }
    // A word of grammar of the other language may look the same and mean something else.
    let text = if is_stop || super::stops::is_stop(&folded, to) { folded } else { stem(&folded, to) };
    Sought { term: Term { text, start, end, is_stop }, others }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_word_in_every_language() {
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('|').filter(|cell| !cell.trim().is_empty()).count(), Language::ALL.len(), "{line}");
        }
    }

    #[test]
    fn shops_and_customers_mean_the_same() {
        for (one, other, language) in [
            ("delivery", "shipping", Language::En),
            ("Lieferung", "Versand", Language::De),
            ("envíos", "entrega", Language::Es),
            ("remboursement", "retour", Language::Fr),
            ("доставку", "отправка", Language::Ru),
            ("التوصيل", "الشحن", Language::Ar),
            ("배송은", "택배", Language::Ko),
        ] {
            let stem = |text: &str| terms(text, language).remove(0).text;
            let others = synonyms(&stem(one), language);
            assert!(others.iter().any(|(known, _)| *known == stem(other)), "{language} {one} {others:?}");
        }
        assert!(synonyms("helicopt", Language::En).is_empty());
    }

    #[test]
    fn words_of_a_question_are_known_in_other_languages() {
        for (question, from, to, word) in [
            ("How long does delivery take?", Language::En, Language::De, "Lieferung"),
            ("Kann ich mit Kreditkarte zahlen?", Language::De, Language::Es, "tarjeta"),
            ("可以用信用卡付款吗", Language::Zh, Language::En, "payment"),
            ("送料はいくらですか", Language::Ja, Language::Fr, "frais"),
            ("환불은 언제 되나요", Language::Ko, Language::It, "rimborso"),
            ("هل يمكنني إرجاع المنتج؟", Language::Ar, Language::Nl, "retour"),
            ("Сколько стоит доставка?", Language::Ru, Language::Ko, "배송"),
            ("opening hours", Language::En, Language::Ja, "営業"),
        ] {
            let wanted = terms(word, to).into_iter().max_by_key(|term| term.text.len()).unwrap().text;
            let found = sought(question, from, to);
            let knows = found.iter().any(|sought| sought.others.iter().any(|(other, _)| *other == wanted));
            assert!(knows, "{question} {wanted} {found:?}");
        }
    }

    #[test]
    fn what_the_lexicon_does_not_know_stays_as_it_is() {
        let found = sought("Does the Fjord 300 fly?", Language::En, Language::De);
        let texts: Vec<&str> =
            found.iter().filter(|sought| !sought.term.is_stop).map(|sought| sought.term.text.as_str()).collect();
        assert_eq!(texts, ["fjord", "300", "fly"]);
        assert!(found.iter().all(|sought| sought.others.is_empty()));
        let found = sought("Fjord 300多少钱", Language::Zh, Language::En);
        assert!(found.iter().any(|sought| sought.term.text == "fjord"), "{found:?}");
    }
}
