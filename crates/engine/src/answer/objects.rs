//! A reply's object, read letter by letter: the words of a part are handed out before its end has come.

use super::models::Why;

/// Deepest nesting that is read.
const DEEPEST: usize = 8;
/// Longest value beside the words of parts, in bytes.
const LONGEST: usize = 1_000;

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    /// A value; `depth` counts the objects and lists around it.
    Value {
        /// Its name, or the name of the list that it stands in.
        key: String,
        value: String,
        depth: usize,
    },
    /// The words of a part begin, and what they rest on, from 0.
    Part(Vec<usize>),
    /// The next words of the part.
    Text(String),
    /// The object was closed.
    Done,
}

#[derive(Debug, Default)]
struct Level {
    is_object: bool,
    /// The name before the value that comes; in a list the list's own.
    key: String,
    expects_key: bool,
}

/// What of a string is being read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Escape {
    None,
    Begun,
    /// `\u` with the digits so far.
    Code(String),
}

#[derive(Debug)]
struct Text {
    is_key: bool,
    escape: Escape,
    buffer: String,
    /// First half of a sign of two.
    high: Option<u32>,
}

/// Reads one object.
#[derive(Debug, Default)]
pub(super) struct Objects {
    levels: Vec<Level>,
    text: Option<Text>,
    /// A number or word that has not ended.
    bare: String,
    /// What the part rests on; none before that was said.
    cite: Option<Vec<usize>>,
    /// Words that came before what they rest on.
    early: String,
    is_done: bool,
}

impl Objects {
    pub(super) fn is_done(&self) -> bool {
        self.is_done
    }

    /// What these letters bring. What stands behind the object is passed over.
    pub(super) fn push(&mut self, letters: &str) -> Result<Vec<Seen>, Why> {
        let mut seen = Vec::new();
        for c in letters.chars() {
            if self.is_done {
                break;
            }
            match self.text.take() {
                Some(text) => self.in_text(text, c, &mut seen)?,
                None => self.between(c, &mut seen)?,
            }
        }
        // What has been said of a text so far does not wait for its end.
        if self.is_words()
            && let Some(text) = self.text.as_mut()
            && !text.buffer.is_empty()
        {
            let words = std::mem::take(&mut text.buffer);
            self.say(words, &mut seen);
        }
        Ok(seen)
    }

    fn key(&self) -> &str {
        self.levels.last().map_or("", |level| level.key.as_str())
    }

    /// Whether the text that is being read is the words of a part.
    fn is_words(&self) -> bool {
        self.text.as_ref().is_some_and(|text| !text.is_key) && self.is_part() && self.key() == "text"
    }

    /// Whether the innermost is a part: an object in the list `parts` of the whole.
    fn is_part(&self) -> bool {
        matches!(&self.levels[..], [_, list, part] if !list.is_object && list.key == "parts" && part.is_object)
    }

    fn say(&mut self, words: String, seen: &mut Vec<Seen>) {
        match self.cite {
            Some(_) => seen.push(Seen::Text(words)),
            None => self.early.push_str(&words),
        }
    }

