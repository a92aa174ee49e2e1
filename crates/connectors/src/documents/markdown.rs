//! The main text of a page as Markdown, block by block.

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};
use std::time::Instant;
use url::Url;

use super::{Unreadable, content, inline, table};

/// Levels of a page that are followed; what lies deeper is taken as bare text, so that no page exhausts the stack.
const DEPTH: usize = 120;
/// How many elements are written between two looks at the time.
const LOOK_EVERY: u32 = 512;

/// Writes everything below `root`.
pub(super) fn write(root: ElementRef<'_>, base: Option<&Url>, ends: Instant) -> Result<String, Unreadable> {
    let mut writer = Writer { base, ends, written: 0 };
    Ok(writer.blocks(*root, DEPTH)?.join("\n\n"))
}

struct Writer<'a> {
    base: Option<&'a Url>,
    ends: Instant,
    written: u32,
}

/// Elements that begin a block of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "hgroup"
            | "li"
            | "main"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "caption"
            | "search"
            | "legend"
    )
}

fn holds_block(node: NodeRef<'_, Node>) -> bool {
    node.descendants().filter_map(ElementRef::wrap).any(|element| is_block(element.value().name()))
}

impl Writer<'_> {
    fn look(&mut self) -> Result<(), Unreadable> {
        self.written += 1;
        if self.written.is_multiple_of(LOOK_EVERY) && Instant::now() > self.ends {
            return Err(Unreadable::TooLong);
        }
        Ok(())
    }

    /// The blocks below a node. Running text between blocks is a paragraph.
    fn blocks(&mut self, node: NodeRef<'_, Node>, depth: usize) -> Result<Vec<String>, Unreadable> {
        let mut blocks = Vec::new();
        let mut running = String::new();
        if depth == 0 {
            let text = inline::paragraph(&inline::write(node, self.base, 0));
            return Ok(Some(text).filter(|text| !text.is_empty()).into_iter().collect());
        }
        for child in node.children() {
            self.look()?;
            let element = ElementRef::wrap(child);
            let Some(element) = element.filter(|element| is_block(element.value().name()) || holds_block(child)) else {
                let button = element.filter(|element| element.value().name() == "button");
                match button {
                    Some(button) => Self::button(button, &mut running, &mut blocks),
                    None => running.push_str(&inline::write(child, self.base, depth)),
                }
                continue;
            };
            flush(&mut running, &mut blocks);
            if !content::is_furniture(element) {
                self.block(element, depth - 1, &mut blocks)?;
            }
        }
        flush(&mut running, &mut blocks);
        Ok(blocks)
    }

    /// A button says what it does, unless what it does is to show the answer to its question.
    fn button(button: ElementRef<'_>, running: &mut String, blocks: &mut Vec<String>) {
        let text = inline::line(&button.text().collect::<String>());
        if text.ends_with(['?', '？', '؟']) {
            flush(running, blocks);
            blocks.push(format!("**{text}**"));
        }
    }

    fn block(&mut self, element: ElementRef<'_>, depth: usize, blocks: &mut Vec<String>) -> Result<(), Unreadable> {
        let name = element.value().name();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                let text = inline::line(&self.children(element, depth)).replace("**", "");
                if !text.is_empty() {
                    blocks.push(format!("{} {text}", "#".repeat(level)));
                }
            }
            "ul" | "ol" => {
                let list = self.list(element, depth)?;
                blocks.extend(Some(list).filter(|list| !list.is_empty()));
            }
            "table" => match table::rows(element) {
                Some(rows) => {
                    let captions = element.children().filter_map(ElementRef::wrap);
                    for caption in captions.filter(|child| child.value().name() == "caption") {
                        blocks.extend(self.blocks(*caption, depth)?);
                    }
                    blocks.push(table::write(&rows, self.base, depth));
                }
                None => blocks.extend(self.blocks(*element, depth)?),
            },
            // What is asked, or named, above what follows.
            "dt" | "summary" => {
                let text = inline::line(&self.children(element, depth)).replace("**", "");
                if holds_block(*element) && element.descendants().skip(1).filter_map(ElementRef::wrap).any(is_heading) {
                    blocks.extend(self.blocks(*element, depth)?);
                } else if !text.is_empty() {
                    blocks.push(format!("**{text}**"));
                }
            }
            "pre" => {
                let text: String = element.text().collect();
                let text = text.trim_matches('\n').trim_end();
                if !text.is_empty() {
                    let fence = if text.contains("```") { "````" } else { "```" };
                    blocks.push(format!("{fence}\n{text}\n{fence}"));
                }
            }
            "blockquote" => {
                let quoted = self.blocks(*element, depth)?.join("\n\n");
                if !quoted.is_empty() {
                    let lines =
                        quoted.lines().map(|line| if line.is_empty() { ">".into() } else { format!("> {line}") });
                    blocks.push(lines.collect::<Vec<_>>().join("\n"));
                }
            }
            "hr" => {}
            _ => blocks.extend(self.blocks(*element, depth)?),
        }
        Ok(())
    }

    /// The running text of all children; a button in a heading is the heading's text.
    fn children(&self, element: ElementRef<'_>, depth: usize) -> String {
        element.children().map(|child| inline::write(child, self.base, depth)).collect()
    }

    fn list(&mut self, list: ElementRef<'_>, depth: usize) -> Result<String, Unreadable> {
        if depth == 0 {
            return Ok(inline::paragraph(&inline::write(*list, self.base, 0)));
        }
        let ordered = list.value().name() == "ol";
        let start = list.value().attr("start").and_then(|text| text.trim().parse::<u32>().ok()).unwrap_or(1);
        let mut number = start.min(99_999);
        let mut items = Vec::new();
        let mut loose = false;
        for child in list.children() {
            self.look()?;
            let Some(element) = ElementRef::wrap(child).filter(|element| !content::is_furniture(*element)) else {
                continue;
            };
            let name = element.value().name();
            if matches!(name, "ul" | "ol") {
                // A list straight in a list: browsers show it below the entry before.
                let nested = self.list(element, depth - 1)?;
                if !nested.is_empty() {
                    items.push(indented(&nested, "  ", "  "));
                }
                continue;
            }
            let blocks = self.blocks(child, depth)?;
            if blocks.is_empty() {
                continue;
            }
            // Entries of several paragraphs stand apart, entries of a line and a list below it do not.
            let is_list = |block: &String| block.starts_with("- ") || block.starts_with("1. ");
            let tight = blocks.iter().skip(1).all(is_list);
            loose |= !tight;
            let mark = if ordered { format!("{number}. ") } else { "- ".to_owned() };
            number += 1;
            let body = blocks.join(if tight { "\n" } else { "\n\n" });
            items.push(indented(&body, &mark, &" ".repeat(mark.len())));
        }
        Ok(items.join(if loose { "\n\n" } else { "\n" }))
    }
}

fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn flush(running: &mut String, blocks: &mut Vec<String>) {
    let text = inline::paragraph(&std::mem::take(running));
    if !text.is_empty() {
        blocks.push(text);
    }
}

/// The first line behind `first`, the others behind `rest`.
fn indented(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + first.len());
    for (place, line) in text.lines().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        if !line.is_empty() {
            out.push_str(if place == 0 { first } else { rest });
            out.push_str(line);
        }
    }
    out
}
