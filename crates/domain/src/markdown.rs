//! Markdown as far as answers use it: paragraphs, headings, lists, tables, code, bold, italic, links, line breaks. The result
//! is a tree of known parts and never markup, so nothing that somebody wrote can become an element or a script.

/// A part of a text that stands on its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A heading; chats have no levels.
    Heading(Vec<Span>),
    /// A list, numbered from this number or with bullets; each item with its indentation in levels.
    List(Option<u32>, Vec<(usize, Vec<Span>)>),
    /// Rows of cells; the first row heads the columns.
    Table(Vec<Vec<Vec<Span>>>),
    /// Code, as it was written.
    Code(String),
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    /// Plain words.
    Text(String),
    /// A line break.
    Break,
    /// Code.
    Code(String),
    /// Strong.
    Bold(Vec<Span>),
    /// Stressed.
    Italic(Vec<Span>),
    /// A link to an address that is safe to open.
    Link(String, Vec<Span>),
}

/// Emphasis inside emphasis ends here, so that no text can exhaust the stack.
const DEPTH: u32 = 6;

// `str::find` with a text, and slices by index, would bring a searcher and the sentences of their panics into the module;
// these three do what is needed here.

/// Where a text stands in another, in bytes.
fn find(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window == wanted.as_bytes())
}

/// The text from a place on; nothing when there is no such place.
fn from(text: &str, place: usize) -> &str {
    text.get(place..).unwrap_or_default()
}

/// The text up to a place; nothing when there is no such place.
fn until(text: &str, place: usize) -> &str {
    text.get(..place).unwrap_or_default()
}

/// Whether a character belongs to a word; all that is not ASCII does, without tables of what is a letter.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii()
}

/// Whether an address may become a link.
pub fn is_safe(url: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
    }) && !url.chars().any(|c| c <= ' ' || c.is_whitespace() || c.is_control())
}

/// Reads a text.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if let Some(fence) = trimmed.strip_prefix("```") {
            close(&mut words, &mut blocks);
            let mut code = String::new();
            // What stands after the fence names a language, unless the code is closed on the same line.
            if let Some(inline) = fence.strip_suffix("```").filter(|inline| !inline.is_empty()) {
                code.push_str(inline);
            } else {
                for line in lines.by_ref().take_while(|line| line.trim() != "```") {
                    code.push_str(line);
                    code.push('\n');
                }
            }
            blocks.push(Block::Code(code.trim_end().to_owned()));
        } else if trimmed.is_empty() {
            close(&mut words, &mut blocks);
        } else if let Some(heading) = heading(trimmed) {
            close(&mut words, &mut blocks);
            blocks.push(Block::Heading(spans(heading)));
        } else if let Some((number, item)) = list_item(line) {
            close(&mut words, &mut blocks);
            push_item(&mut blocks, number, item, indent(line));
        } else if is_row(trimmed) && lines.peek().is_some_and(|next| is_ruler(next.trim())) {
            close(&mut words, &mut blocks);
            let mut rows = vec![cells(trimmed)];
            lines.next();
            while let Some(row) = lines.next_if(|next| is_row(next.trim())) {
                rows.push(cells(row.trim()));
            }
            blocks.push(Block::Table(rows));
        } else if let (true, true, Some(Block::List(_, items))) =
            (words.is_empty(), line.starts_with("  "), blocks.last_mut())
        {
            // An item goes on where its words begin.
            if let Some((_, item)) = items.last_mut() {
                item.push(Span::Break);
                item.extend(spans(trimmed));
            }
        } else if !is_rule(trimmed) {
            words.push(trimmed.strip_prefix("> ").unwrap_or(trimmed));
        }
    }
    close(&mut words, &mut blocks);
    blocks
}

fn close(words: &mut Vec<&str>, blocks: &mut Vec<Block>) {
    if !words.is_empty() {
        blocks.push(Block::Paragraph(spans(&words.join("\n"))));
        words.clear();
    }
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| rest.trim().trim_end_matches('#').trim_end())
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ['-', '*', '_'].iter().any(|sign| line.chars().all(|c| c == *sign || c == ' '))
}

fn indent(line: &str) -> usize {
    let blanks: usize =
        line.chars().take_while(|c| *c == ' ' || *c == '\t').map(|c| if c == '\t' { 4 } else { 1 }).sum();
    (blanks / 2).min(4)
}