    fn between(&mut self, c: char, seen: &mut Vec<Seen>) -> Result<(), Why> {
        match c {
            '{' | '[' => {
                if self.levels.len() >= DEEPEST {
                    return Err(Why::Unfounded("form"));
                }
                let key = if c == '[' { self.key().to_owned() } else { String::new() };
                self.levels.push(Level { is_object: c == '{', key, expects_key: c == '{' });
                if self.is_part() {
                    self.cite = None;
                }
            }
            '}' | ']' => self.close(c, seen)?,
            '"' => {
                let is_key = self.levels.last().is_some_and(|level| level.expects_key);
                self.text = Some(Text { is_key, escape: Escape::None, buffer: String::new(), high: None });
                if self.is_words()
                    && let Some(places) = &self.cite
                {
                    seen.push(Seen::Part(places.clone()));
                }
            }
            ':' => {
                if let Some(level) = self.levels.last_mut() {
                    level.expects_key = false;
                }
            }
            ',' => {
                self.end_bare(seen);
                if let Some(level) = self.levels.last_mut() {
                    level.expects_key = level.is_object;
                }
            }
            c if c.is_whitespace() => self.end_bare(seen),
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.') => {
                self.bare.push(c);
                if self.bare.len() > LONGEST {
                    return Err(Why::Unfounded("form"));
                }
            }
            _ => return Err(Why::Unfounded("form")),
        }
        Ok(())
    }

    fn close(&mut self, c: char, seen: &mut Vec<Seen>) -> Result<(), Why> {
        self.end_bare(seen);
        if self.is_part() {
            // Words without sources, or before a single one.
            let words = std::mem::take(&mut self.early);
            if !words.is_empty() {
                seen.extend([Seen::Part(self.cite.clone().unwrap_or_default()), Seen::Text(words)]);
            }
        }
        match self.levels.pop() {
            Some(level) if level.is_object == (c == '}') => {}
            _ => return Err(Why::Unfounded("form")),
        }
        if self.levels.is_empty() {
            self.is_done = true;
            seen.push(Seen::Done);
        } else if self.is_part() && self.key() == "cite" {
            self.end_cite(seen);
        }
        Ok(())
    }

    /// The list of sources is whole. Words that came before it are said now.
    fn end_cite(&mut self, seen: &mut Vec<Seen>) {
        let places = self.cite.get_or_insert_default().clone();
        let words = std::mem::take(&mut self.early);
        if !words.is_empty() {
            seen.extend([Seen::Part(places), Seen::Text(words)]);
        }
    }

    fn end_bare(&mut self, seen: &mut Vec<Seen>) {
        let value = std::mem::take(&mut self.bare);
        if !value.is_empty() && value != "null" {
            self.value(value, seen);
        }
    }

    fn value(&mut self, value: String, seen: &mut Vec<Seen>) {
        let in_part = matches!(&self.levels[..], [_, list, part, ..] if list.key == "parts" && part.is_object);
        if in_part && self.key() == "cite" {
            let place = value.trim_matches(['[', ']', ' ']).parse::<usize>().ok().and_then(|id| id.checked_sub(1));
            self.cite.get_or_insert_default().extend(place);
            return;
        }
        seen.push(Seen::Value { key: self.key().to_owned(), value, depth: self.levels.len() });
    }

    fn in_text(&mut self, mut text: Text, c: char, seen: &mut Vec<Seen>) -> Result<(), Why> {
        match std::mem::replace(&mut text.escape, Escape::None) {
            Escape::None => match c {
                '"' => return self.end_text(text, seen),
                '\\' => text.escape = Escape::Begun,
                c => text.buffer.push(c),
            },
            Escape::Begun => match c {
                'u' => text.escape = Escape::Code(String::new()),
                'n' => text.buffer.push('\n'),
                't' => text.buffer.push('\t'),
                'r' | 'b' | 'f' => {}
                '"' | '\\' | '/' => text.buffer.push(c),
                _ => return Err(Why::Unfounded("form")),
            },
            Escape::Code(mut digits) => {
                digits.push(c);
                if digits.len() < 4 {
                    text.escape = Escape::Code(digits);
                } else {
                    let code = u32::from_str_radix(&digits, 16).map_err(|_| Why::Unfounded("form"))?;
                    match (text.high.take(), code) {
                        (_, 0xd800..=0xdbff) => text.high = Some(code),
                        (Some(high), 0xdc00..=0xdfff) => {
                            let both = 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00);
                            text.buffer.extend(char::from_u32(both));
                        }
                        (_, code) => text.buffer.extend(char::from_u32(code)),
                    }
                }
            }
        }
        self.text = Some(text);
        if !self.is_words() && self.text.as_ref().is_some_and(|text| text.buffer.len() > LONGEST) {
            return Err(Why::Unfounded("form"));
        }
        Ok(())
    }

    fn end_text(&mut self, text: Text, seen: &mut Vec<Seen>) -> Result<(), Why> {
        if text.is_key {
            if let Some(level) = self.levels.last_mut() {
                level.key = text.buffer;
            }
        } else if self.is_part() && self.key() == "text" {
            if !text.buffer.is_empty() {
                self.say(text.buffer, seen);
            }
        } else {
            self.value(text.buffer, seen);
        }
        Ok(())
    }
}
