//! How like two different words are.

use domain::Language;

/// Shortest word that is compared by its letters, in characters.
const SHORTEST: usize = 4;

/// What a form of the same Arabic root counts.
const ROOT: f32 = 0.6;

/// What an Arabic word counts before which a conjunction or preposition of one letter is written.
const PREFIXED: f32 = 0.8;

/// A word with what is needed to compare it with many others.
#[derive(Debug, Clone)]
pub(crate) struct Like<'a> {
    word: &'a str,
    letters: usize,
    compounds: bool,
    /// Whether conjunctions and prepositions of one letter are written together with words.
    prefixes: bool,
    /// In Arabic, what forms of one root share.
    root: Option<String>,
}

impl<'a> Like<'a> {
    /// None where only the very same word is the same: short ones, numbers, scripts without spaces.
    pub(crate) fn to(word: &'a str, language: Language) -> Option<Self> {
        let letters = word.chars().count();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let spaced = !matches!(language, Language::Zh | Language::Ja | Language::Ko);
        let compounds = matches!(language, Language::De | Language::Nl);
        let comparable = letters >= SHORTEST && !is_number && (spaced || word.is_ascii());
        let prefixes = language == Language::Ar;
        let root = if prefixes { root(word) } else { None };
        comparable.then_some(Self { word, letters, compounds, prefixes, root })
    }

    /// How like `known` is, 0 (not at all) to below 1: it begins with the word or the other way round, in languages of
    /// compounds also ends with it, or is one slip of the fingers away (only where `misspelt` is asked for).
    pub(crate) fn score(&self, known: &str, misspelt: bool) -> f32 {
        if known.len() < SHORTEST || known == self.word {
            return 0.0;
        }
        let (short, long) = if known.len() < self.word.len() { (known, self.word) } else { (self.word, known) };
        let share = short.len() as f32 / long.len() as f32;
        if long.starts_with(short) {
            (0.35 + 0.5 * share).min(0.8)
        } else if self.compounds && long.ends_with(short) && long.len() - short.len() >= 3 {
            0.35 + 0.4 * share
        } else if self.prefixes && is_prefixed(short, long) {
            PREFIXED
        } else if self.root.is_some() && self.root == root(known) {
            ROOT
        } else if misspelt && is_misspelt(self.word, self.letters, known) {
            0.7
        } else {
            0.0
        }
    }
}

/// Whether the long Arabic word is the short one behind "and", "so", "in", "for" or "like". Which letter is a prefix and which one
/// the word's own cannot be told from a word alone, but from two.
fn is_prefixed(short: &str, long: &str) -> bool {
    short.chars().count() >= 3 && long.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']) == Some(short)
}

/// The consonants that the forms of an Arabic word share: without long vowels and one letter of derivation before three or more
/// others. None where fewer than three are left.
fn root(word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه' | 'ء')).collect();
    if letters.len() > 3 && matches!(letters.first(), Some('م' | 'ت' | 'ن')) {
        letters.remove(0);
    }
    if letters.len() > 3 && letters.last() == Some(&'ت') {
        letters.pop();
    }
    (letters.len() >= 3).then(|| letters.into_iter().collect())
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
    use super::*;

    fn misspelt(word: &str, known: &str) -> bool {
        is_misspelt(word, word.chars().count(), known)
    }

    #[test]
    fn forms_of_an_arabic_root_are_alike_and_other_roots_are_not() {
        for (one, other) in [("تاسيس", "تاسس"), ("كتاب", "مكتوب"), ("صناعه", "مصنوع")] {
            assert_eq!(root(one), root(other), "{one} {other}");
        }
        assert_ne!(root("كتاب"), root("صناعه"));
        assert_eq!(root("نار"), None);
        let like = Like::to("مكتوب", Language::Ar).unwrap();
        assert!(like.score("كتابه", false) > 0.5 && like.score("مدرسه", false) == 0.0);
    }

    #[test]
    fn a_prefix_of_one_letter_leaves_an_arabic_word_what_it_is() {
        let like = Like::to("باختبار", Language::Ar).unwrap();
        assert!(like.score("اختبار", false) > 0.7 && like.score("ختام", false) == 0.0);
        assert!(Like::to("طلب", Language::Ar).is_none_or(|like| like.score("مطلب", false) < 0.7));
    }

    #[test]
    fn one_slip_is_a_misspelling_and_two_are_another_word() {
        assert!(misspelt("shiping", "shipping") && misspelt("delivrey", "delivery") && misspelt("refumd", "refund"));
        assert!(misspelt("доставкк", "доставка"));
        assert!(!misspelt("horse", "houses") && !misspelt("tent", "test") && !misspelt("bicycle", "bicker"));
        assert!(!misspelt("refund", "defund"));
    }
}
