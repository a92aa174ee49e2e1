//! Running text of a page as Markdown: emphasis, links, code, line breaks, and signs that must not be taken for Markdown.

use scraper::{ElementRef, Node};
use url::Url;

use super::content::is_furniture;

/// A line break inside a paragraph while it is put together; pages never hold it, since it is a noncharacter.
pub(super) const BREAK: char = '\u{fdd0}';

/// What `node` and everything below says, on one line with single spaces, which may also stand at its ends. Line breaks
/// are [`BREAK`]. Below `depth` levels, only the bare text is taken.
pub(super) fn write(node: ego_tree::NodeRef<'_, Node>, base: Option<&Url>, depth: usize) -> String {
    let mut out = String::new();
    push(node, base, depth, &mut out);
    out
}

fn push(node: ego_tree::NodeRef<'_, Node>, base: Option<&Url>, depth: usize, out: &mut String) {
    if let Some(text) = node.value().as_text() {
        push_spaced(&escaped(&text.replace(BREAK, "")), out);
        return;
    }
    let Some(element) = ElementRef::wrap(node) else { return };
    if depth == 0 {
        let text: String = element.text().collect::<Vec<_>>().join(" ");
        return push_spaced(&escaped(&text.replace(BREAK, "")), out);
    }
    let name = element.value().name();
    match name {
        "br" | "wbr" => {
            return if name == "br" {
                out.push(BREAK)
            };
        }
        _ if is_furniture(element) => return,
        _ => {}
    }
    let inside = || {
        let mut inside = String::new();
        for child in node.children() {
            push(child, base, depth - 1, &mut inside);
        }
        inside
    };
    match name {
        "b" | "strong" => wrap("**", &inside(), out),
        "i" | "em" | "cite" => wrap("*", &inside(), out),
        "del" | "s" | "strike" => wrap("~~", &inside(), out),
        "code" | "kbd" | "samp" | "tt" => code(&element.text().collect::<String>(), out),
        "a" => link(&inside(), element.value().attr("href"), base, out),
        "q" => {
            out.push('“');
            push_spaced(inside().trim(), out);
            out.push('”');
        }
        // Parts of a cell or heading that stand below each other on the page.
        "p" | "div" | "li" | "tr" | "td" | "th" | "section" | "dt" | "dd" | "blockquote" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" => {
            push_spaced(" ", out);
            push_spaced(inside().trim(), out);
            push_spaced(" ", out);
        }
        _ => push_spaced(&inside(), out),
    }
}

/// Appends with every run of white space as one space.
fn push_spaced(text: &str, out: &mut String) {
    for c in text.chars() {
        // A space that may not break is a space for readers of text.
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

/// Puts marks around a text, its outer spaces outside of them.
fn wrap(mark: &str, inside: &str, out: &mut String) {
    let text = inside.trim_matches([' ', BREAK]);
    let is_marked = text.starts_with(mark) || text.ends_with(mark);
    if text.is_empty() || is_marked || text.contains(BREAK) {
        // Nothing to emphasise, emphasised already, or over several lines, which Markdown's signs would not survive.
        return push_spaced(inside, out);
    }
    if inside.starts_with(' ') {
        push_spaced(" ", out);
    }
    // `Size**s**` is no emphasis for every reader of Markdown, so a word is emphasised whole or not at all.
    let joined = out.chars().last().is_some_and(char::is_alphanumeric);
    let (open, close) = if joined { ("", "") } else { (mark, mark) };
    out.push_str(open);
    out.push_str(text);
    out.push_str(close);
    if inside.ends_with(' ') {
        out.push(' ');
    }
}

fn code(text: &str, out: &mut String) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return;
    }
    let fence = if text.contains('`') { "``" } else { "`" };
    let pad = if fence.len() == 2 { " " } else { "" };
    out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
}

/// A link with a whole address; one that leads nowhere else is its text.
fn link(inside: &str, href: Option<&str>, base: Option<&Url>, out: &mut String) {
    let text = inside.trim_matches([' ', BREAK]);
    let Some(target) = href.and_then(|href| target(href.trim(), base)).filter(|_| !text.is_empty()) else {
        return push_spaced(inside, out);
    };
    if inside.starts_with(' ') {
        push_spaced(" ", out);
    }
    let plain = target.strip_prefix("mailto:").unwrap_or(&target);
    if unescaped(text) == plain && !plain.contains([' ', '<', '>']) {
        out.push_str(&format!("<{plain}>"));
    } else {
        let text = text.replace(BREAK, " ");
        let needs_brackets = target.contains([' ', '(', ')', '<', '>']);
        let target = if needs_brackets { format!("<{}>", target.replace(['<', '>'], "")) } else { target };
        out.push_str(&format!("[{text}]({target})"));
    }
    if inside.ends_with(' ') {
        out.push(' ');
    }
}

fn target(href: &str, base: Option<&Url>) -> Option<String> {
    let is_plain = |scheme: &str| {
        href.len() > scheme.len() && href.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme))
    };
    if is_plain("mailto:") || is_plain("tel:") {
        let line = !href.chars().any(char::is_control);
        return line.then(|| href.to_owned());
    }
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    let url = base.map_or_else(|| Url::parse(href), |base| base.join(href)).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// Puts a backslash before signs that Markdown would take for its own, where it would.
fn escaped(text: &str) -> String {
    /// Most bytes of the name in `&name;`.
    const NAME_BYTES: usize = 32;
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    // Each bracket is looked at once, so that a page of nothing but brackets is read like any other.
    let mut brackets = text.match_indices(']').map(|(place, _)| place).peekable();
    let mut rest = text.char_indices();
    while let Some((place, c)) = rest.next() {
        let behind = rest.as_str();
        let after = behind.chars().next().unwrap_or(' ');
        let is_word = |c: char| c.is_alphanumeric();
        let special = match c {
            '*' => !before.is_whitespace() || !after.is_whitespace(),
            '_' => !(is_word(before) && is_word(after) || before.is_whitespace() && after.is_whitespace()),
            '`' => true,
            '~' => before == '~' || after == '~',
            '[' => {
                while brackets.next_if(|end| *end < place).is_some() {}
                brackets.peek().is_some_and(|end| text[end + 1..].starts_with(['(', '[']))
            }
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            '\\' => after.is_ascii_punctuation(),
            '&' => {
                let name = behind.bytes().take(NAME_BYTES).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#');
                let name = name.count();
                name > 0 && behind[name..].starts_with(';')
            }
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// The text before [`escaped`].
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        out.push(c);
    }
    out
}

/// A paragraph of running text: its lines with Markdown's line breaks, none of them beginning like a block.
pub(super) fn paragraph(text: &str) -> String {
    let lines = text.split(BREAK).map(str::trim).filter(|line| !line.is_empty());
    lines.map(harmless_start).collect::<Vec<_>>().join("  \n")
}

/// The same text on one line.
pub(super) fn line(text: &str) -> String {
    text.replace(BREAK, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn harmless_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[digits..];
    if (1..=9).contains(&digits) && (behind.starts_with(". ") || behind.starts_with(") ")) {
        return format!("{}\\{behind}", &line[..digits]);
    }
    let word = line.split(' ').next().unwrap_or_default();
    let is_heading = (1..=6).contains(&word.len()) && word.bytes().all(|b| b == b'#');
    let is_bullet = matches!(word, "-" | "+");
    let is_rule = line.len() >= 2 && (line.bytes().all(|b| b == b'-') || line.bytes().all(|b| b == b'='));
    if is_heading || is_bullet || is_rule || line.starts_with('>') { format!("\\{line}") } else { line.to_owned() }
}
