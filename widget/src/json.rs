//! JSON in as few bytes of code as possible: the chat knows which fields it wants, and passes over all others, so that an
//! old widget understands a newer server. serde_json with the types of `domain` was measured in its place: the module had
//! 75 KB after brotli instead of 39. The tests of [`crate::frames`] hold this reader against exactly those types.

/// Deeper nesting than any frame of ours has; more would only be somebody's attempt to exhaust the stack.
const DEPTH: u32 = 16;

/// A value. Numbers are whole: fractions are cut off, since nothing that visitors are told has one.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`, and what is not there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without its fraction.
    Number(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text; none when it is no JSON.
    pub fn parse(text: &str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(0)?;
        reader.blank();
        (reader.at == text.len()).then_some(value)
    }

    /// A field of an object; [`Json::Null`] when there is none.
    pub fn get(&self, name: &str) -> &Json {
        let Json::Object(fields) = self else { return &Json::Null };
        fields.iter().find(|(key, _)| key == name).map_or(&Json::Null, |(_, value)| value)
    }

    /// The string that this is.
    pub fn text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    /// The string that this is, or an empty one.
    pub fn words(&self) -> String {
        self.text().unwrap_or_default().to_owned()
    }

    /// The number that this is.
    pub fn number(&self) -> Option<i64> {
        if let Json::Number(number) = self { Some(*number) } else { None }
    }

    /// Whether this is `true`.
    pub fn is_true(&self) -> bool {
        *self == Json::Bool(true)
    }

    /// The elements of an array; nothing when it is none.
    pub fn list(&self) -> &[Json] {
        if let Json::List(list) = self { list } else { &[] }
    }
}

/// The hexadecimal digit of the lower half of a byte.
pub fn hex_digit(byte: u8) -> char {
    let half = byte & 15;
    char::from(if half < 10 { b'0' + half } else { b'a' - 10 + half })
}

/// Writes a string with its quotation marks.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if (c as u32) < 0x20 => {
                out.push_str("\\u00");
                out.push(char::from(b'0' + (c as u8 >> 4)));
                out.push(hex_digit(c as u8));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Writes a number. (`to_string` brings the whole of `core::fmt` with it.)
pub fn count(number: i64, out: &mut String) {
    if number < 0 {
        out.push('-');
    }
    let mut rest = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(b'0' + (rest % 10) as u8));
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits.iter().rev());
}

/// The same as a text of its own, between two others.
pub fn counted(before: &str, number: i64, after: &str) -> String {
    let mut out = before.to_owned();
    count(number, &mut out);
    out.push_str(after);
    out
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Goes on if this byte comes next.
    fn eat(&mut self, byte: u8) -> Option<()> {
        self.blank();
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn word(&mut self, word: &str, value: Json) -> Option<Json> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        if depth > DEPTH {
            return None;
        }
        self.blank();
        match self.peek()? {
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'"' => self.string().map(Json::Text),
            b'[' => {
                let mut list = Vec::new();
                self.items(b'[', b']', |reader| {
                    list.push(reader.value(depth + 1)?);
                    Some(())
                })?;
                Some(Json::List(list))
            }
            b'{' => {
                let mut fields = Vec::new();
                self.items(b'{', b'}', |reader| {
                    reader.blank();
                    let key = reader.string()?;
                    reader.eat(b':')?;
                    fields.push((key, reader.value(depth + 1)?));
                    Some(())
                })?;
                Some(Json::Object(fields))
            }
            _ => self.number(),
        }
    }

    fn items(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(open)?;
        if self.eat(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            if self.eat(b',').is_none() {
                return self.eat(close);
            }
        }
    }

    fn number(&mut self) -> Option<Json> {
        let is_negative = self.peek() == Some(b'-');
        self.at += usize::from(is_negative);
        let mut number = 0i64;
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
            self.at += 1;
        }
        if self.at == start {
            return None;
        }
        while matches!(self.peek(), Some(b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')) {
            self.at += 1;
        }
        Some(Json::Number(if is_negative { -number } else { number }))
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut out = String::new();
        let mut start = self.at;
        loop {
            match self.peek()? {
                b'"' => {
                    out.push_str(self.text.get(start..self.at)?);
                    self.at += 1;
                    return Some(out);
                }
                b'\\' => {
                    out.push_str(self.text.get(start..self.at)?);
                    self.at += 1;
                    let escaped = self.escape()?;
                    out.push(escaped);
                    start = self.at;
                }
                _ => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let mut code = self.hex()?;
                // A character beyond the first plane comes as two halves.
                if (0xd800..0xdc00).contains(&code) && self.text.get(self.at..)?.starts_with("\\u") {
                    self.at += 2;
                    code = 0x10000 + ((code - 0xd800) << 10) + self.hex()?.checked_sub(0xdc00)?;
                }
                char::from_u32(code).unwrap_or('\u{fffd}')
            }
            byte => char::from(byte),
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            code = code << 4 | char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Json, counted, quote};

    #[test]
    fn what_serde_writes_is_read() {
        let written = serde_json::json!({
            "a": [1, -20, true, false, null, 0.75, 1.5e3], "b": {"c": "ü \"quoted\" \\ / \n\t\u{1} 🌼"}, "": {}, "e": []
        })
        .to_string();
        let read = Json::parse(&written).unwrap();
        assert_eq!(read.get("b").get("c").text(), Some("ü \"quoted\" \\ / \n\t\u{1} 🌼"));
        let list = read.get("a").list();
        assert_eq!((list[0].number(), list[1].number(), list[5].number()), (Some(1), Some(-20), Some(0)));
        assert!(list[2].is_true() && !list[3].is_true());
        assert_eq!(read.get("nowhere").get("deeper"), &Json::Null);
        assert_eq!(Json::parse(r#""\ud83c\udf3c \u00e9""#).unwrap().text(), Some("🌼 é"));
    }

    #[test]
    fn what_is_no_json_is_refused_and_nothing_breaks() {
        for wrong in
            ["", "{", "[1,", "{\"a\"}", "\"open", "nul", "[1]x", "{1:2}", "-", "\"\\u12\"", "\"\\ud83c\\u0041\""]
        {
            assert_eq!(Json::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Json::parse(&"[".repeat(100_000)), None);
    }

    #[test]
    fn what_is_quoted_is_what_serde_reads() {
        let text = "a\"b\\c\nd\te\u{1}\u{1f}ü🌼\u{2028}";
        let mut out = String::new();
        quote(text, &mut out);
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }

    #[test]
    fn numbers_are_written_as_everywhere() {
        for number in [0, 7, 10, -1, 1_700_000_000_123, i64::MAX, i64::MIN] {
            assert_eq!(counted("<", number, ">"), format!("<{number}>"));
        }
    }
}
