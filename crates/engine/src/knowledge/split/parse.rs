//! Markdown as blocks of plain text.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

use super::block::{Block, Kind};

/// Bytes from which a line is taken to have been broken by an editor, and not by its author.
const WRAPPED_BYTES: usize = 50;

/// The blocks of a text, in order.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader { source: markdown, blocks: Vec::new(), open: None };
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        reader.take(event, range);
    }
    reader.blocks
}

struct Reader<'a> {
    source: &'a str,
    blocks: Vec<Block>,
    open: Option<Open>,
}

/// The block that is being read.
struct Open {
    block: Block,
    /// Levels of Markdown inside it.
    depth: usize,
    /// Lists that are open, each with its next number; 0 for bullets.
    lists: Vec<u64>,
    /// Levels of pictures, whose replacement text is no text of the page.
    pictures: usize,
    /// Levels of strong emphasis, and whether anything stands outside of it.
    strong: usize,
    is_plain: bool,
    /// Targets of links that are open, with the place where their text begins.
    links: Vec<(String, usize)>,
    /// Whether a cell of this row has been written.
    in_row: bool,
}

impl<'a> Reader<'a> {
    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) => {
                if let Some(open) = &mut self.open {
                    // Code stands between its signs; an entity has another length than its text and is one step.
                    let inside = self.source.get(range.clone()).and_then(|source| source.find(text.as_ref()));
                    open.say(&text, range.start + inside.unwrap_or(0));
                }
            }
            Event::SoftBreak => {
                if let Some(open) = &mut self.open {
                    let next = self.source.get(range.end..).and_then(|rest| rest.trim_start().chars().next());
                    open.soft_break(next);
                }
            }
            Event::HardBreak => self.with(Open::new_line),
            Event::InlineHtml(html) => {
                // The text between two tags comes as text.
                if html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                    self.with(Open::new_line);
                }
            }
            Event::Html(html) => self.with(|open| {
                open.say(without_tags(&html).trim(), range.start);
                open.new_line();
            }),
            Event::TaskListMarker(_) | Event::Rule => {}
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn with(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = &mut self.open {
            change(open);
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let Some(open) = &mut self.open else {
            let kind = match &tag {
                // What is quoted is text like any other; its blocks stand for themselves.
                Tag::BlockQuote(_) => return,
                Tag::Heading { level, .. } => Kind::Heading(*level as u8),
                Tag::List(_) => Kind::List,
                Tag::Table(_) => Kind::Table,
                Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Kind::Code,
                _ => Kind::Paragraph,
            };
            let mut open = Open::new(kind, &range);
            if let Tag::List(first) = tag {
                open.lists.push(first.unwrap_or(0));
            }
            self.open = Some(open);
            return;
        };
        open.depth += 1;
        match tag {
            Tag::List(first) => open.lists.push(first.unwrap_or(0)),
            Tag::Item => open.item(),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => open.part(),
            Tag::TableCell => {
                if open.in_row {
                    open.block.text.push_str(" | ");
                }
                open.in_row = true;
            }
            Tag::Image { .. } => open.pictures += 1,
            Tag::Strong => open.strong += 1,
            Tag::Link { dest_url, .. } => open.links.push((dest_url.into_string(), open.block.text.len())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        let Some(open) = &mut self.open else { return };
        match tag {
            TagEnd::List(_) => {
                open.lists.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                open.in_row = false;
                open.block.text.push('\n');
            }
            TagEnd::Image => open.pictures = open.pictures.saturating_sub(1),
            TagEnd::Strong => open.strong = open.strong.saturating_sub(1),
            TagEnd::Link => open.end_link(range.end),
            _ => {}
        }
        if open.depth > 0 {
            open.depth -= 1;
        } else if let Some(open) = self.open.take() {
            self.blocks.push(open.finish(self.source));
        }
    }
}

impl Open {
    fn new(kind: Kind, range: &Range<usize>) -> Self {
        Self {
            block: Block { kind, text: String::new(), start: range.start, end: range.end, marks: Vec::new() },
            depth: 0,
            lists: Vec::new(),
            pictures: 0,
            strong: 0,
            is_plain: false,
            links: Vec::new(),
            in_row: false,
        }
    }

    fn say(&mut self, text: &str, source: usize) {
        if self.pictures > 0 || text.is_empty() {
            return;
        }
        self.is_plain |= self.strong == 0 && !text.trim().is_empty();
        self.block.marks.push((self.block.text.len(), source));
        self.block.text.push_str(text);
    }

    fn new_line(&mut self) {
        if !self.block.text.is_empty() && !self.block.text.ends_with('\n') {
            self.block.text.push('\n');
        }
    }

    /// The end of a line in the source: of a line of its own, or one where an editor has wrapped the text.
    fn soft_break(&mut self, next: Option<char>) {
        let line = self.block.text.rsplit('\n').next().unwrap_or_default();
        let ended = line.trim_end().ends_with(['.', '!', '?', ':', ';', '。', '！', '？', '：', '؟']);
        let goes_on = next.is_some_and(char::is_lowercase);
        if ended || (line.len() < WRAPPED_BYTES && !goes_on) {
            self.new_line();
        } else if !line.ends_with(' ') {
            self.block.text.push(' ');
        }
    }

    /// An entry of the innermost list.
    fn item(&mut self) {
        self.new_line();
        let level = self.lists.len().saturating_sub(1);
        self.block.text.push_str(&"  ".repeat(level));
        match self.lists.last_mut() {
            Some(number) if *number > 0 => {
                self.block.text.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.block.text.push_str("- "),
        }
    }

    /// A paragraph inside of something; the first of an entry stands on its line.
    fn part(&mut self) {
        let line = self.block.text.rsplit('\n').next().unwrap_or_default().trim_start();
        let is_bare = line == "- " || line.strip_suffix(". ").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
        if !is_bare {
            self.new_line();
            if !self.block.text.is_empty() {
                self.block.text.push_str(&"  ".repeat(self.lists.len()));
            }
        }
    }

    /// An address behind a link's words would be lost without its signs, and is often what is asked for.
    fn end_link(&mut self, source: usize) {
        let Some((target, begin)) = self.links.pop() else { return };
        let address = target.strip_prefix("mailto:").or_else(|| target.strip_prefix("tel:"));
        let Some(address) = address.and_then(|address| address.split('?').next()) else { return };
        let says_it = self.block.text.get(begin..).is_some_and(|text| text.contains(address));
        if !address.is_empty() && !says_it {
            self.say(&format!(" ({address})"), source);
        }
    }

    fn finish(mut self, source: &str) -> Block {
        let block = &mut self.block;
        // No position lies outside of the text or inside of a letter, whatever the parser says.
        block.end = source.floor_char_boundary(block.end.min(source.len()));
        block.start = source.floor_char_boundary(block.start.min(block.end));
        block.end = block.start + source[block.start..block.end].trim_end().len();
        let kept = block.text.trim_end().len();
        block.text.truncate(kept);
        block.marks.retain(|(place, _)| *place < kept);
        if block.kind == Kind::Paragraph && !self.is_plain && !block.text.is_empty() {
            block.kind = Kind::Title;
        }
        self.block
    }
}

/// The text between tags.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        rest = behind.split_once('>').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text
}