/// The number (none for a bullet) and the words of a list's item.
fn list_item(line: &str) -> Option<(Option<u32>, &str)> {
    let line = line.trim_start();
    if let Some(item) = ["- ", "* ", "+ ", "• "].iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return (!is_rule(line)).then_some((None, item.trim()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.get(..line.len() - rest.len()).filter(|digits| (1..=6).contains(&digits.len()))?;
    let number = digits.bytes().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    let item = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    Some((Some(number), item.trim()))
}

fn push_item(blocks: &mut Vec<Block>, number: Option<u32>, item: &str, indent: usize) {
    let item = (indent, spans(item));
    match blocks.last_mut() {
        // A deeper item belongs to the list whatever sign it has.
        Some(Block::List(start, items)) if start.is_some() == number.is_some() || item.0 > 0 => items.push(item),
        _ => blocks.push(Block::List(number, vec![item])),
    }
}

fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.len() > 1
}

fn is_ruler(line: &str) -> bool {
    is_row(line) && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn cells(line: &str) -> Vec<Vec<Span>> {
    let line = line.trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(|cell| spans(cell.trim())).collect()
}

/// Reads the stretches of a paragraph.
pub fn spans(text: &str) -> Vec<Span> {
    inline(text, DEPTH)
}

fn inline(text: &str, depth: u32) -> Vec<Span> {
    let mut out = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let found = if depth == 0 { None } else { special(rest, c, before, depth) };
        if let Some((span, length)) = found {
            flush(&mut plain, &mut out);
            out.push(span);
            before = until(rest, length).chars().next_back().unwrap_or(' ');
            rest = from(rest, length);
            continue;
        }
        // A backslash takes the meaning of the sign after it.
        let next = if c == '\\' { from(rest, 1).chars().next() } else { None };
        let escaped = next.filter(char::is_ascii_punctuation);
        let shown = escaped.unwrap_or(c);
        plain.push(shown);
        before = shown;
        rest = from(rest, c.len_utf8() + escaped.map_or(0, char::len_utf8));
    }
    flush(&mut plain, &mut out);
    out
}

fn flush(plain: &mut String, out: &mut Vec<Span>) {
    if !plain.is_empty() {
        out.push(Span::Text(std::mem::take(plain)));
    }
}

/// What begins here, and how many bytes it takes.
fn special(rest: &str, c: char, before: char, depth: u32) -> Option<(Span, usize)> {
    match c {
        '\n' => Some((Span::Break, 1)),
        '`' => {
            let inner = from(rest, 1);
            let end = inner.find('`').filter(|end| *end > 0)?;
            Some((Span::Code(until(inner, end).to_owned()), end + 2))
        }
        '*' | '_' => {
            let sign = if c == '*' { ["**", "*"] } else { ["__", "_"] };
            // An underscore inside a word is part of it.
            if c == '_' && is_word(before) {
                return None;
            }
            sign.iter().find_map(|sign| {
                let inner = rest.strip_prefix(sign)?;
                let end = closing(inner, sign)?;
                let words = inline(until(inner, end), depth - 1);
                let span = if sign.len() == 2 { Span::Bold(words) } else { Span::Italic(words) };
                Some((span, end + 2 * sign.len()))
            })
        }
        '[' => {
            let middle = find(rest, "](")?;
            let label = rest.get(1..middle)?;
            let target = from(rest, middle + 2);
            let end = target_end(target)?;
            if label.is_empty() || label.contains('\n') || label.contains('[') {
                return None;
            }
            let url = until(target, end).split(' ').next().unwrap_or_default();
            let words = inline(label, depth - 1);
            let length = middle + 2 + end + 1;
            // An address that is not safe leaves its words.
            if is_safe(url) {
                Some((Span::Link(url.to_owned(), words), length))
            } else {
                Some((Span::Bold(words), length))
            }
        }
        'h' | '<' if !before.is_ascii_alphanumeric() => {
            let bare = rest.strip_prefix('<').unwrap_or(rest);
            if !bare.starts_with("https://") && !bare.starts_with("http://") {
                return None;
            }
            let end = bare
                .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | '*' | '`'))
                .unwrap_or(bare.len());
            let url = until(bare, end).trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']']);
            let is_closed = bare.len() < rest.len() && from(bare, url.len()).starts_with('>');
            let length = url.len() + 2 * usize::from(is_closed);
            (is_safe(url) && (bare.len() == rest.len() || is_closed))
                .then(|| (Span::Link(url.to_owned(), vec![Span::Text(url.to_owned())]), length))
        }
        _ => None,
    }
}

/// Where emphasis ends: at the same sign, with a word before it, in the same paragraph.
fn closing(inner: &str, sign: &str) -> Option<usize> {
    if inner.starts_with(char::is_whitespace) || inner.is_empty() {
        return None;
    }
    let mut place = 0;
    loop {
        let end = place + find(from(inner, place), sign)?;
        let after = from(inner, end + sign.len());
        let ends_word = !until(inner, end).ends_with([' ', '\n', '\\']) && end > 0;
        // One star of two belongs to a bold stretch inside; an underscore before a letter to the word.
        let is_double = sign.len() == 1 && after.starts_with(sign);
        let is_inside = sign.starts_with('_') && after.starts_with(is_word);
        if ends_word && !is_double && !is_inside {
            return Some(end);
        }
        place = end + sign.len() + usize::from(is_double);
    }
}

/// Where the address of a link ends; it may have pairs of parentheses in it.
fn target_end(target: &str) -> Option<usize> {
    let mut open = 0;
    for (at, c) in target.char_indices() {
        match c {
            '\n' => return None,
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
