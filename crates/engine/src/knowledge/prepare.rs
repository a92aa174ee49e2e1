//! Making an item's text ready, before any transaction: what takes time is done here.

use domain::bots::parse_text;
use domain::knowledge::{CONTENT_BYTES, PassageView, TITLE_CHARS};
use domain::typed::parse_name;
use domain::{Language, Problem};
use sha2::{Digest, Sha256};

use super::split::split;
use crate::error::{Result, internal};

/// Bytes at the start of a text that tell its language.
const LANGUAGE_BYTES: usize = 4_000;

/// An item's text with everything that follows from it.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub(super) title: String,
    pub(super) title_folded: String,
    pub(super) content: String,
    pub(super) content_hash: Vec<u8>,
    pub(super) language: Language,
    pub(super) words: i64,
    pub(super) passages: Vec<PassageView>,
}

/// Which language a text is taken to be in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Speaks {
    /// Somebody said so.
    Said(Language),
    /// It is found out; what is known of where it comes from helps.
    FindOut(Option<Language>),
}

/// Makes title and text ready. Both have been read by [`title`] and [`content`].
pub(super) async fn prepare(title: String, content: String, speaks: Speaks) -> Result<Prepared> {
    let ready = tokio::task::spawn_blocking(move || Prepared {
        title_folded: title.to_lowercase(),
        content_hash: hash(&content),
        language: language(&title, &content, speaks),
        words: words(&content),
        passages: split(&content),
        title,
        content,
    });
    ready.await.map_err(|wrong| internal(&wrong.to_string()).into())
}

/// The passages of a text that is ready already.
pub(super) async fn cut(content: String) -> Result<Vec<PassageView>> {
    let cut = tokio::task::spawn_blocking(move || split(&content));
    cut.await.map_err(|wrong| internal(&wrong.to_string()).into())
}

/// A title as typed; nothing typed is the first heading or line of the text.
pub(super) fn title(typed: &str, content: &str) -> Result<String, String> {
    match typed.trim() {
        "" => Ok(first_line(content)),
        text => parse_name(text, "a title", TITLE_CHARS),
    }
}

/// A text as typed: something, and not too much.
pub(super) fn content(typed: &str) -> Result<String, String> {
    if typed.len() > CONTENT_BYTES {
        let megabytes = CONTENT_BYTES / 1_000_000;
        return Err(format!("An item holds {megabytes} MB of text, and this is more. Split it into several items."));
    }
    match parse_text(typed, usize::MAX)?.as_str() {
        "" => Err("Enter the text that the bot should know.".to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// The first heading or line, without its signs, on one line that fits.
fn first_line(content: &str) -> String {
    let mut lines = content.lines().map(|line| line.trim().trim_matches(['#', '*', '_', '>', '|', '-', ' ']).trim());
    let line = lines.find(|line| !line.is_empty()).unwrap_or("Untitled");
    shortened(line)
}

/// A title that fits.
pub(super) fn shortened(line: &str) -> String {
    let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= TITLE_CHARS {
        return line;
    }
    let cut: String = line.chars().take(TITLE_CHARS - 1).collect();
    format!("{}…", cut.trim_end())
}

fn language(title: &str, content: &str, speaks: Speaks) -> Language {
    let hint = match speaks {
        Speaks::Said(language) => return language,
        Speaks::FindOut(hint) => hint,
    };
    let start = &content[..content.floor_char_boundary(LANGUAGE_BYTES)];
    let found = nlp::language::detect(&format!("{title}\n{start}"), hint).language;
    // A text in none of the twelve has to be found by its words all the same.
    found.or(hint).unwrap_or(Language::En)
}

/// Two texts that differ only in white space are the same.
fn hash(content: &str) -> Vec<u8> {
    let mut digest = Sha256::new();
    for word in content.split_whitespace() {
        digest.update(word.as_bytes());
        digest.update(b" ");
    }
    digest.finalize().to_vec()
}

/// Words as people count them: between spaces, and each character where words are written without any.
fn words(content: &str) -> i64 {
    let counts = content.split_whitespace().map(|word| {
        let signs = word.chars().filter(|c| stands_alone(*c)).count();
        let has_letters = word.chars().any(|c| c.is_alphanumeric() && !stands_alone(c));
        signs + usize::from(has_letters)
    });
    counts.sum::<usize>() as i64
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The problem of a field.
pub(super) fn wrong(field: &'static str) -> impl Fn(String) -> crate::Error {
    move |text| Problem::field(field, text).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_title_is_the_first_line_with_words() {
        assert_eq!(title(" ", "\n---\n## **Returns** ##\n\ntext").unwrap(), "Returns");
        assert_eq!(title("", &"x".repeat(500)).unwrap().chars().count(), TITLE_CHARS);
        assert_eq!(title("", "***").unwrap(), "Untitled");
        assert!(title(&"x".repeat(201), "text").is_err() && title("a\nb", "text").is_err());
    }

    #[test]
    fn words_are_counted_as_people_do() {
        assert_eq!(words("Send it back — within 30 days."), 6);
        assert_eq!(words("送料は 5€ です"), 3 + 1 + 2);
        assert_eq!(words(""), 0);
    }

    #[test]
    fn the_same_text_in_other_white_space_is_the_same() {
        assert_eq!(hash("a b\n\nc"), hash(" a  b c\n"));
        assert_ne!(hash("ab c"), hash("a bc"));
    }

    #[test]
    fn a_text_has_bounds() {
        assert!(content(" \n").is_err() && content("a\0b").is_err());
        assert!(content(&"x".repeat(CONTENT_BYTES + 1)).unwrap_err().contains("1 MB"));
        assert_eq!(content(" a\r\nb ").unwrap(), "a\nb");
    }
}
