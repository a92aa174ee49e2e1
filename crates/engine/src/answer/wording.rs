//! Looking for listed words in a text, whatever its capital letters, accents and wide letters.

use aho_corasick::AhoCorasick;
use domain::Language;
use nlp::segment::fold;

/// The spelling in which texts and lists are compared.
pub(super) fn plain(text: &str) -> String {
    fold(text, Language::En)
}

/// Whether one of the patterns, divided by `|`, stands in this plain text. Where spaces stand between words it has to begin a
/// word; with `_` behind it, it ends one too.
pub(super) fn has_any(plain: &str, patterns: &str) -> bool {
    patterns.split('|').any(|pattern| find(plain, pattern, 0).is_some())
}

/// Where the pattern stands, at or behind `from`.
pub(super) fn find(plain: &str, pattern: &str, from: usize) -> Option<(usize, usize)> {
    let (bare, is_whole) = pattern.strip_suffix('_').map_or((pattern, false), |bare| (bare, true));
    let first = bare.chars().next()?;
    let mut start = from;
    while let Some(at) = plain.get(start..)?.find(bare).map(|at| at + start) {
        let end = at + bare.len();
        if stands(plain, at, end, is_whole) {
            return Some((at, end));
        }
        start = at + first.len_utf8();
    }
    None
}

/// Several lists of patterns, all of which are looked for in one walk over a text.
#[derive(Debug)]
pub(super) struct Lists {
    automaton: Option<AhoCorasick>,
    /// The list of each pattern, and the pattern.
    patterns: Vec<(usize, &'static str)>,
}

impl Lists {
    /// Lists as [`has_any`] takes them.
    pub(super) fn new(lists: impl IntoIterator<Item = &'static str>) -> Self {
        let split = |(list, patterns): (usize, &'static str)| patterns.split('|').map(move |pattern| (list, pattern));
        let patterns: Vec<(usize, &str)> =
            lists.into_iter().enumerate().flat_map(split).filter(|(_, pattern)| !pattern.is_empty()).collect();
        let automaton = AhoCorasick::new(patterns.iter().map(|(_, pattern)| pattern.trim_end_matches('_'))).ok();
        Self { automaton, patterns }
    }

    /// Whatever stands in this plain text: the place of its list, and where it stands.
    pub(super) fn hits(&self, plain: &str) -> Vec<(usize, usize, usize)> {
        let Some(automaton) = &self.automaton else {
            let one = |(list, pattern): &(usize, &'static str)| find(plain, pattern, 0).map(|(s, e)| (*list, s, e));
            return self.patterns.iter().filter_map(one).collect();
        };
        let found = automaton.find_overlapping_iter(plain).filter_map(|hit| {
            let (list, pattern) = self.patterns.get(hit.pattern().as_usize())?;
            let is_whole = pattern.ends_with('_');
            stands(plain, hit.start(), hit.end(), is_whole).then_some((*list, hit.start(), hit.end()))
        });
        found.collect()
    }
}

/// Whether what stands there begins a word and, where that is asked for, ends one.
fn stands(plain: &str, start: usize, end: usize, is_whole: bool) -> bool {
    let begins = !plain[start..].chars().next().is_some_and(is_spaced)
        || !plain[..start].chars().next_back().is_some_and(is_spaced);
    begins && (!is_whole || !plain[end..].chars().next().is_some_and(is_spaced))
}

/// Letters and digits of scripts that put spaces between words. In Arabic, too, but there articles stick to them.
fn is_spaced(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x600
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_begin_words_and_end_them_where_they_say_so() {
        let has = |text: &str, patterns: &str| has_any(&plain(text), patterns);
        assert!(has("Ein RABATTCODE!", "rabatt") && has("Descuentos", "descuento") && has("Größe", "grosse_"));
        assert!(!has("undiscounted", "discount") && !has("freedom", "free_") && has("It is free.", "free_"));
        assert!(has("现在免费送", "免费") && has("бесплатная доставка", "бесплат") && has("والضمان", "ضمان"));
        assert!(!has("anything", "") && !has("", "free"));
        let lists = Lists::new(["free_|gratis", "", "free shipping|免费"]);
        let hits = |text: &str| lists.hits(&plain(text)).into_iter().map(|(list, ..)| list).collect::<Vec<_>>();
        assert_eq!(hits("Free shipping"), [0, 2]);
        assert_eq!((hits("现在免费"), hits("freedom gratiss")), (vec![2], vec![0]));
    }
}
