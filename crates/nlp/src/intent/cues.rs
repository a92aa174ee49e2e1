//! What tells one wish from another, said in any of the twelve languages: `models/intent/cues.txt`. A model that is shown the
//! same sign for the same meaning learns in every language from the examples of all.

use crate::segment::fold;
use aho_corasick::AhoCorasick;
use domain::Language;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../models/intent/cues.txt");
/// The order of the columns in the file.
const COLUMNS: [Language; 12] = [
    Language::En,
    Language::De,
    Language::Es,
    Language::Fr,
    Language::It,
    Language::Pt,
    Language::Nl,
    Language::Ru,
    Language::Ar,
    Language::Zh,
    Language::Ja,
    Language::Ko,
];
/// The sign of the first meaning; no text that somebody writes has it.
const FIRST_SIGN: u32 = 0xe000;

/// The cues of one language.
struct Cues {
    /// All of them, looked for at once.
    search: AhoCorasick,
    /// What each means.
    signs: Vec<char>,
}

static ALL: LazyLock<Vec<(Language, Cues)>> = LazyLock::new(|| {
    let cues = |column| {
        let (patterns, signs): (Vec<String>, Vec<char>) = read(COLUMNS[column], column).into_iter().unzip();
        Some((COLUMNS[column], Cues { search: AhoCorasick::new(patterns).ok()?, signs }))
    };
    (0..COLUMNS.len()).filter_map(cues).collect()
});

fn read(language: Language, column: usize) -> Vec<(String, char)> {
    let mut cues = Vec::new();
    for (sign, line) in (FIRST_SIGN..).zip(TEXT.lines().filter(|line| !line.starts_with('#'))) {
        let cell = line.split('|').nth(column + 1).unwrap_or_default();
        for cue in cell.split(',').map(str::trim).filter(|cue| !cue.is_empty()) {
            let pattern = pattern(cue, language);
            if !pattern.trim().is_empty() {
                cues.extend(char::from_u32(sign).map(|sign| (pattern, sign)));
            }
        }
    }
    cues
}

/// Whether a cue may stand anywhere: where no spaces tell where words begin, and where articles are written with their nouns.
fn is_anywhere(language: Language) -> bool {
    matches!(language, Language::Zh | Language::Ja | Language::Ko | Language::Ar)
}

fn pattern(cue: &str, language: Language) -> String {
    let inner = cue.trim_start_matches('*').trim_end_matches('$');
    let words = words(inner, language);
    if is_anywhere(language) {
        return words;
    }
    let start = if cue.starts_with('*') { "" } else { " " };
    let end = if cue.ends_with('$') { " " } else { "" };
    format!("{start}{words}{end}")
}

/// A text as cues are looked up in it: folded, signs being spaces.
fn words(text: &str, language: Language) -> String {
    let mut words = String::with_capacity(text.len());
    for c in fold(text, language).chars() {
        if c.is_alphanumeric() {
            words.push(c);
        } else if !matches!(c, '\'' | '’')
            && !words.ends_with(' ')
            && language != Language::Zh
            && language != Language::Ja
        {
            words.push(' ');
        }
    }
    words.trim().to_owned()
}

/// The signs of the meanings that `text` speaks of, each once, in the order of their first places.
pub(super) fn signs(text: &str, language: Language) -> String {
    let text = format!(" {} ", words(text, language));
    let Some((_, cues)) = ALL.iter().find(|(other, _)| *other == language) else { return String::new() };
    let mut first: BTreeMap<char, usize> = BTreeMap::new();
    for cue in cues.search.find_overlapping_iter(&text) {
        let place = first.entry(cues.signs[cue.pattern()]).or_insert(cue.start());
        *place = cue.start().min(*place);
    }
    let mut found: Vec<(usize, char)> = first.into_iter().map(|(sign, place)| (place, sign)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, sign)| sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_has_cues_in_every_language() {
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            let filled = line.split('|').filter(|cell| !cell.trim().is_empty()).count();
            assert_eq!(filled, COLUMNS.len() + 1, "{line}");
        }
    }

    #[test]
    fn the_same_wish_has_signs_in_common_in_all_languages() {
        let both = |text: &str, language| {
            let signs = signs(text, language);
            let of = |name: &str| {
                let line = TEXT.lines().filter(|line| !line.starts_with('#')).position(|line| line.starts_with(name));
                char::from_u32(FIRST_SIGN + line.unwrap() as u32).unwrap()
            };
            assert!(signs.contains(of("cancel|")) && signs.contains(of("order|")), "{text}");
        };
        both("Please cancel my order", Language::En);
        both("Bestellung stornieren", Language::De);
        both("cancelar el pedido", Language::Es);
        both("annuler ma commande", Language::Fr);
        both("annullare il mio ordine", Language::It);
        both("cancelar a encomenda", Language::Pt);
        both("bestelling annuleren", Language::Nl);
        both("отменить заказ", Language::Ru);
        both("إلغاء الطلب", Language::Ar);
        both("取消订单", Language::Zh);
        both("注文をキャンセル", Language::Ja);
        both("주문 취소", Language::Ko);
    }

    #[test]
    fn marks_say_where_in_a_word_a_cue_may_stand() {
        let words = |cue, text| format!(" {text} ").contains(&pattern(cue, Language::De));
        assert!(words("plan$", "ein plan") && !words("plan$", "planen") && !words("plan$", "fahrplan"));
        assert!(words("plan", "planen") && !words("plan", "fahrplan") && words("*plan", "fahrplans"));
    }
}
