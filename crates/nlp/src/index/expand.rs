//! Words of the index that stand for a word of the query.

use super::shard::Shard;
use crate::segment::splits;
use domain::Language;
use std::hash::Hash;

/// Most words that stand for one.
const MOST: usize = 12;

impl<K: Clone + Eq + Hash> Shard<K> {
    /// The words that stand for `word`, likest first, with how like they are (0 to 1).
    pub(super) fn expand(&self, word: &str, is_stop: bool) -> Vec<(u32, f32)> {
        let exact = self.find(word);
        let mut found: Vec<(u32, f32)> = exact.map(|id| (id, 1.0)).into_iter().collect();
        let letters = word.chars().count();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let spaced = !matches!(self.language(), Language::Zh | Language::Ja | Language::Ko);
        if is_stop || letters < 4 || is_number || !(spaced || word.is_ascii()) {
            return found;
        }
        let joins_words = matches!(self.language(), Language::De | Language::Nl);
        if exact.is_none() || joins_words {
            self.look_alike(word, letters, exact, &mut found);
        }
        if exact.is_none() {
            self.parts(word, &mut found);
        }
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        found.truncate(MOST);
        found
    }

    /// Words that begin or end with this one, or that it begins with, and misspellings.
    fn look_alike(&self, word: &str, letters: usize, exact: Option<u32>, found: &mut Vec<(u32, f32)>) {
        let joins_words = matches!(self.language(), Language::De | Language::Nl);
        for (id, known) in self.words.iter().enumerate() {
            let text = &*known.text;
            let id = id as u32;
            if text.len() < 4 || exact == Some(id) {
                continue;
            }
            let (short, long) = if text.len() < word.len() { (text, word) } else { (word, text) };
            let share = short.len() as f32 / long.len() as f32;
            if long.starts_with(short) {
                found.push((id, (0.35 + 0.5 * share).min(0.8)));
            } else if joins_words && long.ends_with(short) && long.len() - short.len() >= 3 {
                found.push((id, 0.35 + 0.4 * share));
            } else if exact.is_none() && is_misspelt(word, letters, text) {
                found.push((id, 0.7));
            }
        }
    }

    /// The parts of a compound that the index has only apart.
    fn parts(&self, word: &str, found: &mut Vec<(u32, f32)>) {
        for (first, second) in splits(word, self.language()) {
            for part in [first, second] {
                if let Some(id) = self.find(part)
                    && found.iter().all(|(known, _)| *known != id)
                {
                    found.push((id, 0.35 + 0.4 * part.len() as f32 / word.len() as f32));
                }
            }
        }
    }
}

/// Whether one slip of the fingers lies between the words: a letter too many, too few, another, or two exchanged.
fn is_misspelt(word: &str, letters: usize, known: &str) -> bool {
    if letters < 5 || word.len().abs_diff(known.len()) > 2 {
        return false;
    }
    let (one, other) = (word.as_bytes(), known.as_bytes());
    let same_before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    // The first letter is seldom wrong, and asking for it keeps short words apart.
    if same_before == 0 {
        return false;
    }
    let most = one.len().min(other.len()) - same_before;
    let same_after = one.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (left, right) = (&one[same_before..one.len() - same_after], &other[same_before..other.len() - same_after]);
    // In bytes; a letter of other alphabets has two.
    let letter = if word.is_ascii() { 1 } else { 2 };
    let exchanged = left.len() == 2 * letter
        && right.len() == 2 * letter
        && left[..letter] == right[letter..]
        && left[letter..] == right[..letter];
    left.len() <= letter && right.len() <= letter || exchanged
}

#[cfg(test)]
mod tests {
    use super::is_misspelt;

    fn misspelt(word: &str, known: &str) -> bool {
        is_misspelt(word, word.chars().count(), known)
    }

    #[test]
    fn one_slip_is_a_misspelling_and_two_are_another_word() {
        assert!(misspelt("shiping", "shipping") && misspelt("delivrey", "delivery") && misspelt("refumd", "refund"));
        assert!(misspelt("доставкк", "доставка"));
        assert!(!misspelt("horse", "house ") && !misspelt("tent", "test") && !misspelt("bicycle", "bicker"));
        assert!(!misspelt("refund", "defund"));
    }
}
