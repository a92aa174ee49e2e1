//! Postal addresses: a street with its number, in the forms of the twelve languages' countries, and what stands behind it.

use domain::Language;

/// Ends of street names that nothing else has, and those that other words have too: these want a large letter.
const ENDINGS: &[&str] = &["straße", "strasse", "str", "straat", "laan", "gracht", "allee", "plein", "gasse"];
const LARGE_ENDINGS: &[&str] = &["weg", "platz", "ring", "damm", "ufer", "markt", "kade", "dijk", "singel"];
/// Words behind the name, in Russian, before the number.
const BEHIND: &[&str] = &["проспект", "улица", "переулок", "шоссе", "бульвар", "набережная", "площадь"];
/// English: the number comes first, and this last.
const LAST: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "dr",
    "boulevard",
    "blvd",
    "court",
    "ct",
    "square",
    "sq",
    "terrace",
    "crescent",
    "close",
    "way",
    "place",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
];
/// Those of them that are known in small letters too.
const LAST_SMALL: &[&str] = &["street", "road", "avenue", "boulevard", "lane"];
/// French: the number, and then this.
const SECOND: &[&str] =
    &["rue", "avenue", "av", "boulevard", "bd", "place", "impasse", "chemin", "allée", "quai", "route", "cours"];
/// Spanish, Portuguese, Italian, Russian, Arabic: this first, and the number last.
const FIRST: &[&str] = &[
    "calle",
    "c/",
    "avenida",
    "avda",
    "plaza",
    "paseo",
    "camino",
    "carretera",
    "rua",
    "praça",
    "travessa",
    "estrada",
    "piazza",
    "viale",
    "vicolo",
    "ул",
    "улица",
    "проспект",
    "пр-т",
    "просп",
    "переулок",
    "пер",
    "шоссе",
    "бульвар",
    "наб",
    "شارع",
    "طريق",
];
/// The same, where words of other languages are like them.
const FIRST_ITALIAN: &[&str] = &["via", "corso", "largo", "strada"];
/// Small words inside of names, and before numbers.
const INNER: &[&str] = &[
    "de", "del", "della", "delle", "dei", "degli", "di", "da", "do", "dos", "das", "du", "des", "la", "las", "le",
    "les", "los", "el", "y", "e", "n", "nº", "n°", "no", "numero", "número", "núm", "д", "дом", "bis", "ter", "saint",
    "sainte",
];
/// Most words of a street's name, and of what stands behind its number.
const WORDS: usize = 5;

#[derive(Debug, Clone, Copy)]
struct Token<'t> {
    start: usize,
    end: usize,
    text: &'t str,
}

impl Token<'_> {
    fn small(&self) -> String {
        self.text.to_lowercase()
    }
    fn is_large(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
    /// `12`, `12a`, `12-14`, `3/4`.
    fn is_house(&self) -> bool {
        let digits = self.text.chars().filter(char::is_ascii_digit).count();
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        let is_ordinal = ["st", "nd", "rd", "th"].iter().any(|end| self.text.ends_with(end));
        self.text.starts_with(|c: char| c.is_ascii_digit())
            && self.text.len() <= 9
            && digits <= 6
            && letters <= 1
            && !is_ordinal
    }
    fn is_of(&self, words: &[&str]) -> bool {
        words.contains(&self.small().as_str())
    }
}

/// Where addresses stand.
pub(super) fn find(text: &str, language: Language) -> Vec<(usize, usize)> {
    let tokens = tokens(text);
    let mut found = dense(text);
    let mut at = 0;
    while at < tokens.len() {
        let Some((from, to)) = street(text, &tokens, at, language) else {
            at += 1;
            continue;
        };
        let last = behind(text, &tokens, to);
        found.push((tokens[from].start, tokens[last].end));
        at = last + 1;
    }
    found
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '\'' | '’' | 'º' | '°');
    let mut tokens = Vec::new();
    for word in text.split(|c: char| !is_inner(c)).filter(|word| word.starts_with(char::is_alphanumeric)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        tokens.push(Token { start, end: start + word.len(), text: word });
    }
    tokens
}

