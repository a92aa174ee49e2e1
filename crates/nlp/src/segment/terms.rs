//! Words in the form in which they are compared.

use super::fold::{Script, fold, script};
use super::stems::{korean_root, stem};
use super::stops::is_stop;
use domain::Language;

/// A word, or a piece of text in a script without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Folded and reduced to its stem.
    pub text: String,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Whether it is a word of grammar, which says nothing about the subject.
    pub is_stop: bool,
}

/// Longest run of letters that is taken for a word, in characters; what is longer is cut.
const LONGEST: usize = 60;

/// The terms of `text`, in order. Chinese and Japanese come as characters and pairs of characters, Korean as pairs of
/// syllables without particles.
pub fn terms(text: &str, language: Language) -> Vec<Term> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let kind = script(c);
        let mut end = start + c.len_utf8();
        let mut length = 1;
        let mut last = c;
        while let Some(&(at, next)) = chars.peek() {
            if length >= LONGEST || !goes_on(kind, last, next, &text[at + next.len_utf8()..]) {
                break;
            }
            last = next;
            end = at + next.len_utf8();
            length += 1;
            chars.next();
        }
        match kind {
            Script::Other => {}
            Script::Word => words(text, start, end, language, &mut found),
            Script::Hangul => korean(text, start, end, &mut found),
            Script::Han | Script::Hiragana | Script::Katakana => pairs(text, start, end, language, &mut found),
        }
    }
    found
}

/// Whether `next` continues the run of `kind` that ends with `last`; `rest` comes behind it.
fn goes_on(kind: Script, last: char, next: char, rest: &str) -> bool {
    let then = rest.chars().next();
    match kind {
        Script::Other => false,
        Script::Word => {
            script(next) == Script::Word
                || matches!(next, '\'' | '’') && last.is_alphabetic() && then.is_some_and(char::is_alphabetic)
                || matches!(next, '.' | ',' | ':')
                    && last.is_ascii_digit()
                    && then.is_some_and(|then| then.is_ascii_digit())
                || matches!(next, '\u{200c}' | '\u{ad}' | 'ـ')
        }
        Script::Hangul => script(next) == Script::Hangul,
        _ => matches!(script(next), Script::Han | Script::Hiragana | Script::Katakana),
    }
}

fn words(text: &str, start: usize, end: usize, language: Language, found: &mut Vec<Term>) {
    let raw = &text[start..end];
    if raw.starts_with(|c: char| c.is_ascii_digit()) && raw.contains(['.', ',']) {
        found.push(Term { text: number(raw), start, end, is_stop: false });
        return;
    }
    // l'eau, dell'ordine: the part before the apostrophe is an article; don't, it's: the part behind it is grammar.
    let mut from = start;
    for piece in raw.split(['\'', '’']) {
        let (piece_start, piece_end) = (from, from + piece.len());
        from = text[piece_end..end].chars().next().map_or(piece_end, |sign| piece_end + sign.len_utf8());
        let folded = fold(piece, language);
        if folded.is_empty() || (piece_start > start && language == Language::En && folded.len() <= 2) {
            continue;
        }
        let is_stop = is_stop(&folded, language);
        let text = if is_stop { folded } else { stem(&folded, language) };
        found.push(Term { text, start: piece_start, end: piece_end, is_stop });
    }
}

/// Signs that group thousands fall away, so that 1,000 and 1.000 and 1000 are one number.
fn number(raw: &str) -> String {
    let digits: Vec<&str> = raw.split(['.', ',']).collect();
    let groups = digits.len() > 1 && digits[1..].iter().all(|group| group.len() == 3) && !raw.starts_with('0');
    if groups { digits.concat() } else { raw.replace(',', ".") }
}

fn korean(text: &str, start: usize, end: usize, found: &mut Vec<Term>) {
    let raw = &text[start..end];
    let whole_is_stop = is_stop(raw, Language::Ko);
    let root = if whole_is_stop { raw } else { korean_root(raw) };
    let is_stop = whole_is_stop || is_stop(root, Language::Ko);
    let places: Vec<(usize, char)> = root.char_indices().collect();
    if places.len() <= 2 || is_stop {
        found.push(Term { text: root.to_owned(), start, end: start + root.len(), is_stop });
        return;
    }
    for pair in places.windows(2) {
        let (from, to) = (start + pair[0].0, start + pair[1].0 + pair[1].1.len_utf8());
        found.push(Term { text: text[from..to].to_owned(), start: from, end: to, is_stop: false });
    }
}

