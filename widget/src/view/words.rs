//! Markdown as elements. Each element is made here by name, and words become text nodes: nothing that anybody wrote can become
//! markup.

use crate::dom::{Node, add, add_text, say};
use crate::json::counted;
use domain::markdown::{Block, Span, parse};

/// Shows a text in an element.
pub fn show(parent: &Node, text: &str) {
    for block in parse(text) {
        match block {
            Block::Paragraph(spans) => show_spans(&add(parent, "p", ""), &spans),
            // Chats have no outline that a heading could belong to.
            Block::Heading(spans) => show_spans(&add(&add(parent, "p", ""), "strong", ""), &spans),
            Block::List(start, items) => show_list(parent, start, &items),
            Block::Table(rows) => show_table(parent, &rows),
            Block::Code(code) => {
                let pre = add(parent, "pre", "");
                pre.set("tabindex", "0");
                pre.set("dir", "ltr");
                add_text(&pre, "code", "", &code);
            }
        }
    }
}

/// A link that opens beside the page, and tells the other site nothing.
pub fn link(parent: &Node, url: &str) -> Node {
    let link = add(parent, "a", "");
    link.set("href", url);
    link.set("target", "_blank");
    link.set("rel", "noopener noreferrer nofollow");
    link
}

fn show_list(parent: &Node, start: Option<u32>, items: &[(usize, Vec<Span>)]) {
    let list = add(parent, if start.is_some() { "ol" } else { "ul" }, "");
    if let Some(start) = start.filter(|start| *start != 1) {
        list.set("start", &counted("", i64::from(start), ""));
    }
    let top = items.first().map_or(0, |(level, _)| *level);
    let mut inner: Option<Node> = None;
    let mut last: Option<Node> = None;
    for (level, spans) in items {
        let target = match (&last, *level > top) {
            (Some(last), true) => inner.get_or_insert_with(|| add(last, "ul", "")).clone(),
            _ => {
                inner = None;
                list.clone()
            }
        };
        let item = add(&target, "li", "");
        show_spans(&item, spans);
        if *level <= top {
            last = Some(item);
        }
    }
}

fn show_table(parent: &Node, rows: &[Vec<Vec<Span>>]) {
    // Wide tables scroll by themselves, also by keyboard.
    let frame = add(parent, "div", "table");
    frame.set("tabindex", "0");
    let table = add(&frame, "table", "");
    for (place, row) in rows.iter().enumerate() {
        let line = add(&table, "tr", "");
        for cell in row {
            show_spans(&add(&line, if place == 0 { "th" } else { "td" }, ""), cell);
        }
    }
}

fn show_spans(parent: &Node, spans: &[Span]) {
    for span in spans {
        match span {
            Span::Text(text) => say(parent, text),
            Span::Break => drop(add(parent, "br", "")),
            Span::Code(code) => drop(add_text(parent, "code", "", code)),
            Span::Bold(inner) => show_spans(&add(parent, "strong", ""), inner),
            Span::Italic(inner) => show_spans(&add(parent, "em", ""), inner),
            Span::Link(url, inner) => show_spans(&link(parent, url), inner),
        }
    }
}
