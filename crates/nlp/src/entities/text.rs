//! A text in which forms are looked for: characters in one spelling, each with its place.

/// Characters with one kind of digits, signs and spaces.
pub(super) struct Text {
    chars: Vec<char>,
    small: Vec<char>,
    bytes: Vec<usize>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().map(plain).collect();
        let small = chars.iter().map(|&c| small(c)).collect();
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { chars, small, bytes }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The byte at which a character starts in the text that was given.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.bytes[at]
    }

    /// A character; a line's end outside of the text.
    pub(super) fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// The character before.
    pub(super) fn before(&self, at: usize) -> char {
        if at == 0 { '\n' } else { self.at(at - 1) }
    }

    /// The characters from one place to another, as far as there are some.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.chars.get(from..to.min(self.len())).unwrap_or_default().iter().collect()
    }

    /// The same in small letters.
    pub(super) fn small(&self, from: usize, to: usize) -> String {
        self.small.get(from..to.min(self.len())).unwrap_or_default().iter().collect()
    }

    pub(super) fn is_digit(&self, at: usize) -> bool {
        self.at(at).is_ascii_digit()
    }

    /// Up to `most` digits that stand at a place, with no more behind them: their value and their end.
    pub(super) fn digits(&self, at: usize, most: usize) -> Option<(u32, usize)> {
        let to = (at..at + most + 1).find(|&to| !self.is_digit(to))?;
        let value = self.text(at, to).parse().ok()?;
        Some((value, to))
    }

    /// Behind one space, if there is one.
    pub(super) fn skip(&self, at: usize) -> usize {
        if self.at(at) == ' ' { at + 1 } else { at }
    }

    /// Before one space, if there is one.
    pub(super) fn back(&self, at: usize) -> usize {
        if self.before(at) == ' ' { at - 1 } else { at }
    }

    /// The end of `phrase` (small letters) where it stands at a place, whatever follows it.
    pub(super) fn starts(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut to = at;
        for c in phrase.chars() {
            if self.small.get(to) != Some(&c) {
                return None;
            }
            to += 1;
        }
        Some(to)
    }

    /// The end of the longest of the phrases (`a|b`) that stands at a place as whole words.
    pub(super) fn phrase(&self, at: usize, phrases: &str) -> Option<usize> {
        if phrases.is_empty() || is_joined(self.before(at), self.at(at)) {
            return None;
        }
        let ends = phrases.split('|').filter_map(|phrase| self.starts(at, phrase));
        ends.filter(|&to| !is_joined(self.before(to), self.at(to))).max()
    }

    /// The start of the longest of the phrases (`a|b`) that ends at a place as whole words.
    pub(super) fn phrase_before(&self, to: usize, phrases: &str) -> Option<usize> {
        if phrases.is_empty() || is_joined(self.before(to), self.at(to)) {
            return None;
        }
        let start = |phrase: &str| {
            let at = to.checked_sub(phrase.chars().count())?;
            self.starts(at, phrase).filter(|_| !is_joined(self.before(at), self.at(at))).map(|_| at)
        };
        phrases.split('|').filter_map(start).min()
    }

    /// Where runs of digits start.
    pub(super) fn runs(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|&at| self.is_digit(at) && !(at > 0 && self.is_digit(at - 1)))
    }
}

/// Whether a character is of a script that sets no spaces between words.
pub(super) fn is_dense(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '々')
}

/// Whether two neighbours are of one word.
fn is_joined(before: char, after: char) -> bool {
    before.is_alphabetic() && after.is_alphabetic() && !is_dense(before) && !is_dense(after)
}

fn plain(c: char) -> char {
    match c {
        '\u{ff0c}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff1b}' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{660}'..='\u{669}' => char::from_u32(u32::from(c) - 0x660 + 0x30).unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => char::from_u32(u32::from(c) - 0x6f0 + 0x30).unwrap_or(c),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' | '\t' => ' ',
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '’' => '\'',
        '￥' => '¥',
        '￦' => '₩',
        _ => c,
    }
}

fn small(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}