/// Whether a Chinese character only ever asks, so that what stands beside it makes no word with it: 哪位, 怎样, 好吗.
fn is_asking(c: char) -> bool {
    matches!(c, '哪' | '谁' | '么' | '吗' | '呢' | '怎')
}

fn pairs(text: &str, start: usize, end: usize, language: Language, found: &mut Vec<Term>) {
    let raw = &text[start..end];
    let places: Vec<(usize, char)> = raw.char_indices().collect();
    for (index, &(at, c)) in places.iter().enumerate() {
        let (from, to) = (start + at, start + at + c.len_utf8());
        if script(c) == Script::Han || places.len() == 1 {
            let single = fold(&text[from..to], language);
            let is_stop = is_stop(&single, language);
            found.push(Term { text: single, start: from, end: to, is_stop });
        }
        if let Some(&(next_at, next)) = places.get(index + 1) {
            let to = start + next_at + next.len_utf8();
            let pair = fold(&text[from..to], language);
            let is_grammar = |c: char| script(c) == Script::Hiragana || is_stop(c.encode_utf8(&mut [0; 4]), language);
            let asks = language == Language::Zh && (is_asking(c) || is_asking(next));
            let is_stop = asks || is_stop(&pair, language) || is_grammar(c) && is_grammar(next);
            found.push(Term { text: pair, start: from, end: to, is_stop });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str, language: Language) -> Vec<String> {
        terms(text, language).into_iter().filter(|term| !term.is_stop).map(|term| term.text).collect()
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        for (one, other, language) in [
            ("shipping", "shipped", Language::En),
            ("devoluciones", "devolucion", Language::Es),
            ("devolución", "devolucion", Language::Es),
            ("remboursements", "remboursement", Language::Fr),
            ("Lieferungen", "Lieferung", Language::De),
            ("Häuser", "Haus", Language::De),
            ("spedizioni", "spedizione", Language::It),
            ("devoluções", "devolucao", Language::Pt),
            ("bestellingen", "bestelling", Language::Nl),
            ("доставки", "доставка", Language::Ru),
            ("الشحن", "شحن", Language::Ar),
            ("배송은", "배송", Language::Ko),
        ] {
            assert_eq!(content(one, language), content(other, language), "{language}");
        }
    }

    #[test]
    fn words_of_grammar_are_marked() {
        assert_eq!(content("What is the price of it?", Language::En), ["price"]);
        assert_eq!(content("Was kostet das?", Language::De).len(), 1);
        for asking in content("哪位医生？怎样付款", Language::Zh) {
            assert!(!asking.contains(['哪', '怎']), "{asking}");
        }
        assert!(content("اذكر ايه مدينه تم بناوها", Language::Ar).iter().all(|word| word != "ايه" && word != "تم"));
        assert!(content("¿Cuál es la?", Language::Es).is_empty());
    }

    #[test]
    fn scripts_without_spaces_come_as_characters_and_pairs() {
        let texts: Vec<_> = terms("退货政策", Language::Zh).into_iter().map(|term| term.text).collect();
        assert_eq!(texts, ["退", "退货", "货", "货政", "政", "政策", "策"]);
        assert!(content("送料はいくらですか", Language::Ja).contains(&"送料".to_owned()));
    }

    #[test]
    fn places_are_those_of_the_text() {
        for (text, language) in [
            ("L’été, ça coûte 1.000 €!", Language::Fr),
            ("반품은 14일 이내", Language::Ko),
            ("返品は14日以内", Language::Ja),
            ("الشحن مجاني", Language::Ar),
        ] {
            for term in terms(text, language) {
                assert!(!text[term.start..term.end].is_empty(), "{term:?}");
            }
        }
        let found = terms("it's 1,000", Language::En);
        assert_eq!((found[1].text.as_str(), found[1].start, found[1].end), ("1000", 5, 10));
    }
}
