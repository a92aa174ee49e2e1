//! Markdown and plain text: they are Markdown already, but for line ends and what some programs write in front.

use super::{Document, one_line};

/// Most characters of a first line that is taken for a title.
const TITLE_LINE_CHARS: usize = 80;

/// The text as it stands, its title and language as far as it names them.
pub(super) fn read(text: &str) -> Document {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let (front, body) = front_matter(&text);
    let markdown = body.trim().to_owned();
    let named = |name: &str| front.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    let title = named("title").or_else(|| title_of(&markdown)).unwrap_or_default();
    Document { title: one_line(&title), language: named("lang").or_else(|| named("language")), markdown }
}

/// `key: value` lines between two `---` at the start, and what follows.
fn front_matter(text: &str) -> (Vec<(&str, &str)>, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return (Vec::new(), text) };
    let Some((front, body)) = rest.split_once("\n---\n") else { return (Vec::new(), text) };
    let unquoted = |value: &'_ str| -> std::ops::Range<usize> {
        let quoted = value.len() >= 2
            && (value.starts_with('"') && value.ends_with('"') || value.starts_with('\'') && value.ends_with('\''));
        if quoted { 1..value.len() - 1 } else { 0..value.len() }
    };
    let mut pairs = Vec::new();
    for line in front.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        pairs.push((key.trim(), &value[unquoted(value)]));
    }
    // A text may also begin with a rule; front matter consists of pairs.
    if pairs.is_empty() { (Vec::new(), text) } else { (pairs, body) }
}

/// The first heading, or a short first line that stands alone.
fn title_of(markdown: &str) -> Option<String> {
    let mut lines = markdown.lines();
    let first = lines.next()?;
    let second = lines.next().unwrap_or_default();
    let underlined = second.len() >= 2 && (second.bytes().all(|b| b == b'=') || second.bytes().all(|b| b == b'-'));
    if let Some(heading) = markdown.lines().find_map(|line| line.strip_prefix("# ")) {
        return Some(heading.trim_end_matches('#').trim().to_owned());
    }
    let alone = second.trim().is_empty() && !first.ends_with(['.', ',', ';', ':', '。']);
    let short = first.chars().count() <= TITLE_LINE_CHARS;
    (short && (alone || underlined)).then(|| first.trim_start_matches(['#', ' ']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_come_from_front_matter_headings_or_a_first_line_alone() {
        for (text, title) in [
            ("---\ntitle: \"Returns: how\"\nlang: de\n---\n# Other\n", "Returns: how"),
            ("Intro\n\n# Returns #\n\ntext", "Returns"),
            ("Returns\n=======\ntext", "Returns"),
            ("\u{feff}Returns\r\n\r\nWithin 30 days.", "Returns"),
            ("We take it back.\n\nWithin 30 days.", ""),
            ("Line one\nline two", ""),
        ] {
            assert_eq!(read(text).title, title, "{text}");
        }
        assert_eq!(read("---\ntitle: x\nlang: de\n---\nText").language.as_deref(), Some("de"));
        assert_eq!(read("---\n\nJust a rule\n---\n").markdown, "---\n\nJust a rule\n---");
    }

    #[test]
    fn line_ends_become_one_kind_and_the_text_stays() {
        assert_eq!(read("a  \r\nb\rc\n\n").markdown, "a  \nb\nc");
    }
}
