//! Where sentences begin and end.

use super::fold::{Script, script};
use domain::Language;
use std::ops::Range;

/// Shortened words whose full stop ends no sentence, folded to lower case, of all languages together.
const SHORTENED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "approx", "no", "inc", "ltd", "co", "jr", "sr",
    "fig", "min", "max", "tel", "z.b", "d.h", "u.a", "u.s", "bzw", "ca", "nr", "str", "inkl", "zzgl", "evtl", "ggf",
    "usw", "vgl", "abs", "art", "sra", "sr", "srta", "ud", "uds", "ej", "p.ej", "núm", "pág", "av", "m", "mme", "mlle",
    "ex", "p.ex", "env", "sig", "dott", "ecc", "es", "pag", "dr.ssa", "bijv", "d.w.z", "o.a", "i.v.m", "t.a.v",
    "m.b.t", "incl", "excl", "dhr", "mevr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "okt", "nov", "dec", "dez", "т.е", "т.д", "т.п", "т.к", "г", "гг", "ул", "д", "руб", "стр", "им", "н.э", "п",
    "b.c", "a.d", "u.s.a", "bl", "th", "jh", "v. chr", "n. chr", "bspw", "sog", "mind", "mio", "mrd", "tägl", "vol",
    "op", "dept", "est",
];

/// The sentences of `text`, in bytes, in order, without the space around them. A line break ends a sentence.
pub fn sentences(text: &str, language: Language) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = at + c.len_utf8();
        let end = match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(at),
            '。' | '！' | '？' | '｡' | '؟' | '!' | '?' | '…' | '.' | '．' => {
                let mut end = after;
                // Several signs, and the brackets and quotation marks that close with the sentence, belong to it.
                while let Some((place, next)) = chars.next_if(|(_, next)| closes(*next) || is_end(*next)) {
                    end = place + next.len_utf8();
                }
                ends_here(text, start, at, c, end, language).then_some(end)
            }
            _ => None,
        };
        if let Some(end) = end {
            push(&mut found, text, start, end);
            start = end;
        }
    }
    push(&mut found, text, start, text.len());
    found
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '”' | '’' | '»' | '“' | '」' | '』' | '）' | '】')
}

fn push(found: &mut Vec<Range<usize>>, text: &str, start: usize, end: usize) {
    let piece = &text[start..end];
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = start + (piece.len() - piece.trim_start().len());
    found.push(start..start + trimmed.len());
}

/// Whether the sign `c` at `at` ends the sentence that began at `start`; `end` is behind the signs that close with it.
fn ends_here(text: &str, start: usize, at: usize, c: char, end: usize, language: Language) -> bool {
    let rest = &text[end..];
    if matches!(c, '。' | '！' | '？' | '｡') {
        // 「…。」と is one sentence in which somebody is quoted.
        return !rest.starts_with(['と', 'っ']) || end == at + c.len_utf8();
    }
    let Some(next) = rest.chars().next() else { return true };
    if script(next) != Script::Other && !matches!(script(next), Script::Word) {
        return matches!(c, '!' | '?' | '…') || !text[..at].ends_with(|c: char| c.is_ascii_digit());
    }
    if !next.is_whitespace() {
        return false;
    }
    let first = rest.trim_start().chars().next();
    let Some(first) = first else { return true };
    if first.is_lowercase() {
        return false;
    }
    if c != '.' {
        return true;
    }
    let before = &text[start..at];
    let word =
        before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '„' | '"' | '/')).next().unwrap_or("");
    if word.is_empty() {
        return true;
    }
    let lower = word.to_lowercase();
    if SHORTENED.contains(&lower.as_str()) {
        return false;
    }
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
    if single && language == Language::Ar {
        // م. for an initial or a title; behind a year it is the era, and may end a sentence.
        let behind = before[..before.len() - word.len()].trim_end();
        return behind.ends_with(|c: char| c.is_numeric());
    }
    if single && script(first) == Script::Word && first.is_uppercase() {
        // An initial: J. Smith.
        return false;
    }
    // In German a full stop makes a number an ordinal: am 3. Mai, der 2. Stock. Years end sentences.
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    !(is_number && word.len() <= 2 && matches!(language, Language::De) || is_number && before.trim() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, language: Language) -> Vec<&str> {
        sentences(text, language).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_at_their_signs() {
        assert_eq!(cut("We ship daily. Really? Yes!", Language::En), ["We ship daily.", "Really?", "Yes!"]);
        assert_eq!(cut("He said “no.” Then he left.", Language::En), ["He said “no.”", "Then he left."]);
        assert_eq!(cut("一つ目です。二つ目？三つ目！", Language::Ja), ["一つ目です。", "二つ目？", "三つ目！"]);
        assert_eq!(cut("هل تشحنون؟ نعم. كل يوم.", Language::Ar), ["هل تشحنون؟", "نعم.", "كل يوم."]);
        assert_eq!(cut("첫 문장입니다. 둘째 문장.", Language::Ko), ["첫 문장입니다.", "둘째 문장."]);
    }

    #[test]
    fn shortened_words_numbers_and_initials_end_nothing() {
        for (text, language) in [
            ("Dr. Smith pays 3.50 a day, e.g. by card.", Language::En),
            ("Am 3. Mai gilt z.B. die Regel.", Language::De),
            ("J. R. Tolkien wrote it.", Language::En),
            ("Visit example.com for more.", Language::En),
            ("Он живёт на ул. Ленина с 1990 г. Москва", Language::Ru),
        ] {
            assert_eq!(cut(text, language), [text]);
        }
        assert_eq!(cut("It opened in 1999. It closed.", Language::En).len(), 2);
    }

    #[test]
    fn lines_are_sentences_and_nothing_is_lost() {
        let text = "First line\n\n- second\n  third.  ";
        assert_eq!(cut(text, Language::En), ["First line", "- second", "third."]);
        assert!(cut(" \n ", Language::En).is_empty());
    }
}
