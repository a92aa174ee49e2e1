//! Numbers that are spelled in words: 'fifty', 'zweihundert', 'ciento veinte', '三千'.

use super::text::{Text, is_dense};
use super::words::{Spelling, spelled};
use domain::Language;

/// More parts than any amount has.
const MOST: usize = 12;

/// A number in words.
pub(super) struct Spelled {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) value: u64,
}

/// The spelled numbers of a text that are large enough to be amounts.
pub(super) fn spelled_numbers(text: &Text, language: Language) -> Vec<Spelled> {
    let spelling = spelled(language);
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let begins = text.at(at).is_alphabetic() && (is_dense(text.at(at)) || !text.before(at).is_alphanumeric());
        match begins.then(|| read(text, at, spelling)).flatten() {
            Some(number) => {
                at = number.to;
                found.push(number);
            }
            None => at += 1,
        }
    }
    found
}

fn read(text: &Text, from: usize, spelling: &Spelling) -> Option<Spelled> {
    let part = |at: usize| {
        let fits = |(word, worth): &(&str, u64)| Some((text.starts(at, word)?, *worth));
        spelling.parts.iter().filter_map(fits).max_by_key(|(to, _)| *to)
    };
    let dense = is_dense(text.at(from));
    let (mut at, mut sum, mut open) = (from, 0_u64, 0_u64);
    let mut to = from;
    for _ in 0..MOST {
        let Some((end, worth)) = part(at) else { break };
        // What no number can be, however it is spelled, is none.
        match worth {
            10_000.. if dense => (sum, open) = (sum.checked_add(open)?.max(1).checked_mul(worth)?, 0),
            10.. if dense => (sum, open) = (sum.checked_add(open.max(1).checked_mul(worth)?)?, 0),
            1_000.. => (sum, open) = (sum.checked_add(open.max(1).checked_mul(worth)?)?, 0),
            100 => open = open.max(1).checked_mul(100)?,
            _ => open = open.checked_add(worth)?,
        }
        to = end;
        at = next(text, end, spelling, &part);
    }
    let value = sum.checked_add(open)?;
    let whole = to > from && (dense || !text.at(to).is_alphanumeric());
    (whole && value >= spelling.least).then_some(Spelled { from, to, value })
}

/// Where the next part may stand: right behind, behind a space or a hyphen, behind 'and'.
fn next(text: &Text, end: usize, spelling: &Spelling, part: &dyn Fn(usize) -> Option<(usize, u64)>) -> usize {
    let step = |at: usize| if matches!(text.at(at), ' ' | '-') { at + 1 } else { at };
    let near = step(end);
    if part(near).is_some() {
        return near;
    }
    let joints = spelling.joints.split('|').filter(|joint| !joint.is_empty());
    let behind = joints.filter_map(|joint| text.starts(near, joint)).map(step).find(|at| part(*at).is_some());
    behind.unwrap_or(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_added_up() {
        for (text, language, value) in [
            ("fifty", Language::En, Some(50)),
            ("two hundred and twenty-five", Language::En, Some(225)),
            ("fünfundzwanzig", Language::De, Some(25)),
            ("zweihundert", Language::De, Some(200)),
            ("eintausendfünfhundert", Language::De, Some(1500)),
            ("ciento veinte", Language::Es, Some(120)),
            ("veinticinco", Language::Es, Some(25)),
            ("quatre-vingt-dix", Language::Fr, Some(90)),
            ("mille deux cents", Language::Fr, Some(1200)),
            ("ventotto", Language::It, Some(28)),
            ("cento e vinte", Language::Pt, Some(120)),
            ("vijfentwintig", Language::Nl, Some(25)),
            ("три тысячи пятьсот", Language::Ru, Some(3500)),
            ("二万五千", Language::Ja, Some(25000)),
            ("三百二十", Language::Zh, Some(320)),
            ("삼만오천", Language::Ko, Some(35000)),
            ("خمسة وعشرين", Language::Ar, Some(25)),
            ("tension", Language::En, None),
            ("einfach", Language::De, None),
            ("one", Language::En, None),
        ] {
            let found = spelled_numbers(&Text::new(text), language).into_iter().next();
            assert_eq!(found.map(|one| one.value), value, "{text}");
        }
    }
}
