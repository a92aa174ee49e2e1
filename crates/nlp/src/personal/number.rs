//! Long numbers: bank accounts, payment cards, and whatever else has many digits.

/// Digits from which a number is long.
const LONG: usize = 7;
/// Most signs between two digits of one number.
const BETWEEN: usize = 3;
/// Most characters of an account's number, and how many of them are the shortest one's.
const ACCOUNT: (usize, usize) = (15, 34);

/// Lengths of accounts' numbers by country, so that one with a slip is known as well.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("BR", 29),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TR", 26),
    ("UA", 29),
];

/// A digit in its ordinary form.
pub(super) fn digit(c: char) -> Option<char> {
    let value = match u32::from(c) {
        code @ 0x30..=0x39 => code - 0x30,
        code @ 0x660..=0x669 => code - 0x660,
        code @ 0x6f0..=0x6f9 => code - 0x6f0,
        code @ 0xff10..=0xff19 => code - 0xff10,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Digits with few signs between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) digits: String,
    /// How many stand together, in order.
    groups: Vec<usize>,
    /// It begins as numbers that are dialled do.
    is_dialled: bool,
}

impl Run {
    /// Whether it is the number of a payment card, by its length and check digit.
    pub(super) fn is_card(&self) -> bool {
        (13..=19).contains(&self.digits.len()) && self.groups.iter().all(|group| *group > 2) && is_luhn(&self.digits)
    }

    /// Whether it is too long for anything that is only counted.
    pub(super) fn is_long(&self) -> bool {
        let are_years = || {
            self.groups.iter().all(|group| *group == 4)
                && self.digits.as_bytes().chunks(4).all(|year| year.starts_with(b"19") || year.starts_with(b"20"))
        };
        self.digits.len() >= LONG && (self.is_dialled || self.groups.iter().any(|group| *group > 2) && !are_years())
    }

    /// Whether it is long, and these bytes are only a part of it.
    pub(super) fn is_more_than(&self, start: usize, end: usize) -> bool {
        self.is_long() && self.start <= start && end <= self.end && end - start < self.end - self.start
    }
}

/// All runs, in order.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open: Option<Run> = None;
    // Signs since the last digit, and whether the character before the next one was a digit.
    let mut between = 0;
    let mut before = (0, ' ');
    for (at, c) in text.char_indices() {
        if let Some(digit) = digit(c) {
            let run = open.get_or_insert_with(|| {
                let (start, sign) = if matches!(before.1, '+' | '(' | '＋') { before } else { (at, ' ') };
                let is_dialled = sign != ' ' || digit == '0';
                Run { start, end: at, digits: String::new(), groups: Vec::new(), is_dialled }
            });
            match run.groups.last_mut() {
                Some(group) if between == 0 => *group += 1,
                _ => run.groups.push(1),
            }
            run.digits.push(digit);
            run.end = at + c.len_utf8();
            between = 0;
        } else if open.is_some() && between < BETWEEN && is_between(c) {
            between += 1;
        } else {
            runs.extend(open.take());
            between = 0;
        }
        before = (at, c);
    }
    runs.extend(open);
    runs
}

fn is_between(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '-' | '‑' | '–' | '.' | '(' | ')' | '/' | '－')
}

fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| u32::from(byte - b'0') * (1 + at as u32 % 2))
        .map(|value| if value > 9 { value - 9 } else { value })
        .sum();
    sum.is_multiple_of(10)
}

/// Where numbers of accounts stand, with their letters and digits.
pub(super) fn accounts(text: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut free_from = 0;
    for at in 0..bytes.len().saturating_sub(ACCOUNT.0 - 1) {
        let is_head = |at: usize| {
            bytes[at..at + 2].iter().all(u8::is_ascii_alphabetic)
                && bytes[at + 2..at + 4].iter().all(u8::is_ascii_digit)
        };
        // A letter of ASCII is a character of its own, so the text can be cut before it.
        if at < free_from || !is_head(at) || text[..at].ends_with(char::is_alphanumeric) {
            continue;
        }
        if let Some((end, key)) = account(bytes, at) {
            found.push((at, end, key));
            free_from = end;
        }
    }
    found
}

fn account(bytes: &[u8], from: usize) -> Option<(usize, String)> {
    let mut key = String::new();
    let mut ends = Vec::new();
    let mut at = from;
    while at < bytes.len() && key.len() < ACCOUNT.1 {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            key.push(char::from(byte.to_ascii_uppercase()));
            ends.push(at + 1);
        } else if !matches!(byte, b' ' | b'-') || matches!(bytes.get(at.wrapping_sub(1)), Some(b' ' | b'-')) {
            break;
        }
        at += 1;
    }
    let ends_word = |length: usize| !bytes.get(ends[length - 1]).is_some_and(u8::is_ascii_alphanumeric);
    let has_digits = |length: usize| key.bytes().take(length).filter(u8::is_ascii_digit).count() >= 8;
    let fits = |length: usize| length <= key.len() && ends_word(length) && has_digits(length);
    let known = LENGTHS.iter().find(|(country, _)| key.starts_with(country)).map(|(_, length)| *length);
    let length = known
        .filter(|length| fits(*length))
        .or_else(|| (ACCOUNT.0..=key.len()).rev().find(|length| fits(*length) && is_checked(&key[..*length])))?;
    key.truncate(length);
    Some((ends[length - 1], key))
}

/// Whether the check digits of an account's number are right (ISO 7064, remainder of 97).
fn is_checked(key: &str) -> bool {
    let (head, rest) = key.split_at(4);
    let values = rest.bytes().chain(head.bytes()).map(|byte| match byte {
        b'0'..=b'9' => (u32::from(byte - b'0'), 10),
        _ => (u32::from(byte - b'A') + 10, 100),
    });
    values.fold(0, |remainder, (value, shift)| (remainder * shift + value) % 97) == 1
}
