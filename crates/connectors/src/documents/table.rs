//! Tables of a page: those with facts become Markdown's, those that only arrange the page are read through.

use scraper::{ElementRef, Node};
use url::Url;

use super::inline;

/// Most columns of a table that is still readable as text.
const COLUMNS: usize = 12;

/// The rows of a table with facts; none where a table arranges a page.
pub(super) fn rows<'a>(table: ElementRef<'a>) -> Option<Vec<Vec<ElementRef<'a>>>> {
    if matches!(table.value().attr("role"), Some("presentation" | "none")) {
        return None;
    }
    let below = || table.descendants().skip(1).filter_map(ElementRef::wrap);
    if below().any(|element| matches!(element.value().name(), "table" | "h1" | "h2" | "h3" | "form" | "article")) {
        return None;
    }
    let cells = |row: ElementRef<'a>| -> Vec<ElementRef<'a>> {
        let cells = row.children().filter_map(ElementRef::wrap);
        cells.filter(|cell| matches!(cell.value().name(), "td" | "th")).collect()
    };
    let rows: Vec<_> =
        below().filter(|element| element.value().name() == "tr").map(cells).filter(|row| !row.is_empty()).collect();
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    (rows.len() >= 2 && (2..=COLUMNS).contains(&widest)).then_some(rows)
}

/// A table in Markdown, its first row as the head.
pub(super) fn write(rows: &[Vec<ElementRef<'_>>], base: Option<&Url>, depth: usize) -> String {
    let cell = |cell: &ElementRef<'_>| {
        let node: ego_tree::NodeRef<'_, Node> = **cell;
        let parts: Vec<String> = node.children().map(|child| inline::write(child, base, depth)).collect();
        inline::line(&parts.concat()).replace('|', "\\|")
    };
    let texts: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let texts: Vec<_> = texts.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let width = texts.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::with_capacity(texts.len() + 1);
    for (place, mut row) in texts.into_iter().enumerate() {
        row.resize(width, String::new());
        lines.push(format!("| {} |", row.join(" | ")));
        if place == 0 {
            lines.push(format!("|{}", " --- |".repeat(width)));
        }
    }
    lines.join("\n")
}