/// What stands between two neighbours.
fn gap<'t>(text: &'t str, tokens: &[Token<'_>], at: usize) -> &'t str {
    match (tokens.get(at), tokens.get(at + 1)) {
        (Some(one), Some(next)) => &text[one.end..next.start],
        _ => "\n",
    }
}

fn is_space(gap: &str) -> bool {
    matches!(gap, " " | "\u{a0}")
}

fn is_loose(gap: &str) -> bool {
    is_space(gap) || matches!(gap, ". " | "." | ", ")
}

/// The first and the last token of the street that this one is a part of.
fn street(text: &str, tokens: &[Token<'_>], at: usize, language: Language) -> Option<(usize, usize)> {
    let token = tokens[at];
    let house_at = |at: usize| tokens.get(at).is_some_and(Token::is_house);
    if token.is_house() {
        return english(text, tokens, at).or_else(|| french(text, tokens, at));
    }
    let small = token.small();
    // Hauptstraße 5; Berliner Straße 5; Невский проспект, 5
    let ends = ENDINGS.iter().any(|end| small.ends_with(end))
        || token.is_large() && LARGE_ENDINGS.iter().any(|end| small.ends_with(end) && small.len() > end.len());
    let is_behind = token.is_of(BEHIND) || token.is_of(ENDINGS);
    let before = at.checked_sub(1).filter(|before| is_space(gap(text, tokens, *before)) && tokens[*before].is_large());
    if (ends || is_behind) && is_loose(gap(text, tokens, at)) {
        let from = if is_behind { before } else { Some(at) };
        let is_named = tokens.get(at + 1).is_some_and(|next| next.is_of(&["д", "дом"]));
        let house = if is_named && is_loose(gap(text, tokens, at + 1)) { at + 2 } else { at + 1 };
        if let Some(from) = from.filter(|_| house_at(house)) {
            return Some((from, house));
        }
    }
    // 강남구 테헤란로 152
    let is_korean = ["로", "길"].iter().any(|end| small.ends_with(end));
    let parts = ["시", "구", "군", "도", "동", "읍", "면"];
    let is_part = |at: usize| parts.iter().any(|end| tokens[at].text.ends_with(end)) && is_space(gap(text, tokens, at));
    if is_korean && is_space(gap(text, tokens, at)) && house_at(at + 1) {
        let from = (at.saturating_sub(3)..at).rev().take_while(|before| is_part(*before)).last();
        if let Some(from) = from {
            return Some((from, at + 1));
        }
    }
    let is_first =
        FIRST.contains(&small.as_str()) || language == Language::It && FIRST_ITALIAN.contains(&small.as_str());
    if !is_first {
        return None;
    }
    // Calle Mayor 5; Rua das Flores, 5; ул. Ленина, д. 5
    let is_arabic = token.text.starts_with(['ش', 'ط']);
    for to in at + 1..tokens.len().min(at + 2 + WORDS) {
        if !is_loose(gap(text, tokens, to - 1)) {
            return None;
        }
        let next = tokens[to];
        if next.is_house() {
            return (to > at + 1).then_some((at, to));
        }
        if !(next.is_large() || is_arabic || next.is_of(INNER) || to == at + 1 && small != "via") {
            return None;
        }
    }
    None
}

/// 12 Main Street
fn english(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    for to in at + 1..tokens.len().min(at + WORDS) {
        if !is_space(gap(text, tokens, to - 1)) {
            return None;
        }
        let token = tokens[to];
        if to > at + 1 && token.is_of(LAST) {
            let is_small = !token.is_large() || !tokens[at + 1].is_large();
            return (!is_small || token.is_of(LAST_SMALL) && to <= at + 3).then_some((at, to));
        }
        let is_number = token.text.starts_with(|c: char| c.is_ascii_digit());
        if !token.is_large() && !is_number && to > at + 2 {
            return None;
        }
    }
    None
}

/// 12 bis, rue de la Paix
fn french(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    let is_bis = tokens.get(at + 1).is_some_and(|next| next.is_of(&["bis", "ter"]));
    let name = if is_bis { at + 2 } else { at + 1 };
    let is_street = tokens.get(name).is_some_and(|token| token.is_of(SECOND));
    if !is_street || !(at..name).all(|at| is_loose(gap(text, tokens, at)) && gap(text, tokens, at) != ". ") {
        return None;
    }
    let mut last = None;
    for to in name + 1..tokens.len().min(name + 1 + WORDS) {
        if !is_space(gap(text, tokens, to - 1)) {
            break;
        }
        let token = tokens[to];
        let is_article = token.text.starts_with("l'") || token.text.starts_with("l’") || token.text.starts_with("d'");
        if token.is_large() || is_article || to == name + 1 && !token.is_of(INNER) {
            last = Some(to);
        } else if !token.is_of(INNER) {
            // rue de la paix
            last = last.or(Some(to));
            break;
        }
    }
    last.map(|last| (at, last))
}

/// The last token of what stands behind a street: floor, postcode, place.
fn behind(text: &str, tokens: &[Token<'_>], to: usize) -> usize {
    let mut last = to;
    let mut is_open = false;
    for at in to + 1..tokens.len().min(to + 1 + WORDS + 2) {
        let gap = gap(text, tokens, at - 1);
        let token = tokens[at];
        let digits = token.text.chars().filter(char::is_ascii_digit).count();
        let is_line = gap.trim_matches([' ', ',', '\r']) == "\n";
        let is_code = (4..=6).contains(&digits) && token.text.len() <= 8
            || digits > 0
                && token.text.len() <= 4
                && token.text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let is_comma = matches!(gap, ", " | "," | " - ");
        if !(is_comma || is_space(gap) || is_line && is_code) {
            break;
        }
        let is_word = token.is_large() && token.text.chars().count() > 1;
        if !(is_code && (is_comma || is_open || is_line || digits >= 4) || is_word && (is_comma || is_open)) {
            break;
        }
        // 1015 AB Amsterdam
        is_open = is_code || is_comma || is_open && token.text.chars().all(char::is_uppercase);
        last = at;
    }
    last
}

/// Chinese and Japanese addresses, which have no spaces: from the name of a province, city or district to the last number.
fn dense(text: &str) -> Vec<(usize, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is_han = |c: char| matches!(u32::from(c), 0x4e00..=0x9fff);
    let is_open = |c: char| c.is_alphanumeric() || matches!(c, '-' | '－' | 'ー' | '−' | '丁' | 'の');
    let is_digit = |c: char| super::number::digit(c).is_some();
    let mut found = Vec::new();
    let mut free_from = 0;
    for at in 0..chars.len() {
        let (_, c) = chars[at];
        if at < free_from || !matches!(c, '都' | '道' | '府' | '県' | '省' | '市' | '区' | '區') {
            continue;
        }
        let name = (at.saturating_sub(3).max(free_from)..at).rev().take_while(|at| is_han(chars[*at].1)).last();
        let to = (at..chars.len().min(at + 40)).take_while(|at| is_open(chars[*at].1)).last().unwrap_or(at);
        let words: String = chars[at..=to].iter().map(|(_, c)| *c).collect();
        let is_place = words.contains(['区', '區', '市', '町', '村', '郡', '县', '路', '街', '道', '巷', '丁', '弄']);
        let digit = (at..=to).rev().find(|at| is_digit(chars[*at].1));
        if let (Some(name), Some(digit), true) = (name, digit, is_place) {
            let is_unit = |c: char| matches!(c, '号' | '號' | '番' | '地' | '室' | '階' | '楼' | '层' | '弄');
            let last = (digit + 1..chars.len()).take_while(|at| is_unit(chars[*at].1)).last().unwrap_or(digit);
            found.push((chars[name].0, chars[last].0 + chars[last].1.len_utf8()));
            free_from = last + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_with_their_numbers_are_found_as_they_are_written_where_each_language_is_spoken() {
        for (text, language, address) in [
            (
                "Send it to 12 Main Street, Springfield, IL 62704.",
                Language::En,
                "12 Main Street, Springfield, IL 62704",
            ),
            ("I live at 221b baker street in London", Language::En, "221b baker street"),
            ("An Musterstraße 12a, 10115 Berlin bitte", Language::De, "Musterstraße 12a, 10115 Berlin"),
            ("Hauptstr. 5\n80331 München", Language::De, "Hauptstr. 5\n80331 München"),
            ("Berliner Straße 7 ist richtig", Language::De, "Berliner Straße 7"),
            ("au 12 bis, rue de la Paix, 75002 Paris", Language::Fr, "12 bis, rue de la Paix, 75002 Paris"),
            ("Calle Mayor 5, 28013 Madrid", Language::Es, "Calle Mayor 5, 28013 Madrid"),
            ("in Via Roma 12, 00184 Roma", Language::It, "Via Roma 12, 00184 Roma"),
            ("Rua das Flores, 15", Language::Pt, "Rua das Flores, 15"),
            ("Keizersgracht 100, 1015 AB Amsterdam", Language::Nl, "Keizersgracht 100, 1015 AB Amsterdam"),
            ("на ул. Ленина, д. 5 пожалуйста", Language::Ru, "ул. Ленина, д. 5"),
            ("Невский проспект, 28", Language::Ru, "Невский проспект, 28"),
            ("서울시 강남구 테헤란로 152", Language::Ko, "서울시 강남구 테헤란로 152"),
            ("東京都渋谷区神南1-2-3に送ってください", Language::Ja, "東京都渋谷区神南1-2-3"),
            ("地址：北京市朝阳区建国路88号。", Language::Zh, "北京市朝阳区建国路88号"),
            ("العنوان شارع التحلية 45", Language::Ar, "شارع التحلية 45"),
        ] {
            let found: Vec<&str> = find(text, language).into_iter().map(|(start, end)| &text[start..end]).collect();
            assert_eq!(found, [address], "{text}");
        }
    }

    #[test]
    fn what_only_has_a_number_is_no_address() {
        for (text, language) in [
            ("Does delivery take 3 to 5 working days?", Language::En),
            ("I ordered 2 pots on the way home", Language::En),
            ("Pay via PayPal 2 times?", Language::En),
            ("Kostet der Versand 4,90 Euro?", Language::De),
            ("Der Weg dauert 5 Tage", Language::De),
            ("送料は3日以内ですか", Language::Ja),
            ("3天内可以到北京市吗", Language::Zh),
            ("3 places de parking", Language::Fr),
        ] {
            assert_eq!(find(text, language), [], "{text}");
        }
    }
}
